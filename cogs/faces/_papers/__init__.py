"""Papers: files that a person can keep, made from plain values in memory.

Knows text, Word and PDF. Must not keep a file, nor know who asked for it.
"""
