"""Many reminders in a fresh database: real sets, people, meetings and due work, in one commit.

Knows how the house keeps them. Must not know who will send them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from learning.effects import Card, Effect, Place, To, post
from learning.meetings import Meeting
from learning.people import HowFar, Person, Role
from learning.ports import Unit
from learning.sets import Consent, LearningSet, Membership, Stage
from storage.engine import open_storage

SEATS = 5
MEETINGS = 20  # a set; so a person gets at most this many reminders, fewer than we look back
AREA = "E54000037"
SECRET = "a long enough key for a rehearsal"  # noqa: S105  # it guards nothing
AHEAD = "24h"


def shape(reminders: int) -> tuple[int, int]:
    """Return how many sets, and how many meetings each, make at least so many reminders."""
    meetings = min(MEETINGS, max(1, reminders // SEATS))
    return -(-reminders // (SEATS * meetings)), meetings


async def seed(
    url: str, guild_xid: int, xids: list[int], reminders: int, first: datetime, spread: timedelta
) -> set[str]:
    """Keep `reminders` reminders due evenly over `spread` from `first`; returns their things.

    A thing is `<meeting>.<person>`, as it stands on the buttons of the reminder. There must be
    five Discord ids for each set.
    """
    sets, meetings = shape(reminders)
    storage = await open_storage(url, SECRET, upgrade=True)
    async with storage, storage.units.write() as unit:
        for number in range(sets):
            await _set(unit, guild_xid, number, xids[number * SEATS :], meetings, first)
        things = [
            f"m{number}x{meeting}.p{number}x{seat}"
            for meeting in range(meetings)
            for number in range(sets)
            for seat in range(SEATS)
        ][:reminders]
        step = spread / max(1, len(things))
        effects = [_reminder(thing, first + step * n) for n, thing in enumerate(things)]
        await unit.work.add(effects, first)
    return set(things)


def _reminder(thing: str, due: datetime) -> Effect:
    return post(
        f"remind:{thing}:{AHEAD}",
        Place(To.PERSON, thing.partition(".")[2]),
        Card("reminder", thing, AHEAD),
        due=due,
        until=due + timedelta(days=2),
    )


async def _set(
    unit: Unit, guild_xid: int, number: int, xids: list[int], meetings: int, first: datetime
) -> None:
    set_id = f"s{number}"
    people = [f"p{number}x{seat}" for seat in range(SEATS)]
    for seat, person_id in enumerate(people):
        await unit.people.add(invented(person_id, guild_xid, xids[seat], AREA, first))
    await unit.sets.add(
        LearningSet(
            id=set_id,
            guild_xid=guild_xid,
            name=f"Set {number}",
            area=AREA,
            block="tue-lunch",
            stage=Stage.RUNNING,
            guide_id=people[0],
            deputy_id=people[1],
            formed_at=first,
        )
    )
    for seat, person_id in enumerate(people):
        await unit.memberships.add(
            Membership(
                id=f"{set_id}.{person_id}",
                set_id=set_id,
                person_id=person_id,
                seat=seat,
                consent=Consent.YES,
            )
        )
    for meeting in range(meetings):
        await unit.meetings.add(
            Meeting(
                id=f"m{number}x{meeting}",
                set_id=set_id,
                number=meeting + 1,
                wall=(first + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M"),
                zone="Europe/London",
                starts_at=first + timedelta(days=9),
                minutes=60,
                plan_id="lunch-60",
                guide_id=people[0],
            )
        )


def invented(person_id: str, guild_xid: int, xid: int, area: str, now: datetime) -> Person:
    """A GP nobody has met, who can do Tuesday lunch."""
    return Person(
        id=person_id,
        guild_xid=guild_xid,
        xid=xid,
        name=f"N{person_id}",
        role=Role.GP,
        own_words="",
        area=area,
        how_far=HowFar.ICB,
        good=("tue-lunch",),
        possible=(),
        joined_at=now,
    )
