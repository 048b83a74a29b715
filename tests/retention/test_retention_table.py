"""The table of times: shipped as the code has it, an owner's lines over it, faults refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.retention import load_retention
from config.words import load_words
from learning.refusals import Misconfigured
from learning.retention import Retention


def test_the_shipped_file_says_what_the_code_says() -> None:
    """An owner who reads the file reads the truth."""
    assert load_retention() == Retention()


def test_an_owners_lines_stand_over_the_shipped_ones(tmp_path: Path) -> None:
    """Only the lines that differ are needed."""
    (tmp_path / "retention.toml").write_text("asked = 7\n", encoding="utf-8")
    found = load_retention(tmp_path)
    assert found.days() == {**Retention().days(), "asked": 7}


def test_a_folder_without_the_file_is_fine(tmp_path: Path) -> None:
    """An owner need not change any time."""
    assert load_retention(tmp_path) == Retention()


@pytest.mark.parametrize(
    "line", ["asked = 0", "asked = -1", "asked = 1.5", "asked = true", 'asked = "7"', "ask = 7"]
)
def test_a_line_that_cannot_be_right_is_refused(tmp_path: Path, line: str) -> None:
    """The name of the line is told, in a sentence for the owner."""
    (tmp_path / "retention.toml").write_text(line, encoding="utf-8")
    with pytest.raises(Misconfigured) as refused:
        load_retention(tmp_path)
    assert refused.value.facts["which"] == line.split()[0]
    assert load_words()(f"misconfigured.{refused.value.key}", **refused.value.facts)


def test_every_time_is_told_to_people() -> None:
    """The page of times in /mydata names each time in the table."""
    words = load_words()
    assert words.facts("note.mydata.kept") == set(Retention().days())
