"""School holidays and the like: read from an owner's file, kept free, and told as the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from config.areas import load_areas
from config.closed import load_closed
from learning.calendar import find_block, propose_run
from learning.closed import Closed, closed_in
from learning.refusals import Misconfigured

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples"
HALF_TERM = (date(2027, 2, 15), date(2027, 2, 19))


def test_nothing_is_closed_until_an_owner_says_so(tmp_path: Path) -> None:
    """Terms differ from council to council: no dates count by themselves."""
    assert load_closed(None) == load_closed(tmp_path) == ()


def test_the_example_reads_and_keeps_half_term_free() -> None:
    """A date of the run that falls in half-term is passed over, with its reason."""
    ranges = load_closed(EXAMPLE)
    days = closed_in(ranges, load_areas(), "QT6")
    assert HALF_TERM in days
    run = propose_run(find_block("tue-lunch"), date(2027, 1, 12), "Europe/London", closed=days)
    assert (date(2027, 2, 16), "closed") in run.skipped
    assert not any(first <= wall.date() <= last for wall in run.dates for first, last in days)


def test_the_example_says_that_it_is_invented() -> None:
    """Nobody takes its dates for their council's: it says so before the first of them."""
    text = (EXAMPLE / "closed.toml").read_text(encoding="utf-8")
    before = " ".join(text.partition("\n[[closed]]")[0].replace("#", "").split())
    assert "INVENTED EXAMPLE" in before
    assert "replace every date with those on your own council's website" in before


def test_the_example_is_in_order_and_never_overlaps() -> None:
    """Each range of the example ends before the next begins."""
    ranges = load_closed(EXAMPLE)
    assert len(ranges) > 5
    assert all(one.last < other.first for one, other in pairwise(ranges))


def test_an_area_has_its_own_days_and_those_of_wider_ones() -> None:
    """A range with areas counts in them and in what lies inside; one without counts everywhere."""
    atlas = load_areas()
    inside = atlas.locals_under("QT6")[0].code
    cornwall = Closed(first=HALF_TERM[0], last=HALF_TERM[1], areas=frozenset({"QT6"}))
    everywhere = replace(cornwall, first=date(2027, 2, 18), areas=frozenset())
    assert (
        closed_in([cornwall], atlas, "QT6") == closed_in([cornwall], atlas, inside) == (HALF_TERM,)
    )
    assert closed_in([cornwall], atlas, "QJK") == ()
    assert closed_in([everywhere], atlas, "QJK") == ((date(2027, 2, 18), HALF_TERM[1]),)
    assert closed_in([cornwall], atlas, "nowhere") == ()


@pytest.mark.parametrize(
    "text",
    [
        "[[closed]]\nfirst = 2027-02-15",
        "[[closed]]\nfirst = 2027-02-15\nlast = 2027-02-14",
        '[[closed]]\nfirst = "2027-02-15"\nlast = 2027-02-19',
        "[[closed]]\nfirst = 2027-02-15T09:00:00\nlast = 2027-02-19",
        "[[closed]]\nfirst = 2027-02-15\nlast = 2027-02-19\nfrist = 1",
        "closed = 3",
        "shut = 3",
    ],
)
def test_a_range_that_cannot_be_right_is_refused(text: str, tmp_path: Path) -> None:
    """The owner is told which range of the file is wrong."""
    (tmp_path / "closed.toml").write_text(text)
    with pytest.raises(Misconfigured) as refused:
        load_closed(tmp_path)
    assert refused.value.key == "closed.line"
    assert refused.value.facts["which"] == 1
