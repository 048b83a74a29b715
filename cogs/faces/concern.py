"""A concern, as the safeguarding lead sees it.

Knows one concern and what was done about it. Must not be shown to anybody but the lead.
"""

from __future__ import annotations

from collections.abc import Iterator

from cogs.faces import face
from cogs.faces._kit import Button, Part, Row, Sheet, Small, Words, person, plain, tick
from cogs.faces.saying import moment, strong
from services.values import ConcernCard


@face(ConcernCard)
def draw_concern(value: ConcernCard, words: Words) -> Sheet:
    """Draw a concern for the lead, with what has been done about it."""
    buttons = tuple(_buttons(value, words))
    return Sheet(
        title=_title(value, words),
        parts=(
            words(
                "concern.from",
                name=person(value.from_xid) if value.from_xid else words("concern.nobody"),
                when=moment(words, value.at, value.zone),
                ago=tick(value.at),
            ),
            strong(words(f"concern.about.{value.about}")),
            plain(value.text, 1600),
            *_done(value, words),
            *((Row(*buttons),) if buttons else ()),
            *(() if value.closed_at else (Small(_small(value, words)),)),
        ),
    )


def _title(value: ConcernCard, words: Words) -> str:
    if value.due_at is not None:
        return words("complaint.title", receipt=value.receipt)
    return words("concern.title", receipt=value.receipt)


def _small(value: ConcernCard, words: Words) -> str:
    return words("complaint.small") if value.due_at is not None else words("concern.small")


def _done(value: ConcernCard, words: Words) -> Iterator[Part]:
    if value.due_at is not None and value.closed_at is None:
        day = moment(words, value.due_at, value.zone)
        yield words("complaint.due", day=day, ago=tick(value.due_at))
    if value.closed_at is not None and value.text:
        yield words("complaint.is_answered", when=moment(words, value.closed_at, value.zone))
    elif value.closed_at is not None:
        yield words("concern.is_closed", when=moment(words, value.closed_at, value.zone))
    elif value.seen_at is not None:
        yield words("concern.is_seen", when=moment(words, value.seen_at, value.zone))
    else:
        yield words("concern.is_new")


def _buttons(value: ConcernCard, words: Words) -> Iterator[Button]:
    """Offer to say it is seen until it is, and to close or answer it until it is closed."""
    if value.closed_at is not None:
        return
    last = "concern.close" if value.due_at is None else "complaint.answer"
    verbs = (last,) if value.seen_at else ("concern.seen", last)
    for verb in verbs:
        yield Button(
            label=words(f"button.{verb}"),
            verb=verb,
            thing=value.concern_id,
            rev=value.revision,
            style="main" if verb == "concern.seen" else "plain",
        )
