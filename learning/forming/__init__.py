"""Forming sets: who meets with whom, when, why, and how far that is from the best possible.

Knows people as rows of a problem. Must not know Discord, storage, clocks or sentences.
"""
