"""A meeting in writing: a week of days instead of minutes. Pure: no clock, no I/O."""
