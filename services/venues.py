"""Where a meeting is: the set's voice channel, an outside link, or a room in a building.

Knows what a link must look like. Must not open one, nor show it to anybody outside the set.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from learning.effects import Card, Place, To, post
from learning.meetings import MeetingState
from learning.refusals import Refusal
from services.dating import room_card
from services.finding import my_set, seats_of
from services.kit import Kit, Who
from services.news import true_for
from services.values import Note

LONGEST_LINK, LONGEST_ROOM = 300, 80
HERE = ("", "discord", "voice", "here")


class Venues:
    """Changes where meetings are."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def change(self, who: Who, where: str, number: int = 0, *, later: bool = False) -> Note:
        """Say where one meeting is (the next, or by number), and with `later` all after it."""
        place = placed(where)
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            planned = await unit.meetings.where(set_id=found.id, state=MeetingState.PLANNED)
            ordered = sorted(planned, key=lambda one: (one.starts_at, one.number))
            at = next((n for n, m in enumerate(ordered) if number in (0, m.number)), None)
            if at is None:
                raise Refusal("session.none")
            if person.id not in {found.guide_id, found.deputy_id, ordered[at].guide_id}:
                raise Refusal("session.not_guide")
            changed = ordered[at:] if later else ordered[at : at + 1]
            kept = [await unit.meetings.save(replace(one, where=place)) for one in changed]
            tag = f"{kept[0].id}:{kept[0].revision}"
            effects = [await room_card(unit, found.id, tag)]
            for seat in await seats_of(unit, found.id):
                for one in kept:
                    shown = await true_for(unit, one, seat.person_id, f"{one.revision}:place")
                    effects += shown
            card = Card("place", kept[0].id)
            effects.append(post(f"place:{tag}", Place(To.ROOM, found.id), card))
            await unit.work.add(effects, self._kit.now())
        return Note(key="place.kept", facts={"number": kept[0].number})


def placed(where: str) -> str:
    """Return a place as it is kept: nothing for Discord; refuses a link that is not https."""
    text = " ".join(where.split())
    if text.lower() in HERE:
        return ""
    if "://" not in text and not text.lower().startswith(("www.", "mailto:", "javascript:")):
        if len(text) > LONGEST_ROOM:
            raise Refusal("place.long", most=LONGEST_ROOM)
        return text
    try:
        parts = urlsplit(text)
        fine = parts.scheme == "https" and bool(parts.hostname) and not parts.username
    except ValueError:
        fine = False
    if not fine or " " in text or len(text) > LONGEST_LINK:
        raise Refusal("place.link")
    return text
