"""What is said in the set's room between boards, and at the end.

Knows announcements and the closing card. Must not know when they are made.
"""

from __future__ import annotations

from collections.abc import Iterator

from cogs.faces import face
from cogs.faces._kit import (
    Button,
    Lines,
    Part,
    Row,
    Sheet,
    Small,
    Words,
    clock,
    tick,
)
from cogs.faces.saying import moment, name, sentences, strong
from cogs.faces.writing import action_line
from services.values import Announcement, ClosingCard, LaterCard

AFTER = ("reflect.new", "action.new", "note.new")


@face(Announcement)
def draw_announcement(value: Announcement, words: Words) -> Sheet:
    """Draw one line about the time, or about an outage."""
    title = strong(value.title)
    if value.kind == "recovered":
        return Sheet(parts=(words("say_now.recovered", title=title, lost=_span(value, words)),))
    return Sheet(parts=(words(f"say_now.{value.kind}", title=title),), quiet=True)


@face(ClosingCard)
def draw_closing(value: ClosingCard, words: Words) -> Sheet:
    """Draw the end: when the set meets next, what was kept, and what can still be written."""
    return Sheet(
        title=words("closing.stopped") if value.stopped else words("closing.title"),
        parts=(
            _next(value, words),
            words(f"closing.evenness.{value.evenness}") if value.evenness else "",
            *_kept(value, words),
            words("closing.write"),
            Row(
                *(
                    Button(label=words(f"button.{verb}"), verb=verb, thing=value.meeting_id)
                    for verb in AFTER
                )
            ),
        ),
    )


@face(LaterCard)
def draw_later(value: LaterCard, words: Words) -> Sheet:
    """Draw the question whether we may finish later; the same for a yes as for a no."""
    title = words("later.title", n=value.minutes)
    if value.agreed:
        ends = clock(value.ends_at, value.zone)
        return Sheet(title=title, parts=(strong(words("later.agreed", time=ends)),))
    if not value.open:
        return Sheet(title=title, parts=(strong(words("later.on_time")),), quiet=True)
    buttons = (
        Button(label=words(f"button.later.{said}"), verb=f"later.{said}", thing=value.asked_id)
        for said in ("yes", "no")
    )
    count = words("slip.handed_in", n=value.answered, all=value.here)
    return Sheet(title=title, parts=(count, Row(*buttons), Small(words("later.small"))))


def _next(value: ClosingCard, words: Words) -> str:
    if value.next_at is None:
        return words("closing.last", set=name(value.set_name))
    said = words("closing.next", when=moment(words, value.next_at, value.zone))
    guide = words("dates.guide", name=name(value.next_guide)) if value.next_guide else ""
    return sentences(said, guide, words("closing.see_you", ago=tick(value.next_at)))


def _kept(value: ClosingCard, words: Words) -> Iterator[Part]:
    if value.reflections:
        yield words("closing.reflections", n=value.reflections)
    if value.actions:
        yield words("closing.actions")
        yield Lines(tuple(action_line(one, words) for one in value.actions))
    if not value.reflections and not value.actions:
        yield words("closing.nothing")


def _span(value: Announcement, words: Words) -> str:
    """Return how long the outage was: seconds up to two minutes, then whole minutes."""
    if value.seconds < 120:
        return words("say_now.seconds", n=value.seconds)
    return words("say_now.minutes", n=round(value.seconds / 60))
