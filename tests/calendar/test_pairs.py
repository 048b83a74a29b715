"""Walking partners: everybody is drawn once, and nobody meets the same person too soon."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.pairs import draw

PEOPLE = "abcdefgh"


def drawn(count: int, times: int) -> list[tuple[tuple[str, ...], ...]]:
    """Draw the same people again and again."""
    past: list[tuple[str, ...]] = []
    rounds: list[tuple[tuple[str, ...], ...]] = []
    for _ in range(times):
        groups = draw(PEOPLE[:count], past)
        rounds.append(groups)
        past += groups
    return rounds


def pairs(groups: tuple[tuple[str, ...], ...]) -> list[frozenset[str]]:
    """List who met whom."""
    return [frozenset(two) for group in groups for two in combinations(group, 2)]


@pytest.mark.parametrize("count", range(2, 9))
def test_everybody_is_drawn_once_and_an_odd_number_gives_one_three(count: int) -> None:
    """Each person stands in one group; groups are pairs, but for one three when odd."""
    for groups in drawn(count, 9):
        assert sorted(one for group in groups for one in group) == sorted(PEOPLE[:count])
        sizes = sorted(len(group) for group in groups)
        assert sizes == sorted([2] * (count // 2 - count % 2) + [3] * (count % 2))


@pytest.mark.parametrize("count", [2, 4, 6, 8])
def test_nobody_comes_twice_before_everybody_came_once(count: int) -> None:
    """With an even number every pair is drawn exactly once in a full turn."""
    met = Counter(pair for groups in drawn(count, count - 1) for pair in pairs(groups))
    assert set(met.values()) == {1}
    assert len(met) == count * (count - 1) // 2


@pytest.mark.parametrize("count", [5, 7])
def test_with_an_odd_number_nobody_is_forgotten(count: int) -> None:
    """In a full turn everybody has had everybody, and nobody more than three times."""
    met = Counter(pair for groups in drawn(count, count) for pair in pairs(groups))
    assert len(met) == count * (count - 1) // 2
    assert max(met.values()) <= 3


@given(st.lists(st.sets(st.sampled_from(PEOPLE), min_size=4, max_size=8), max_size=8))
def test_a_set_that_changes_still_draws_the_fewest_repeats(past: list[set[str]]) -> None:
    """Whoever comes and goes, no other way to divide the people would repeat less."""
    groups: list[tuple[str, ...]] = []
    for people in past:
        groups += draw(sorted(people), groups)
    met = Counter(pair for group in groups for pair in pairs((group,)))
    cost = sum(met[pair] for pair in pairs(draw("abcdef", groups)))
    a, *rest = "abcdef"
    for b in rest:
        c, *left = [one for one in rest if one != b]
        for d in left:
            e, f = [one for one in left if one != d]
            assert cost <= sum(met[pair] for pair in pairs(((a, b), (c, d), (e, f))))


def test_one_person_walks_with_nobody() -> None:
    """One person alone, or nobody, gives no draw."""
    assert draw("a") == draw("") == ()
