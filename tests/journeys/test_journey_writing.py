"""Reflections three ways, actions, bids and questions: who reads what, and where it is nowhere."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from journeys_stage import Evening, StageSet, opened

from practice.hands import text_of

SIX = ("Amara", "Priya", "Tom", "Leila", "Jonah", "Bea")
SHARED = "I ask one question and then I wait zebra-shared."
PRIVATE = "I talk when I am afraid zebra-private."
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(60)
FORGOTTEN = "Only for me and for nobody else zebra-forgotten."


async def reflect(evening: Evening, name: str, text: str, choice: str) -> None:
    """Write a reflection and choose what becomes of it."""
    opened_form = await evening.command(name, "reflect")
    card = await evening.fill(name, opened_form, {"text": text})
    await evening.press(name, card, choice)


def readers(evening: Evening, text: str) -> set[str]:
    """Return everybody who can read this text anywhere."""
    return {name for name in evening.stage.everybody() if evening.stage.reads(name, text)}


async def test_a_shared_reflection_is_read_by_the_set_and_by_nobody_else(
    gathered: Evening,
) -> None:
    """In the room and in the set's log, with link and picture; changed, then taken back."""
    typed = {
        "text": SHARED,
        "link": "https://example.org/listen_well",
        "picture": [("Mrs Smith.png", PICTURE)],
        "picture_says": "A drawing of two chairs",
    }
    opened_form = await gathered.command("Amara", "reflect")
    card = await gathered.fill("Amara", opened_form, typed)
    await gathered.press("Amara", card, "Share with set")
    assert readers(gathered, SHARED) == set(SIX)
    stands = gathered.posted("Tom", SHARED)
    assert "<https://example.org/listen_well>" in text_of(stands)
    assert [one["filename"] for one in stands["attachments"]] == ["picture.png"]
    assert "Mrs Smith" not in str(stands)
    assert SHARED in await gathered.tell("Bea", "set log", search="QUESTIÓN")
    assert "did not find" in await gathered.tell("Bea", "set log", search="uestion")
    log = await gathered.command("Amara", "set log")
    assert log.message is not None
    form = await gathered.press("Amara", log.message, "Change 1")
    await gathered.fill("Amara", form, {"text": "I wait zebra-changed."})
    stands = gathered.posted("Tom", "zebra-changed")
    assert [one["filename"] for one in stands["attachments"]] == ["picture.png"]
    log = await gathered.command("Amara", "set log")
    assert log.message is not None
    await gathered.press("Amara", log.message, "Take back 1")
    assert "zebra-changed" not in await gathered.tell("Tom", "set log")
    in_room = gathered.hand("Tom").messages(gathered.text_room("Tom"))
    assert not any("zebra" in text_of(one) for one in in_room if not int(one["flags"]) & 64)


async def test_a_private_reflection_is_read_by_its_writer_alone(gathered: Evening) -> None:
    """Private: nobody but its writer finds it, in any room, any log or any list."""
    await reflect(gathered, "Tom", PRIVATE, "Keep private")
    assert PRIVATE in await gathered.tell("Tom", "set log")
    for name in ("Amara", "Bea"):
        for words in ("set log", "set card", "action list", "mydata"):
            assert PRIVATE not in await gathered.tell(name, words)
    for words in ("sets list", "report", "audit"):
        assert PRIVATE not in await gathered.tell("Ruth", words)
    assert readers(gathered, PRIVATE) <= {"Tom"}


async def test_a_forgotten_reflection_is_sent_and_kept_nowhere(gathered: Evening) -> None:
    """Send to me and forget: one direct message, and after it no command finds the text."""
    await reflect(gathered, "Leila", FORGOTTEN, "Send to me and forget")
    hand = gathered.hand("Leila")
    sent = [m for m in hand.messages(hand.open_dm()) if FORGOTTEN in text_of(m)]
    assert len(sent) == 1
    assert FORGOTTEN not in await gathered.tell("Leila", "set log")
    assert readers(gathered, FORGOTTEN) == {"Leila"}


async def test_with_closed_messages_a_forgotten_reflection_is_shown_once(
    evening: Evening,
) -> None:
    """Where direct messages are closed the note is shown in the private answer instead."""
    names = ("Owen", "Grace", "Sam", "Marcus", "Ines", "Kit")
    await evening.gather(names)
    form = await evening.command("Owen", "reflect")
    card = await evening.fill("Owen", form, {"text": FORGOTTEN})
    await evening.press("Owen", card, "Send to me and forget")
    shown = evening.hand("Owen").message(card)
    assert FORGOTTEN in text_of(shown)
    assert "I keep no copy of this" in text_of(shown)
    assert readers(evening, FORGOTTEN) == {"Owen"}


@pytest.mark.parametrize("secret", ["", "a long enough key for these tests"])
async def test_the_file_of_the_database_holds_no_forgotten_word(
    stage_set: StageSet, secret: str
) -> None:
    """Not a byte of a forgotten text stays in the file; with a key no written word is readable."""
    stage_set.secret = secret
    async with opened(stage_set) as evening:
        await evening.gather(SIX)
        await reflect(evening, "Amara", SHARED, "Share with set")
        await reflect(evening, "Tom", PRIVATE, "Keep private")
        await reflect(evening, "Leila", FORGOTTEN, "Send to me and forget")
        note = await evening.command("Bea", "note")
        await evening.fill("Bea", note, {"learned": "zebra-note"})
        await evening.stage.stop_bot()
        with sqlite3.connect(stage_set.database) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        bytes_ = b"".join(
            one.read_bytes() for one in stage_set.folder.iterdir() if one.name.startswith("setwise")
        )
    assert b"zebra-forgotten" not in bytes_
    assert b"zebra-note" not in bytes_
    assert (b"zebra-private" in bytes_) is (secret == "")
    assert (b"zebra-shared" in bytes_) is (secret == "")


async def test_the_log_of_the_bot_holds_no_written_word(
    gathered: Evening, capsys: pytest.CaptureFixture[str]
) -> None:
    """What people write never reaches the log of the process."""
    await reflect(gathered, "Amara", SHARED, "Share with set")
    await reflect(gathered, "Tom", PRIVATE, "Keep private")
    await reflect(gathered, "Leila", FORGOTTEN, "Send to me and forget")
    written = capsys.readouterr()
    assert "zebra" not in written.out + written.err


async def test_actions_open_the_next_meetings_check_in(gathered: Evening) -> None:
    """What people would try is asked after in private, and stands on the next check-in."""
    session = await gathered.begin(SIX)
    await gathered.tell(gathered.name_of(session.guide_id), "session stop")
    form = await gathered.command("Priya", "action add")
    await gathered.fill("Priya", form, {"what": "Ask the ward what they hear"})
    form = await gathered.command("Tom", "action add")
    await gathered.fill("Tom", form, {"what": "Walk to work once", "who_notices": "My dog"})
    following = await gathered.meeting("Amara", 2)
    await gathered.leap(following.starts_at - timedelta(days=2))
    asked = {name for name in SIX if gathered.private(name, button="Did it")}
    assert asked == {"Priya", "Tom"}
    card = gathered.need(gathered.private("Priya", button="Partly"), "no question")
    await gathered.press("Priya", card, "Partly")
    card = gathered.need(gathered.private("Tom", button="Did it"), "no question")
    await gathered.press("Tom", card, "Did it")
    assert "partly done" not in await gathered.tell("Bea", "action list")
    await gathered.tell("Tom", "action tell", number=1)
    session = await gathered.begin(SIX, 2)
    number = next(
        n
        for n, part in enumerate(gathered.plan(session.plan_id).parts)
        if part.artefact == "action_review"
    )
    for _ in range(40):
        session = await gathered.session("Amara", 2)
        if session.part >= number:
            break
        await gathered.leap(session.part_ends_at)
    board = text_of(gathered.board("Bea"))
    assert "What we said we would try" in board
    assert "Ask the ward what they hear" in board
    assert "partly done" not in board  # Priya has not told
    assert "Walk to work once" in board
    assert "did it" in board
    assert "My dog" in board


async def test_a_question_without_a_name_has_none(gathered: Evening) -> None:
    """`/ask` puts the words into the room; no screen and no list says whose they are."""
    form = await gathered.command("Jonah", "ask")
    await gathered.fill("Jonah", form, {"text": "Why do we start so fast zebra-ask?"})
    shown = text_of(gathered.posted("Tom", "zebra-ask"))
    assert "Jonah" not in shown
    assert f"<@{gathered.hand('Jonah').id}>" not in shown


async def test_what_somebody_would_bring_stands_in_the_rota(gathered: Evening) -> None:
    """`/bring` keeps one sentence a person; a second takes the place of the first."""
    for text in ("My waiting room", "My waiting list"):
        form = await gathered.command("Tom", "bring")
        await gathered.fill("Tom", form, {"text": text, "pressing": "high"})
    rota = await gathered.tell("Bea", "set rota")
    assert "My waiting list (pressing)" in rota
    assert "My waiting room" not in rota
