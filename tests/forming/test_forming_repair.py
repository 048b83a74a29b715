"""One hole is filled without moving anybody else, or the truth is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from forming_judge import is_allowed, whole_worth
from forming_makers import drawn

from learning.forming.problem import Problem
from learning.forming.repair import Hole, Mended, repair, repair_all
from learning.forming.solve import solve


def test_the_newcomer_keeps_every_rule_and_the_block() -> None:
    """Whoever is chosen, the set is allowed in the block it had, and nobody else moved."""
    filled = gone_on = ended = 0
    for seed in range(30):
        problem = drawn(24, seed)
        people = {member.id: member for member in problem.members}
        plan = solve(problem, seed=1, budget=1)
        pool = [person.id for person in plan.unplaced]
        for formed in plan.sets:
            rest = formed.members[1:]
            mended = repair(problem, rest, formed.block, pool, seed=3)
            if mended.formed is None:
                ended += 1
                continue
            team = [people[member] for member in mended.formed.members]
            assert is_allowed(problem, team, formed.block)
            assert mended.formed.block == formed.block
            assert set(rest) <= set(mended.formed.members)
            assert set(mended.formed.members) - set(rest) <= {mended.newcomer}
            filled += mended.newcomer is not None
            gone_on += mended.newcomer is None
    assert min(filled, ended) > 3
    assert gone_on >= 0


def test_with_nobody_to_ask_a_large_set_goes_on() -> None:
    """A set that is still allowed without the one who left may meet."""
    for seed in range(60):
        problem = drawn(16, seed)
        for formed in solve(problem, seed=1, budget=1).sets:
            people = {member.id: member for member in problem.members}
            rest = formed.members[:-1]
            may = is_allowed(problem, [people[m] for m in rest], formed.block)
            assert repair(problem, rest, formed.block, [], seed=1).goes_on == may


def test_the_same_seed_asks_the_same_person() -> None:
    """Equals are drawn by the seed, so the answer is the same twice."""
    problem = drawn(24, 8)
    plan = solve(problem, seed=1, budget=1)
    pool = [person.id for person in plan.unplaced]
    formed = plan.sets[0]
    answer = repair(problem, formed.members[1:], formed.block, pool, 5)
    again = repair(problem, formed.members[1:], formed.block, list(reversed(pool)), 5)
    assert answer == again


def test_several_holes_are_filled_as_well_as_they_can_be() -> None:
    """No way of sharing the pool between the holes is worth more, and nobody is used twice."""
    compared = 0
    for seed in range(12):
        problem = drawn(26, seed)
        plan = solve(problem, seed=1, budget=1)
        holes = [Hole(formed.members[1:], formed.block) for formed in plan.sets[:3]]
        pool = [person.id for person in plan.unplaced][:6] + [f.members[0] for f in plan.sets[:3]]
        if len(holes) < 2:
            continue
        mended = repair_all(problem, holes, pool, seed=4)
        assert mended == repair_all(problem, holes, list(reversed(pool)), seed=4)
        assert worth(problem, mended) == best_sharing(problem, holes, pool)
        for hole, done in zip(holes, mended, strict=True):
            if done.formed is not None:
                assert set(done.formed.members) == {*hole.members, *done.newcomers}
                assert done.formed.block == hole.block
        newcomers = [one for done in mended for one in done.newcomers]
        assert len(set(newcomers)) == len(newcomers)
        compared += 1
    assert compared > 2


def worth(problem: Problem, mended: Iterable[Mended]) -> int:
    """What all the sets are worth, by the judge."""
    people = {member.id: member for member in problem.members}
    formed = [done.formed for done in mended if done.formed is not None]
    return sum(whole_worth(problem, [people[m] for m in one.members], one.block) for one in formed)


def best_sharing(problem: Problem, holes: Sequence[Hole], pool: Sequence[str]) -> int:
    """The most by trying everybody, or nobody, in every hole."""
    people = {member.id: member for member in problem.members}
    best = 0
    for choice in product([None, *pool], repeat=len(holes)):
        named = [one for one in choice if one is not None]
        if len(set(named)) != len(named):
            continue
        total = 0
        for hole, comer in zip(holes, choice, strict=True):
            team = [people[m] for m in (*hole.members, *([comer] if comer else []))]
            if is_allowed(problem, team, hole.block):
                total += whole_worth(problem, team, hole.block)
        best = max(best, total)
    return best
