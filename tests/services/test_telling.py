"""Doing what was decided: what is sent, redrawn, and what happens when a door is closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from services_world import BOSS, LEAD, START, World, fresh

from learning.effects import Card, Place, To, edit, post
from learning.ports import Work
from learning.refusals import Refusal, Unavailable
from learning.sets import DatesAnswer
from services import Who
from services.troubles import SILENT
from services.values import DatesCard, Note
from services.values.care import ConcernCard

SECOND = timedelta(seconds=1)


async def tell(world: World, *effects: object) -> None:
    """Keep work and do it."""
    async with world.units.write() as unit:
        await unit.work.add(effects, world.now)  # type: ignore[arg-type] - effects they are
    await world.settle()


async def test_an_edit_waits_for_its_message() -> None:
    """A message that is on its way may have been read as things stood: its edit comes after."""
    world = fresh()
    await world.running()
    first = post("x", Place(To.ROOM, "s1"), Card("dates", "s1"))
    async with world.units.write() as unit:
        await unit.work.add([first], world.now)
        await unit.work.claim(world.now, owner="slow", limit=9, lease=SECOND * 60)
    redraw = edit("x:1", "x", Card("dates", "s1"))
    with pytest.raises(Unavailable, match="on_its_way"):
        await world.services.telling.perform(
            Work(effect=redraw, due_at=world.now, attempts=1), world.now
        )
    later = post("y", Place(To.ROOM, "s1"), Card("dates", "s1"), due=world.now + SECOND)
    async with world.units.write() as unit:
        await unit.work.add([later], world.now)
    redraw = edit("y:1", "y", Card("dates", "s1"))
    await world.services.telling.perform(
        Work(effect=redraw, due_at=world.now, attempts=1), world.now
    )


async def test_a_card_that_was_deleted_is_sent_anew_and_edited_from_then_on() -> None:
    """Somebody deletes the dates: the next answer brings them back, as one message."""
    world = fresh()
    await world.running()
    at = next(at for at, m in world.stage.messages.items() if isinstance(m.face, DatesCard))
    del world.stage.messages[at]
    for number in (2, 3):
        await world.services.dating.answer(world.who(number), "s1", DatesAnswer.WORKS)
        await world.settle()
    (card,) = [m for m in world.room() if isinstance(m.face, DatesCard)]
    assert isinstance(card.face, DatesCard)
    assert card.face.answered == 2


async def test_a_deleted_room_is_made_again() -> None:
    """A channel that somebody deleted is opened anew, and what was to be said is said there."""
    world = fresh()
    await world.running()
    world.stage.rooms.clear()
    await world.services.keeping.ask(world.who(1), "What now?")
    await world.pass_time(SECOND * 10)
    assert [m.face for m in world.room()][-1] == Note(key="question", facts={"text": "What now?"})
    assert world.lost == []


async def test_a_concern_reaches_the_lead_or_else_the_deputy() -> None:
    """The safeguarding lead reads it; with closed messages, the deputy does."""
    world = fresh()
    await world.running()
    await world.services.concerns.raise_it(world.who(1), "worry", "hm")
    await world.settle()
    (message,) = [m for m in world.stage.seen_by(LEAD) if isinstance(m.face, ConcernCard)]
    concern = (await world.where("concerns"))[0]
    work = Work(
        effect=post(
            f"concern:{concern.id}", Place(To.MEMBER, str(LEAD)), Card("concern", concern.id)
        ),
        due_at=START,
        attempts=1,
    )
    await world.services.troubles.tell(work, "dm_closed")
    assert await world.pending(f"concern:{concern.id}:deputy")
    seen = world.services.concerns.seen
    with pytest.raises(Refusal, match="not_yours"):
        await seen(Who(xid=BOSS, guild_xid=77), concern.id, concern.revision, close=False)
    card = await seen(Who(xid=LEAD, guild_xid=77), concern.id, concern.revision, close=True)
    assert card.text == ""
    assert isinstance(message.face, ConcernCard)
    assert message.face.text == "hm", "what the lead was sent is not taken back"


@pytest.mark.parametrize("why", sorted(SILENT))
async def test_nobody_is_troubled_about_what_is_no_trouble(why: str) -> None:
    """What came too late or is gone is nobody's to mend."""
    world = fresh()
    await world.running()
    effect = post("k", Place(To.ROOM, "s1"), Card("dates", "s1"))
    await world.services.troubles.tell(Work(effect=effect, due_at=START, attempts=1), why)
    assert await world.pending("trouble:") == ()
    await world.services.troubles.tell(
        Work(effect=effect, due_at=START, attempts=1), "missing_right"
    )
    assert len(await world.pending("trouble:")) == 1
