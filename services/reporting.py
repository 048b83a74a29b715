"""Reports: pooled figures of areas and whole quarters, and the audit.

Knows what is counted and for whom. Must not show anything of one set: which numbers may be shown
is `learning.pooling`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime

from learning.calendar import to_wall
from learning.pooling import Happened, Key, Quarter, cells, first_day, following, quarter_of, total
from learning.ports import Unit
from learning.session.state import Mode, Status
from learning.sets import LearningSet, Stage
from services.finding import LIVE, coordinates
from services.kit import Kit, Who
from services.places import area_named, short
from services.setting_up import read_day
from services.values import AuditView, Pooled, PooledCell, ReportView

SHOWN = 20
FIGURES = ("people", "meetings", "actions", "reflections")
OVER = (Status.ENDED, Status.STOPPED)


class Reporting:
    """Pools and shows."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def report(
        self, who: Who, area: str = "", since: str = "", until: str = ""
    ) -> ReportView:
        """Return the figures of an area, or of the server, in the whole quarters between two days.

        A quarter that is not over is never shown: its figures would change from day to day.
        """
        first = quarter_of(read_day(since, "report.day")) if since else (1, 1)
        last = quarter_of(read_day(until, "report.day")) if until else (9998, 4)
        now = quarter_of(self._day(self._kit.now()))
        codes = self._codes(area)
        async with self._kit.units.read() as unit:
            await coordinates(unit, who)
            happened = [one async for one in self._happened(unit, who.guild_xid)]
        told = {
            key: n
            for key, n in cells(happened).items()
            if first <= key[2] <= last and key[2] < now and (codes is None or key[1] in codes)
        }
        return self._view(told, area)

    async def audit(self, who: Who) -> AuditView:
        """Return what coordinators did, newest first."""
        async with self._kit.units.read() as unit:
            await coordinates(unit, who)
            found = await unit.audits.where(guild_xid=who.guild_xid)
        newest = sorted(found, key=lambda a: a.at, reverse=True)[:SHOWN]
        lines = tuple((a.at, a.actor_xid, a.what, short(self._kit.atlas, a.about)) for a in newest)
        return AuditView(lines=lines, zone=self._kit.zone)

    def _codes(self, area: str) -> frozenset[str] | None:
        """Return the codes whose sets are counted; what is smaller than an ICB becomes its ICB."""
        if not area:
            return None
        found = area_named(self._kit.atlas, area)
        wider = self._kit.atlas.within(found, "icb") or found
        return self._kit.atlas.codes_inside(wider.code)

    def _view(self, told: dict[Key, int | None], area: str) -> ReportView:
        quarters = sorted({key[2] for key in told})
        places = sorted({key[1] for key in told})
        lines = tuple(  # nought and a few look the same
            PooledCell(
                key=figure,
                area=short(self._kit.atlas, place),
                quarter=quarter,
                value=told.get((figure, place, quarter)),
            )
            for quarter in quarters
            for place in places
            for figure in FIGURES
        )
        return ReportView(
            figures=tuple(Pooled(key=key, value=total(told, key)) for key in FIGURES),
            cells=lines,
            area=short(self._kit.atlas, area_named(self._kit.atlas, area).code) if area else "",
            since=first_day(quarters[0]) if quarters else None,
            before=first_day(following(quarters[-1])) if quarters else None,
        )

    async def _happened(self, unit: Unit, guild_xid: int) -> AsyncIterator[Happened]:
        """Go through all that is counted, with its place and quarter."""
        for found in await unit.sets.where(guild_xid=guild_xid, stage=(*LIVE, Stage.ENDED)):
            async for figure, at, person_id, n in self._of_set(unit, found):
                yield Happened(figure, self._base(found), self._quarter(at), person_id, found.id, n)

    async def _of_set(
        self, unit: Unit, found: LearningSet
    ) -> AsyncIterator[tuple[str, datetime, str, int]]:
        met: set[tuple[Quarter, str]] = set()
        for session in await unit.sessions.where(set_id=found.id, status=OVER):
            at, once = session.started_at, 1
            for seat in session.seats:
                if seat.mode is Mode.AWAY:
                    continue
                who = (self._quarter(at), seat.person_id)
                yield "people", at, seat.person_id, who not in met
                yield "meetings", at, seat.person_id, once
                met.add(who)
                once = 0
        for action in await unit.actions.where(set_id=found.id):
            yield "actions", action.made_at, action.person_id, 1
        for line in await unit.reflections.where(set_id=found.id, shared=True):
            yield "reflections", line.made_at, line.person_id, 1

    def _base(self, found: LearningSet) -> str:
        """Return the one area in which a set is counted: its ICB, or what is wider."""
        area = self._kit.atlas.get(found.area)
        board = self._kit.atlas.within(area, "icb") if area else None
        return board.code if board else found.area

    def _quarter(self, at: datetime) -> Quarter:
        return quarter_of(self._day(at))

    def _day(self, at: datetime) -> date:
        return to_wall(at, self._kit.zone).date()
