"""Limits on scheduled events: names, times, and what each kind needs.

"The past" is the past of practice time. It must not know who may create one.
"""

from datetime import datetime, timedelta

from practice.check.shapes import choice, length, missing
from practice.desk.call import Call
from practice.desk.errors import Problem
from practice.world.wiretypes import Json, moment, obj, words

STAGE, VOICE, EXTERNAL = 1, 2, 3
YEARS = timedelta(days=5 * 366)


def create(call: Call) -> list[Problem]:
    """A new event."""
    body = call.body
    found = length(body, "name", 100, least=1, required=True)
    found += [
        missing(key)
        for key in ("entity_type", "privacy_level", "scheduled_start_time")
        if not body.get(key)
    ]
    return found + _common(call) + _kind(body)


def change(call: Call) -> list[Problem]:
    """A change to an event."""
    found = length(call.body, "name", 100, least=1) + choice(call.body, "status", {2, 3, 4})
    if call.body.get("entity_type") == EXTERNAL:
        found += _kind(call.body)
    return found + _common(call)


def _common(call: Call) -> list[Problem]:
    body = call.body
    found = length(body, "description", 1000, least=1)
    found += choice(body, "privacy_level", {2}) + choice(
        body, "entity_type", {STAGE, VOICE, EXTERNAL}
    )
    found += length(obj(body, "entity_metadata"), "location", 100, least=1, path="entity_metadata")
    start, bad = _moment(body, "scheduled_start_time")
    end, worse = _moment(body, "scheduled_end_time")
    found += bad + worse
    if start is not None and start <= call.world.now() and body.get("status") is None:
        found.append(
            Problem(
                "scheduled_start_time",
                "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST",
                "Cannot schedule event in the past.",
            )
        )
    if start is not None and start > call.world.now() + YEARS:
        found.append(
            Problem(
                "scheduled_start_time",
                "GUILD_SCHEDULED_EVENT_TOO_FAR",
                "Cannot schedule event over five years ahead.",
            )
        )
    if start is not None and end is not None and end <= start:
        found.append(
            Problem(
                "scheduled_end_time",
                "GUILD_SCHEDULED_EVENT_END_BEFORE_START",
                "Cannot end event before start.",
            )
        )
    return found


def _moment(body: Json, key: str) -> tuple[datetime | None, list[Problem]]:
    text = words(body, key)
    if not text:
        return None, []
    try:
        return moment(text), []
    except ValueError:
        return None, [
            Problem(key, "DATE_TIME_TYPE_PARSE", f'Could not parse "{text}". Should be ISO8601.')
        ]


def _kind(body: Json) -> list[Problem]:
    if body.get("entity_type") != EXTERNAL:
        return [] if body.get("channel_id") else [missing("channel_id")]
    found = [] if body.get("scheduled_end_time") else [missing("scheduled_end_time")]
    if not obj(body, "entity_metadata").get("location"):
        found.append(missing("entity_metadata.location"))
    if body.get("channel_id"):
        found.append(
            Problem(
                "channel_id",
                "GUILD_SCHEDULED_EVENT_EXTERNAL_CHANNEL",
                "Channel must be empty for an external event",
            )
        )
    return found
