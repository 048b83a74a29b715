"""A running session: its state, the commands it takes, and what it looks like."""
