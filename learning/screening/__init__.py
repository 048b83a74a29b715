"""Looking through a text for what may point to a patient or another person, by rules alone."""
