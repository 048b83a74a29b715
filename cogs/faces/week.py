"""A week in writing, as the room sees it and as one person is asked.

Knows layout and who is named where. Must not know when anything is shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from cogs.faces import face
from cogs.faces._kit import (
    Button,
    Lines,
    Menu,
    Option,
    Part,
    Row,
    Sheet,
    Small,
    Words,
    channel,
    plain,
    shorten,
    tick,
)
from cogs.faces.saying import lines, moment, name, strong
from learning.week.plan import Writes
from services.values import (
    WeekAnswer,
    WeekBegins,
    WeekPartCard,
    WeekQuestions,
    WeekRemind,
    WeekTold,
)

STORY, LINE, OPTION = 2400, 280, 90
ANSWERS, NOTE, ACTION = "answers", "private_note", "action"


@face(WeekBegins)
def draw_begins(value: WeekBegins, words: Words) -> Sheet:
    """Draw the week to come, a line for each part."""
    return Sheet(
        title=value.name,
        parts=(
            words("week.begins", name=name(value.presenter), n=value.minutes_each),
            Lines(tuple(_days(value, words))),
            Small(words("week.begins.small")),
        ),
    )


def _days(value: WeekBegins, words: Words) -> Iterator[str]:
    for title, who, opens, closes in value.parts:
        yield words(
            "week.day",
            title=strong(title),
            who=words(f"week.who.{who}", name=name(value.presenter)),
            opens=moment(words, opens, value.zone),
            closes=moment(words, closes, value.zone),
        )


@face(WeekPartCard)
def draw_part(value: WeekPartCard, words: Words) -> Sheet:
    """Draw the part that is open; one that is over has no buttons."""
    if not value.open:
        return Sheet(title=value.title, parts=(Small(words("board.over")),), quiet=True)
    closes = words(
        "week.closes", when=moment(words, value.closes_at, value.zone), ago=tick(value.closes_at)
    )
    part = words("board.part", number=value.number, count=value.count)
    return Sheet(
        title=value.title,
        parts=(
            lines(f"{part} {closes}", _who(value, words)),
            value.prompt,
            *_count(value, words),
            Row(*_buttons(value, words)),
            Small(words("week.together") if value.together else words("week.at_once")),
        ),
    )


def _who(value: WeekPartCard, words: Words) -> str:
    return words(f"week.writes.{value.who}", name=name(value.presenter))


def _count(value: WeekPartCard, words: Words) -> Iterator[str]:
    if value.who != Writes.PRESENTER:
        yield words("week.written", n=value.written, all=value.writers)


def _buttons(value: WeekPartCard, words: Words) -> Iterator[Button]:
    if value.artefact == ANSWERS:
        yield _button(words, "week.answers", value.session_id, main=True)
    else:
        yield _button(words, "week.write", f"{value.session_id}.{value.part}", main=True)
    if value.artefact == ACTION:
        yield _button(words, "action.new", value.session_id)
    if value.artefact == NOTE:
        yield _button(words, "note.new", value.session_id)


def _button(words: Words, verb: str, thing: str, *, main: bool = False) -> Button:
    style = "main" if main else "plain"
    return Button(label=words(f"button.{verb}"), verb=verb, thing=thing, style=style)


@face(WeekTold)
def draw_told(value: WeekTold, words: Words) -> Sheet:
    """Draw what was written in a part."""
    if len(value.lines) == 1 and value.lines[0][0]:
        who, text = value.lines[0]
        return Sheet(title=value.title, parts=(strong(name(who)), plain(text, STORY)))
    said = tuple(_line(who, text, words) for who, text in value.lines)
    small = Small(words("week.no_names")) if not value.lines[0][0] else ""
    return Sheet(title=value.title, parts=(Lines(said, numbered=value.numbered), small))


def _line(who: str, text: str, words: Words) -> str:
    said = plain(text, LINE, one_line=True)
    return words("week.said", name=strong(name(who)), text=said) if who else said


@face(WeekAnswer)
def draw_answer(value: WeekAnswer, words: Words) -> Sheet:
    """Draw one question with its answer."""
    asked = plain(value.question, LINE, one_line=True)
    return Sheet(
        parts=(
            words("week.question", n=value.number, text=asked),
            words("week.answer", name=strong(name(value.presenter)), text=plain(value.answer, 600)),
        ),
        quiet=True,
    )


@face(WeekQuestions)
def draw_questions(value: WeekQuestions, words: Words) -> Sheet:
    """Draw the questions for the one who answers, with a menu to choose from."""
    options = tuple(
        Option(value=str(n), label=shorten(f"{n}. {text}", OPTION))
        for n, (text, _) in enumerate(value.questions, 1)
    )
    menu = Menu(
        verb="week.pick", thing=value.session_id, prompt=words("week.pick"), options=options
    )
    return Sheet(
        title=words("week.questions"),
        parts=(Lines(tuple(_asked(value, words)), numbered=True), menu, Small(words("week.pass"))),
    )


def _asked(value: WeekQuestions, words: Words) -> Iterator[str]:
    for text, answer in value.questions:
        said = plain(text, LINE, one_line=True)
        yield words("week.done", text=said) if answer else said


@face(WeekRemind)
def draw_remind(value: WeekRemind, words: Words) -> Sheet:
    """Draw a private word to somebody who has not written yet."""
    thing = value.session_id if value.answers else f"{value.session_id}.{value.part}"
    parts: tuple[Part, ...] = (
        words(
            "week.remind",
            set=name(value.set_name),
            title=strong(value.title),
            when=moment(words, value.closes_at, value.zone),
        ),
        words("week.room", room=channel(value.room_xid)) if value.room_xid else "",
        Row(_button(words, "week.answers" if value.answers else "week.write", thing, main=True)),
        Small(words("week.remind.small")),
    )
    return Sheet(title=words("week.remind.title"), parts=parts)
