"""Days on which nobody meets, such as school holidays: for everybody, or for some areas only.

Knows ranges of days. Must not know where they were read, nor what a set is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from learning.areas import Atlas

Days = tuple[tuple[date, date], ...]  # ranges, both ends included


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """One range of days, both ends included; `areas` are codes, none of them: everywhere."""

    first: date
    last: date
    areas: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse, with ValueError, a range that ends before it begins."""
        if self.last < self.first:
            raise ValueError("it ends before it begins")


def closed_in(ranges: Iterable[Closed], atlas: Atlas, code: str) -> Days:
    """Return the ranges that count in an area: its own, and those of wider areas around it."""
    area = atlas.get(code)
    around = {one.code for one in atlas.trail(area)} if area else {code}
    return tuple((one.first, one.last) for one in ranges if not one.areas or one.areas & around)
