"""A complaint, as its writer and the coordinator see it."""

from __future__ import annotations

from journeys_stage import Evening
from rights_house import SIX

from practice import cast


async def test_a_complaint_is_seen_through(evening: Evening) -> None:
    """Its writer reads in /mydata how it stands, from sent to answered, and by when."""
    await evening.set_up()
    await evening.list_people(SIX)
    await evening.raw_form("Tom", "f:concern.new::0", {"about": "data", "text": "kingfisher"})
    assert "sent, not read yet. To be answered by" in await evening.tell("Tom", "mydata")
    for label, state in (("I have seen this", "read by the coordinator"), ("Answered", "answered")):
        card = evening.private(cast.COORDINATOR, "kingfisher")
        assert card is not None
        await evening.press(cast.COORDINATOR, card, label)
        assert state in await evening.tell("Tom", "mydata")
    assert evening.private(cast.LEAD, "kingfisher") is None
    assert "complaints" not in await evening.tell("Bea", "mydata")
