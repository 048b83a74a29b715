"""The process: reads settings, builds the house, keeps the door."""

__version__ = "0.1.0"
