"""The tree of areas answers who lies in what, and what the names of 2016 became."""

from datetime import date

import pytest

from config.areas import load_areas
from learning.areas import Area
from learning.refusals import Refusal

WEST = load_areas()
ENGLAND = load_areas(name="england_icb")


def names(areas: tuple[Area, ...]) -> list[str]:
    """List the names that people see."""
    return [area.short for area in areas]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("devon", "Devon"),
        ("corn", "Cornwall and Isles of Scilly"),
        ("bristol", "Bristol area"),
        ("Bath & North East", "Bath and North East Somerset"),
        ("scilly", "Cornwall and Isles of Scilly"),
        ("qjk", "Devon"),
        ("E06000026", "Plymouth"),
        ("kernow", "Cornwall and Isles of Scilly"),  # a name of 2016
        ("99p", "Devon"),  # a code of 2016
    ],
)
def test_what_is_typed_finds_the_area_that_was_meant(typed: str, first: str) -> None:
    """Part of a name, a code, or a name of 2016 brings the right area to the top."""
    assert WEST.find(typed)[0].short == first


def test_nothing_typed_offers_the_wider_areas_first() -> None:
    """An empty box lists NHS areas before councils, at most 25."""
    found = WEST.find("")
    assert {area.level for area in found[:7]} == {"icb"}
    assert len(found) == 25
    assert WEST.find("zzz") == ()


def test_only_open_areas_are_offered() -> None:
    """An area that has closed is not offered now, and is offered for a day when it stood."""
    assert names(ENGLAND.find("frimley", on=date(2025, 1, 1))) == ["Frimley"]
    assert [area.code for area in ENGLAND.find("frimley")] == ["S0E4D", "S9B9J", "QRL"]


def test_a_code_with_two_lives_means_the_open_one() -> None:
    """11M is a group of 2016 and a place of today; the code means today's."""
    found = WEST.get("11m")
    assert found
    assert (found.level, WEST.need("NHS Gloucestershire CCG").level) == ("sub_icb", "ccg_2016")


def test_names_are_understood_exactly_or_refused() -> None:
    """A full name or short name is an area; half a name is refused, with what was typed."""
    assert WEST.need("somerset").level == "icb"
    assert WEST.need(" plymouth ").code == "E06000026"
    assert WEST.get("Plymouth") is None
    with pytest.raises(Refusal) as caught:
        WEST.need("Plym")
    assert (caught.value.key, caught.value.facts) == ("area_unknown", {"text": "Plym"})


def test_each_council_lies_in_every_wider_level() -> None:
    """In the South West a council lies in one NHS area, one cluster and one region."""
    for area in WEST.areas:
        if area.level == "local":
            chain = [WEST.within(area, level) for level in ("local", "icb", "cluster", "region")]
            assert all(chain)
            assert chain[0] == area
    assert WEST.within(WEST.need("South West"), "icb") is None


@pytest.mark.parametrize(
    ("codes", "smallest"),
    [
        (["E06000026"], "Plymouth"),
        (["E06000026", "E06000027"], "Devon"),
        (["E06000026", "QJK"], "Devon"),
        (["E06000026", "E06000052"], "Devon and Cornwall"),
        (["QT6", "QVV"], "South West"),
    ],
)
def test_the_smallest_area_that_holds_all(codes: list[str], smallest: str) -> None:
    """A set belongs to the narrowest area that holds all its members, in any order."""
    assert WEST.smallest_containing(codes).short == smallest
    assert WEST.smallest_containing(reversed(codes)).short == smallest


def test_no_areas_at_all_have_no_smallest() -> None:
    """Nothing to hold is refused."""
    with pytest.raises(Refusal, match="areas_apart"):
        WEST.smallest_containing([])


def test_what_lies_inside() -> None:
    """Children are one step down and open; councils are found at any depth."""
    assert set(names(WEST.children("QJK"))) == {"Devon 15N", "Devon county", "Plymouth", "Torbay"}
    assert names(WEST.locals_under("SWCL-PENINSULA"))[-2:] == ["Cornwall", "Isles of Scilly"]
    assert len(WEST.locals_under("Y58")) == 15


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("11H", ["15C"]),
        ("NHS Kernow CCG", ["11N"]),
        ("11M", ["11M"]),
        ("QJK", ["QJK"]),
    ],
)
def test_names_of_2016_lead_to_today(old: str, now: list[str]) -> None:
    """An old code or name leads to the place that followed it; a living one to itself."""
    found = WEST.now_of(old)
    assert [area.code for area in found] == now
    assert all(area.valid_to is None for area in found)


def test_an_area_may_have_more_than_one_follower() -> None:
    """Frimley was shared out among three; an unknown name is refused."""
    assert [area.code for area in ENGLAND.now_of("QNQ")] == ["S0E4D", "S9B9J", "QRL"]
    with pytest.raises(Refusal, match="area_unknown"):
        ENGLAND.now_of("Wessex")
