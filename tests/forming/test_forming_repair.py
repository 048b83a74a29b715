"""One hole is filled without moving anybody else, or the truth is told."""

from __future__ import annotations

from forming_judge import is_allowed
from forming_makers import drawn

from learning.forming.repair import repair
from learning.forming.solve import solve


def test_the_newcomer_keeps_every_rule_and_the_block() -> None:
    """Whoever is chosen, the set is allowed in the block it had, and nobody else moved."""
    filled = gone_on = ended = 0
    for seed in range(60):
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
    for seed in range(200):
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
