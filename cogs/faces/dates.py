"""The run of dates of a set, and what its members say of it.

Knows the six dates and the dates that were left out. Must not show who answered what.
"""

from __future__ import annotations

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Row, Sheet, Small, Words, day
from cogs.faces.saying import block, date_line, name, sentences
from learning.sets import DatesAnswer
from services.values import DatesCard

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
            _because(value, words),
            Lines(tuple(date_line(one, value.zone, words) for one in value.dates)),
            *_skipped(value, words),
            _answers(value, words),
            Row(*answers, file),
        ),
    )


def _because(value: DatesCard, words: Words) -> str:
    """Say why this round is at another time than the last one."""
    if not value.because:
        return ""
    now, last = block(words, value.block), block(words, value.last_block)
    return words(f"dates.because.{value.because}", now=now, last=last)


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
