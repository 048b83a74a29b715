"""The tree of areas: which lies in which, what the 2016 names became, and what is wrong with it.

Knows areas as data with dates and successors. Must not know files, people, or what day it is: an
atlas stands for a day that is handed in, and without one an area with a last day counts as closed.
An area that has closed is still known, because people and sets may carry its code until a
coordinator moves them; it lies in what came after it. The key is (level, code), because a
code such as 11M names a group of 2016 and also the place that followed it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from learning.refusals import Misconfigured, Refusal

LEVELS = ("country", "region", "cluster", "icb", "sub_icb", "local", "ccg_2016")  # wide to narrow
CHOOSABLE = ("icb", "local", "cluster", "region")  # in the order they are offered
CODES = {
    "ODS": re.compile(r"[A-Z0-9]{3}|[A-Z0-9]{5}"),
    "ONS": re.compile(r"[EWSN]\d{8}"),
    "local": re.compile(r"[A-Z0-9-]{2,24}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area. `parent` and each of `successor` are codes; `short` is the name people see.

    `verified` is "yes" or "partial"; `note` says what is doubtful. `where` is the place in a
    file, for the sentence that says what to mend.
    """

    level: str
    code: str
    name: str
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: tuple[str, ...] = ()
    verified: str = "yes"
    note: str = ""
    short: str = ""
    system: str = "local"
    ons: str = ""
    where: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """What makes an area one of its kind."""
        return self.level, self.code

    def open_on(self, day: date | None) -> bool:
        """Whether the area stands on a day; with None, whether it has no last day."""
        if day is None:
            return self.valid_to is None
        return (self.valid_from or day) <= day <= (self.valid_to or day)


class Atlas:
    """All areas of a house, checked: no rings, no missing parents, no doubles."""

    def __init__(self, areas: Iterable[Area], day: date | None = None) -> None:
        self.areas = tuple(areas)
        self.day = day
        self._by_code: dict[str, list[Area]] = {}
        self._view: Atlas | None = None
        self._inside: dict[tuple[str, str], frozenset[str]] = {}
        for area in self.areas:
            self._by_code.setdefault(area.code, []).append(area)
        for same in self._by_code.values():
            same.sort(key=lambda area: (not area.open_on(day), _rank(area)))
        if day is None:
            for fault in _faults(self.areas, self._by_code):
                raise fault

    def on(self, day: date) -> Atlas:
        """Return these areas as they stand on a day."""
        if self._view is None or self._view.day != day:
            self._view = Atlas(self.areas, day)
        return self._view

    def get(self, code: str) -> Area | None:
        """Return the area of a code (the open one where two share it), or None."""
        same = self._by_code.get(code.strip().upper())
        return same[0] if same else None

    def need(self, text: str) -> Area:
        """Return the area whose code, short name or name this is, or refuse "area_unknown"."""
        found = self.get(text) or next(self._named(text), None)
        if found is None:
            raise Refusal("area_unknown", text=text)
        return found

    def find(
        self,
        text: str,
        *,
        levels: Sequence[str] = CHOOSABLE,
        on: date | None = None,
        limit: int = 25,
    ) -> tuple[Area, ...]:
        """Return areas that a person may mean, best first, for a menu that fills as they type.

        A name of 2016 finds the area that took its place.
        """
        wanted = _fold(text)
        fits = [area for area in self.areas if _likeness(area, wanted) is not None]
        day = on or self.day
        now = [area for area in fits if area.level in levels and area.open_on(day)]
        now.sort(key=lambda a: (_likeness(a, wanted) or 0, levels.index(a.level), a.short, a.code))
        if not now:
            boards = [self.within(new, "icb") for old in fits for new in self._follow(old)]
            now = [area for area in boards if area and area.level in levels]
        return tuple(dict.fromkeys(now))[:limit]

    def trail(self, area: Area) -> Iterator[Area]:
        """Go through the area itself, then each wider one; after a closed one what followed it."""
        step: Area | None = area
        seen: set[tuple[str, str]] = set()
        while step is not None and step.key not in seen:
            seen.add(step.key)
            yield step
            step = self._up(step)

    def above(self, area: Area) -> Iterator[Area]:
        """Go through the area itself, then each wider one around it that is open."""
        yield area
        yield from (one for one in self.trail(area) if one != area and one.open_on(self.day))

    def within(self, area: Area, level: str) -> Area | None:
        """Return the open area of a level that an area lies in (or is), or None."""
        fits = [wider for wider in self.above(area) if wider.level == level]
        return next((wider for wider in fits if wider.open_on(self.day)), next(iter(fits), None))

    def codes_inside(self, code: str) -> frozenset[str]:
        """Return the codes of an area and of everything inside it, closed ones too."""
        if not self._inside:
            found: dict[tuple[str, str], set[str]] = {}
            for area in self.areas:
                for wider in self.trail(area):
                    found.setdefault(wider.key, set()).add(area.code)
            self._inside.update({key: frozenset(codes) for key, codes in found.items()})
        return self._inside[self.need(code).key]

    def smallest_containing(self, codes: Iterable[str]) -> Area:
        """Return the narrowest area that holds all of these, or refuse "areas_apart"."""
        chains = [tuple(self.above(self.need(code))) for code in codes]
        if chains:
            for wider in chains[0]:
                if all(wider in chain for chain in chains[1:]):
                    return wider
        raise Refusal("areas_apart", count=len(chains))

    def children(self, code: str) -> tuple[Area, ...]:
        """Return the open areas directly inside an area."""
        outer = self.need(code)
        stand = (area for area in self.areas if area.open_on(self.day))
        return tuple(area for area in stand if [*self.above(area)][1:2] == [outer])

    def locals_under(self, code: str) -> tuple[Area, ...]:
        """Return the open council areas anywhere inside an area."""
        outer = self.need(code)
        return tuple(
            area
            for area in self.areas
            if area.level == "local" and area.open_on(self.day) and outer in self.trail(area)
        )

    def now_of(self, text: str) -> tuple[Area, ...]:
        """Return what an old code or name became, to the end of the chain.

        An area that still stands is its own answer; an unknown name is refused.
        """
        return tuple(dict.fromkeys(self._follow(self.need(text))))

    def _follow(self, area: Area) -> Iterator[Area]:
        """Go through the ends of the chain of successors."""
        if not self.has_closed(area) or not area.successor:
            yield area
            return
        for following in _successors(area, self._by_code):
            yield from self._follow(following)

    def has_closed(self, area: Area) -> bool:
        """Whether the last day of an area is past."""
        return area.valid_to is not None and (self.day is None or area.valid_to < self.day)

    def followers(self, area: Area) -> tuple[Area, ...]:
        """Return what comes directly after an area, whether or not it has closed yet."""
        return tuple(_successors(area, self._by_code))

    def _up(self, area: Area) -> Area | None:
        """Return the area around one; a closed area lies in what followed it, when that is one."""
        after = self.followers(area) if self.has_closed(area) else ()
        return after[0] if len(after) == 1 else _parent(area, self._by_code)

    def _named(self, text: str) -> Iterator[Area]:
        """Go through areas of exactly this short name, then of this name, open ones first."""
        wanted = _fold(text)
        ordered = sorted(self.areas, key=lambda area: (not area.open_on(self.day), _rank(area)))
        yield from (area for area in ordered if _fold(area.short) == wanted)
        yield from (area for area in ordered if _fold(area.name) == wanted)


def _rank(area: Area) -> int:
    return LEVELS.index(area.level) if area.level in LEVELS else len(LEVELS)


def _fold(text: str) -> str:
    """Make two ways of writing a name alike."""
    return " ".join(text.casefold().replace("&", " and ").replace(",", " ").split())


def _likeness(area: Area, wanted: str) -> int | None:
    """Say how well an area fits what was typed: 0 is best, None is not at all."""
    names = (_fold(area.short), _fold(area.name))
    tests = (
        wanted == area.code.casefold(),
        wanted in names,
        any(name.startswith(wanted) for name in names),
        any(f" {wanted}" in name for name in names),
        any(wanted in name for name in names),
    )
    return next((place for place, fits in enumerate(tests) if fits), None)


def _parent(area: Area, by_code: dict[str, list[Area]]) -> Area | None:
    """Return the area that `parent` names; the widest, where two share the code."""
    same = by_code.get(area.parent, []) if area.parent else []
    return min(same, key=_rank, default=None)


def _successors(area: Area, by_code: dict[str, list[Area]]) -> list[Area]:
    """Return the areas that `successor` names, the open one where two share the code."""
    found = ([a for a in by_code.get(code, []) if a.key != area.key] for code in area.successor)
    return [same[0] for same in found if same]


def _faults(areas: Sequence[Area], by_code: dict[str, list[Area]]) -> Iterator[Misconfigured]:
    """Go through all that is wrong with a list of areas, in the order it is best mended."""
    seen: dict[tuple[str, str], Area] = {}
    for area in areas:
        yield from _faults_alone(area)
        if area.key in seen:
            first = seen[area.key].where
            yield Misconfigured("areas.double", where=area.where, code=area.code, first=first)
        seen[area.key] = area
    for area in areas:
        yield from _faults_among(area, by_code)


def _faults_alone(area: Area) -> Iterator[Misconfigured]:
    """Judge one area by itself."""
    where, code = area.where, area.code
    if area.level not in LEVELS:
        levels = ", ".join(LEVELS)
        yield Misconfigured("areas.level", where=where, code=code, level=area.level, levels=levels)
    if not (area.system in CODES and CODES[area.system].fullmatch(code)):
        yield Misconfigured("areas.code", where=where, code=code, system=area.system)
    if not area.name:
        yield Misconfigured("areas.name", where=where, code=code)
    if area.valid_from and area.valid_to and area.valid_from > area.valid_to:
        yield Misconfigured("areas.dates", where=where, code=code)
    if area.successor and area.valid_to is None:
        yield Misconfigured("areas.not_closed", where=where, code=code)


def _faults_among(area: Area, by_code: dict[str, list[Area]]) -> Iterator[Misconfigured]:
    """Judge how one area stands to the others."""
    where, code = area.where, area.code
    parent = _parent(area, by_code)
    if parent is None and (area.parent or area.level != "country"):
        yield Misconfigured("areas.parent", where=where, code=code, parent=area.parent or "–")
    if _rings(area, lambda a: [p] if (p := _parent(a, by_code)) else []):
        yield Misconfigured("areas.ring", where=where, code=code, parent=area.parent)
    if parent is not None and _rank(parent) >= _rank(area):
        yield Misconfigured("areas.order", where=where, code=code, parent=area.parent)
    if len(_successors(area, by_code)) != len(area.successor):
        missing = [c for c in area.successor if c not in by_code]
        yield Misconfigured(
            "areas.successor", where=where, code=code, successor=", ".join(missing or [code])
        )
    if _rings(area, lambda a: _successors(a, by_code)):
        yield Misconfigured("areas.successor_ring", where=where, code=code)


def _rings(area: Area, steps: Callable[[Area], list[Area]]) -> bool:
    """Whether following the steps from an area leads back to it."""
    waiting, seen = steps(area), set[tuple[str, str]]()
    while waiting:
        step = waiting.pop()
        if step.key == area.key:
            return True
        if step.key not in seen:
            seen.add(step.key)
            waiting += steps(step)
    return False
