"""A coordinator's spreadsheet is understood however it was saved, and each fault has a sentence."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from sheet_made import AMARA, HEADINGS, LEXICON, TIMES, TOM, WORDS, changed, made, read, said

from bot.sheet_words import template_of
from learning.forming.problem import Problem
from learning.refusals import Refusal

TWO = made(AMARA, TOM).decode()


def two(data: bytes) -> Problem:
    """Return the problem of a sheet with Amara and Tom in it."""
    problem = read(data).problem
    assert problem is not None
    amara, tom = problem.members
    assert (amara.id, amara.role, amara.area, amara.how_far) == ("Amara", "gp", "E06000026", "icb")
    assert (amara.good, amara.possible) == ({"tue-lunch"}, {"thu-evening"})
    assert (amara.organisation, amara.not_with, amara.can_guide) == ("hill road", {"Tom"}, True)
    assert (tom.role, tom.area, tom.how_far, tom.possible) == (
        "artist", "QJK", "region", {"tue-lunch"},
    )  # fmt: skip
    return problem


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TWO.encode(), id="plain"),
        pytest.param(TWO.encode("utf-8-sig"), id="Excel's CSV UTF-8"),
        pytest.param(TWO.encode("utf-16"), id="Excel's Unicode text"),
        pytest.param(TWO.replace("\r\n", "\n").encode(), id="Unix lines"),
        pytest.param(TWO.replace("\r\n", "\r").encode(), id="old Mac lines"),
        pytest.param(TWO.replace("\r\n", "\r\n\r\n").encode(), id="blank lines"),
        pytest.param(TWO.replace("\r\n", ",,,\r\n").encode(), id="empty cells at the end"),
        pytest.param(("My list 2026\r\n\r\n" + TWO).encode(), id="a title above"),
        pytest.param(("sep=,\r\n" + TWO).encode(), id="a hint for Excel"),
        pytest.param(TWO.replace("Amara,", "  Amara \u00a0,").encode(), id="spaces"),
        pytest.param(TWO.replace("GP,Plymouth", "gp,PLYMOUTH").encode(), id="case"),
        pytest.param(TWO.replace("Devon", "QJK").encode(), id="a code"),
        pytest.param(TWO.replace("Devon", "NHS South Devon and Torbay CCG").encode(), id="2016"),
        pytest.param(TWO.replace(",possible\r", ",Maybe\r").encode(), id="maybe"),
    ],
)
def test_it_does_not_matter_how_it_was_saved(data: bytes) -> None:
    """The same people come out, whichever program wrote the file."""
    two(data)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_any_separator(separator: str) -> None:
    """Semicolons, tabs and bars part cells as commas do, and commas may stand in cells."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([(*HEADINGS, *TIMES), AMARA, TOM])
    two(out.getvalue().encode())


def test_an_old_windows_encoding() -> None:
    """A file from an older Excel keeps its accents."""
    sheet = read(made(changed(AMARA, 0, "Zoë"), changed(TOM, 0, "Tom")).decode().encode("cp1252"))
    assert sheet.problem is not None
    assert [member.id for member in sheet.problem.members] == ["Zoë", "Tom"]


def test_times_may_stand_in_two_lists() -> None:
    """The answers of an online form, with the times in one cell, work as well as columns."""
    headings = ("What they do", "NAME ", "area", "How far", "Good times", "possible")
    row = ["Artist", "Tom", "Torbay", "anywhere", "Tue lunch; Friday lunchtime;", "thu-evening"]
    problem = read(made(row, headings=headings)).problem
    assert problem is not None
    assert problem.members[0].good == {"tue-lunch", "fri-lunch"}
    assert problem.members[0].possible == {"thu-evening"}


with Path(__file__).with_name("faults.csv").open(encoding="utf-8", newline="") as file:
    FAULTS = [(int(at), cell, said_of) for at, cell, said_of in list(csv.reader(file))[1:]]


@pytest.mark.parametrize(("at", "cell", "sentence"), FAULTS, ids=lambda given: str(given)[:24])
def test_a_fault_has_one_sentence(at: int, cell: str, sentence: str) -> None:
    """It names the row as the spreadsheet counts it, the person, and the column."""
    rows = [",".join(f'"{c}"' for c in row) for row in ([*HEADINGS, *TIMES], AMARA)]
    if at == 0:
        rows[1] = rows[1].replace('"Tom"', '""')  # nobody refers to Tom, who loses his name
    tom = ",".join(f'"{c}"' for c in changed(TOM, at, cell))
    if at == 8:
        tom = ",".join(f'"{c}"' for c in TOM[:8]) + "," + cell
    elif at == 0:
        tom = tom.replace('"Tom"', '""')
    assert said(read("\n".join([*rows, tom]).encode())) == [sentence]


def test_all_faults_are_found_at_once() -> None:
    """Nobody has to mend one thing, run, and hear of the next."""
    rows = [changed(changed(TOM, 0, f"P{n}"), 1, "?") for n in range(30)]
    rows[3] = changed(rows[3], 2, "Narnia")
    assert len(said(read(made(*rows)))) == 31


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"PK\x03\x04rest", "sheet.excel"),
        (b"\xd0\xcf\x11\xe0rest", "sheet.excel"),
        (b"a\0b", "sheet.not_text"),
        (b"", "sheet.no_headings"),
        (b"hello,there\n1,2\n", "sheet.no_headings"),
        (made(), "sheet.nobody"),
        (made(changed(TOM, 4, '"' + "x" * 3000)), "sheet.quote"),
    ],
)
def test_a_file_of_another_kind_is_refused(data: bytes, key: str) -> None:
    """The person is told what to do instead."""
    with pytest.raises(Refusal) as refused:
        read(data)
    assert refused.value.key == key


def test_missing_and_doubled_columns_are_named() -> None:
    """Each column that is missing or there twice has a sentence of its own."""
    sheet = read(made(["x"], headings=("Name", "Work", "Role", "Notes")))
    assert sheet.unused == ("Notes",)
    assert said(sheet) == [
        "Row 1: the column “Role” is there twice. Take one out.",
        "There is no column “Area”. Add it to the first row, and fill it in for each person.",
        "There is no column “How far”. Add it to the first row, and fill it in for each person.",
        "There are no columns for times, such as “Monday before work, 7.15 to 8.15”."
        " Add one column for each time.",
    ]


def test_the_template_reads_back() -> None:
    """With its notes and examples left in it holds nobody; each example would be a sound person."""
    text = template_of(WORDS)
    assert text.startswith("\ufeffName,Work,Area,How far,")
    with pytest.raises(Refusal, match=r"sheet\.nobody"):
        read(text.encode())
    sheet = read(text.replace("Example: ", "").encode())
    assert sheet.examples == 1
    assert not sheet.faults
    assert sheet.problem is not None
    assert [member.id for member in sheet.problem.members] == ["Amara", "Tom", "Priya"]
    assert all(member.blocks for member in sheet.problem.members)


def test_words_do_not_clash() -> None:
    """No word stands for two columns, and every heading of the template is known."""
    for table in (LEXICON.columns, LEXICON.roles, LEXICON.how_far):
        ways = [way.casefold() for all_ in table.values() for way in set(map(str.casefold, all_))]
        assert len(ways) == len(set(ways))
