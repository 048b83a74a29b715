"""The smallest things to relax for one more set: found among those without a set, never guessed.

Every answer comes with a team that keeps all other rules, while everybody who is placed stays
where they are.

Knows what could be asked of whom. Must not ask anybody, nor say it in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from learning.forming.cheapest import NONE, Candidate, cheapest
from learning.forming.plan import Plan, Reason
from learning.forming.problem import LEVELS, ROLES, Member, Problem
from learning.forming.table import Table, build

ENOUGH_BLOCKS = 6
MOST_NEW = 2
MOST_LOOSE = 400
LEAST = 4
KINDS = ("newcomer", "wider", "times", "smaller")
Spot = tuple[int, int]
Costs = Callable[[int], Iterator[tuple[Spot, int]]]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One thing to change, and the set that it makes possible.

    `kind` is one of `KINDS`; `count` how many must agree or come; `people` who must agree (for the
    coordinator alone; empty for newcomers and smaller sets); `team` who would be placed by it.
    `reason` says it in one sentence without names.
    """

    kind: str
    count: int
    reason: Reason
    people: tuple[str, ...]
    team: tuple[str, ...]
    area: str
    block: str


def what_if_wider(problem: Problem, plan: Plan) -> tuple[Relaxation, ...]:
    """The least that must change for one more set, best first, at most one answer of each kind.

    Newcomers: one or two more people of a kind who can do a block. Wider: who would have to go one
    level further. Times: who would have to do one more block. Smaller: a set of four.
    """
    return _Relaxing(problem, plan).answers()


def sign_up_advice(member: Member) -> Reason | None:
    """What somebody could change in their own sign-up to be placed more easily, if anything."""
    given = len(member.blocks)
    if given >= ENOUGH_BLOCKS:
        return None
    return Reason("forming.advice.blocks", {"count": given, "need": ENOUGH_BLOCKS})


def wider_steps(problem: Problem, plan: Plan, most: int = 5) -> tuple[Relaxation, ...]:
    """One more set, and then another, each with the fewest who would go one level further."""
    relaxing = _Relaxing(problem, plan)
    found: list[Relaxation] = []
    while len(found) < most and (one := relaxing.wider()) is not None:
        found.append(one)
        relaxing.leave_out(one.team)
    return tuple(found)


def everybody_wider(problem: Problem) -> Problem:
    """The problem if everybody were happy to go one level further, to be solved again."""
    members = tuple(
        replace(one, how_far=LEVELS[min(LEVELS.index(one.how_far) + 1, len(LEVELS) - 1)])
        for one in problem.members
    )
    return replace(problem, members=members)


class _Relaxing:
    """The people without a set, and every place and time they could meet if they gave a little."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.table: Table = build(problem)
        rows = sorted(self.table.index[person.id] for person in plan.unplaced)
        rows.sort(key=lambda row: -self.table.waited[row])
        self.loose = sorted(rows[:MOST_LOOSE])
        self.above = {area.code: _above(self.table, area.code) for area in problem.areas}

    def answers(self) -> tuple[Relaxation, ...]:
        """The best of each kind, fewest people first."""
        low, high = self.problem.sizes
        found = [
            self._best("newcomer", self._with_newcomers(), (low, high)),
            self.wider(),
            self._best("times", self._spots(self._longer), (low, high)),
            self._smaller(low - 1, high) if low > LEAST else None,
        ]
        kept = [one for one in found if one is not None]
        return tuple(sorted(kept, key=lambda one: (one.count, KINDS.index(one.kind))))

    def wider(self) -> Relaxation | None:
        """The fewest who would have to go one level further."""
        return self._best("wider", self._spots(self._further), self.problem.sizes)

    def _smaller(self, low: int, high: int) -> Relaxation | None:
        return self._best("smaller", self._spots(self._as_given), (low, high))

    def leave_out(self, team: Iterable[str]) -> None:
        """Count these people as placed."""
        gone = {self.table.index[one] for one in team}
        self.loose = [row for row in self.loose if row not in gone]

    def _best(
        self, kind: str, spots: Iterable[tuple[Spot, list[Candidate]]], sizes: tuple[int, int]
    ) -> Relaxation | None:
        best: tuple[int, int, Spot] | None = None
        chosen: list[Candidate] = []
        for spot, candidates in spots:
            below = NONE if best is None else best[0] + 1
            team = cheapest(candidates, sizes, self._apart, below)
            if not team:
                continue
            rank = (sum(one.cost for one in team), sum(one.rank for one in team), spot)
            if best is None or rank < best:
                best, chosen = rank, team
        return None if best is None else self._answer(kind, best[2], chosen)

    def _answer(self, kind: str, spot: Spot, team: list[Candidate]) -> Relaxation:
        at, block = spot
        asked = [one for one in team if one.cost]
        members = self.problem.members
        place = self.table.places[at]
        facts: dict[str, str | int] = {
            "count": len(asked),
            "area": place.name,
            "block": self.problem.blocks[block],
            "placed": sum(1 for one in team if one.row >= 0),
        }
        return Relaxation(
            kind=kind,
            count=len(asked),
            reason=Reason(f"forming.relax.{self._key(kind, at, asked)}", facts),
            people=tuple(members[one.row].id for one in asked if one.row >= 0),
            team=tuple(members[row].id for row in sorted(one.row for one in team) if row >= 0),
            area=place.code,
            block=self.problem.blocks[block],
        )

    def _key(self, kind: str, at: int, asked: list[Candidate]) -> str:
        many = "one" if len(asked) == 1 else "some"
        if kind == "newcomer":
            return f"newcomer.{ROLES[asked[0].role]}.{many}"
        if kind == "wider":
            return f"wider.{LEVELS[self.table.place_level[at]]}.{many}"
        return kind if kind == "smaller" else f"{kind}.{many}"

    def _apart(self, row: int, other: int) -> bool:
        return row >= 0 and other in self.table.avoid[row]

    def _spots(self, costs: Costs) -> Iterator[tuple[Spot, list[Candidate]]]:
        """Every place and time, with who could come and what must be asked of them."""
        spots: defaultdict[Spot, list[Candidate]] = defaultdict(list)
        for row in self.loose:
            for (at, block), cost in costs(row):
                liked = 0 if self.table.good[row] >> block & 1 else 1
                one = Candidate(row, self.table.role[row], cost, liked)
                spots[at, block].append(one)
        for spot in sorted(spots):
            yield spot, spots[spot]

    def _with_newcomers(self) -> Iterator[tuple[Spot, list[Candidate]]]:
        for spot, candidates in self._spots(self._as_given):
            for role in range(len(ROLES)):
                new = [Candidate(-1 - n, role, 1) for n in range(MOST_NEW)]
                yield spot, candidates + new

    def _as_given(self, row: int) -> Iterator[tuple[Spot, int]]:
        for at in _bits(self.table.reach[row]):
            for block in _bits(self.table.can[row]):
                yield (at, block), 0

    def _further(self, row: int) -> Iterator[tuple[Spot, int]]:
        yield from self._as_given(row)
        member = self.problem.members[row]
        far = LEVELS.index(member.how_far)
        for at in self.above[member.area]:
            if self.table.place_level[at] == far + 1:
                for block in _bits(self.table.can[row]):
                    yield (at, block), 1

    def _longer(self, row: int) -> Iterator[tuple[Spot, int]]:
        can = self.table.can[row]
        for at in _bits(self.table.reach[row]):
            for block in range(len(self.problem.blocks)):
                yield (at, block), 0 if can >> block & 1 else 1


def _above(table: Table, code: str) -> list[int]:
    """The places that hold an area, itself first."""
    at = {area.code: here for here, area in enumerate(table.places)}
    found: list[int] = []
    here: str | None = code
    while here and here in at:
        found.append(at[here])
        here = table.places[at[here]].parent
    return found


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
