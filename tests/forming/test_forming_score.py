"""The score means what the design says, one set or many at once."""

from __future__ import annotations

from random import Random

import numpy as np
from forming_judge import is_allowed, points, whole_worth
from forming_makers import drawn

from learning.forming import rules, score
from learning.forming.arrays import arrays, value
from learning.forming.columns import every_team
from learning.forming.table import build


def test_every_term_equals_an_independent_recount() -> None:
    """Each term of each allowed set is what a plain loop over the members gives."""
    seen = 0
    for seed in range(120):
        problem = drawn(13, seed)
        table = build(problem)
        found = every_team(table, arrays(table), range(13), 10**7)
        assert found is not None
        for teams in found.values():
            some: list[list[int]] = teams[:: max(1, len(teams) // 4)].tolist()
            for team in some:
                people = [problem.members[row] for row in team]
                block = score.best_block(table, team)
                name = problem.blocks[block]
                assert score.terms(table, team, block) == points(problem, people, name)
                assert score.worth(table, team) == whole_worth(problem, people, name)
                seen += 1
    assert seen > 200


def test_the_best_block_has_no_better() -> None:
    """No other block open to all gives more points than the one chosen."""
    for seed in range(60):
        problem = drawn(9, seed)
        table = build(problem)
        for teams in (every_team(table, arrays(table), range(9), 10**7) or {}).values():
            some: list[list[int]] = teams[:5].tolist()
            for team in some:
                people = [problem.members[row] for row in team]
                tries = [b for b in problem.blocks if is_allowed(problem, people, b)]
                best = max(whole_worth(problem, people, block) for block in tries)
                assert score.worth(table, team) == best


def test_many_at_once_equals_one_at_a_time() -> None:
    """The batch value and block are those of the plain score."""
    for seed in range(80):
        table = build(drawn(12, seed, sizes=(4, 8)))
        data = arrays(table)
        for teams in (every_team(table, data, range(12), 10**7) or {}).values():
            some = teams[:40]
            if not len(some):
                continue
            blocks, worth = value(table, data, some)
            assert worth.tolist() == [score.worth(table, team) for team in some.tolist()]
            assert blocks.tolist() == [score.best_block(table, team) for team in some.tolist()]


def test_listing_finds_exactly_the_allowed_sets() -> None:
    """A set is listed if and only if the rules allow it and some block suits it."""
    for seed in range(40):
        problem = drawn(10, seed)
        table = build(problem)
        found = every_team(table, arrays(table), range(10), 10**7)
        assert found is not None
        listed = {tuple(team) for teams in found.values() for team in teams.tolist()}
        for pick in range(1 << 10):
            team = [row for row in range(10) if pick >> row & 1]
            people = [problem.members[row] for row in team]
            may = bool(team) and any(is_allowed(problem, people, b) for b in problem.blocks)
            assert (tuple(team) in listed) == may
            assert rules.allowed(table, team) == may or len(team) < 2


def test_order_of_people_does_not_matter() -> None:
    """Shuffling a set's members changes no points."""
    table = build(drawn(11, 5))
    dice = Random(1)
    for teams in (every_team(table, arrays(table), range(11), 10**7) or {}).values():
        for team in np.asarray(teams[:30]).tolist():
            shuffled = list(team)
            dice.shuffle(shuffled)
            assert score.worth(table, team) == score.worth(table, shuffled)
