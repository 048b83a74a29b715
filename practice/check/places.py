"""Limits on channels, threads, overwrites and voice status.

It must not know who may change them.
"""

from practice.check.shapes import between, choice, length
from practice.desk.call import Call
from practice.desk.errors import Problem


def channel(call: Call) -> list[Problem]:
    """A new channel, or changes to a channel or thread."""
    body = call.body
    found = length(body, "name", 100, least=1, required=call.method == "POST")
    found += length(body, "topic", 1024) + between(body, "rate_limit_per_user", 0, 21600)
    found += between(body, "user_limit", 0, 99) + between(body, "bitrate", 8000, 384000)
    return found + choice(body, "auto_archive_duration", {60, 1440, 4320, 10080})


def thread(call: Call) -> list[Problem]:
    """A new thread."""
    found = length(call.body, "name", 100, least=1, required=True)
    found += choice(call.body, "type", {10, 11, 12})
    return found + choice(call.body, "auto_archive_duration", {60, 1440, 4320, 10080})


def overwrite(call: Call) -> list[Problem]:
    """Who may enter."""
    return choice(call.body, "type", {0, 1})


def voice_status(call: Call) -> list[Problem]:
    """The line under a voice channel's name."""
    return length(call.body, "status", 500)
