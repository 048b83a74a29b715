"""The scenes of a meeting that tours share: coming, going round, going on, and how it was.

Knows labels and what stands on a board. Must not know how the bot does anything.
"""

from __future__ import annotations

from datetime import timedelta

from practice import cast
from practice.hands import text_of
from practice.robot import buttons
from practice.tours.journey import (
    a_newcomer_joins,
    everybody_answers,
    everybody_joins,
    floor_of,
    publish,
    set_up,
)
from practice.tours.script import Json, Script

SOON = "I am somewhere private"
BEGINS = "begins"  # what comes before is told by the tour first-meeting
HALF_A_MINUTE = timedelta(seconds=30)


async def two_sets(script: Script) -> None:
    """Play everything up to two complete sets."""
    await set_up(script)
    await everybody_joins(script)
    await publish(script)
    await a_newcomer_joins(script)
    await everybody_answers(script)
    script.transcript.note("the tour", "", BEGINS, "")


async def until_soon(script: Script, name: str, number: int) -> None:
    """Let time pass until somebody is asked whether they are somewhere private."""
    await script.until(
        lambda: (
            (card := script.private(name, button=SOON)) and f"Meeting {number} of" in text_of(card)
        ),
        f"the reminder 15 minutes before meeting {number}",
    )


async def nobody_comes(script: Script, name: str, number: int) -> None:
    """Let a meeting go by to which nobody came."""
    script.scene(f"Nobody can make meeting {number}, and it is let go")
    await until_soon(script, name, number)
    before = seen(script, name, "We do not meet today")
    await script.until(
        lambda: seen(script, name, "We do not meet today") > before, "a kind word that it is off"
    )


async def come(script: Script, people: list[str], number: int) -> None:
    """Let people say that they are there, and wait for the first board."""
    await until_soon(script, reachable(people)[0], number)
    for name in people:
        await script.robots[name].answer_cards()
    await script.until(lambda: board_of(script, people[0]), "the first board")


def board_of(script: Script, name: str) -> Json | None:
    """Return the board that is live in the room of somebody's set."""
    return script.in_room(name, button="Pause") or script.in_room(name, button="Go on")


def title_of(script: Script, name: str) -> str:
    """Return the title of the live board, or nothing."""
    board = board_of(script, name)
    return text_of(board).splitlines()[0].lstrip("# ") if board else ""


def guide_of(script: Script, people: list[str]) -> str:
    """Return who has the private card of whoever guides.

    Somebody whose messages are closed has no card that can be seen from here: it is them, then.
    """
    found = (name for name in people if script.private(name, button="Stop"))
    closed = (name for name in people if name not in reachable(people))
    return next(found, "") or script.need_name(next(closed, ""), "nobody has the guide's card")


def reachable(people: list[str]) -> list[str]:
    """Return those who take private messages."""
    return [name for name in people if cast.named(name).dms_open]


async def go_on(script: Script, people: list[str]) -> None:
    """Let whoever guides press Next, or type it."""
    guide = guide_of(script, people)
    card = script.private(guide, button="Next")
    if card is None:
        await script.command(guide, "session next")
    else:
        await script.press(guide, card, "Next")


async def go_on_to(script: Script, people: list[str], title: str) -> None:
    """Let whoever guides go on until a part of this title."""
    for _ in range(30):
        if title_of(script, people[0]) == title:
            return
        await go_on(script, people)
    script.expect(False, f"there is no part called {title}")


async def go_round(script: Script, people: list[str]) -> list[str]:
    """Whoever has the floor speaks for half a minute and presses Done; returns who spoke."""
    heard: list[str] = []
    title = title_of(script, people[0])
    while (speaker := floor_of(script, people[0])) in people and speaker not in heard:
        heard.append(speaker)
        await script.pass_time(HALF_A_MINUTE)
        if title_of(script, people[0]) != title:
            break
        board = script.in_room(speaker, f"Floor: {speaker}", "Done")
        if board is not None:
            await script.press(speaker, board, "Done")
    return heard


async def hands_go_up(script: Script, people: list[str], askers: list[str]) -> None:
    """These people put their hands up, ask in turn, and are done."""
    for name in askers:
        board = script.need(script.in_room(name, button="Hand up"), f"{name} cannot ask")
        await script.press(name, board, "Hand up")
    for name in askers:
        script.expect(floor_of(script, people[0]) == name, f"{name} does not have the floor")
        await script.pass_time(HALF_A_MINUTE)
        board = script.need(script.in_room(name, f"Floor: {name}", "Done"), "no floor to give up")
        await script.press(name, board, "Done")


async def say_how_it_was(script: Script, people: list[str]) -> None:
    """Everybody answers three questions in private; then the set sees three lines."""
    script.scene("Everybody says in private how it was")
    for name in people:
        if name not in reachable(people):
            await script.command(name, "session check", heard="3", said="3", worth="3")
            continue
        for row in range(3):
            card = script.need(script.private(name, button="Very much"), f"{name} is not asked")
            ids = [one["custom_id"] for one in buttons(card) if one["label"] == "Mostly"]
            await script.press_id(name, card, ids[row])


def seen(script: Script, name: str, text: str) -> int:
    """Count the messages in somebody's rooms that say this."""
    hand = script.hand(name)
    rooms = [c for c in hand.channels() if str(c.get("name", "")).startswith("set-")]
    said = (text_of(message) for room in rooms for message in hand.messages(room["id"]))
    return sum(text in one for one in said)


def found_nothing(script: Script) -> None:
    """Nothing was sent that Discord would refuse."""
    findings = [str(one) for one in script.theatre.server.findings]
    script.expect(not findings, f"the bot sent what Discord would refuse: {findings[:3]}")
