"""What is due because of one meeting: its event, its start, its reminders; and taking them back.

Knows keys and instants of one version of a meeting. Must not know which meetings there are.

A person's reminders of one version are named `remind:<meeting>:<version>:<ahead>:<person>`; after
they changed their wishes, `:<revision of the wishes>` follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from learning.calendar import nudge_time, reminder_times, walk_time
from learning.effects import Card, Effect, Place, To, event, post, wake
from learning.meetings import Meeting, MeetingState
from learning.ports import Unit
from learning.stages import LOOK_IN_AT
from learning.wishes import AHEAD, Wishes, unsaid

KINDS = ("remind", "start", "nudge", "event", "walk", "look-in")


async def work_of(
    unit: Unit, meeting: Meeting, member_ids: Iterable[str], now: datetime
) -> list[Effect]:
    """Return all work of one meeting at its present version; nothing that would come too late."""
    tag, wall = f"{meeting.id}:{meeting.moved}", datetime.fromisoformat(meeting.wall)
    nudge_at = nudge_time(wall, meeting.zone)
    walk_at = walk_time(wall, meeting.zone)
    walks = meeting.number > 1 and walk_at > now
    looks = meeting.number == LOOK_IN_AT and meeting.starts_at > now
    return [
        event(meeting.id, meeting.moved),
        wake(f"start:{tag}", "session.start", meeting.id, meeting.starts_at),
        *([wake(f"nudge:{tag}", "actions.nudge", meeting.id, nudge_at)] if nudge_at > now else []),
        *([wake(f"walk:{tag}", "walks.draw", meeting.id, walk_at)] if walks else []),
        *([wake(f"look-in:{tag}", "look_in", meeting.id, max(nudge_at, now))] if looks else []),
        *await reminders_of(unit, meeting, member_ids, now),
    ]


async def reminders_of(
    unit: Unit, meeting: Meeting, member_ids: Iterable[str], now: datetime
) -> list[Effect]:
    """Return the reminders that are still to come, as each person wishes them."""
    ids = tuple(member_ids)
    said = {one.person_id: one for one in await unit.wishes.where(person_id=ids)} if ids else {}
    return [one for person in ids for one in _reminders(meeting, said.get(person), person, now)]


def due_times(meeting: Meeting, wishes: Wishes) -> dict[str, datetime]:
    """Return when one person is reminded of a meeting, by how long ahead."""
    wall = datetime.fromisoformat(meeting.wall)
    times = reminder_times(wall, meeting.zone, wishes.quiet, weekends=wishes.any_hour)
    every = dict(zip(AHEAD, times, strict=True))
    return {ahead: due for ahead, due in every.items() if ahead in wishes.remind}


async def take_back(unit: Unit, meeting: Meeting, now: datetime) -> None:
    """Void all work that is still due because of a meeting."""
    for kind in KINDS:
        await unit.work.void(f"{kind}:{meeting.id}:", now)


async def take_back_from(unit: Unit, meeting: Meeting, person_id: str, now: datetime) -> None:
    """Void the reminders of one person who will not be there, or wishes them otherwise."""
    for ahead in AHEAD:
        await unit.work.void(f"remind:{meeting.id}:{meeting.moved}:{ahead}:{person_id}", now)


async def call_off(unit: Unit, meeting: Meeting, now: datetime) -> list[Effect]:
    """Cancel a meeting and all that is due because of it; its native event goes too."""
    await take_back(unit, meeting, now)
    off = await unit.meetings.save(replace(meeting, state=MeetingState.CANCELLED))
    return [event(off.id, off.moved + 1)] if off.event_xid else []


def _reminders(
    meeting: Meeting, said: Wishes | None, person_id: str, now: datetime
) -> list[Effect]:
    """Return one person's reminders; each is of use until the next of them is due."""
    wishes = said or unsaid(person_id)
    ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
    times = due_times(meeting, wishes)
    untils = [*list(times.values())[1:], ends]
    return [
        remind(meeting, ahead, _key(meeting, ahead, wishes), due, min(until, ends))
        for (ahead, due), until in zip(times.items(), untils, strict=True)
        if due > now
    ]


def _key(meeting: Meeting, ahead: str, wishes: Wishes) -> str:
    """Name a reminder, so that the same one is never sent twice."""
    key = f"remind:{meeting.id}:{meeting.moved}:{ahead}:{wishes.person_id}"
    return f"{key}:{wishes.revision}" if wishes.revision else key


def remind(meeting: Meeting, ahead: str, key: str, due: datetime, until: datetime) -> Effect:
    """Return one reminder to the person whom its key names."""
    person_id = key.split(":")[4]
    card = Card("reminder", f"{meeting.id}.{person_id}", ahead)
    return post(key, Place(To.PERSON, person_id), card, due=due, until=until)
