"""What a coordinator has asked of the plan for an area, kept until the sets have come together.

Knows what can be wished for, and how it is kept among the unfinished things. Must not know how a
plan is made of it. People stand in it by their ids only; whoever is gone means nothing any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from learning.ports import Unit
from learning.writing import Draft
from services.drafts import lasts
from services.kit import Kit
from services.places import line

FORM = "plan"
SIZES = {"small": (4, 6), "usual": (5, 7), "large": (6, 8), "any": (4, 8)}
USUAL = "usual"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How the plan of one area was asked for, and what nothing could beat.

    `first` are people who come first; `apart` pairs that share no set; `keep` sets that stay as
    they are; `themed` is a call whose people are planned for. `bound` and `more` hold for the
    people whose `sign` this is.
    """

    number: int = 0
    wide: bool = False
    size: str = USUAL
    theme: str = ""
    seed: int = 1
    first: tuple[str, ...] = ()
    apart: tuple[Pair, ...] = ()
    keep: tuple[str, ...] = ()
    bound: int = 0
    most: int = 0
    more: int = 0
    sign: str = ""

    @property
    def sizes(self) -> tuple[int, int]:
        """The smallest and the largest set."""
        return SIZES[self.size]


async def wishes_of(unit: Unit, kit: Kit, guild_xid: int, area: str) -> Wishes:
    """Return what was wished for the plan of an area; the usual when nothing was."""
    kept = await unit.drafts.get(_name(guild_xid, area))
    if kept is None or kit.now() - kept.saved_at > lasts(FORM):
        return Wishes()
    return _read(kept)


async def keep_wishes(unit: Unit, kit: Kit, guild_xid: int, area: str, wishes: Wishes) -> Wishes:
    """Keep what is wished; returns it with its number one higher."""
    wishes = replace(wishes, number=wishes.number + 1)
    fields = {name: json.dumps(value) for name, value in asdict(wishes).items()}
    name = _name(guild_xid, area)
    await unit.drafts.save(
        Draft(id=name, person_xid=0, form=FORM, fields=fields, saved_at=kit.now())
    )
    return wishes


async def wished_around(unit: Unit, kit: Kit, guild_xid: int, area: str) -> Wishes:
    """Return what holds for a set of this area when a hole in it is filled.

    The nearest plan that was made above it gives the sizes; every pair that is to be kept apart
    anywhere in the server stays apart.
    """
    nearest = Wishes()
    for code in reversed(line(kit.atlas, area)):
        found = await wishes_of(unit, kit, guild_xid, code)
        nearest = found if found.number else nearest
    everywhere = await unit.drafts.where(form=FORM)
    here = [_read(one) for one in everywhere if one.id.startswith(_name(guild_xid, ""))]
    return replace(nearest, apart=tuple(sorted({pair for one in here for pair in one.apart})))


def both_ways(apart: Iterable[Pair]) -> dict[str, frozenset[str]]:
    """Return for each person who is not to be with whom."""
    found: dict[str, frozenset[str]] = {}
    for one, other in apart:
        found[one] = found.get(one, frozenset()) | {other}
        found[other] = found.get(other, frozenset()) | {one}
    return found


def pair(one: str, other: str) -> Pair:
    """Name two people in one order."""
    return (one, other) if one < other else (other, one)


def _name(guild_xid: int, area: str) -> str:
    return f"plan:{guild_xid}:{area}"


def _read(kept: Draft) -> Wishes:
    known: dict[str, Any] = {name: json.loads(text) for name, text in kept.fields.items()}
    for name in ("first", "keep"):
        known[name] = tuple(known[name])
    known["apart"] = tuple((one, other) for one, other in known["apart"])
    return Wishes(**known)
