"""A learning note reaches its writer with its files, and nothing of it stays in the house."""

from __future__ import annotations

from typing import Any

from journeys_stage import Evening

from practice.hands import text_of

LINES = {"learned": "XLEARNEDX I rescue people.", "means": "XMEANSX I wait.", "change": "XCHANGEX"}
MARKS = ("XLEARNEDX", "XMEANSX", "XCHANGEX")


def files_in(message: dict[str, Any]) -> list[str]:
    """Return the ends of the names of a message's files."""
    return [str(one["filename"]).rpartition(".")[2] for one in message["attachments"]]


async def wrote(evening: Evening, name: str) -> dict[str, Any]:
    """Let somebody write a note; returns the answer to the form."""
    return await evening.fill(name, await evening.command(name, "note"), LINES)


async def test_a_note_comes_with_three_files(gathered: Evening) -> None:
    """It is sent to its writer alone: subject and text to copy, Markdown, Word and PDF."""
    await wrote(gathered, "Amara")
    note = gathered.need(gathered.private("Amara", "XLEARNEDX"), "no note came")
    assert files_in(note) == ["md", "docx", "pdf"]
    assert "```\nLearning set " in text_of(note)
    for name in gathered.stage.everybody():
        assert name == "Amara" or gathered.stage.reads(name, "XLEARNEDX") == []


async def test_with_direct_messages_closed_it_is_answered_here(gathered: Evening) -> None:
    """Who takes no direct messages has the note and its files in the private answer."""
    gathered.stage.world.users[gathered.hand("Amara").id].dms_open = False
    note = await wrote(gathered, "Amara")
    assert files_in(note) == ["md", "docx", "pdf"]
    assert all(mark in text_of(note) for mark in MARKS)
    assert all(gathered.stage.reads("Bea", mark) == [] for mark in MARKS)


async def test_nothing_of_a_note_is_kept(gathered: Evening) -> None:
    """Not a word of it is in the database file, nor in what is written beside it."""
    await wrote(gathered, "Amara")
    await gathered.stage.stop_bot()
    for file in gathered.stage.folder.rglob("*"):
        if file.is_file():
            kept = file.read_bytes()
            assert [mark for mark in MARKS if mark.encode() in kept] == [], file.name


async def test_an_empty_note_is_refused(gathered: Evening) -> None:
    """One of the three lines is enough; none is too few, and the form can be filled again."""
    opened = await gathered.command("Amara", "note")
    answer = await gathered.fill("Amara", opened, dict.fromkeys(LINES, " "))
    assert "nothing written yet" in text_of(answer)
    assert gathered.private("Amara", "Your learning note") is None
