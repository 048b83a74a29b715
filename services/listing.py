"""Lists for coordinators: every set in counts, and who waits.

Knows counts and first names. Must not show anything from inside a set.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import datetime

from learning.meetings import Meeting, MeetingState
from learning.people import Person
from learning.sets import Consent, LearningSet, Membership, Stage
from services.finding import coordinates
from services.kit import Kit, Who
from services.places import short
from services.planning import Planning
from services.problem import free_people
from services.set_cards import shown
from services.values import ListedSet, SetsView, Somebody, WaitingView

GOING_ON = tuple(stage for stage in Stage if stage not in {Stage.DISSOLVED, Stage.ENDED})
A_PAGE = 15  # people


class Listing:
    """Lists sets and people."""

    def __init__(self, kit: Kit, planning: Planning) -> None:
        self._kit = kit
        self._planning = planning

    async def sets(self, who: Who) -> SetsView:
        """Show the coordinator every set that goes on, in counts only."""
        async with self._kit.units.read() as unit:
            await coordinates(unit, who)
            found = await unit.sets.where(guild_xid=who.guild_xid, stage=GOING_ON)
            ids = tuple(one.id for one in found)
            places = await unit.memberships.where(set_id=ids, left_at=None) if ids else ()
            planned = (
                await unit.meetings.where(set_id=ids, state=MeetingState.PLANNED) if ids else ()
            )
        lines = (self._line(one, places, planned) for one in found)
        return SetsView(sets=tuple(sorted(lines, key=lambda line: line.name)))

    async def waiting(self, who: Who, page: int = 1) -> WaitingView:
        """Show the coordinator who waits, longest first, and what would give some of them a set."""
        async with self._kit.units.read() as unit:
            await coordinates(unit, who)
            free = await free_people(unit, who.guild_xid)
        ordered = sorted(free, key=lambda p: (-p.rounds_waited, p.joined_at))
        pages = max(1, math.ceil(len(ordered) / A_PAGE))
        page = min(max(1, page), pages)
        lacking = await self._planning.lacking(who) if page == 1 else ()
        return WaitingView(
            people=tuple(map(self._waits, ordered[(page - 1) * A_PAGE : page * A_PAGE])),
            zone=self._kit.zone,
            relax=lacking or (),
            unplanned=lacking is None,
            all=len(ordered),
            page=page,
            pages=pages,
        )

    def _waits(self, person: Person) -> tuple[Somebody, str, datetime, int, int]:
        times = len(person.good) + len(person.possible)
        area = short(self._kit.atlas, person.area)
        return shown(person), area, person.joined_at, person.rounds_waited, times

    def _line(
        self,
        found: LearningSet,
        places: tuple[Membership, ...],
        planned: tuple[Meeting, ...],
    ) -> ListedSet:
        answers = Counter(place.consent for place in places if place.set_id == found.id)
        dates = [meeting.starts_at for meeting in planned if meeting.set_id == found.id]
        return ListedSet(
            name=found.name,
            area=short(self._kit.atlas, found.area),
            block=found.block,
            stage=found.stage,
            people=answers.total(),
            yes=answers[Consent.YES],
            asked=answers.total() - answers[Consent.YES],
            next_at=min(dates, default=None),
            zone=self._kit.zone,
        )
