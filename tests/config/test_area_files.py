"""Area files are checked whole, and each fault names the line and the mending."""

from datetime import date
from pathlib import Path

import pytest

from config.areas import load_areas
from config.words import load_words
from learning.areas import CHOOSABLE, Area, Atlas
from learning.refusals import Misconfigured

FILES = ("south_west", "england_icb")
HEAD = "level,code,name,parent,code_system,valid_from,valid_to,successor\n"
TOP = "country,E92000001,England,,ONS,,,\n"
GOOD = HEAD + TOP + "region,Y58,South West,E92000001,ODS,,,\n"


@pytest.mark.parametrize("name", FILES)
def test_shipped_files_stand(name: str) -> None:
    """Each shipped file loads: keys are unique, parents and followers exist, no rings."""
    atlas = load_areas(name=name)
    assert len({area.key for area in atlas.areas}) == len(atlas.areas) > 40
    for area in atlas.areas:
        assert [*atlas.above(area)][-1].code == "E92000001"
        assert all(end.valid_to is None for end in atlas.now_of(area.name))


@pytest.mark.parametrize("name", FILES)
def test_short_names_are_different_and_short(name: str) -> None:
    """Areas that a person may choose have different short names that fit a menu."""
    shorts = [a.short for a in load_areas(name=name).areas if a.level in CHOOSABLE]
    assert len({short.casefold() for short in shorts}) == len(shorts)
    assert max(map(len, shorts)) <= 60


def test_england_has_36_boards_today() -> None:
    """Since April 2026 England has 36 NHS areas, in seven regions."""
    atlas = load_areas(name="england_icb")
    boards = [area for area in atlas.areas if area.level == "icb"]
    assert len([area for area in boards if area.valid_to is None]) == 36
    assert len([area for area in boards if area.valid_to]) == 12
    assert len(atlas.children("E92000001")) == 7


WRONG = [
    ("parent", "icb,QJK,Devon,Y59,ODS,,,\n"),
    ("parent", "icb,QJK,Devon,,ODS,,,\n"),
    ("ring", "region,Y60,A,Y61,ODS,,,\nregion,Y61,B,Y60,ODS,,,\n"),
    ("ring", "region,Y60,A,Y60,ODS,,,\n"),
    ("order", "icb,QJK,Devon,Y58,ODS,,,\nregion,Y60,A,QJK,ODS,,,\n"),
    ("order", "region,Y60,Inner,Y58,ODS,,,\n"),
    ("double", "region,Y58,South West,E92000001,ODS,,,\n"),
    ("level", "parish,QJK,Devon,Y58,ODS,,,\n"),
    ("code", "icb,QJKX,Devon,Y58,ODS,,,\n"),
    ("code", "icb,QJK,Devon,Y58,GSS,,,\n"),
    ("name", "icb,QJK,,Y58,ODS,,,\n"),
    ("dates", "icb,QJK,Devon,Y58,ODS,2026-01-01,2025-01-01,\n"),
    ("date", "icb,QJK,Devon,Y58,ODS,1/4/2026,,\n"),
    ("date", "icb,QJK,Devon,Y58,ODS,2026-02-30,,\n"),
    ("cells", "icb,QJK,Devon, and more,Y58,ODS,,,\n"),
    ("not_closed", "icb,QJK,Devon,Y58,ODS,,,QT6\nicb,QT6,Cornwall,Y58,ODS,,,\n"),
    ("successor", "icb,QJK,Devon,Y58,ODS,,2026-03-31,QT6\n"),
    ("successor", "icb,QJK,Devon,Y58,ODS,,2026-03-31,QJK\n"),
    (
        "successor_ring",
        "icb,QJK,Devon,Y58,ODS,,2026-03-31,QT6\nicb,QT6,Cornwall,Y58,ODS,,2026-03-31,QJK\n",
    ),
]


@pytest.mark.parametrize(("fault", "rows"), WRONG)
def test_a_fault_names_the_line_and_the_mending(tmp_path: Path, fault: str, rows: str) -> None:
    """Each fault is refused with its own sentence, which names the file and the line."""
    (tmp_path / "mine.csv").write_text(GOOD + rows)
    with pytest.raises(Misconfigured) as caught:
        load_areas(tmp_path)
    assert caught.value.key == f"areas.{fault}"
    sentence = load_words()(f"misconfigured.{caught.value.key}", **caught.value.facts)
    assert sentence.startswith(("mine.csv line 4:", "mine.csv line 5:"))


def test_an_area_may_stand_for_a_single_day(tmp_path: Path) -> None:
    """First and last day may be the same, and both belong to the area."""
    (tmp_path / "mine.csv").write_text(GOOD + "icb,QJK,Devon,Y58,ODS,2026-04-01,2026-04-01,\n")
    area = load_areas(tmp_path).need("QJK")
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 2)]
    assert [area.open_on(day) for day in days] == [False, True, False]


@pytest.mark.parametrize(
    ("fault", "data"),
    [
        ("columns", b"code,name\nY58,South West\n"),
        ("columns", b"level,code,name,parent,colour\n"),
        ("columns", b""),
        ("unreadable", b"level,code,name,parent\nicb,QJK,Dev\xf6n,Y58\n"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, fault: str, data: bytes) -> None:
    """Missing or unknown columns, and another encoding, are refused by the file's name."""
    (tmp_path / "mine.csv").write_bytes(data)
    with pytest.raises(Misconfigured) as caught:
        load_areas(tmp_path)
    assert caught.value.key == f"areas.{fault}"
    assert "mine.csv" in load_words()(f"misconfigured.{caught.value.key}", **caught.value.facts)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """A folder without an area file is named."""
    with pytest.raises(Misconfigured, match=r"areas\.none"):
        load_areas(tmp_path)


def test_files_of_a_folder_are_one_tree(tmp_path: Path) -> None:
    """An owner may split areas over files; a double between files names both places."""
    (tmp_path / "a.csv").write_text("\ufeff" + GOOD)
    (tmp_path / "b.csv").write_text("level,code,name,parent\nlocal,TOWN-1,Town,Y58\n")
    atlas = load_areas(tmp_path)
    assert [area.short for area in atlas.locals_under("E92000001")] == ["Town"]
    (tmp_path / "c.csv").write_text("level,code,name,parent\nlocal,TOWN-1,Town,Y58\n")
    with pytest.raises(Misconfigured) as caught:
        load_areas(tmp_path)
    assert caught.value.facts == {
        "where": "c.csv line 2",
        "code": "TOWN-1",
        "first": "b.csv line 2",
    }


def test_a_list_that_is_not_from_a_file_is_checked_too() -> None:
    """An atlas refuses a ring however it was made."""
    first = Area(level="region", code="Y60", name="A", parent="Y61", system="ODS")
    second = Area(level="region", code="Y61", name="B", parent="Y60", system="ODS")
    with pytest.raises(Misconfigured, match=r"areas\.ring"):
        Atlas([first, second])
