"""The private card of whoever guides: what to say, what to watch for, and the levers.

Knows the guide's view with names filled in. Must not know what a lever does.
"""

from __future__ import annotations

from collections.abc import Iterator

from cogs.faces import face
from cogs.faces._kit import Button, Control, Menu, Option, Row, Sheet, Small, Words, clock, tick
from cogs.faces.saying import lines, name, names, sentences
from learning.session.buttons import Button as Can
from services.values import GuideView

ROWS = (  # two at most lie side by side on a phone: the parts, their time, the floor, who guides
    ((Can.NEXT, "guide.next"),),
    ((Can.BACK, "guide.back"), (Can.SKIP, "guide.skip")),
    ((Can.EXTEND_2, "guide.more"), (Can.EXTEND_5, "guide.more5")),
    ((Can.LATER, "guide.later"),),
    ((Can.DONE, "floor.done"), (Can.PAUSE, "floor.pause"), (Can.RESUME, "floor.resume")),
    ((Can.HAND_OVER, "guide.hand"), (Can.STOP, "guide.stop")),
)
MAIN = {Can.NEXT, Can.RESUME}


@face(GuideView)
def draw_guide(value: GuideView, words: Words) -> Sheet:
    """Draw the guide's card."""
    card = value.card
    if card.over:
        return Sheet(title=words("guide.over.title"), parts=(words("guide.over"),))
    if not card.leading:
        return Sheet(title=words("guide.handed.title"), parts=(_handed(value, words),))
    return Sheet(
        title=words("guide.title", title=card.title),
        parts=(
            _time(value, words),
            words("guide.say", text=card.say) if card.say else "",
            words("guide.watch", text=card.watch) if card.watch else "",
            words(f"guide.if.{card.speak}"),
            lines(*_people(value, words)),
            *_controls(value, words),
            Small(words("guide.small")),
        ),
        quiet=True,
    )


def _handed(value: GuideView, words: Words) -> str:
    lead = name(value.lead)
    return words("guide.handed.name", name=lead) if lead else words("guide.handed")


def _time(value: GuideView, words: Words) -> str:
    """Say where we are, what is next, and how much time can be added."""
    card = value.card
    part = words("board.part", number=card.part_number, count=card.part_count)
    if card.paused:
        where = words("guide.paused")
    else:
        ends = clock(card.ends_at, value.zone)
        where = words("board.ends", time=ends, ago=tick(card.ends_at))
    following = words("guide.next", title=card.next_title) if card.next_title else ""
    last = "" if card.next_title else words("guide.last")
    spare = card.spare_seconds // 60
    room = words("guide.spare", n=spare) if spare else words("guide.no_spare")
    return lines(sentences(part, where), sentences(following, last, "" if card.paused else room))


def _people(value: GuideView, words: Words) -> Iterator[str]:
    """Say who is here, who is not, and who waits to speak."""
    yield words("guide.here", n=len(value.here), names=names(words, value.here))
    if value.away:
        yield words("guide.away", names=names(words, value.away))
    if value.floor and value.next:
        yield words("board.floor.next", floor=name(value.floor), next=name(value.next))
    elif value.floor:
        yield words("board.floor", floor=name(value.floor))
    if value.hands:
        yield words("board.hands", names=names(words, value.hands))
    if value.card.missing_presenter:
        yield words("guide.no_presenter")


def _controls(value: GuideView, words: Words) -> Iterator[Control]:
    card = value.card
    rows = (_buttons(value, row, words) for row in ROWS)
    yield from (Row(*buttons) for buttons in rows if buttons)
    if value.others and Can.HAND_OVER in card.can:
        yield _menu(value, "guide.to", words("guide.hand_over"))
    if value.others and (card.missing_presenter or card.presenter_id or card.choosing):
        missing = card.missing_presenter
        prompt = words("guide.who_presents") if missing else words("guide.other_presents")
        yield _menu(value, "guide.present", prompt)


def _buttons(value: GuideView, row: tuple[tuple[Can, str], ...], words: Words) -> list[Button]:
    """Return the levers of one row that can be pulled now."""
    card = value.card
    return [
        Button(
            label=words("button.guide.done") if can is Can.DONE else words(f"button.{verb}"),
            verb=verb,
            thing=f"{card.session_id}.{card.floor_id}" if can is Can.DONE else card.session_id,
            rev=card.revision,
            style="stop" if can is Can.STOP else "main" if can in MAIN else "plain",
        )
        for can, verb in row
        if can in card.can and (value.others or can is not Can.HAND_OVER)
    ]


def _menu(value: GuideView, verb: str, prompt: str) -> Menu:
    return Menu(
        verb=verb,
        thing=value.card.session_id,
        rev=value.card.revision,
        prompt=prompt,
        options=tuple(Option(value=person, label=who) for person, who in value.others),
    )
