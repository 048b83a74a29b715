"""The practice server: a Discord that lives on this machine, for rehearsal and end-to-end tests.

It knows Discord's wire formats and nothing of Setwise: it sees the bot from outside, over sockets.
"""
