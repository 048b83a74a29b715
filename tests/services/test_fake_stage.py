"""The fake stage keeps to the contract of the port, so that tests on it mean something."""

from __future__ import annotations

import inspect

import pytest
from fake_stage import LOBBY, FakeStage

from bot.stage import DiscordStage
from learning.ports import Stage
from learning.refusals import Unavailable, Unreachable

METHODS = [name for name, _ in inspect.getmembers(Stage, inspect.isfunction) if name[0] != "_"]


@pytest.mark.parametrize("name", METHODS)
def test_it_is_asked_just_as_the_real_one_is(name: str) -> None:
    """Every method of the port has the same parameters on the fake and on Discord's stage."""
    wanted = inspect.signature(getattr(Stage, name))
    for stage in (FakeStage, DiscordStage):
        assert inspect.signature(getattr(stage, name)).parameters == wanted.parameters


async def test_a_message_is_sent_once_under_one_key() -> None:
    """A second send under the same key is the first message, and shows what it showed."""
    stage: Stage = FakeStage()
    first = await stage.direct(7, "one", key="k", again=False)
    assert await stage.direct(7, "two", key="k", again=True) == first
    assert await stage.direct(8, "one", key="k", again=False) != first
    assert [m.face for m in stage.seen_by(7)] == ["one"]


async def test_edits_and_removals() -> None:
    """An edit redraws, a removed message cannot be redrawn, removing twice is fine."""
    stage = FakeStage()
    posted = await stage.post(LOBBY, "old", key="k", again=False)
    await stage.edit(posted, "new")
    assert [m.face for m in stage.seen_in(LOBBY)] == ["new"]
    await stage.remove(posted)
    await stage.remove(posted)
    with pytest.raises(Unreachable, match="message_gone"):
        await stage.edit(posted, "newer")


async def test_rooms_are_found_again_and_let_in_exactly_those_named() -> None:
    """Opening twice makes one pair of rooms; what is closed cannot be written to."""
    stage = FakeStage()
    rooms = await stage.open_rooms(1, "set-kestrel", "Kestrel", (1, 2), 0)
    assert await stage.open_rooms(1, "set-kestrel", "Kestrel", (2, 3), 0) == rooms
    assert stage.access[rooms.text_xid] == (2, 3)
    await stage.close_rooms(1, rooms)
    with pytest.raises(Unreachable, match="channel_gone"):
        await stage.post(rooms.text_xid, "late", key="k", again=False)


async def test_events_are_made_changed_and_taken_away() -> None:
    """An event keeps its id while it is there; a deleted one is made anew."""
    stage = FakeStage()
    made = await stage.put_event(1, 0, {"gone": False, "number": 1})
    assert await stage.put_event(1, made, {"gone": False, "number": 2}) == made
    assert stage.events[made]["number"] == 2
    assert await stage.put_event(1, made, {"gone": True}) == 0
    assert await stage.put_event(1, made, {"gone": False}) not in (0, made)


async def test_closed_messages_and_an_absent_discord() -> None:
    """Closed direct messages are Unreachable; while Discord is away everything is Unavailable."""
    stage = FakeStage(closed={7})
    with pytest.raises(Unreachable, match="dm_closed"):
        await stage.direct(7, "x", key="k", again=False)
    stage.away = True
    with pytest.raises(Unavailable):
        await stage.in_voice(1, 2)
    with pytest.raises(Unavailable):
        await stage.direct(8, "x", key="k", again=False)
