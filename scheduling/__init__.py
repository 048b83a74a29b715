"""Time: the only room with a clock in it."""
