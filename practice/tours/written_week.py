"""A week in writing: a story, questions that come all at once, answers, and what each takes.

Knows what a member would see. Must not know how the bot does it.
"""

from __future__ import annotations

from datetime import timedelta

from practice.hands import text_of
from practice.robot import control
from practice.tours.journey import members_of
from practice.tours.meetings import found_nothing, reachable, seen, two_sets
from practice.tours.script import Script

BRINGS = "Sam"
HOUR = timedelta(hours=1)


async def written_week(script: Script) -> None:
    """Play eight days in which nobody has to be free at the same time as anybody else."""
    await two_sets(script)
    people = members_of(script, "Grace")
    others = [name for name in people if name != BRINGS]
    script.scene("A week in writing is begun")
    opened = await script.command(BRINGS, "bring")
    await script.fill(BRINGS, opened, {"text": "A student who never asks", "pressing": "high"})
    await script.command(
        guide_of_set(script, await script.command("Grace", "set card")), "week start"
    )
    card = script.need(script.in_room("Grace", "In writing, over a week"), "the room is not told")
    script.expect(f"{BRINGS} brings something" in text_of(card), "another one brings something")
    await the_story(script)
    await the_questions(script, people, others)
    await the_answers(script)
    await one_more_and_what_next(script, others)
    await what_each_takes(script, people)
    found_nothing(script)


def guide_of_set(script: Script, card: object) -> str:
    """Return who guides the set, by its card."""
    line = next(one for one in str(getattr(card, "text", "")).splitlines() if "guides" in one)
    return script.need_name(
        next((name for name in script.robots if name in line), ""), "the card names no guide"
    )


async def the_story(script: Script) -> None:
    """On Monday one person tells what is going on."""
    script.scene("Monday: the story")
    await script.until(lambda: script.in_room(BRINGS, "The story", "Write"), "the story opens")
    await write(
        script, BRINGS, "One student never asks anything. I would like to think about why I mind."
    )
    script.need(script.in_room("Grace", "why I mind"), "the story is not in the room")


async def the_questions(script: Script, people: list[str], others: list[str]) -> None:
    """On Tuesday the others ask; nobody sees a question before all are shown together."""
    script.scene("Tuesday: questions, which nobody sees before Wednesday noon")
    await script.until(lambda: script.in_room(people[0], "Questions", "Write"), "questions open")
    asked = [f"What does {BRINGS} hear in the quiet, {n}?" for n in range(1, len(others))]
    for name, text in zip(others[:-1], asked, strict=True):
        await write(script, name, text)
        script.expect(not script.in_room(BRINGS, text), "a question was seen too soon")
    slow = others[-1]
    if slow in reachable(people):
        await script.until(
            lambda: script.private(slow, "There is still time to write"), "a reminder in private"
        )
        script.expect(
            not any(script.private(name, "There is still time") for name in others[:-1]),
            "somebody who had written was reminded",
        )
    await script.until(lambda: script.in_room(BRINGS, asked[0]), "the questions appear")
    card = text_of(script.need(script.in_room(BRINGS, asked[0]), "no questions"))
    script.expect(all(text in card for text in asked), f"not all at once: {card}")


async def the_answers(script: Script) -> None:
    """On Wednesday the one who brought something answers two of them, and passes on the rest."""
    script.scene("Wednesday: answers")
    board = script.need(script.in_room(BRINGS, button="Answer the questions"), "nothing to answer")
    asked = await script.press(BRINGS, board, "Answer the questions")
    menu = control(asked.message or {}, "s:week.pick")
    opened = await script.hand(BRINGS).choose(asked.message or {}, menu, ("1",))
    await script.fill(BRINGS, opened, {"text1": "I hear my own first year."})
    opened = await script.command(BRINGS, "week answer", question=2)
    await script.fill(BRINGS, opened, {"text1": "This one is for me."})
    script.need(script.in_room("Grace", "I hear my own first year."), "the answer is not seen")


async def one_more_and_what_next(script: Script, others: list[str]) -> None:
    """One last question each, a weekend in which nobody is disturbed, and a next step."""
    script.scene("Thursday to Monday: one more, a weekend, and what next")
    await script.until(lambda: script.in_room(others[0], "One more", "Write"), "one more opens")
    await write(script, others[0], "I heard how much you care.")
    await script.until(lambda: script.in_room(BRINGS, "how much you care"), "it appears")
    before = len(script.transcript.lines)
    await script.until(lambda: script.in_room(BRINGS, "What next", "Write"), "what next opens")
    await script.pass_time(HOUR * 47)
    told = [line for line in script.transcript.lines[before:] if line.where.startswith("messages")]
    script.expect(not told, "somebody was disturbed at the weekend")
    await write(script, BRINGS, "I will ask her one thing, on Thursday.")


async def what_each_takes(script: Script, people: list[str]) -> None:
    """On the last day everybody writes one sentence; they come together, with names."""
    script.scene("The last day: what each of us takes")
    await script.until(
        lambda: script.in_room(people[0], "What each of us takes", "Write"), "the last part opens"
    )
    for name in people:
        await write(script, name, f"{name} waits a little longer.")
    await script.until(lambda: script.in_room("Grace", "That was our week"), "the week ends")
    card = script.need(script.in_room("Grace", f"{BRINGS} waits a little longer."), "not told")
    script.expect(all(f"{name} waits" in text_of(card) for name in people), "not all are there")
    script.expect(seen(script, "Grace", "That was our week") == 1, "it ended twice")


async def write(script: Script, name: str, text: str) -> None:
    """Press Write on the open part, or type the command, and send the form."""
    board = script.need(script.in_room(name, button="Write"), f"{name} cannot write")
    if len(name) % 2:  # some press, some type
        opened = await script.press(name, board, "Write")
    else:
        opened = await script.command(name, "week write")
    await script.fill(name, opened, {"text1": text})
