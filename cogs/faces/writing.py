"""Actions: one's own with their answers, and what the others will try.

Knows lines of text with their owners. Must not know who may read them (services decide).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Part, Row, Sheet, Small, Words, day, plain
from cogs.faces.saying import lines, name, optional, strong
from learning.writing import ActionState
from services.values import ActionLine, ActionsView

OPEN = (ActionState.OPEN, ActionState.NOT_YET, ActionState.PARTLY)
MOST_ASKED = 5  # own open actions with buttons of their own
MOST_LINES = 10
ANSWERS = tuple(one.value for one in ActionState if one is not ActionState.OPEN)
TIRED = ("keep", "let_go", "smaller")


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
            *_telling(done, words),
            *_group(words("action.others"), value.others, words),
            *(() if value.ask else (Row(_new(words)),)),
            Small(words("action.small")),
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
    """Ask what became of it; of what was carried over twice, kindly, whether it is still wanted."""
    said = action_line(replace(one, name=""), words)
    answers = TIRED if one.tired else ANSWERS
    more = ("tell",) if one.state is not ActionState.OPEN and not one.told else ()
    row = Row(
        *(
            Button(
                label=words(f"button.action.{answer}"),
                verb=f"action.{answer}",
                thing=one.action_id,
                rev=one.revision,
                style="main" if answer in {"did", "keep"} else "plain",
            )
            for answer in (*answers, *more)
        )
    )
    return lines(said, words("action.tired")) if one.tired else said, row


def _telling(done: list[ActionLine], words: Words) -> tuple[Part, ...]:
    """Offer to tell the set of those that are done with, as long as it does not know."""
    buttons = [
        Button(
            label=words("button.action.tell_of", what=plain(one.what, 50, one_line=True)),
            verb="action.tell",
            thing=one.action_id,
            rev=one.revision,
        )
        for one in done
        if not one.told
    ]
    return (Row(*buttons[-MOST_ASKED:]),) if buttons else ()


def _group(
    heading: str, found: tuple[ActionLine, ...] | list[ActionLine], words: Words
) -> Iterator[Part]:
    if found:
        yield strong(heading)
        yield Lines(tuple(action_line(one, words) for one in found))


def _new(words: Words) -> Button:
    return Button(label=words("button.action.new"), verb="action.new", style="main")
