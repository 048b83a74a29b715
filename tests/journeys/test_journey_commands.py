"""Each `/session` command does what its button does, and each button has a command."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from journeys_stage import Evening

from learning.meetings import MeetingState
from learning.session.state import Session

SIX = ("Amara", "Priya", "Tom", "Leila", "Jonah", "Bea")
OWN = frozenset({"id", "set_id", "revision"})

# Which command does what a button does. "shows …" stands for a card that the command brings, on
# which this very button stands.
SAME: dict[str, str] = {
    "action.changed": "shows action list",
    "action.did": "shows action list",
    "action.mine": "action list",
    "action.new": "action add",
    "action.not_yet": "shows action list",
    "action.partly": "shows action list",
    "ask.new": "ask",
    "bring.new": "bring",
    "concern.complain": "concern",
    "concern.write": "concern",
    "dates.clash": "shows set dates",
    "dates.ics": "shows set dates",
    "dates.wont": "shows set dates",
    "dates.works": "shows set dates",
    "floor.done": "session floor",
    "floor.hand": "session floor",
    "floor.pass": "session floor",
    "floor.pause": "session pause",
    "floor.resume": "session resume",
    "guide.back": "session back",
    "guide.more": "session extend",
    "guide.next": "session next",
    "guide.skip": "session skip",
    "guide.stop": "session stop",
    "guide.take": "session handover",
    "me.change": "join",
    "mydata.ask": "shows mydata",
    "mydata.export": "shows mydata",
    "note.new": "note",
    "practise.write": "shows practise",
    "reflect.new": "reflect",
    "reflect.withdraw": "shows set log",
    "sets.again": "sets plan",
    "sets.change": "shows sets show",
    "sets.page": "sets show",
    "sets.stop": "sets stop",
    "sets.use": "sets plan",
    "sets.wider": "sets plan",
    "topup.no": "set newcomer",
    "topup.yes": "set newcomer",
    "sets.close": "sets close",
    "sets.publish": "sets publish",
}


@pytest.fixture
async def meeting(gathered: Evening) -> Evening:
    """An evening with a session of six people in its second part."""
    session = await gathered.begin(SIX)
    await gathered.leap(session.part_ends_at)
    return gathered


def facts(session: Session) -> dict[str, Any]:
    """Return all of a session but what can never be the same twice."""
    return {name: getattr(session, name) for name in session.__slots__ if name not in OWN}


async def test_commands_and_buttons_leave_the_same_session(meeting: Evening) -> None:
    """From the same state, a button and its command lead to the same state: nine times over."""
    guide = meeting.name_of((await meeting.session("Amara")).guide_id)
    for label, words, options in (
        ("+2 min", "session extend", {"minutes": "2"}),
        ("Pause", "session pause", {}),
        ("Go on", "session resume", {}),
        ("Next", "session next", {}),
        ("Back", "session back", {}),
        ("End this turn", "session floor", {"what": "done"}),
        ("Next", "session next", {}),
        ("Skip", "session skip", {}),
        ("Stop", "session stop", {}),
    ):
        before = await meeting.session("Amara")
        await meeting.press(guide, meeting.guide_card(guide), label)
        pressed = await meeting.session("Amara")
        assert facts(pressed) != facts(before), f"[{label}] did nothing"
        await rewind(meeting, before)
        assert await meeting.tell(guide, words, **options)
        typed = await meeting.session("Amara")
        assert facts(typed) | FRESH == facts(pressed) | FRESH, f"/{words} is not [{label}]"


async def test_the_floor_by_command_is_the_floor_by_button(meeting: Evening) -> None:
    """Hand up, Pass and Done say the same, pressed or typed."""
    for label, what in (("Pass", "pass"), ("Done", "done")):
        before = await meeting.session("Amara")
        speaker = meeting.name_of(before.floor_id)
        await meeting.press(speaker, meeting.board(speaker), label)
        pressed = await meeting.session("Amara")
        await rewind(meeting, before)
        await meeting.tell(speaker, "session floor", what=what)
        typed = await meeting.session("Amara")
        assert facts(typed) | FRESH == facts(pressed) | FRESH
        assert typed.floor_id != before.floor_id


async def test_handing_over_by_command_is_handing_over_by_menu(meeting: Evening) -> None:
    """`/session handover` and the menu on the guide's card name the same new guide."""
    before = await meeting.session("Amara")
    guide = meeting.name_of(before.guide_id)
    await meeting.tell(guide, "session handover", to=meeting.hand("Tom").id)
    after = await meeting.session("Amara")
    assert after.guide_id == (await meeting.person("Tom")).id
    assert meeting.private("Tom", button="+2 min") is not None
    assert meeting.private(guide, button="+2 min") is None
    assert "Tom guides now" in "\n".join(
        str(m) for m in meeting.stage.reads(guide, "Tom guides now")
    )


async def test_each_button_has_a_command(evening: Evening) -> None:
    """Every command that stands beside a button in the table above is there to be typed."""
    known = commands(evening)
    for verb, words in SAME.items():
        assert words.removeprefix("shows ") in known, f"the button {verb} has no command /{words}"
    verbs = {one.partition(":")[2] for one in evening.stage.house.client.app.routes.verbs()
             if one.startswith("b:")}  # fmt: skip
    assert set(SAME) <= verbs, set(SAME) - verbs


def commands(evening: Evening) -> set[str]:
    """Return every command by its words, as Discord was told of them."""
    found: set[str] = set()

    def walk(one: dict[str, Any], before: str) -> None:
        words = f"{before} {one['name']}".strip()
        inner = [each for each in one.get("options", []) if each["type"] in (1, 2)]
        for each in inner:
            walk(each, words)
        if not inner:
            found.add(words)

    for command in evening.stage.world.commands.values():
        walk(command.body, "")
    return found


FRESH = {"part_since": 0, "fresh_since": 0}  # revisions at which something began


async def rewind(meeting: Evening, before: Session) -> None:
    """Put a session back as it was, and let the room show it again."""
    async with meeting.stage.house.storage.units.write() as unit:
        now = await unit.sessions.need(before.id)
        meant = await unit.meetings.need(before.id)
        await unit.sessions.save(replace(before, revision=now.revision))
        if meant.state is MeetingState.HELD:
            await unit.meetings.save(replace(meant, state=MeetingState.RUNNING))
    await meeting.rest()
