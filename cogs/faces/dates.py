"""The run of dates of a set, and what its members say of it.

Knows the six dates and the dates that were left out. Must not show who answered what.
"""

from __future__ import annotations

from datetime import timedelta

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Row, Sheet, Small, Words, day, when
from cogs.faces.saying import name, sentences, strong
from learning.sets import DatesAnswer
from services.values import DateLine, DatesCard

ANSWERS = (DatesAnswer.WORKS, DatesAnswer.CLASH, DatesAnswer.WONT)


@face(DatesCard)
def draw_dates(value: DatesCard, words: Words) -> Sheet:
    """Draw the dates; the room's card counts answers, one's own card shows one's own."""
    answers = _buttons(value, words) if value.ask else []
    file = Button(label=words("button.dates.ics"), verb="dates.ics", thing=value.set_id)
    return Sheet(
        title=words("dates.title", set=name(value.set_name)),
        parts=(
            words("dates.text") if value.ask else "",
            Lines(tuple(_line(one, value.zone, words) for one in value.dates)),
            *_skipped(value, words),
            _answers(value, words),
            Row(*answers, file),
        ),
    )


def _line(one: DateLine, zone: str, words: Words) -> str:
    end = one.starts_at + timedelta(minutes=one.minutes)
    said = words(
        "dates.line", number=one.number, when=strong(when(words, one.starts_at, end, zone))
    )
    guide = words("dates.guide", name=name(one.guide)) if one.guide else ""
    held = words("dates.held") if one.held else ""
    return sentences(said, held or guide)


def _skipped(value: DatesCard, words: Words) -> tuple[Small, ...]:
    """Say which dates were left out, and why."""
    if not value.skipped:
        return ()
    said = (
        words("dates.skip", day=day(words, on), why=words(f"skipped.{why}"))
        for on, why in value.skipped[:8]
    )
    return (Small(words("dates.skipped", list="; ".join(said))),)


def _answers(value: DatesCard, words: Words) -> str:
    if not value.ask:
        return ""
    if value.mine is not DatesAnswer.NONE:
        return words(f"dates.mine.{value.mine}")
    counted = words("dates.answered", n=value.answered, all=value.members)
    trouble = words("dates.trouble", n=value.troubled) if value.troubled else ""
    return sentences(counted, trouble)


def _buttons(value: DatesCard, words: Words) -> list[Button]:
    return [
        Button(
            label=words(f"button.dates.{answer}"),
            verb=f"dates.{answer}",
            thing=value.set_id,
            rev=value.revision,
            style="main" if answer is DatesAnswer.WORKS else "plain",
        )
        for answer in ANSWERS
    ]
