"""The labelled sentences are what they are said to be, and the figures do not fall unseen."""

import hashlib
import re
from pathlib import Path

import pytest

from benchmarks.screening import MARK, measure, read_sentences
from config.screening import COLUMNS, load_names
from config.words import load_words
from learning.refusals import Misconfigured
from learning.screening.found import Kind

SENTENCES = read_sentences()
WHOLE = Path(__file__).with_name("sentences.csv").read_text(encoding="utf-8")


def test_there_are_enough_and_half_are_hard_to_let_pass() -> None:
    """At least 400 different sentences, and at least half hold nothing to find."""
    assert len({one.text for one in SENTENCES}) == len(SENTENCES) >= 400
    assert sum(not one.spans for one in SENTENCES) * 2 >= len(SENTENCES)


def test_every_kind_is_there() -> None:
    """Each kind is marked at least seven times."""
    kinds = [kind for one in SENTENCES for kind, _, _ in one.spans]
    assert {kind: kinds.count(kind) >= 7 for kind in Kind} == dict.fromkeys(Kind, True)


def test_no_mark_is_broken() -> None:
    """Every brace belongs to a mark."""
    assert not re.search(r"[{}]", MARK.sub("", WHOLE))


def test_nobody_chose_the_halves() -> None:
    """Whether a sentence is in A or B follows from its own text."""
    rows = [line.split(",", 1) for line in WHOLE.splitlines()[1:]]
    halves = [(part, text.strip('"').replace('""', '"')) for part, text in rows if part in "AB"]
    wrong = [
        text for part, text in halves if "AB"[hashlib.sha256(text.encode()).digest()[0] & 1] != part
    ]
    assert len(halves) > 400
    assert wrong == []


@pytest.mark.parametrize(
    ("part", "precision", "recall"),
    [("A", 0.98, 0.98), ("B", 0.98, 0.98), ("C", 0.93, 0.95), ("D", 0.93, 0.88), ("E", 0.98, 0.94)],
)
def test_the_figures_hold(part: str, precision: float, recall: float) -> None:
    """Precision and recall are no worse than when they were last written down."""
    score = measure((one for one in SENTENCES if one.part == part), load_names())["all"]
    assert score.precision >= precision, "\n".join(score.faults)
    assert score.recall >= recall, "\n".join(score.faults)


def test_every_kind_has_a_hint() -> None:
    """For each kind there is a sentence that says what to write instead."""
    words = load_words()
    assert [kind for kind in Kind if not words.has(f"screening.hint.{kind}")] == []


def test_an_owners_file_is_added(tmp_path: Path) -> None:
    """A place in names.csv of an owner's folder is known; the shipped lists stay."""
    (tmp_path / "names.csv").write_text("list,text\nplace,Moor Gate\n\n", encoding="utf-8-sig")
    names = load_names(tmp_path)
    assert "Moor Gate" in names.place
    assert set(load_names().condition) <= set(names.condition)


def test_a_folder_without_the_file_is_fine(tmp_path: Path) -> None:
    """An owner need not have names of their own."""
    assert load_names(tmp_path) == load_names()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("name\nMoor Gate\n", "screening.columns"),
        ("", "screening.columns"),
        ("list,text\nplaces,Moor Gate\n", "screening.list"),
        ("list,text\nplace\n", "screening.row"),
        ("list,text\nplace, \n", "screening.row"),
    ],
)
def test_a_faulty_file_is_refused_plainly(tmp_path: Path, text: str, key: str) -> None:
    """A file that cannot be right is refused by name, with a sentence for its owner."""
    (tmp_path / "names.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Misconfigured) as refused:
        load_names(tmp_path)
    assert refused.value.key == key
    assert load_words()(f"misconfigured.{key}", **refused.value.facts)


def test_the_shipped_file_has_the_columns() -> None:
    """What an owner copies from has the columns that are asked for."""
    assert COLUMNS == ["list", "text"]
