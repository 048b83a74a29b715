"""A complaint, as its writer and the coordinator see it."""

from __future__ import annotations

import re

from journeys_stage import Evening
from rights_house import SIX
from rights_seen import Seen

from practice import cast
from practice.robot import control, form_of, settled

ANSWER = re.compile("kittiwake")


async def test_a_complaint_is_seen_through(evening: Evening) -> None:
    """Its writer reads in /mydata how it stands, and alone is sent the answer, in private."""
    await evening.set_up()
    await evening.list_people(SIX)
    seen = Seen(evening.stage, ANSWER, tuple(evening.stage.everybody()))
    await evening.raw_form("Tom", "f:concern.new::0", {"about": "data", "text": "kingfisher"})
    assert "sent, not read yet. To be answered by" in await evening.tell("Tom", "mydata")
    card = evening.private(cast.COORDINATOR, "kingfisher")
    assert card is not None
    await evening.press(cast.COORDINATOR, card, "I have seen this")
    assert "read by the coordinator" in await evening.tell("Tom", "mydata")
    card = evening.private(cast.COORDINATOR, "kingfisher")
    assert card is not None
    hand = evening.hand(cast.COORDINATOR)
    opened = await hand.press(card, custom_id=control(card, "b:complaint.answer"))
    await settled(await hand.submit(form_of(opened), {"text": "We keep no kittiwake."}))
    await evening.rest()
    seen.look()
    assert seen.readers["kittiwake"] == {"Tom", cast.COORDINATOR}
    assert evening.private("Tom", "We keep no kittiwake.") is not None
    assert "marked as answered" in await evening.tell("Tom", "mydata")
    assert evening.private(cast.COORDINATOR, "kingfisher") is None, "the complaint is still read"
    assert evening.private(cast.LEAD, "kingfisher") is None
    assert "complaints" not in await evening.tell("Bea", "mydata")


async def test_a_refused_answer_comes_back_filled(evening: Evening) -> None:
    """What may point to a patient is held back, and the form opens again with every word."""
    await evening.set_up()
    await evening.list_people(SIX)
    await evening.raw_form("Tom", "f:concern.new::0", {"about": "data", "text": "kingfisher"})
    card = evening.private(cast.COORDINATOR, "kingfisher")
    assert card is not None
    hand, said = evening.hand(cast.COORDINATOR), "The number 943 476 5919 is gone."
    opened = await hand.press(card, custom_id=control(card, "b:complaint.answer"))
    held = await settled(await hand.submit(form_of(opened), {"text": said}))
    await evening.rest()
    assert evening.private("Tom", "943 476 5919") is None
    again = await hand.press(held, "Change it")
    assert said in str(again.modal)
