"""One row a person: a coordinator's spreadsheet, as text, to and from a forming problem."""
