"""Joining: the weekly times, and what a person said of themselves.

Knows the two menus and the profile, which only their owner sees. Must not know what makes a set
likely.
"""

from __future__ import annotations

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Menu, Row, Sheet, Small, Words, person, plain
from cogs.faces.saying import (
    block,
    block_hours,
    block_options,
    lines,
    name,
    reason,
    sentences,
    strong,
    together,
)
from cogs.faces.values import Availability
from learning.forming.plan import Reason
from learning.people import Standing
from services.values import BlocksChosen, Profile


@face(BlocksChosen)
def draw_blocks(value: BlocksChosen, words: Words) -> Sheet:
    """Draw the second step of joining: which weekly times are good, and which could work."""
    return Sheet(
        title=words("join.times.title"),
        parts=(
            words("join.times.text"),
            *_menus(value, words, "join"),
            _count(value, words),
            Row(_button(words, "join.next", style=bool(_given(value)))),
            Small(words("join.times.small")),
        ),
    )


@face(Availability)
def draw_availability(value: Availability, words: Words) -> Sheet:
    """Draw the times of somebody who joined before, to change and save."""
    return Sheet(
        title=words("join.change.title"),
        parts=(
            words("join.change.text"),
            *_menus(value.chosen, words, "me"),
            _count(value.chosen, words),
            Row(_button(words, "join.keep", style=True)),
        ),
    )


@face(Profile)
def draw_profile(value: Profile, words: Words) -> Sheet:
    """Draw what a person said, for their eyes only."""
    title = words("join.done.title", name=name(value.name)) if value.just_joined else ""
    text = words("join.done.text") if value.just_joined else _standing(value, words)
    return Sheet(
        title=title or words("join.profile.title"),
        parts=(
            text,
            Lines(tuple(_said(value, words))),
            *_outlook(value, words),
            Row(_button(words, "me.change")),
            Small(words("join.profile.small")),
        ),
    )


def _outlook(value: Profile, words: Words) -> tuple[str, ...]:
    """Say how near a set is, and what would help: counts, and nobody's name."""
    if value.outlook is None:
        return ()
    sort = value.outlook.near.key.removeprefix("forming.left.").partition(".")[0]
    near = Reason(f"join.outlook.{sort}", value.outlook.near.facts)
    times = [
        words("join.outlook.time", block=block_hours(words, one), n=n)
        for one, n in value.outlook.times
    ]
    return (
        reason(words, near),
        lines(*(reason(words, one) for one in value.outlook.helps)),
        sentences(words("join.outlook.times"), *times) if times else "",
    )


def _menus(value: BlocksChosen, words: Words, noun: str) -> tuple[Menu, Menu]:
    return (
        Menu(
            verb=f"{noun}.good",
            prompt=words("join.times.good"),
            options=block_options(words, value.good),
            least=0,
            most=25,
        ),
        Menu(
            verb=f"{noun}.possible",
            prompt=words("join.times.possible"),
            options=block_options(words, value.possible),
            least=0,
            most=25,
        ),
    )


def _button(words: Words, verb: str, *, style: bool = False) -> Button:
    return Button(label=words(f"button.{verb}"), verb=verb, style="main" if style else "plain")


def _given(value: BlocksChosen) -> int:
    return len({*value.good, *value.possible})


def _count(value: BlocksChosen, words: Words) -> str:
    """Say how many times were given; gently ask for more while there are few."""
    given = _given(value)
    if not given:
        return words("join.times.none", wanted=value.wanted)
    if given < value.wanted:
        return words("join.times.few", n=given, wanted=value.wanted)
    return words("join.times.enough", n=given)


def _standing(value: Profile, words: Words) -> str:
    return words(f"join.standing.{Standing(value.standing)}")


def _said(value: Profile, words: Words) -> list[str]:
    """List what was said, leaving out what was not."""
    facts = {
        "work": value.own_words or words(f"role.{value.role}"),
        "area": value.area,
        "how_far": words(f"how_far.{value.how_far}"),
        "good": together(words, [block(words, one) for one in value.good], 25),
        "possible": together(words, [block(words, one) for one in value.possible], 25),
        "access": value.access,
        "organisation": value.organisation,
        "hope": value.hope,
        "guide": words("join.profile.can_guide") if value.can_guide else "",
    }
    said = [
        words("say.is", what=strong(words(f"join.said.{key}")), text=plain(text, 300))
        for key, text in {"name": value.name, **facts}.items()
        if text
    ]
    if value.not_with:
        apart = ", ".join(person(xid) for xid in value.not_with)
        said.append(words("say.is", what=strong(words("join.said.apart")), text=apart))
    return said
