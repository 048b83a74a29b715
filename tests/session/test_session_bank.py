"""The time bank shares what is left: fairly, never below a floor, and to the second."""

from hypothesis import given
from hypothesis import strategies as st

from learning.session.bank import chosen, fit, floors, least, spare, wish
from learning.session.state import PartRun


def run(number: int, minutes: int, *, keep: bool = False, turn: int = 0) -> PartRun:
    """Make a part of some minutes that was not begun."""
    return PartRun(number=number, planned=minutes * 60, seconds=minutes * 60, keep=keep, turn=turn)


def numbered(*runs: tuple[int, bool]) -> tuple[PartRun, ...]:
    """Make parts of (minutes, keep)."""
    return tuple(run(number, minutes, keep=keep) for number, (minutes, keep) in enumerate(runs))


def shares(runs: tuple[PartRun, ...]) -> list[int]:
    """List the seconds given."""
    return [run.seconds for run in runs]


def test_with_room_for_all_each_part_has_its_plan() -> None:
    """What is more than all plans together is left over, not handed out."""
    assert shares(fit(numbered((10, False), (5, True)), 2000)) == [600, 300]


def test_two_minutes_come_out_of_two_parts_in_proportion() -> None:
    """A part of twenty minutes gives twice what a part of ten gives; keep gives nothing."""
    runs = numbered((10, False), (20, False), (5, True))
    assert shares(fit(runs, 2100 - 120)) == [560, 1120, 300]


def test_floors_are_forty_percent_and_at_least_a_minute() -> None:
    """Ten minutes may shrink to four, two minutes to one, one minute to 24 seconds."""
    assert [least(run(0, minutes)) for minutes in (10, 2, 1)] == [240, 60, 24]


def test_a_keep_part_is_its_own_floor() -> None:
    """A keep part gives nothing."""
    assert least(run(0, 3, keep=True)) == wish(run(0, 3, keep=True)) == 180


def test_a_part_gone_back_to_has_what_it_had_left_and_at_least_a_minute() -> None:
    """Time used in an earlier go is not given again."""
    begun = PartRun(number=0, planned=600, seconds=0, before=400)
    used_up = PartRun(number=0, planned=600, seconds=0, before=650)
    assert (wish(begun), wish(used_up)) == (200, 60)


def test_when_floors_do_not_fit_the_last_part_falls_away_first() -> None:
    """Keep parts stay, the last of the others goes."""
    runs = numbered((10, False), (10, False), (5, True))
    assert shares(fit(runs, 240 + 300 + 100)) == [340, 0, 300]


def test_the_parts_of_one_presenter_fall_away_together() -> None:
    """Half a turn is no turn: the second person's parts all go before the first person's do."""
    runs = (
        run(0, 5, turn=1),
        run(1, 5, turn=1),
        run(2, 5, turn=2),
        run(3, 5, turn=2),
        run(4, 3, keep=True),
    )
    assert [kept.number for kept in chosen(runs, floors(runs) - 1)] == [0, 1, 4]


def test_keep_parts_that_do_not_fit_are_left_out_whole() -> None:
    """With too little for all keep parts, those that fit run, each of them whole."""
    runs = numbered((6, True), (5, True), (3, True))
    assert shares(fit(runs, 560)) == [360, 0, 180]


def test_spare_is_what_lies_above_the_floors() -> None:
    """What can be taken without losing a part."""
    runs = numbered((10, False), (5, True))
    assert spare(runs, 900) == 360
    assert spare(runs, 540) == 0


PARTS = st.lists(st.tuples(st.integers(1, 20), st.booleans(), st.integers(0, 2)), max_size=8)


@given(PARTS, st.integers(0, 9000))
def test_any_room_is_shared_within_the_rules(made: list[tuple[int, bool, int]], room: int) -> None:
    """All shares fit the room, none is below its floor or above its wish, keep is whole."""
    runs = tuple(
        run(number, minutes, keep=keep, turn=0 if keep else turn)
        for number, (minutes, keep, turn) in enumerate(made)
    )
    fitted = fit(runs, room)
    assert sum(shares(fitted)) <= room
    for part in fitted:
        assert part.seconds == 0 or least(part) <= part.seconds <= wish(part)
        assert part.seconds in (0, part.planned) or not part.keep
    if sum(map(wish, runs)) >= room >= floors(runs):
        assert sum(shares(fitted)) == room


@given(PARTS, st.integers(0, 9000))
def test_sharing_twice_changes_nothing(made: list[tuple[int, bool, int]], room: int) -> None:
    """Shares depend on plans and room only, so they never drift."""
    runs = tuple(
        run(number, minutes, keep=keep, turn=turn)
        for number, (minutes, keep, turn) in enumerate(made)
    )
    assert fit(fit(runs, room), room) == fit(runs, room)
