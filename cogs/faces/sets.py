"""Sets as their members see them, and as coordinators do: counts only, nothing from inside.

Knows set cards, the rota, the list of sets and who waits. Must not know private answers.
"""

from __future__ import annotations

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Part, Row, Sheet, Small, Words, plain, tick
from cogs.faces.saying import (
    block,
    block_hours,
    moment,
    name,
    names,
    reason,
    sentences,
    stage,
    strong,
    who,
    work,
)
from services.values import DateLine, ListedSet, RotaView, SetCard, SetsView, WaitingView


@face(SetCard)
def draw_set(value: SetCard, words: Words) -> Sheet:
    """Draw a set for its members; `welcome` is the first card in its room."""
    intro = (words("set.welcome.text"),) if value.welcome else ()
    first = "set.welcome.title" if value.welcome else "set.title"
    return Sheet(
        title=words(first, set=name(value.name)),
        parts=(
            *intro,
            Lines(tuple(who(words, somebody) for somebody in value.people)),
            "\n".join(filter(None, _facts(value, words))),
            Small(words("set.welcome.small") if value.welcome else words("set.small")),
        ),
    )


@face(RotaView)
def draw_rota(value: RotaView, words: Words) -> Sheet:
    """Draw who guides which meeting, who is owed a turn, and what people would bring."""
    owed = words("set.owed", names=names(words, value.owed[:3])) if value.owed else ""
    bids: tuple[Part, ...] = (words("set.bids.none"),)
    if value.bids:
        said = (
            words(
                "set.bid",
                name=strong(name(who_)),
                text=plain(text, 200, one_line=True),
                pressing=words(f"pressing.{pressing}"),
            )
            for who_, text, pressing in value.bids
        )
        bids = (words("set.bids"), Lines(tuple(said)))
    return Sheet(
        title=words("set.rota.title", set=name(value.set_name)),
        parts=(
            Lines(tuple(_guide(line, value.zone, words) for line in value.guides)),
            owed,
            *bids,
            Row(Button(label=words("button.bring.new"), verb="bring.new")),
        ),
    )


@face(SetsView)
def draw_sets(value: SetsView, words: Words) -> Sheet:
    """Draw the coordinator's list of sets."""
    if not value.sets:
        return Sheet(title=words("sets.title"), parts=(words("sets.none"),))
    return Sheet(
        title=words("sets.title"),
        parts=(
            Lines(tuple(_listed(one, words) for one in value.sets)),
            Small(words("sets.small")),
        ),
    )


@face(WaitingView)
def draw_waiting(value: WaitingView, words: Words) -> Sheet:
    """Draw who waits for a set, longest first."""
    if not value.people:
        return Sheet(title=words("waiting.title", n=0), parts=(words("waiting.none"),))
    said = (
        sentences(
            words(
                "waiting.line",
                name=strong(name(somebody.name)),
                work=work(words, somebody),
                area=plain(area, 60, one_line=True),
                since=tick(since),
            ),
            words("waiting.times", n=times),
            words("waiting.rounds", n=rounds) if rounds else "",
        )
        for somebody, area, since, rounds, times in value.people
    )
    return Sheet(
        title=words("waiting.title", n=value.all or len(value.people)),
        parts=(
            words("waiting.unplanned") if value.unplanned else "",
            Lines(tuple(reason(words, one) for one in value.relax)),
            Lines(tuple(said), numbered=True),
            Small(words("waiting.small")),
            *_turning(value, words),
        ),
    )


def _turning(value: WaitingView, words: Words) -> tuple[Part, ...]:
    """Draw the number of the page and its two buttons, when there is more than one."""
    if value.pages == 1:
        return ()
    turns = (("people.earlier", value.page - 1), ("people.later", value.page + 1))
    buttons = (
        Button(
            label=words(f"button.{which}"), verb="people.page", rev=max(0, page),
            disabled=not 1 <= page <= value.pages,
        )
        for which, page in turns
    )  # fmt: skip
    return (Small(words("waiting.page", page=value.page, count=value.pages)), Row(*buttons))


def _facts(value: SetCard, words: Words) -> list[str]:
    """List what a set's members should know, one line each."""
    said = [words("set.when", block=block_hours(words, value.block))]
    if value.next_at is not None:
        said.append(
            words(
                "set.next", next=moment(words, value.next_at, value.zone), ago=tick(value.next_at)
            )
        )
    if value.guide:
        said.append(words("set.guide", name=name(value.guide)))
    if value.deputy:
        said.append(words("set.deputy", name=name(value.deputy)))
    if value.agreement:
        said.append(words("set.agreement", text=plain(value.agreement, 800)))
    if value.going_well_if:
        said.append(words("set.good", text=plain(value.going_well_if, 300)))
    if value.step:
        said.append(_step(value, words))
    if not value.welcome:
        said.append(words("set.stage", stage=stage(words, value.stage)))
    return said


def _step(value: SetCard, words: Words) -> str:
    """Say how far the set is on its way to leading itself, and who guides next."""
    where = words("set.step", number=value.number, count=value.count)
    if value.round_guide and value.next_guide:
        who_guides = words(
            "set.step.two", name=name(value.next_guide), second=name(value.round_guide)
        )
    elif value.next_guide:
        who_guides = words("set.step.one", name=name(value.next_guide))
    else:
        who_guides = ""
    return sentences(where, who_guides, words(f"set.step.is.{value.step}"))


def _guide(line: DateLine, zone: str, words: Words) -> str:
    when = moment(words, line.starts_at, zone)
    guide = name(line.guide)
    if not guide:
        said = words("set.rota.nobody", number=line.number, when=when)
    else:
        said = words("set.rota.line", number=line.number, when=when, name=guide)
    if line.held:
        return sentences(said, words("set.rota.held"))
    return strong(sentences(said, words("set.rota.next"))) if line.next else said


def _listed(one: ListedSet, words: Words) -> str:
    title = words(
        "sets.line",
        set=strong(name(one.name)),
        area=plain(one.area, 60, one_line=True),
        block=block(words, one.block),
        stage=stage(words, one.stage),
    )
    people = words("sets.people", n=one.people)
    asked = words("sets.asked", yes=one.yes, n=one.people) if one.asked else ""
    if one.next_at is None:
        return sentences(title, people, asked)
    return sentences(title, people, words("sets.next", next=moment(words, one.next_at, one.zone)))
