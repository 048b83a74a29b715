"""Every route, entered by importing this: one file a noun."""

from practice.desk.call import ROUTES
from practice.rest import (
    channels,
    commands,
    events,
    guilds,
    history,
    interactions,
    messages,
    threads,
    users,
    webhooks,
)

__all__ = [
    "ROUTES",
    "channels",
    "commands",
    "events",
    "guilds",
    "history",
    "interactions",
    "messages",
    "threads",
    "users",
    "webhooks",
]
