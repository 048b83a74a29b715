"""What every memory does alike when work is looked up by its place, forgotten, or pruned."""

from __future__ import annotations

from datetime import timedelta

from made_up import NOW

from learning.effects import Card, Place, To, post, wake
from learning.ports import Dead, Posted, Units

DAY = timedelta(days=1)
AMARA, TOM = Place(To.PERSON, "p1"), Place(To.PERSON, "p2")
SAME_NAME = Place(To.ROOM, "p1")
FACE = Card("reminder", "m1")


async def filled(units: Units) -> None:
    """Keep four pieces: two for one person, one sent; one for another; one for a room."""
    async with units.write() as unit:
        effects = [
            post("a:sent", AMARA, FACE),
            post("a:due", AMARA, FACE, due=NOW + DAY),
            post("t", TOM, FACE),
            post("room", SAME_NAME, FACE),
            wake("wake", "what", "m1", NOW),
        ]
        await unit.work.add(effects, NOW)
        await unit.work.finish("a:sent", NOW, Posted(1, 2))


async def test_what_was_told_to_a_place_is_found_done_or_not(units: Units) -> None:
    """All work of one place comes back by due time, and none of a place of the same name."""
    await filled(units)
    async with units.read() as unit:
        assert [e.key for e in await unit.work.told(AMARA)] == ["a:sent", "a:due"]
        assert await unit.work.told(Place(To.LOBBY, "p1")) == ()


async def test_what_is_forgotten_leaves_no_trace(units: Units) -> None:
    """Both what was sent and what is due goes; the rest stays."""
    await filled(units)
    async with units.write() as unit:
        assert await unit.work.forget(AMARA) == 2
        assert await unit.work.forget(AMARA) == 0
    async with units.read() as unit:
        assert await unit.work.posted("a:sent") is None
        assert await unit.work.effect("a:due") is None
        assert [e.key for e in await unit.work.pending()] == ["t", "room", "wake"]


async def test_only_what_ended_long_ago_is_pruned(units: Units) -> None:
    """What is due stays for ever; a sent message is kept longer than work that left none."""
    await filled(units)
    async with units.write() as unit:
        await unit.work.finish("wake", NOW)
        await unit.work.settle([Dead("room", NOW, "gone")])
        assert await unit.work.prune(NOW, NOW) == 0
        assert await unit.work.prune(NOW + DAY, NOW) == 2
    async with units.read() as unit:
        assert await unit.work.effect("wake") is None
        assert await unit.work.buried() == ()
        assert await unit.work.posted("a:sent") == Posted(1, 2)
    async with units.write() as unit:
        assert await unit.work.prune(NOW + DAY, NOW + DAY) == 1
        assert [e.key for e in await unit.work.pending()] == ["t", "a:due"]
