"""Why one person has no set, and the smallest change that was found to help.

Knows who could meet whom, where and when. Must not tell who is to be kept apart from whom.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from learning.forming import score
from learning.forming.plan import Reason
from learning.forming.problem import LEVELS, ROLES
from learning.forming.rules import roles_allowed, together
from learning.forming.table import Table

MOST_SETS = 200
MOST_NEW = 3
ENOUGH_BLOCKS = 6
Spot = tuple[int, int]


class Left:
    """Answers about people without a set, given the sets that were formed."""

    def __init__(self, table: Table, rows: Sequence[int], teams: Sequence[Sequence[int]]) -> None:
        self.table = table
        self.low, self.high = table.problem.sizes
        self.everybody = _spots(table, range(table.size))
        self.loose = _spots(table, rows)
        self.open_teams = [team for team in teams if len(team) < self.high][:MOST_SETS]

    def reason(self, row: int) -> Reason:
        """The first thing that stands in the way, from the widest to the narrowest."""
        member = self.table.problem.members[row]
        spots = list(self._spots_of(row))
        if not spots:
            return Reason("forming.left.reach", {"how_far": member.how_far, "area": member.area})
        near = {other for mask in _bits(self.table.reach[row]) for other in self._near(mask)}
        if len(near) < self.low:
            return Reason("forming.left.few_near", {"count": len(near), "need": self.low})
        most = max(spots, key=lambda spot: len(self._fit(row, self.everybody[spot])))
        fit = self._fit(row, self.everybody[most])
        facts: dict[str, str | int] = {"block": self.table.problem.blocks[most[1]]}
        if len(fit) < self.low:
            return Reason("forming.left.few_then", {**facts, "count": len(fit), "need": self.low})
        if all(self._alone(row, spot) for spot in spots):
            return Reason(f"forming.left.alone.{ROLES[self.table.role[row]]}", {})
        if not any(self._could(row, self.everybody[spot]) for spot in spots):
            return Reason("forming.left.no_mix", {**facts, "count": len(fit)})
        return Reason("forming.left.others_first", {})

    def help(self, row: int) -> Reason | None:
        """The smallest thing found that would place this person, or nothing."""
        return (
            self._newcomers(row, 1)
            or self._join(row)
            or self._newcomers(row, MOST_NEW)
            or (self._more_blocks(row))
        )

    def _spots_of(self, row: int) -> Iterator[Spot]:
        for at in _bits(self.table.reach[row]):
            for block in _bits(self.table.can[row]):
                yield at, block

    def _near(self, at: int) -> set[int]:
        width = range(len(self.table.problem.blocks))
        return {row for block in width for row in self.everybody.get((at, block), ())}

    def _fit(self, row: int, rows: Iterable[int]) -> list[int]:
        return [other for other in rows if other not in self.table.avoid[row]]

    def _alone(self, row: int, spot: Spot) -> bool:
        role = self.table.role
        return all(
            role[other] != role[row] or other == row
            for other in self._fit(row, self.everybody[spot])
        )

    def _could(self, row: int, rows: Iterable[int]) -> bool:
        return self._missing(row, rows)[0] == 0

    def _missing(self, row: int, rows: Iterable[int]) -> tuple[int, str]:
        """How few newcomers would make a set with this person, and what the first of them does."""
        role = self.table.role
        kinds = Counter(role[other] for other in self._apart_free(row, rows))
        own = role[row]
        wanted = [ROLES[own]] * max(0, 2 - kinds[own])
        pairs = sorted((kind for kind in kinds if kind != own), key=lambda kind: -kinds[kind])
        total = max(2, kinds[own])
        if not pairs or kinds[pairs[0]] < 2:
            second = ROLES[pairs[0]] if pairs else self._other_kind(own)
            short = 2 - (kinds[pairs[0]] if pairs else 0)
            wanted += [second] * short
            total += 2
        total += sum(kinds[kind] for kind in pairs if kinds[kind] >= 2)
        wanted += [wanted[0] if wanted else ROLES[own]] * max(0, self.low - total)
        return len(wanted), wanted[0] if wanted else ""

    def _other_kind(self, own: int) -> str:
        return "artist" if own == score.GP else "gp"

    def _apart_free(self, row: int, rows: Iterable[int]) -> list[int]:
        kept = [row]
        for other in rows:
            if other != row and self.table.avoid[other].isdisjoint(kept):
                kept.append(other)
        return kept

    def _newcomers(self, row: int, most: int) -> Reason | None:
        best: tuple[int, int, Spot, str] | None = None
        for spot in self._spots_of(row):
            count, kind = self._missing(row, self.loose[spot])
            liked = 0 if self.table.good[row] >> spot[1] & 1 else 1
            if 0 < count <= most and (best is None or (count, liked, spot) < best[:3]):
                best = (count, liked, spot, kind)
        if best is None:
            return None
        count, _, (at, block), kind = best
        facts: dict[str, str | int] = {
            "block": self.table.problem.blocks[block],
            "area": self.table.places[at].name,
            "count": count,
        }
        return Reason(f"forming.help.one.{kind}" if count == 1 else "forming.help.some", facts)

    def _join(self, row: int) -> Reason | None:
        blocks: Counter[int] = Counter()
        levels: Counter[int] = Counter()
        for team in self.open_teams:
            whole = [*team, row]
            if not (roles_allowed(self.table, whole) and together(self.table, whole)):
                continue
            near = score.place(self.table, whole) >= 0
            if near and not score.common(self.table, whole):
                blocks.update(_bits(score.common(self.table, team)))
            elif not near and score.common(self.table, whole):
                levels.update(self._wider(row, team))
        if levels:
            return Reason(f"forming.help.wider.{LEVELS[min(levels)]}", {})
        if blocks:
            block = min(blocks, key=lambda at: (-blocks[at], at))
            return Reason("forming.help.block", {"block": self.table.problem.blocks[block]})
        return None

    def _wider(self, row: int, team: Sequence[int]) -> Iterator[int]:
        both = -1
        for other in team:
            both &= self.table.reach[other]
        above = _above(self.table, row)
        shared = [at for at in _bits(both) if at in above]
        if shared:
            yield self.table.place_level[shared[0]]

    def _more_blocks(self, row: int) -> Reason | None:
        given = self.table.can[row].bit_count()
        if given >= ENOUGH_BLOCKS:
            return None
        return Reason("forming.help.more_blocks", {"count": given, "need": ENOUGH_BLOCKS})


def _spots(table: Table, rows: Iterable[int]) -> defaultdict[Spot, list[int]]:
    spots: defaultdict[Spot, list[int]] = defaultdict(list)
    for row in rows:
        for at in _bits(table.reach[row]):
            for block in _bits(table.can[row]):
                spots[at, block].append(row)
    return spots


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _above(table: Table, row: int) -> set[int]:
    at = {area.code: here for here, area in enumerate(table.places)}
    found: set[int] = set()
    code: str | None = table.problem.members[row].area
    while code and code in at:
        found.add(at[code])
        code = table.places[at[code]].parent
    return found
