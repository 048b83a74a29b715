"""The whole journey: twelve sign-ups, two sets, six dates, a first session, and the next check-in.

Knows what a member would see at each step. Must not know how the bot does it.
"""

from __future__ import annotations

from datetime import timedelta

from practice.hands import text_of
from practice.tours.journey import (
    a_newcomer_joins,
    everybody_answers,
    everybody_joins,
    floor_of,
    members_of,
    publish,
    set_up,
)
from practice.tours.script import Script

DATES = 6


async def first_meeting(script: Script) -> None:
    """Play it all and fail at the first thing that is not as it should be."""
    await set_up(script)
    await everybody_joins(script)
    await publish(script)
    await a_newcomer_joins(script)
    await everybody_answers(script)
    await dates(script)
    await session(script)
    await after(script)
    await next_check_in(script)
    findings = [str(one) for one in script.theatre.server.findings]
    script.expect(not findings, f"the bot sent what Discord would refuse: {findings[:3]}")


async def dates(script: Script) -> None:
    """Each set has six dates, answered in its own room."""
    script.scene("Six dates stand in the room of each set")
    await script.pass_time(timedelta(minutes=1))
    events = script.theatre.world.events.values()
    rooms = {event.channel_id for event in events}
    script.expect(len(rooms) == 2, f"there are events for {len(rooms)} sets, not 2")
    script.expect(len(events) == DATES * 2, f"there are {len(events)} events, not {DATES * 2}")
    for name in members_of(script, "Amara"):
        card = script.need(script.in_room(name, button="Works"), f"{name} sees no dates")
        await script.press(name, card, "Works")
    script.expect("Kit" not in members_of(script, "Grace"), "Kit declined and is in the set")
    script.expect("Nell" in members_of(script, "Grace"), "Nell did not take the free place")


async def session(script: Script) -> None:
    """The first meeting: reminders, a private place, the board, turns, and a hard finish."""
    script.scene("The first meeting comes")
    people = members_of(script, "Amara")
    await script.until(
        lambda: script.private("Amara", button="I am somewhere private"),
        "the reminder at 15 minutes",
    )
    for name in people:
        await script.robots[name].answer_cards()
    await script.until(lambda: script.in_room("Amara", button="Hand up"), "the first board")
    await go_round(script, people, 40)
    await guide_uses_the_card(script)
    await script.until(lambda: script.in_room("Amara", "That is time"), "the hard finish")


async def go_round(script: Script, people: list[str], most: int) -> None:
    """Whoever has the floor speaks for half a minute and presses Done."""
    heard: list[str] = []
    for _ in range(most):
        await script.rest()
        speaker = floor_of(script, people[0])
        if speaker not in people or speaker in heard[-1:]:
            break
        heard.append(speaker)
        await script.pass_time(timedelta(seconds=30))
        board = script.in_room(speaker, f"Floor: {speaker}", "Done")
        if board is not None:
            await script.press(speaker, board, "Done")
    script.expect(heard, "nobody ever had the floor")


async def guide_uses_the_card(script: Script) -> None:
    """The guide goes on, gives two minutes more, pauses and goes on again."""
    guide = next(
        name for name in members_of(script, "Amara") if script.private(name, button="+2 min")
    )
    for label in ("Next", "+2 min"):
        card = script.need(script.private(guide, button=label), f"the guide has no [{label}]")
        await script.press(guide, card, label)
    board = script.need(script.in_room("Bea", button="Pause"), "nobody can pause")
    await script.press("Bea", board, "Pause")
    await script.pass_time(timedelta(seconds=45))
    board = script.need(script.in_room("Bea", button="Go on"), "nobody can go on")
    await script.press("Bea", board, "Go on")


async def after(script: Script) -> None:
    """Reflections and actions are kept as each person chose."""
    script.scene("People keep what they choose to keep")
    shared = "I ask one question and then I wait."
    await reflect(script, "Amara", shared, "Share with set")
    await reflect(script, "Tom", "I talk when I am afraid.", "Keep private")
    await reflect(script, "Leila", "Only for me.", "Send to me and forget")
    script.expect(script.in_room("Bea", shared), "the shared reflection is not in the room")
    script.expect(not script.in_room("Bea", "I talk when I am afraid."), "a private line is seen")
    await second_thoughts(script)
    opened = await script.command("Priya", "action add")
    what = "Ask the ward what they hear"
    day = (script.theatre.clock.now() + timedelta(days=20)).date().isoformat()
    await script.fill("Priya", opened, {"what": what, "by_when": day, "who_notices": "Sister Joan"})
    log = await script.command("Bea", "set log")
    script.expect(shared in log.text, f"the log does not hold what was shared: {log.text}")


async def second_thoughts(script: Script) -> None:
    """What may point to a patient is shown to its writer first, who changes it."""
    told, safer = "The patient I saw on 3 May sang.", "Somebody I saw in spring sang."
    opened = await script.command("Jonah", "reflect")
    card = await script.fill("Jonah", opened, {"text": told})
    held = await script.press("Jonah", card, "Share with set")
    script.expect("This may point to someone" in held.text, f"nobody asked: {held.text}")
    again = await script.press("Jonah", held.message or {}, "Change it")
    card = await script.fill("Jonah", again, {"text": safer})
    await script.press("Jonah", card, "Share with set")
    script.expect(script.in_room("Bea", safer), "the changed reflection is not in the room")
    script.expect(not script.in_room("Bea", told), "a date of a patient is seen")


async def reflect(script: Script, name: str, text: str, choice: str) -> None:
    """Write a reflection and choose what becomes of it."""
    opened = await script.command(name, "reflect")
    card = await script.fill(name, opened, {"text": text})
    await script.press(name, card, choice)


async def next_check_in(script: Script) -> None:
    """The second meeting opens with what people said they would do."""
    script.scene("The second meeting opens with the actions of the first")
    people = members_of(script, "Amara")
    await script.until(
        lambda: script.private("Priya", button="Did it"), "the question three days before"
    )
    card = script.need(script.private("Priya", button="Did it"), "no question about the action")
    await script.press("Priya", card, "Partly")
    await script.until(
        lambda: (
            (m := script.private("Amara", button="I am somewhere private")) and "2" in text_of(m)
        ),
        "the second reminder at 15 minutes",
    )
    for name in people:
        await script.robots[name].answer_cards()
    await script.until(
        lambda: script.in_room("Amara", "Ask the ward what they hear"),
        "the check-in that shows the action",
    )
