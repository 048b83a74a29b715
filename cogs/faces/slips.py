"""What was handed in privately, as it may be shown; and the private questions that ask for it.

Knows counts, words and mixed lines. Must not know whose anything is: the values hold no names.
"""

from __future__ import annotations

from collections.abc import Iterator

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Part, Row, Sheet, Small, Words, plain
from cogs.faces.saying import lines, name, strong
from learning.slips import CHECKS, MOST_SCORE, Vote
from services.values import (
    EndCard,
    MixedCard,
    PooledCard,
    VoteCard,
    VoteResult,
)

LINE = 200
MOST_LINES = 8


@face(MixedCard)
def draw_mixed(value: MixedCard, words: Words) -> Sheet:
    """Draw what came back without names."""
    return Sheet(
        title=words("mixed.title"),
        parts=(
            *_mixed(words("mixed.hopes"), value.hopes),
            *_mixed(words("mixed.worries"), value.worries),
            Small(words("mixed.small")),
        ),
    )


@face(VoteCard)
def draw_vote(value: VoteCard, words: Words) -> Sheet:
    """Draw the private question how the set goes on."""
    mine = words("vote.mine", choice=words(f"vote.{value.mine}")) if value.mine else ""
    buttons = (
        Button(
            label=words(f"button.vote.{vote}"),
            verb=f"vote.{vote}",
            thing=value.session_id,
            style="main" if vote == value.mine else "plain",
        )
        for vote in Vote
    )
    return Sheet(
        title=words("vote.title"),
        parts=(
            lines(words("vote.text"), mine),
            _handed(value.answered, value.here, words),
            *((Row(*buttons),) if value.open else ()),
            Small(words("vote.small") if value.open else words("vote.over")),
        ),
    )


@face(VoteResult)
def draw_result(value: VoteResult, words: Words) -> Sheet:
    """Draw what the set chose; with votes missing, only how many were given."""
    if not value.counts:
        hidden = words("vote.hidden", n=value.answered, all=value.here)
        return Sheet(title=words("vote.result"), parts=(hidden,))
    counted = tuple(
        words("vote.count", choice=words(f"vote.{vote}"), n=count)
        for vote, count in value.counts
        if count
    )
    chosen = words(f"vote.chosen.{value.chosen}") if value.chosen else words("vote.even")
    return Sheet(title=words("vote.result"), parts=(Lines(counted), strong(chosen)))


@face(EndCard)
def draw_end(value: EndCard, words: Words) -> Sheet:
    """Draw the end check: one's own share of the talking, and three rows of five buttons."""
    share = ""
    if value.share is not None:
        share = words("end.share", share=value.share, even=value.even_share)
    rows = (part for row in CHECKS for part in _row(value, row.value, words))
    return Sheet(
        title=words("end.title", set=name(value.set_name)),
        parts=(
            share,
            *(rows if value.open else (words("end.over"),)),
            Small(words("end.small")),
        ),
    )


@face(PooledCard)
def draw_pooled(value: PooledCard, words: Words) -> Sheet:
    """Draw what all said at the end, one word a row."""
    said = tuple(words(f"pooled.{row}.{level}") for row, level in value.rows)
    return Sheet(
        title=words("pooled.title"), parts=(Lines(said), Small(words("pooled.small"))), quiet=True
    )


def _row(value: EndCard, row: str, words: Words) -> Iterator[Part]:
    """Ask one thing; what was answered stands in words, not only in the look of a button."""
    score = value.answers.get(row)
    said = words("end.answer", answer=words(f"button.check.{score}")) if score is not None else ""
    yield lines(strong(words(f"end.{row}")), said)
    yield Row(
        *(
            Button(
                label=words(f"button.check.{one}"),
                verb=f"check.{row}",
                thing=f"{value.session_id}.{one}",
                style="main" if one == score else "plain",
            )
            for one in range(MOST_SCORE + 1)
        )
    )


def _mixed(heading: str, texts: tuple[str, ...]) -> Iterator[Part]:
    if texts:
        yield strong(heading)
        yield Lines(tuple(plain(text, LINE, one_line=True) for text in texts[:MOST_LINES]))


def _handed(count: int, whole: int, words: Words) -> str:
    return words("slip.handed_in", n=count, all=whole)
