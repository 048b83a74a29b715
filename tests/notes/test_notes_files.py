"""The files of a learning note, read again by other libraries than wrote them, or afresh."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from pypdf import PdfReader

from cogs import faces
from cogs.faces._papers.note import files_of, mail_of, paper_of, subject_of
from cogs.faces._papers.pdf import western
from config.words import load_words
from learning.people import Role
from services.notes import LearningNote, NoteCard

WORDS = load_words()
SECRET = "I rescue people; “slowly” – I'll stop.\nSecond line: café, naïve."


def note(**changes: object) -> LearningNote:
    """Return a note, with some of it changed."""
    usual: dict[str, object] = {
        "set_name": "Kestrel",
        "number": 2,
        "day": date(2027, 3, 2),
        "minutes": 90,
        "roles": (Role.GP, Role.ARTIST),
        "learned": SECRET,
        "means": "I can wait.",
        "change": "One question each day.",
    }
    return LearningNote(**{**usual, **changes})  # type: ignore[arg-type]


async def made(**changes: object) -> dict[str, bytes]:
    """Return the files of a note by the ends of their names."""
    files = await files_of(note(**changes), WORDS)
    assert all(name.startswith("learning-note-2027-03-02.") for name, _ in files)
    return {name.rpartition(".")[2]: data for name, data in files}


async def test_markdown_holds_all_in_order() -> None:
    """Subject, facts and the three parts stand in the Markdown file as they were typed."""
    text = (await made())["md"].decode()
    parts = ["# Learning set Kestrel, meeting 2", "1 hour 30 minutes", "GP", "Artist"]
    parts += ["## What I learned", SECRET, "## What it means for me", "I can wait."]
    at = [text.index(part) for part in [*parts, "## What I will change", "One question"]]
    assert at == sorted(at)


async def test_word_is_read_again() -> None:
    """The Word file opens, and says what was typed under real headings."""
    document = Document(io.BytesIO((await made())["docx"]))
    told = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    assert [text for style, text in told if style == "Heading 1"] == [subject_of(note(), WORDS)]
    headings = [text for style, text in told if style == "Heading 2"]
    assert headings == ["What I learned", "What it means for me", "What I will change"]
    assert SECRET in "\n".join(text for _, text in told)


async def test_word_can_be_read_out() -> None:
    """The Word file has a title and a language, and names no writer."""
    document = Document(io.BytesIO((await made())["docx"]))
    about = document.core_properties
    assert (about.title, about.language) == (subject_of(note(), WORDS), "en-GB")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    spoken = document.styles.element.xpath("string(//w:docDefaults//w:lang/@w:val)")
    assert spoken == "en-GB"


async def test_pdf_is_read_again() -> None:
    """The PDF opens, and its text is what was typed."""
    reader = PdfReader(io.BytesIO((await made())["pdf"]))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for part in (" ".join(SECRET.split()), "I can wait.", "One question each day."):
        assert part in text


async def test_pdf_can_be_read_out() -> None:
    """The PDF has a title, a language, and an outline of its headings."""
    reader = PdfReader(io.BytesIO((await made())["pdf"]))
    assert reader.metadata is not None
    assert reader.metadata.title == subject_of(note(), WORDS)
    assert not reader.metadata.author
    assert reader.root_object["/Lang"] == "en-GB"
    prefs = reader.root_object["/ViewerPreferences"].get_object()
    assert prefs["/DisplayDocTitle"]  # type: ignore[index]
    flat = str([getattr(item, "title", item) for item in reader.outline])
    assert "Learning set Kestrel" in flat
    inner = [item for item in reader.outline if isinstance(item, list)]
    titles = [getattr(item, "title", "") for item in inner[0]]
    assert titles == ["What I learned", "What it means for me", "What I will change"]


async def test_pdf_says_when_letters_are_lost() -> None:
    """A letter that the PDF cannot show is said to be lost; the other files keep it."""
    files = await made(learned="Dŵr i Łukasz ✓ 茶")
    text = PdfReader(io.BytesIO(files["pdf"])).pages[0].extract_text()
    assert "Dwr i ?ukasz ? ?" in text
    assert "The Word file has them all" in text
    assert "Dŵr i Łukasz ✓ 茶" in files["md"].decode()
    lines = [p.text for p in Document(io.BytesIO(files["docx"])).paragraphs]
    assert "Dŵr i Łukasz ✓ 茶" in lines


async def test_signs_that_xml_cannot_hold_do_no_harm() -> None:
    """A control sign in what was typed does not break a file."""
    files = await made(learned="a\x00b\x0bc\ufffe")
    assert "abc" in [p.text for p in Document(io.BytesIO(files["docx"])).paragraphs]
    assert "abc" in PdfReader(io.BytesIO(files["pdf"])).pages[0].extract_text()


async def test_long_text_goes_over_pages() -> None:
    """A note of the greatest length is whole in the PDF, without an empty page."""
    long = " ".join(f"word{n}" for n in range(120))
    reader = PdfReader(io.BytesIO((await made(learned=long, means=long, change=long))["pdf"]))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert text.count("word119") == 3
    assert all(page.extract_text().strip() for page in reader.pages)


async def test_an_empty_part_has_no_heading() -> None:
    """Only what was written has a heading; with no meeting yet there is no time."""
    text = (await made(means="", number=0, minutes=0))["md"].decode()
    assert "What it means" not in text
    assert "Time" not in text
    assert text.startswith("# Learning set Kestrel: my note")


async def test_the_same_note_makes_the_same_files() -> None:
    """Nothing of the clock or the machine gets into the text files."""
    first, second = await made(), await made()
    assert first["md"] == second["md"]
    assert first["pdf"] == second["pdf"]


async def test_the_card_is_ready_to_copy() -> None:
    """The card holds subject and body, each in a block of its own, and the three files."""
    paper = paper_of(note(), WORDS)
    face = faces.draw(NoteCard(note=note(), files=await files_of(note(), WORDS)), WORDS)
    assert f"```\n{paper.title}\n```" in face.text()
    assert mail_of(paper) in face.text()
    assert [one.filename.rpartition(".")[2] for one in face.attached()] == ["md", "docx", "pdf"]
    assert [one.fp.read(4) for one in face.attached()][1:] == [b"PK\x03\x04", b"%PDF"]


async def test_nothing_in_a_note_breaks_out_of_its_block() -> None:
    """What was typed cannot end the block that it is shown in."""
    face = faces.draw(NoteCard(note=note(learned="```\n@everyone"), files=()), WORDS)
    assert face.text().count("```") == 4
    assert face.allowed().everyone is False


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("’“”–…€", "’“”–…€"),
        ("ŵ", "w"),
        ("ﬁ", "f"),
        ("👍🏽", "??"),
        ("a\u200bb", "ab"),
        ("\t", "    "),
    ],
)
def test_letters(typed: str, shown: str) -> None:
    """Letters of Western Europe stay; marks are left off others; the rest is a question mark."""
    assert western(typed) == shown
