"""The memory of the house: what is kept, and how it is kept whole. Rows never leave this room."""
