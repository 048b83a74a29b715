"""Reports: pooled figures that never speak of fewer than eight people, and the audit.

Knows the rule of small numbers (domain: E.3). Must not show anything of one set.
"""

from __future__ import annotations

from learning.meetings import MeetingState
from learning.ports import Unit
from learning.sets import Stage
from services.finding import LIVE, coordinates
from services.kit import Kit, Who
from services.places import short
from services.values import AuditView, Pooled, ReportView

LEAST_PEOPLE = 8
LEAST_SETS = 2
SHOWN = 20


class Reporting:
    """Pools and shows."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def report(self, who: Who) -> ReportView:
        """Return the figures of the whole server, rounded to 5 or withheld."""
        async with self._kit.units.read() as unit:
            await coordinates(unit, who)
            sets = await unit.sets.where(guild_xid=who.guild_xid, stage=(*LIVE, Stage.ENDED))
            ids = tuple(s.id for s in sets)
            places = await unit.memberships.where(set_id=ids) if ids else ()
            people = len({p.person_id for p in places})
            enough = people >= LEAST_PEOPLE and len(sets) >= LEAST_SETS
            figures = await self._figures(unit, ids, people) if enough else {}
        keys = ("people", "meetings", "actions", "reflections")
        return ReportView(figures=tuple(Pooled(key=k, value=figures.get(k)) for k in keys))

    async def audit(self, who: Who) -> AuditView:
        """Return what coordinators did, newest first."""
        async with self._kit.units.read() as unit:
            await coordinates(unit, who)
            found = await unit.audits.where(guild_xid=who.guild_xid)
        newest = sorted(found, key=lambda a: a.at, reverse=True)[:SHOWN]
        lines = tuple((a.at, a.actor_xid, a.what, short(self._kit.atlas, a.about)) for a in newest)
        return AuditView(lines=lines, zone=self._kit.zone)

    async def _figures(self, unit: Unit, ids: tuple[str, ...], people: int) -> dict[str, int]:
        held = await unit.meetings.where(set_id=ids, state=MeetingState.HELD)
        actions = await unit.actions.where(set_id=ids)
        shared = await unit.reflections.where(set_id=ids, shared=True)
        counts = {
            "people": (people, people),
            "meetings": (len(held), people),
            "actions": (len(actions), len({a.person_id for a in actions})),
            "reflections": (len(shared), len({r.person_id for r in shared})),
        }
        return {k: _rounded(n) for k, (n, who) in counts.items() if who >= LEAST_PEOPLE}


def _rounded(count: int) -> int:
    """Round to the nearest 5."""
    return 5 * round(count / 5)
