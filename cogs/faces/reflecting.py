"""Reflections: where one should go, how it stands in the room, the log, and a note to oneself.

Knows lines of text with their owners. Must not know who may read them (services decide).
"""

from __future__ import annotations

from collections.abc import Iterator

from cogs.faces import face
from cogs.faces._kit import (
    Button,
    Part,
    Picture,
    Row,
    Rule,
    Sheet,
    Small,
    Words,
    plain,
)
from cogs.faces.saying import hours, lines, moment, name, sentences, strong, whole_day
from cogs.faces.values import ReflectChoice
from learning.sharing import picture_name
from services.values import LogView, ReflectionLine, SelfNote, SharedCard

MOST_LINE = 400  # characters of one line in the log


@face(ReflectChoice)
def draw_choice(value: ReflectChoice, words: Words) -> Sheet:
    """Draw what was just written, and ask where it should go."""
    return Sheet(
        title=words("reflect.choice.title"),
        parts=(
            lines(plain(value.text, 1500), address(value.link)),
            Rule(),
            words("reflect.choice.text"),
            words("reflect.choice.picture") if value.picture else "",
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


@face(SharedCard)
def draw_shared(value: SharedCard, words: Words) -> Sheet:
    """Draw a reflection as it stands in the room, its picture with words for who cannot see it."""
    shown = picture_name(value.picture) if value.picture else ""
    says = value.picture_says or words("reflection.picture_plain")
    said = words("reflection.shared", name=name(value.name), text=plain(value.text, 1500))
    return Sheet(
        parts=(
            lines(said, address(value.link)),
            *((Picture(name=shown, says=says),) if shown else ()),
        ),
        files=((shown, value.data),) if value.data else (),
    )


@face(LogView)
def draw_log(value: LogView, words: Words) -> Sheet:
    """Draw a page of what was shared, newest first; one's own lines can be changed."""
    title = words("log.title", set=name(value.set_name))
    looked_for = plain(value.search, 40, one_line=True)
    if not value.lines:
        none = words("log.not_found", text=looked_for) if looked_for else words("log.none")
        return Sheet(title=title, parts=(none,))
    numbered = list(enumerate(value.lines, value.first))
    buttons = [button for n, one in numbered if one.mine for button in _own(n, one, words)]
    return Sheet(
        title=title,
        parts=(
            words("log.found", text=looked_for, n=value.whole) if looked_for else "",
            "\n".join(f"{n}. {_log_line(one, words)}" for n, one in numbered),
            words("log.page", page=value.page, pages=value.pages) if value.pages > 1 else "",
            *((Row(*buttons),) if buttons else ()),
            *_turning(value, words),
            Small(words("log.small")),
        ),
    )


@face(SelfNote)
def draw_note(value: SelfNote, words: Words) -> Sheet:
    """Draw a note in the shape of a portfolio entry: subject, date, time, text."""
    on = whole_day(words, value.day)
    time = words("self_note.time", time=hours(words, value.minutes)) if value.minutes else ""
    shown = picture_name(value.picture) if value.data else ""
    says = value.picture_says or words("reflection.picture_plain")
    return Sheet(
        title=words("self_note.title", set=name(value.title), day=on),
        parts=(
            "\n".join(filter(None, (words("self_note.date", day=on), time))),
            plain(value.text, 3200),
            address(value.link),
            *((Picture(name=shown, says=says),) if shown else ()),
            Small(words("self_note.small")),
        ),
        files=((shown, value.data),) if shown else (),
    )


def address(link: str) -> str:
    """Return an address so that all of it is seen, and nothing of what is behind it."""
    return f"<{link}>" if link else ""


def _own(number: int, one: ReflectionLine, words: Words) -> Iterator[Button]:
    back = "withdraw" if one.shared else "drop"
    for verb, label in (("change", "change"), ("withdraw", back)):
        yield Button(
            label=words(f"button.reflect.{label}", n=number),
            verb=f"reflect.{verb}",
            thing=one.reflection_id,
            rev=one.revision,
        )


def _turning(value: LogView, words: Words) -> Iterator[Part]:
    ways = (("newer", value.page - 1), ("older", value.page + 1))
    buttons = [
        Button(label=words(f"button.log.{way}"), verb="log.page", thing=f"{page}~{value.search}")
        for way, page in ways
        if 1 <= page <= value.pages
    ]
    if buttons:
        yield Row(*buttons)


def _log_line(one: ReflectionLine, words: Words) -> str:
    who = words("log.you") if one.mine else name(one.name) or words("log.somebody")
    kept = "" if one.shared else words("log.private")
    picture = words("log.picture") if one.picture else ""
    when = moment(words, one.at, one.zone)
    text = plain(one.text, MOST_LINE, one_line=True)
    said = words("log.line", name=strong(who), when=when, text=text)
    return sentences(said, address(one.link), picture, kept)
