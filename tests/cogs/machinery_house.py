"""A small house to press buttons in: real rooms, real drawing, real words; drafts in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from cogs import faces
from cogs._base import (
    App,
    Call,
    Form,
    Radio,
    Room,
    Routes,
    Text,
    Tick,
    command,
    form,
    pick,
    press,
    reform,
)
from cogs.faces._kit import Button, Menu, Option, Row, Sheet
from config.words import Words, load_words
from learning.refusals import Refusal, Stale
from services import Services

SAID = {
    "command.tea": "Ask for tea",
    "command.tea.sort": "Which sort",
    "command.tea.sort.green": "Green tea",
    "command.tea.sort.black": "Black tea",
    "command.tea.cups": "How many cups",
    "command.cake": "All about cake",
    "command.cake.list": "Which cakes there are",
    "command.cake.order": "Order a cake",
    "command.cake.order.name": "Name of the cake",
    "command.slow": "Think for a long time",
    "command.break": "Break something",
    "command.card": "Show the card",
    "command.form": "Fill in the form",
    "command.guide": "For people who manage the server",
    "refusal.test.full": "There is no room for {name}.",
}


class TestWords:
    """The shipped words, and those of the rooms in these tests."""

    __test__ = False

    def __init__(self) -> None:
        self._shipped = load_words()
        self._own = Words(SAID)

    def __call__(self, key: str, /, **facts: object) -> str:
        return self._own(key, **facts) if self._own.has(key) else self._shipped(key, **facts)


@dataclass
class MemoryDrafts:
    """Drafts that last as long as a test."""

    kept: dict[tuple[int, str], dict[str, str]] = field(
        default_factory=dict[tuple[int, str], dict[str, str]]
    )

    async def keep(self, who_xid: int, form: str, fields: dict[str, str]) -> None:
        self.kept[who_xid, form] = {**self.kept.get((who_xid, form), {}), **fields}

    async def get(self, who_xid: int, form: str) -> dict[str, str]:
        return dict(self.kept.get((who_xid, form), {}))

    async def take(self, who_xid: int, form: str) -> dict[str, str]:
        return self.kept.pop((who_xid, form), {})

    async def drop(self, who_xid: int, form: str) -> None:
        self.kept.pop((who_xid, form), None)


def no_rights(guild_xid: int, *channel_xids: int) -> tuple[tuple[str, str], ...]:
    """Say that nothing is lacking."""
    del guild_xid, channel_xids
    return ()


def house(drafts: MemoryDrafts | None = None) -> App:
    """Return an app without services: the rooms of these tests need none."""
    return App(
        words=TestWords(),
        services=cast("Services", None),
        drafts=drafts or MemoryDrafts(),
        routes=Routes(),
        draw=faces.draw,
        rights=no_rights,
    )


def card(rev: int = 0) -> Sheet:
    """Return a card with every sort of control these tests press."""
    return Sheet(
        title="Card",
        parts=(
            f"Revision {rev}.",
            Row(
                Button(label="Yes", verb="test.yes", thing="m1", rev=rev, style="main"),
                Button(label="Both", verb="test.both", thing="m1", rev=rev),
                Button(label="Fill in", verb="test.open", thing="m1", rev=rev),
                Button(label="Nobody", verb="test.nobody", thing="m1", rev=rev),
                Button(label="Break", verb="test.break", thing="m1", rev=rev, style="stop"),
            ),
            Menu(
                verb="test.pick",
                thing="m1",
                rev=rev,
                prompt="Choose",
                options=(Option(value="a", label="A"), Option(value="b", label="B")),
                most=2,
            ),
        ),
    )


def form_of(call: Call, fields: dict[str, str]) -> Form:
    """Return the form of these tests."""
    del fields
    return Form(
        verb="test.form",
        thing=call.thing,
        rev=call.rev,
        title="A form",
        parts=(
            Text(key="name", label="Name", required=True, most=100),
            Text(key="why", label="Why", long=True),
            Radio(
                key="kind",
                label="Kind",
                options=(Option(value="gp", label="GP"), Option(value="artist", label="Artist")),
            ),
            Tick(key="sure", label="I am sure"),
        ),
    )


class Kitchen(Room):
    """The room of these tests; what was heard is kept in `heard`."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.heard: list[tuple[object, ...]] = []
        self.wins = 0

    @command("tea", choices={"sort": ("green", "black")})
    async def tea(self, call: Call, sort: str, cups: int = 1) -> None:
        self.heard.append(("tea", sort, cups, call.who_name, call.guild_xid > 0))
        await call.tell(Sheet(parts=(f"{cups} of {sort}",)))

    @command("cake.list")
    async def cakes(self, call: Call) -> None:
        await call.later()
        await call.tell(Sheet(parts=("Lemon",)))
        await call.tell(Sheet(parts=("Apple",)))
        await call.redraw(Sheet(parts=("Plum",)))

    @command("cake.order", suggest={"name": "names"})
    async def order(self, call: Call, name: str) -> None:
        await call.file("cake list.txt", name.encode(), Sheet(parts=("Here you are.",)))

    async def names(self, call: Call, said: str) -> list[tuple[str, str]]:
        del call
        return [(name.title(), name) for name in ("lemon", "apple") if name.startswith(said)]

    @command("break")
    async def breaks(self, call: Call) -> None:
        raise RuntimeError("private words that were typed")

    @command("card")
    async def show(self, call: Call) -> None:
        await call.tell(card())

    @command("form", opens_form=True)
    async def fill(self, call: Call) -> None:
        await call.ask(form_of(call, {}))

    @command("guide", manages=True, server_only=True)
    async def guide(self, call: Call) -> None:
        await call.tell(Sheet(parts=("Guides only.",)))

    @press("test.yes")
    async def yes(self, call: Call) -> None:
        self.heard.append(("yes", call.thing, call.rev, call.who))
        if self.wins:
            raise Stale("test")
        self.wins += 1
        await call.redraw(card(call.rev + 1))

    @press("test.both")
    async def both(self, call: Call) -> None:
        await call.tell(Sheet(parts=("Told.",)))
        await call.redraw(card(7))

    @press("test.open", opens_form=True)
    async def open(self, call: Call) -> None:
        await call.ask(form_of(call, {}))

    @press("test.break")
    async def break_it(self, call: Call) -> None:
        raise KeyError("private words that were typed")

    @pick("test.pick")
    async def choose(self, call: Call) -> None:
        self.heard.append(("pick", *call.values))
        await call.redraw(card(call.rev + 1))

    @form("test.form")
    async def take(self, call: Call) -> None:
        self.heard.append(("form", call.thing, call.rev, call.fields))
        if call.fields["name"] == "Full":
            raise Refusal("test.full", name=call.fields["name"])
        await call.tell(Sheet(parts=("Taken.",)))

    @reform("test.form")
    async def again(self, call: Call, fields: dict[str, str]) -> Form:
        return form_of(call, fields)
