"""Keys that code puts together from parts exist, and no sentence stands in the faces."""

import ast
import re
from itertools import product
from pathlib import Path

import pytest
from faces_reader import WORDS, read

from cogs.faces import saying
from learning.calendar import BLOCKS
from learning.people import HowFar, Role, Standing
from learning.sets import Consent, DatesAnswer, Stage
from learning.writing import Pressing
from services import values as v
from services.ways import Way

ROOT = Path(__file__).parents[2]
FACES = sorted((ROOT / "cogs" / "faces").glob("*.py"))
NOTE = re.compile(r"Note\(\s*key=(f?)\"([^\"]+)\"")
IF = re.compile(r"Note\(\s*key=\"([^\"]+)\" if [^)]+? else \"([^\"]+)\"")
PARTS = {  # what stands for the changing part of a note's key
    "{what}": ("wait", "off", "late", "two", "three", "two_over", "three_over"),
    "{card.detail}": ("complete", "replanned", "dissolved"),
    "{news}": ("complete", "replanned", "dissolved"),
    "{wanted}": ("list", "again", "leave"),
    "{way}": tuple(Way),
    "{told}": (*Way, "even"),
    "{staying}": ("stay", "pause", "leave"),
    "{choice}": ("trio", "lunch", "wait", "move", "off"),
    "{said}": ("yes", "no"),
    "{suits}": ("works", "wont"),
    "{which}": ("this", "later", "all"),
    "{picked}": ("plan", "go", "first", "second", "off"),
    "{about}": ("want", "now", "could", "will"),
    "{kind}": ("advice", "closed", "why", "many", "not_a_question"),
    "{why}": ("over", "no_story", "stopped"),
    "{hint}": ("advice", "closed", "why", "many"),
    "{following}": ("2", "3", "4", "5"),
}


def note_keys() -> set[str]:
    """Return every key of a note in services and cogs, all its forms."""
    found: set[str] = set()
    for room in ("services", "cogs"):
        for file in (ROOT / room).rglob("*.py"):
            source = file.read_text(encoding="utf-8")
            found |= {key for pair in IF.findall(source) for key in pair}
            for formed, key in NOTE.findall(source):
                found |= set(forms_of(key)) if formed else {key}
    return found


def forms_of(key: str) -> list[str]:
    """Return the keys that a key with changing parts stands for."""
    parts = re.findall(r"\{[^}]+\}", key)
    forms: list[str] = []
    for chosen in product(*(PARTS[part] for part in parts)):
        form = key
        for part, value in zip(parts, chosen, strict=True):
            form = form.replace(part, value)
        forms.append(form)
    return forms


def test_every_note_has_words() -> None:
    """Each note that services and cogs can send has its sentence."""
    keys = note_keys()
    assert {"released", "concern.first", "reflection.kept"} <= keys
    keys |= {f"desk_news.small_{told}" for told in (*Way, "even", "asked")}
    assert [key for key in sorted(keys) if not WORDS.has(f"note.{key}")] == []


def test_every_state_has_words() -> None:
    """Each value of each enum that a face names has its word."""
    families = {
        "role": Role,
        "role.many": Role,
        "form.role": Role,
        "how_far": HowFar,
        "form.how_far": HowFar,
        "join.standing": Standing,
        "stage": Stage,
        "pressing": Pressing,
        "form.pressing": Pressing,
        "dates.mine": set(DatesAnswer) - {DatesAnswer.NONE},
        "consent.is": Consent,
    }
    keys = [f"{family}.{one}" for family, kind in families.items() for one in kind]
    assert [key for key in keys if not WORDS.has(key)] == []


def test_every_weekly_time_has_a_name_and_its_hours() -> None:
    """21 times, each different, none longer than a menu can show."""
    said = [saying.block_hours(WORDS, block.id) for block in BLOCKS]
    assert len(set(said)) == 21
    assert said[1] == "Monday lunchtime, 12.30 to 14.00"
    assert max(map(len, said)) <= 45


def test_an_unknown_time_is_shown_as_it_is() -> None:
    """A time that is no longer in the list does not break a card."""
    assert saying.block_hours(WORDS, "sun-night") == "sun-night"


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ((), ""),
        (("Amara",), "Amara"),
        (("Amara", "Tom"), "Amara and Tom"),
        (("Amara", "Tom", "Sam"), "Amara, Tom and Sam"),
        (("Amara", "Tom", "Sam", "Jo"), "Amara, Tom and 2 more"),
    ],
)
def test_names_are_joined_as_people_say_them(people: tuple[str, ...], said: str) -> None:
    """One, two, three, and too many names."""
    most = 3 if len(people) < 4 else 2
    assert saying.names(WORDS, people, most) == said


def test_a_note_says_more_only_when_there_is_more() -> None:
    """The line about the next date stands only where there is one."""
    off = v.Note(key="too_few.off", facts={"here": 2})
    assert "next on" not in read(off).text
    on = v.Note(key="refer.route", facts={"route": "Ring Jo.", "lead": 6})
    assert "<@6>" in read(on).text
    lines = v.Note(key="principles", facts={"lines": ("One.", "Two.")})
    assert "1. One.\n2. Two." in read(lines).text


@pytest.mark.parametrize("file", FACES, ids=lambda file: file.name)
def test_no_sentence_stands_in_a_face(file: Path) -> None:
    """Text with a space and a letter stands only in docstrings and in the words files."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {ast.get_docstring(n, clean=False) for n in ast.walk(tree) if isinstance(n, nodes)}
    raised = {c for n in ast.walk(tree) if isinstance(n, ast.Raise) for c in ast.walk(n)}
    said = [
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and n not in raised
    ]
    assert [t for t in said if t not in docs and re.search(r"[A-Za-z]{2,} [a-z]{2,}", t)] == []
