"""Areas: what one is called now and was in 2016, and what a merger would change here.

Knows names old and new, and counts. Must not know which areas there are.
"""

from __future__ import annotations

from collections.abc import Iterator

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Row, Sheet, Small, Words, person, plain
from cogs.faces.saying import sentences, strong, together, whole_day
from services.values import AreaMove, AreaMoves, AreaView


@face(AreaView)
def draw_area(value: AreaView, words: Words) -> Sheet:
    """Draw what an area is called now, what is around it, and who looks after it."""
    return Sheet(
        title=plain(value.name, 80, one_line=True), parts=("\n".join(_area(value, words)),)
    )


@face(AreaMoves)
def draw_moves(value: AreaMoves, words: Words) -> Sheet:
    """Draw what a merger of areas would change, and what was decided."""
    title = "area.moves.done" if value.applied else "area.moves.later"
    said = words(title) if value.applied or value.put_off else words("area.moves.text")
    lines = tuple(_move(one, words) for one in value.moves)
    split = words("area.moves.split") if any(len(m.new) > 1 for m in value.moves) else ""
    ask = not (value.applied or value.put_off)
    return Sheet(
        title=words("area.moves.title"),
        parts=(
            said,
            Lines(lines),
            split,
            *((Row(*_answers(value, words)), Small(words("area.moves.small"))) if ask else ()),
        ),
    )


def _move(one: AreaMove, words: Words) -> str:
    old, new = strong(_one(one.old)), strong(together(words, [*map(_one, one.new)]))
    since = whole_day(words, one.since) if one.since else ""
    counts = sentences(words("area.moves.people", n=one.people), words("setup.sets", n=one.sets))
    return sentences(words("area.moves.line", old=old, new=new, day=since), counts)


def _answers(value: AreaMoves, words: Words) -> list[Button]:
    verbs = ["area.later"]
    if any(len(one.new) == 1 for one in value.moves):
        verbs.insert(0, "area.apply")
    return [
        Button(label=words(f"button.{verb}"), verb=verb, thing=str(value.guild_xid))
        for verb in verbs
    ]


def _area(value: AreaView, words: Words) -> Iterator[str]:
    now = plain(value.full_name, 200, one_line=True)
    if value.before:
        yield words("area.before", names=_places(value.before[:8]))
    if value.beside:
        yield words("area.now.beside", name=now, names=together(words, [*map(_one, value.beside)]))
    else:
        yield words("area.now", name=now)
    if value.until:
        day = whole_day(words, value.until)
        yield words("area.until", day=day, names=together(words, [*map(_one, value.after)]))
    if value.within:
        yield words("area.inside", names=_places(value.within))
    after = together(words, [person(xid) for xid in value.coordinator_xids])
    yield words("setup.coordinators", names=after or words("setup.nobody"))
    if value.note:
        key = "area.note" if value.verified else "area.doubtful"
        yield words(key, text=plain(value.note, 300, one_line=True))


def _places(names: tuple[str, ...]) -> str:
    return "; ".join(map(_one, names))


def _one(name_: str) -> str:
    return plain(name_, 100, one_line=True)
