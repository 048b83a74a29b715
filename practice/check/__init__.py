"""Judging what the bot sends: Discord's own description first, then the limits it does not state.

A check returns problems (answered as 50035) or raises another `ApiError`; either way the door
records a finding. A check must not change anything.
"""
