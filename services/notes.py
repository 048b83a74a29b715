"""The learning note: three lines for its writer's own folder. It is sent once and kept nowhere.

Knows what belongs on a note: the day, the time, the set and the kinds of work in it. Must not
keep any of it, nor know how a file is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from learning.calendar import to_wall
from learning.people import Role
from learning.ports import Stage
from learning.refusals import Refusal, Unreachable
from services.finding import members_of, my_set, this_meeting
from services.kit import Kit, Who

LONGEST = 900  # characters of one of the three


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningNote:
    """A note to oneself; `number` and `minutes` are 0 when no meeting was held yet."""

    set_name: str
    number: int
    day: date
    minutes: int
    roles: tuple[Role, ...]
    learned: str
    means: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCard:
    """A note with its files, each (name, bytes)."""

    note: LearningNote
    files: tuple[tuple[str, bytes], ...]


class Notes:
    """Draws up a note and sends it; nothing of it reaches storage."""

    def __init__(self, kit: Kit, stage: Stage) -> None:
        self._kit = kit
        self._stage = stage

    async def draw_up(self, who: Who, learned: str, means: str, change: str) -> LearningNote:
        """Put a note together from its three lines; refuses one that is all empty or too long."""
        lines = [text.strip() for text in (learned, means, change)]
        if not any(lines):
            raise Refusal("note.empty")
        longest = max(map(len, lines))
        if longest > LONGEST:
            raise Refusal("note.long", most=LONGEST, now=longest)
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            meeting = await this_meeting(unit, found.id)
            people = await members_of(unit, found.id)
        day = meeting.starts_at if meeting else self._kit.now()
        return LearningNote(
            set_name=found.name,
            number=meeting.number if meeting else 0,
            day=to_wall(day, meeting.zone if meeting else self._kit.zone).date(),
            minutes=meeting.minutes if meeting else 0,
            roles=tuple(role for role in Role if any(p.role is role for p in people)),
            learned=lines[0],
            means=lines[1],
            change=lines[2],
        )

    async def send(self, who: Who, card: NoteCard) -> bool:
        """Send a note to its writer alone; False when they take no direct messages."""
        try:
            key = f"note:{self._kit.dice.id()}"
            await self._stage.direct(who.xid, card, key=key, again=False)
        except Unreachable:
            return False
        return True
