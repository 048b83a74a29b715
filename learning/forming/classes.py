"""Kinds of sets: one place and up to three blocks that all its members can do.

Knows that every allowed set belongs to a kind. Forgetting who has met and who is kept apart by a
wish, the best set of a kind is found by sorting; so nothing that is real is missed and nothing is
under-valued. Must not know which sets are chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from learning.forming import score
from learning.forming.arrays import LEVEL, Arrays, Flags, Ints
from learning.forming.pack import Floats
from learning.forming.places import Place, all_kinds, all_mixes, firms_of, make_place
from learning.forming.problem import ROLES
from learning.forming.table import Table

MOST_BLOCKS = 30
THEMED_ROWS = 400
MOST_AT_ONCE = 1_000_000
NEVER = -1e9
LITTLE = 1e-3


@dataclass(frozen=True, slots=True)
class Offer:
    """The best of many kinds: `most` is how much each row's best kind is worth a head."""

    most: Floats
    teams: list[tuple[int, ...]]
    value: Floats


class Classes:
    """All kinds of sets of a problem of moderate size; see `fits`."""

    def __init__(self, table: Table, data: Arrays) -> None:
        self.table, self.data = table, data
        self.mixes = all_mixes(table.problem.sizes)
        self.blocks, self.spare, masks = all_kinds(len(table.problem.blocks))
        self.firm = firms_of(table)
        self.passed = 0
        self.themed = data.themes.shape[1] > 0 and table.size <= THEMED_ROWS
        self.can = (data.can[None, :] & masks[:, None]) == masks[:, None]
        self.places = list(self._places())
        self.hopeful = np.zeros(table.size, dtype=np.bool_)
        for place in self.places:
            self.hopeful[place.rows[place.inside.any(axis=0)]] = True

    def among(self, pool: Flags) -> list[Place]:
        """The places again, with only these rows in them."""
        low = self.table.problem.sizes[0]
        found: list[Place] = []
        for place in self.places:
            keep = pool[place.rows]
            if keep.sum() < low:
                continue
            rows, inside = place.rows[keep], place.inside[:, keep]
            part = make_place(rows, self.data, self.firm, place.each, inside, low)
            if len(part.kinds):
                found.append(replace(part, kinds=place.kinds[part.kinds]))
        return found

    @staticmethod
    def fits(table: Table) -> bool:
        """Whether there are few enough kinds for this."""
        return len(table.problem.blocks) <= MOST_BLOCKS

    def _places(self) -> Iterator[Place]:
        low = self.table.problem.sizes[0]
        for level in range(self.data.line.shape[1]):
            line = self.data.line[:, level]
            for name in np.unique(line[line >= 0]):
                rows = np.nonzero(line == name)[0]
                each = float(LEVEL[level])
                place = make_place(rows, self.data, self.firm, each, self.can[:, rows], low)
                if len(place.kinds):
                    yield place

    def offer(self, net: Floats, *, places: Sequence[Place] | None = None) -> Offer:
        """The best team of each kind when each row brings `net` besides its points.

        Kinds that are worth something with every theme at once are looked at theme by theme.
        """
        most = np.full(self.table.size, NEVER)
        found: list[tuple[int, ...]] = []
        values: list[Floats] = [np.empty(0)]
        self.passed = 0
        for place in self.places if places is None else places:
            for at in range(self.blocks.shape[1]):
                for part in self._parts(place, at, net):
                    self.passed += part.inside.size
                    most[place.rows] = np.maximum(most[place.rows], part.most())
                    chosen, value = part.teams()
                    found += chosen
                    values.append(value)
        return Offer(most, found, np.concatenate(values))

    def most(self, net: Floats) -> Floats:
        """For each row, the most a head of any kind it belongs to, with every theme at once."""
        most = np.full(self.table.size, NEVER)
        for place in self.places:
            step = max(1, MOST_AT_ONCE // len(place.rows))
            for start in range(0, len(place.kinds), step):
                only = np.zeros(len(place.kinds), dtype=np.bool_)
                only[start : start + step] = True
                for at in range(self.blocks.shape[1]):
                    part = _Part(self, place, at, net, only)
                    most[place.rows] = np.maximum(most[place.rows], part.most())
        return most

    @property
    def cells(self) -> int:
        """How many pairs of a kind and a row there are, to tell how long a look takes."""
        return sum(place.inside.size for place in self.places)

    def _parts(self, place: Place, at: int, net: Floats) -> Iterator[_Part]:
        rough = _Part(self, place, at, net)
        self.passed += rough.inside.size
        only = np.zeros(len(place.kinds), dtype=np.bool_)
        only[rough.keep[rough.value > 0]] = True
        if not self.themed:
            yield rough
        elif only.any():
            for theme in range(self.data.themes.shape[1]):
                yield _Part(self, place, at, net, only, theme)


class _Part:
    """One place, and one of the blocks of each kind as the block to meet in.

    With a `theme`, who shares it brings points for it; without, everybody is given them.
    """

    def __init__(
        self,
        whole: Classes,
        place: Place,
        at: int,
        net: Floats,
        only: Flags | None = None,
        theme: int | None = None,
    ) -> None:
        fits = whole.spare[place.kinds] >= at
        keep = np.nonzero(fits if only is None else fits & only)[0]
        self.place, self.keep = place, keep
        self.kinds = place.kinds[keep]
        self.inside = place.inside[keep]
        data, rows = whole.data, place.rows
        bring = net[rows]
        if theme is None:
            bring = bring + score.THEME
        else:
            bring = bring + score.THEME * (data.themes[rows, theme] + data.plain[rows])
        liked = score.GOOD * data.good[rows][:, whole.blocks[self.kinds, at]].T
        self.bring = np.where(self.inside, bring + liked, NEVER)
        self.mixes = whole.mixes.among(place.crews)
        self.first = self._first()
        self.total = self._total(whole.spare[self.kinds])
        self.guided, self.guide_role = self._guided()
        self.value = np.maximum(self.total, self.guided).max(axis=1, initial=NEVER)

    def _first(self) -> Floats:
        """The sum of the best k rows of each role, one an organisation, for each kind."""
        longest = int(self.mixes.counts.max(initial=0))
        first = np.full((len(self.kinds), len(ROLES), longest + 1), 10 * NEVER)
        first[:, :, 0] = 0
        for crew in self.place.crews:
            value = crew.best(self.bring)
            many = min(longest, value.shape[1])
            if not many:  # no mix of the roles of this place can be a set
                continue
            if value.shape[1] > many:
                value = np.partition(value, value.shape[1] - many, axis=1)[:, -many:]
            first[:, crew.role, 1 : many + 1] = np.cumsum(-np.sort(-value, axis=1), axis=1)
        return first

    def _total(self, spare: Ints) -> Floats:
        mixes = self.mixes
        total = np.zeros((len(self.kinds), len(mixes.size)))
        for crew in self.place.crews:
            total += self.first[:, crew.role][:, mixes.counts[:, crew.role]]
        each = self.place.each + score.SPARE * spare
        return total + mixes.points[None, :] + mixes.size[None, :] * each[:, None]

    def _guided(self) -> tuple[Floats, Ints]:
        """The same with somebody who can guide, let in where that costs least."""
        mixes = self.mixes
        least = np.full(self.total.shape, -10 * NEVER)
        role = np.full(self.total.shape, -1, dtype=np.int64)
        for crew in self.place.crews:
            if not len(crew.guides):
                continue
            count = mixes.counts[:, crew.role]
            first = self.first[:, crew.role]
            last = first[:, count] - first[:, np.maximum(count - 1, 0)]
            guide = self.bring[:, crew.guides].max(axis=1)
            loss = np.where(count > 0, np.maximum(last - guide[:, None], 0.0), -10 * NEVER)
            better = loss < least
            least[better], role[better] = loss[better], crew.role
        return self.total + score.GUIDE * mixes.size[None, :] - least, role

    def most(self) -> Floats:
        """For each row of the place, the most a head of the kinds it belongs to."""
        either = np.maximum(self.total, self.guided)
        head = (either / self.mixes.size[None, :]).max(axis=1, initial=NEVER)
        return np.where(self.inside, head[:, None], NEVER).max(axis=0, initial=NEVER)

    def teams(self) -> tuple[list[tuple[int, ...]], Floats]:
        """The best team of each kind worth more than nothing, and its value."""
        keep = np.nonzero(self.value > LITTLE)[0]
        return [self._team(int(at)) for at in keep], self.value[keep]

    def _team(self, kind: int) -> tuple[int, ...]:
        mix = int(np.maximum(self.total[kind], self.guided[kind]).argmax())
        guide = -1
        if self.guided[kind, mix] > self.total[kind, mix]:
            guide = int(self.guide_role[kind, mix])
        team: list[int] = []
        for crew in self.place.crews:
            count = int(self.mixes.counts[mix, crew.role])
            if count:
                team += crew.pick(self.bring[kind], count, guided=crew.role == guide)
        return tuple(sorted(map(int, self.place.rows[team])))
