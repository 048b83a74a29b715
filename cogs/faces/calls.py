"""Calls and tasters: the open card, the private answer, the reminder, and the card afterwards.

Knows one call and the list of those that are open. Must not know who said yes, nor how many.
"""

from __future__ import annotations

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Part, Row, Sheet, Small, Words, plain
from cogs.faces.saying import moment, strong
from learning.calls import CallKind
from services.values import CallCard, CallList

MOST = 8


@face(CallCard)
def draw_call(value: CallCard, words: Words) -> Sheet:
    """Draw a call as it stands, for everybody or for one reader."""
    if value.answered:
        return _answered(value, words)
    if value.after:
        key = "call.after.joined" if value.joined else "call.after.join"
        return Sheet(
            title=words("call.after.title"), parts=(words(key), Small(words("call.after.small")))
        )
    title = words("call.soon.title") if value.soon else _title(value, words)
    told = words(f"call.opened.{value.kind}") if value.opened else ""
    return Sheet(title=title, parts=(told, *_body(value, words), *_button(value, words)))


@face(CallList)
def draw_calls(value: CallList, words: Words) -> Sheet:
    """Draw the open calls, each with its own button."""
    if not value.calls:
        return Sheet(title=words("call.list.title"), parts=(words("call.list.none"),))
    parts: list[Part] = []
    for one in value.calls[:MOST]:
        said = f"{strong(_title(one, words))}\n{_when(one, words)}"
        parts += [said, Row(_answer(one, words))]
    return Sheet(title=words("call.list.title"), parts=(*parts, Small(words("call.list.small"))))


def _answered(value: CallCard, words: Words) -> Sheet:
    """Draw the private answer to a press."""
    if not value.mine:
        return Sheet(title=words("call.out.title"), parts=(words("call.out.text"),))
    join = "" if value.joined or value.kind is CallKind.TASTER else words("call.in.join")
    return Sheet(
        title=words("call.in.title"),
        parts=(
            words(f"call.in.{value.kind}", when=_moment(value, words), where=_where(value, words)),
            join,
            Row(_answer(value, words)),
        ),
    )


def _body(value: CallCard, words: Words) -> list[Part]:
    if not value.open and not value.soon:
        return [words("call.over")]
    if value.kind is CallKind.THEME:
        area, when = plain(value.area, 80, one_line=True), _moment(value, words)
        return [words("call.theme.text", area=area), words("call.theme.until", when=when)]
    parts = tuple(
        words("call.part", n=minutes, title=plain(title, 80)) for minutes, title in value.parts
    )
    text = words("call.taster.text", minutes=value.minutes)
    return [text, _when(value, words), Lines(parts), Small(words("call.taster.small"))]


def _button(value: CallCard, words: Words) -> tuple[Part, ...]:
    if value.opened or not value.open:
        return ()
    return (Row(_answer(value, words)),)


def _answer(value: CallCard, words: Words) -> Button:
    verb = "call.out" if value.mine else "call.in"
    style = "plain" if value.mine else "main"
    return Button(label=words(f"button.{verb}"), verb=verb, thing=value.call_id, style=style)


def _title(value: CallCard, words: Words) -> str:
    theme, area = plain(value.theme, 80, one_line=True), plain(value.area, 80, one_line=True)
    return words(f"call.{value.kind}.title", theme=theme, area=area)


def _when(value: CallCard, words: Words) -> str:
    if value.kind is CallKind.THEME:
        return words("call.theme.until", when=_moment(value, words))
    return words("call.taster.when", when=strong(_moment(value, words)), where=_where(value, words))


def _where(value: CallCard, words: Words) -> str:
    return plain(value.where, 80, one_line=True)


def _moment(value: CallCard, words: Words) -> str:
    return moment(words, value.closes_at, value.zone)
