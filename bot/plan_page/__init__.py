"""The page of a plan: one HTML file that a coordinator reads or prints."""
