"""The board of a part: what we do now, who may speak, and until when.

Knows a board with names filled in. Must not know the rules of turns, nor redraw for time alone:
the end is told as a time on the wall and as a time that each reader's own client counts down.
"""

from __future__ import annotations

from collections.abc import Iterator

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Part, Row, Sheet, Small, Words, clock, plain, tick
from cogs.faces.saying import lines, name, names, sentences, strong
from cogs.faces.writing import action_line
from learning.protocol import Speak
from learning.session.buttons import Button as Can
from services.values import BoardCard, SetFigures

VERBS = (  # in the order shown
    (Can.HAND, "floor.hand"),
    (Can.PASS, "floor.pass"),
    (Can.DONE, "floor.done"),
    (Can.IDEAS_YES, "floor.ideas"),
    (Can.IDEAS_NO, "floor.no_ideas"),
    (Can.PRESENT, "floor.present"),
    (Can.GUIDE, "guide.take"),
    (Can.BRING, "bring.new"),
    (Can.REVIEW, "action.mine"),
    (Can.ACTION, "action.new"),
    (Can.REFLECT, "reflect.new"),
    (Can.NOTE, "note.new"),
    (Can.HOPES, "slip.hopes"),
    (Can.VOTE, "slip.vote"),
    (Can.SENTENCE, "slip.sentence"),
    (Can.AGREEMENT, "agree.edit"),
    (Can.GOOD, "agree.good"),
    (Can.PAUSE, "floor.pause"),
    (Can.RESUME, "floor.resume"),
)
AGREEMENT = 800
MAIN = {Can.HAND, Can.RESUME, Can.IDEAS_YES, Can.PRESENT, Can.GUIDE}
NAMED = {Speak.PRESENTER, Speak.SHORT_QUESTIONS, Speak.OPEN_QUESTIONS, Speak.PRESENTER_LISTENS}
TALKING = {Speak.EVERYONE_IN_TURN, Speak.SHORT_QUESTIONS, Speak.OPEN_QUESTIONS, Speak.ANYONE}


@face(BoardCard)
def draw_board(value: BoardCard, words: Words) -> Sheet:
    """Draw the board of a part; one that is over says so and has no buttons."""
    if value.board.over:
        over = "board.skipped" if value.board.skipped else "board.over"
        return Sheet(title=value.board.title, parts=(Small(words(over)),), quiet=True)
    return Sheet(
        title=value.board.title,
        parts=(
            _time(value, words),
            _speak(value, words),
            *_floor(value, words),
            *((value.board.prompt,) if value.board.prompt else ()),
            *_brought(value, words),
            Row(*_buttons(value, words)),
            *_small(value, words),
        ),
    )


def _time(value: BoardCard, words: Words) -> str:
    """Say which part this is, how long it is, and when it ends."""
    board = value.board
    part = words("board.part", number=board.part_number, count=board.part_count)
    if board.paused:
        minutes = max(1, round(board.seconds_left / 60))
        return lines(strong(words("board.paused")), words("board.left", n=minutes))
    ends = words("board.ends", time=clock(board.ends_at, value.zone), ago=tick(board.ends_at))
    return sentences(part, words("board.minutes", n=board.minutes), ends)


def _speak(value: BoardCard, words: Words) -> str:
    """Say in plain words who may speak."""
    board = value.board
    if board.asking:
        return words("board.asking", name=name(value.presenter) or words("board.presenter"))
    if board.speak is Speak.FACILITATOR and value.guide:
        return words("board.speak.facilitator.name", name=name(value.guide))
    if board.speak in NAMED and value.presenter:
        return words(f"board.speak.{board.speak}.name", name=name(value.presenter))
    return words(f"board.speak.{board.speak}")


def _floor(value: BoardCard, words: Words) -> Iterator[str]:
    """Say who has the floor, who is next, whose hands are up, and who talks with whom."""
    floor, following = name(value.floor), name(value.next)
    said: list[str] = []
    if floor and following:
        said.append(words("board.floor.next", floor=floor, next=following))
    elif floor:
        said.append(words("board.floor", floor=floor))
    elif following:
        said.append(words("board.next", next=following))
    if value.board.turn_over and floor:
        said.append(words("board.turn_over", name=floor))
    elif value.board.turn_ends_at is not None and floor:
        said.append(words("board.turn", ago=tick(value.board.turn_ends_at)))
    yield sentences(*said)
    yield words("board.hands", names=names(words, value.hands)) if value.hands else ""
    if value.pairs:
        pairs = "; ".join(names(words, pair) for pair in value.pairs)
        yield words("board.pairs", pairs=pairs)


def _brought(value: BoardCard, words: Words) -> Iterator[Part]:
    """Show what the set brings: who opens, actions, bids, its own words, and who has written."""
    if value.opening:
        yield words("board.opening", name=name(value.opening))
    if value.agreement:
        yield words("board.agreement")
        yield plain(value.agreement, AGREEMENT)
    if value.good:
        yield words("set.good", text=plain(value.good, 300))
    if value.handed_in is not None:
        done, whole = value.handed_in
        yield words("slip.handed_in", n=done, all=whole)
    if value.actions:
        yield words("board.actions")
        yield Lines(tuple(action_line(one, words) for one in value.actions))
    if value.bids:
        yield words("set.bids")
        yield Lines(tuple(_bid(value, words)))
    if value.owed:
        yield words("set.owed", names=names(words, value.owed))
    if value.chosen:
        yield words("board.chosen", names=names(words, value.chosen))
    if value.figures is not None:
        yield Lines(tuple(_figures(value.figures, words)))
        yield Small(words("figures.small"))


def _figures(own: SetFigures, words: Words) -> Iterator[str]:
    """Say a set's own figures, a line each; what is not known is not said."""
    yield words("figures.held", n=own.held)
    if own.let_go:
        yield words("figures.let_go", n=own.let_go)
    if own.held:
        yield words("figures.on_time", n=own.on_time, all=own.held)
    if own.here:
        yield words("figures.here", list=", ".join(map(str, own.here)))
    if own.actions:
        yield words("figures.tried", n=own.tried, all=own.actions)
    if own.evenness:
        said = (words(f"figures.evenness.{word}") for word in own.evenness)
        yield words("figures.evenness", list=", ".join(said))
    yield from (words(f"pooled.{row}.{level}") for row, level in own.felt)


def _bid(value: BoardCard, words: Words) -> Iterator[str]:
    for who, text, pressing in value.bids:
        yield words(
            "set.bid",
            name=strong(name(who)),
            text=plain(text, 200, one_line=True),
            pressing=words(f"pressing.{pressing}"),
        )


def _small(value: BoardCard, words: Words) -> Iterator[Small]:
    """Say in small print what helps everybody to take part, and what got shorter."""
    if value.typing:
        yield Small(words("board.typing", names=names(words, value.typing)))
    if value.board.speak in TALKING and not value.board.paused:
        yield Small(words("board.say_name"))
    if value.board.one_voice:
        yield Small(words("board.one_voice"))
    if value.board.equal_turns:
        yield Small(words("board.equal"))
    if value.board.may_leave:
        yield Small(words("board.may_leave"))
    if value.board.shortened_titles:
        yield Small(words("board.shortened", list=", ".join(_shortened(value, words))))


def _shortened(value: BoardCard, words: Words) -> Iterator[str]:
    for title, minutes in value.board.shortened_titles:
        if minutes:
            yield words("board.shorter", title=title, n=minutes)
        else:
            yield words("board.left_out", title=title)


def _buttons(value: BoardCard, words: Words) -> list[Button]:
    board = value.board
    shown = [(can, verb) for can, verb in VERBS if can in board.can]
    return [
        Button(
            label=words(f"button.{verb}"),
            verb=verb,
            thing=f"{board.session_id}.{board.floor_id}" if can is Can.DONE else board.session_id,
            rev=board.revision,
            style="main" if can in MAIN else "plain",
        )
        for can, verb in shown
    ]
