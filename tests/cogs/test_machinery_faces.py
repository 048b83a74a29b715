"""Drawing: what fits, what is shortened, what is escaped, and what Discord would accept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from machinery_house import TestWords, card

from cogs import faces
from cogs._address import Address, again, read
from cogs.faces import _kit as kit
from cogs.faces._kit import Button, Lines, Link, Menu, Option, PickChannel, PickPeople, Row, Sheet

WORDS = TestWords()


def all_of(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Go through a message's components, inner ones too."""
    for component in components:
        yield component
        yield from all_of(component.get("components", []))


def drawn(sheet: Sheet) -> list[dict[str, Any]]:
    """Return all components of a drawn sheet."""
    return list(all_of(faces.draw(sheet, WORDS).to_components()))


def check_limits(parts: list[dict[str, Any]]) -> None:
    """Check what Discord would check."""
    assert len(parts) <= 40
    assert sum(len(part.get("content", "")) for part in parts) <= 4000
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    assert len(ids) == len(set(ids))
    for part in parts:
        if part["type"] == 1:
            assert 1 <= len(part["components"]) <= 5
        assert len(part.get("custom_id", "")) <= 100
        assert len(part.get("label") or "") <= 80
        assert len(part.get("options", [])) <= 25
        assert part["type"] != 10 or part["content"]


def test_a_sheet_is_drawn_top_to_bottom() -> None:
    """Title, paragraphs, lists and small print come in the order they were given."""
    sheet = Sheet(
        title="Your set",
        parts=("Hello.", Lines(("one", "two")), kit.Rule(), "Later.", kit.Small("Fine print.")),
    )
    texts = [part["content"] for part in drawn(sheet) if part["type"] == 10]
    assert texts == ["## Your set\nHello.\n- one\n- two", "Later.\n-# Fine print."]


def test_everything_stands_in_one_container_without_colour() -> None:
    """The top of a message is one container with no accent, and no embed."""
    top = faces.draw(card(), WORDS).to_components()
    assert [part["type"] for part in top] == [17]
    assert top[0]["accent_color"] is None


@given(
    texts=st.lists(st.text(max_size=3000), max_size=12),
    items=st.lists(st.text(min_size=1, max_size=300), max_size=200),
    buttons=st.integers(0, 60),
    menus=st.integers(0, 6),
    small=st.text(max_size=5000),
    title=st.text(max_size=500),
)
@settings(max_examples=150, deadline=None)
def test_any_sheet_fits_into_discords_limits(
    texts: list[str], items: list[str], buttons: int, menus: int, small: str, title: str
) -> None:
    """However much a sheet holds, at most 40 components and 4,000 characters are sent."""
    row = Row(*(Button(label=f"B{n}" * 50, verb="test.b", thing=f"t{n}") for n in range(buttons)))
    options = tuple(Option(value=str(n), label="x" * 200) for n in range(40))
    sheet = Sheet(
        title=title,
        parts=(
            "Always something.",
            *texts,
            Lines(tuple(items)),
            kit.Rule(),
            row,
            *(Menu(verb="test.m", thing=str(n), options=options) for n in range(menus)),
            kit.Small(small),
        ),
        ping=42,
    )
    check_limits(drawn(sheet))


def test_a_long_list_says_how_much_is_left_out() -> None:
    """A list that does not fit ends with how many lines are missing."""
    lines = tuple(f"Line number {n} of a very long list that goes on and on" for n in range(200))
    text = faces.draw(Sheet(parts=(Lines(lines),)), WORDS).text()
    shown = text.count("- Line number")
    assert 10 < shown < 200
    assert text.endswith(f"… and {200 - shown} more")


def test_buttons_that_do_not_fit_are_counted() -> None:
    """Controls over the limit are left out from the end, and the message says how many."""
    row = Row(*(Button(label="B", verb="test.b", thing=str(n)) for n in range(60)))
    parts = drawn(Sheet(parts=("Many.", row)))
    shown = sum(part["type"] == 2 for part in parts)
    assert parts[-1]["content"] == f"… and {60 - shown} more"
    check_limits(parts)


def test_an_empty_sheet_cannot_be_shown() -> None:
    """Discord refuses an empty message, so it is refused here first."""
    with pytest.raises(ValueError, match="empty"):
        faces.draw(Sheet(), WORDS)


def test_a_value_without_a_face_is_a_type_error() -> None:
    """An unknown value is named at once instead of being shown wrongly."""
    with pytest.raises(TypeError, match="datetime"):
        faces.draw(datetime(2026, 2, 3, tzinfo=UTC), WORDS)


def test_a_registered_value_is_drawn_by_its_face() -> None:
    """`@face` makes a value drawable, once."""

    class Thing:
        pass

    @faces.face(Thing)
    def paint(thing: Thing, words: kit.Words) -> Sheet:
        return Sheet(title=type(thing).__name__)

    assert faces.draw(Thing(), WORDS).text() == "## Thing"
    with pytest.raises(ValueError, match="two faces"):
        faces.face(Thing)(paint)


@pytest.mark.parametrize(
    "typed",
    [
        "**bold** _under_ ~~gone~~ `code` ||hidden||",
        "# Heading\n> quote\n- item",
        "[a link](https://example.org)",
        "@everyone @here <@123456789012345678> <@&123456789012345678> <#123456789012345678>",
        "<t:0:R> </join:123456789012345678> <:smile:123456789012345678>",
    ],
)
def test_what_members_write_shows_as_typed(typed: str) -> None:
    """No markdown, mention or timestamp that a member types takes effect."""
    safe = kit.plain(typed)
    for special in ("**", "||", "~~", "@everyone", "@here", "](", "<@1", "<t:", "</", "<:"):
        at = safe.find(special)
        assert at == -1 or safe[at - 1] == "\\" or special in {"]("}
    assert not safe.startswith(("#", ">", "- ", "["))
    shown = safe.replace("\\", "").replace("\u200b", "")
    assert shown == typed


def test_nobody_is_notified_unless_one_is_named() -> None:
    """Mentions are off; `ping` lets through exactly one person, who is then also named."""
    quiet = faces.draw(Sheet(parts=(kit.person(5),)), WORDS)
    assert quiet.allowed().to_dict() == {"parse": []}
    loud = faces.draw(Sheet(parts=("Hello.",), ping=7), WORDS)
    assert loud.allowed().to_dict()["users"] == [7]
    assert loud.allowed().to_dict()["parse"] == []
    assert loud.text().startswith("<@7>")


def test_times_are_told_on_the_wall_of_the_zone() -> None:
    """The same hour of the wall is told in winter and in summer."""
    winter = datetime(2026, 2, 3, 12, 30, tzinfo=UTC), datetime(2026, 2, 3, 13, 30, tzinfo=UTC)
    summer = datetime(2026, 7, 7, 11, 30, tzinfo=UTC), datetime(2026, 7, 7, 13, 5, tzinfo=UTC)
    assert kit.when(WORDS, *winter, "Europe/London") == "12.30 to 13.30 Tue 3 Feb"
    assert kit.when(WORDS, *summer, "Europe/London") == "12.30 to 14.05 Tue 7 Jul"
    assert kit.day(WORDS, date(2026, 12, 31)) == "Thu 31 Dec"
    assert kit.tick(winter[0]) == "<t:1770121800:R>"


@given(st.text())
def test_a_marker_is_31_bits_and_stable(key: str) -> None:
    """A marker never meets the small numbers that Discord gives by itself."""
    assert 2**30 <= kit.marker(key) < 2**31
    assert kit.marker(key) == kit.marker(key)


def test_a_marked_face_carries_its_marker_on_top() -> None:
    """The marker is the id of the top component, where it comes back in the message."""
    face = faces.draw(card(), WORDS)
    face.mark("board:s1:3")
    assert face.to_components()[0]["id"] == kit.marker("board:s1:3")


async def test_discord_py_keeps_no_face_in_memory() -> None:
    """A face is finished from the start, which is what keeps it out of the view store."""
    face = faces.draw(card(), WORDS)
    assert face.is_finished()
    assert face.timeout is None


def test_menus_of_people_and_channels_show_what_was_chosen() -> None:
    """What was chosen before is chosen again in the new menu."""
    sheet = Sheet(
        parts=(
            PickPeople(verb="test.people", most=3, chosen=(5, 6)),
            PickChannel(verb="test.channel", of="category", chosen=9),
            Row(Link(label="Read more", url="https://example.org")),
        )
    )
    people, channels = (part for part in drawn(sheet) if part["type"] in (5, 8))
    assert [value["id"] for value in people["default_values"]] == [5, 6]
    assert channels["channel_types"] == [discord.ChannelType.category.value]
    assert [value["id"] for value in channels["default_values"]] == [9]


@given(
    verb=st.from_regex(r"\A[a-z][a-z0-9_.]{0,20}\Z"),
    thing=st.text(st.characters(exclude_characters=":"), max_size=50),
    rev=st.integers(0, 10**9 - 1),
)
def test_an_address_is_read_back_as_it_was_written(verb: str, thing: str, rev: int) -> None:
    """Every button says the same when it is pressed as when it was drawn."""
    address = Address("b", verb, thing, rev)
    assert read(str(address)) == address


@pytest.mark.parametrize("thing", ["a:b", "x" * 61])
def test_a_thing_that_cannot_be_addressed_is_refused(thing: str) -> None:
    """A colon or too long a thing fails where it is drawn, not where it is pressed."""
    with pytest.raises(ValueError, match="address"):
        str(Address("b", "test.yes", thing))


def test_the_longest_thing_can_still_be_opened_again() -> None:
    """The button that opens a refused form again fits even for the longest thing."""
    assert len(str(again("join.first", "x" * 60))) <= 100


@pytest.mark.parametrize("custom_id", ["", "b:yes", "x:a:b:1", "b:a:b:c", "b:a:b:1:2", "abc"])
def test_a_foreign_address_is_nobodys(custom_id: str) -> None:
    """A custom_id of another shape is left alone."""
    assert read(custom_id) is None
