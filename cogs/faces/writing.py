"""What members write: reflections, the log, actions, and notes that are kept nowhere.

Knows lines of text with their owners. Must not know who may read them (services decide).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Part, Row, Rule, Sheet, Small, Words, day, plain
from cogs.faces.saying import hours, moment, name, optional, sentences, strong, whole_day
from cogs.faces.values import ReflectChoice
from learning.writing import ActionState
from services.values import ActionLine, ActionsView, LogView, ReflectionLine, SelfNote

OPEN = (ActionState.OPEN, ActionState.NOT_YET, ActionState.PARTLY)
MOST_ASKED = 5  # own open actions with buttons of their own
MOST_LINES = 10


@face(ReflectChoice)
def draw_choice(value: ReflectChoice, words: Words) -> Sheet:
    """Draw what was just written, and ask where it should go."""
    return Sheet(
        title=words("reflect.choice.title"),
        parts=(
            plain(value.text, 1500),
            Rule(),
            words("reflect.choice.text"),
            Row(
                *(
                    Button(
                        label=words(f"button.reflect.{where}"),
                        verb=f"reflect.{where}",
                        style="main" if where == "share" else "plain",
                    )
                    for where in ("share", "private", "forget")
                )
            ),
            Small(words("reflect.choice.small")),
        ),
    )


@face(LogView)
def draw_log(value: LogView, words: Words) -> Sheet:
    """Draw what was shared, newest first; one's own shared lines can be taken back."""
    title = words("log.title", set=name(value.set_name))
    if not value.lines:
        return Sheet(title=title, parts=(words("log.none"),))
    shown = value.lines[:MOST_LINES]
    more = len(value.lines) - len(shown)
    mine = [(n, one) for n, one in enumerate(shown, 1) if one.mine and one.shared]
    buttons = [
        Button(
            label=words("button.reflect.withdraw", n=number),
            verb="reflect.withdraw",
            thing=one.reflection_id,
        )
        for number, one in mine
    ]
    return Sheet(
        title=title,
        parts=(
            Lines(tuple(_log_line(one, words) for one in shown), numbered=True),
            words("log.more", n=more) if more else "",
            *((Row(*buttons),) if buttons else ()),
            Small(words("log.small")),
        ),
    )


@face(ActionsView)
def draw_actions(value: ActionsView, words: Words) -> Sheet:
    """Draw my actions, each open one with its four answers, then those of my set."""
    waiting = [one for one in value.mine if one.state in OPEN]
    asked, later = waiting[:MOST_ASKED], waiting[MOST_ASKED:]
    done = [one for one in value.mine if one.state not in OPEN][-MOST_LINES:]
    return Sheet(
        title=words("action.ask.title") if value.ask else words("action.list.title"),
        parts=(
            words("action.ask.text") if value.ask else "",
            *(part for one in asked for part in _asked(one, words)),
            words("action.more", n=len(later)) if later else "",
            words("action.none") if not value.mine else "",
            *_group(words("action.done"), [replace(one, name="") for one in done], words),
            *_group(words("action.others"), value.others, words),
            *(() if value.ask else (Row(_new(words)),)),
            Small(words("action.small")),
        ),
    )


@face(SelfNote)
def draw_note(value: SelfNote, words: Words) -> Sheet:
    """Draw a note in the shape of a portfolio entry: subject, date, time, text."""
    on = whole_day(words, value.day)
    time = words("self_note.time", time=hours(words, value.minutes)) if value.minutes else ""
    return Sheet(
        title=words("self_note.title", set=name(value.title), day=on),
        parts=(
            "\n".join(filter(None, (words("self_note.date", day=on), time))),
            plain(value.text, 3200),
            Small(words("self_note.small")),
        ),
    )


def action_line(one: ActionLine, words: Words) -> str:
    """Return one action as "**Amara**: ring the choir, by Tue 3 Feb. Sam will notice. Did it."."""
    what = plain(one.what, 300, one_line=True)
    said = words("say.is", what=strong(name(one.name)), text=what) if one.name else what
    by_when = words("action.by", day=day(words, one.by_when)) if one.by_when else ""
    noticed = plain(one.who_notices, 80, one_line=True)
    notices = words("action.notices", who=noticed) if noticed else ""
    state = optional(words, f"action.state.{one.state}")
    return " · ".join(filter(None, (said, by_when, notices, state)))


def _asked(one: ActionLine, words: Words) -> tuple[Part, ...]:
    row = Row(
        *(
            Button(
                label=words(f"button.action.{answer}"),
                verb=f"action.{answer}",
                thing=one.action_id,
                rev=one.revision,
                style="main" if answer is ActionState.DID else "plain",
            )
            for answer in ActionState
            if answer is not ActionState.OPEN
        )
    )
    return action_line(replace(one, name=""), words), row


def _group(
    heading: str, found: tuple[ActionLine, ...] | list[ActionLine], words: Words
) -> Iterator[Part]:
    if found:
        yield strong(heading)
        yield Lines(tuple(action_line(one, words) for one in found))


def _new(words: Words) -> Button:
    return Button(label=words("button.action.new"), verb="action.new", style="main")


def _log_line(one: ReflectionLine, words: Words) -> str:
    who = words("log.you") if one.mine else name(one.name) or words("log.somebody")
    kept = "" if one.shared else words("log.private")
    when = moment(words, one.at, one.zone)
    text = plain(one.text, 300, one_line=True)
    return sentences(words("log.line", name=strong(who), when=when, text=text), kept)
