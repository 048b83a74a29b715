"""Before others see what somebody wrote, its writer is asked about what may point to a person."""

from __future__ import annotations

import asyncio
from typing import Any

from journeys_stage import Evening

from practice.hands import text_of

TITLE = "Before others see this"
TOLD = "The patient I saw on 3 May stayed with me."
SAFER = "Someone I saw in spring stayed with me."
ANYWAY = "Post anyway, it is safe"
Json = dict[str, Any]


async def written(evening: Evening, name: str, text: str) -> Json:
    """Let somebody write a reflection; returns the card that asks where it should go."""
    return await evening.fill(name, await evening.command(name, "reflect"), {"text": text})


async def held(evening: Evening, name: str, text: str) -> Json:
    """Let somebody share a text that is held back; returns the private card."""
    answer = await evening.press(name, await written(evening, name, text), "Share with set")
    card = evening.need(answer.message, "no card came")
    assert TITLE in text_of(card)
    assert answer.private
    return card


def typed_in(modal: Json | None) -> dict[str, str]:
    """Return what stands in the fields of a form that opened."""
    fields = [label["component"] for label in (modal or {})["components"]]
    return {one["custom_id"]: one.get("value", "") for one in fields}


async def test_what_points_to_someone_is_held_back(gathered: Evening) -> None:
    """The writer sees the piece marked, with a hint; nobody else sees anything."""
    card = await held(gathered, "Amara", TOLD)
    assert "The patient I saw on __**3 May**__ stayed with me." in text_of(card)
    assert "Leave the day out" in text_of(card)
    assert gathered.stage.reads("Bea", "stayed with me") == []


async def test_change_it_opens_the_form_filled_in(gathered: Evening) -> None:
    """The text is not lost: it is changed in the form, and then shared."""
    card = await held(gathered, "Amara", TOLD)
    again = await gathered.press("Amara", card, "Change it")
    assert typed_in(again.modal)["text"] == TOLD
    choice = await gathered.fill("Amara", again, {"text": SAFER})
    await gathered.press("Amara", choice, "Share with set")
    assert len(gathered.stage.reads("Bea", SAFER)) == 1
    assert gathered.stage.reads("Bea", "3 May") == []


async def test_post_anyway_posts_it_once(gathered: Evening) -> None:
    """Its writer decides; of many presses at once, one posts it."""
    card = await held(gathered, "Amara", TOLD)
    await asyncio.gather(*(gathered.press("Amara", card, ANYWAY) for _ in range(8)))
    assert len(gathered.stage.reads("Bea", TOLD)) == 1


async def test_being_sure_of_one_text_says_nothing_of_another(gathered: Evening) -> None:
    """A card that is old by now does not let a newer text pass."""
    old = await held(gathered, "Amara", TOLD)
    await held(gathered, "Amara", "Mrs Dale sang.")
    answer = await gathered.press("Amara", old, ANYWAY)
    assert "__**Mrs Dale**__" in answer.text
    assert gathered.stage.reads("Bea", "Mrs Dale") == []


async def test_what_stays_private_is_not_looked_at(gathered: Evening) -> None:
    """Keeping a line for oneself, or sending it to oneself, asks nothing."""
    for choice in ("Keep private", "Send to me and forget"):
        answer = await gathered.press("Tom", await written(gathered, "Tom", TOLD), choice)
        assert TITLE not in answer.text
    assert gathered.stage.reads("Bea", TOLD) == []


async def test_a_form_is_held_back_whole(gathered: Evening) -> None:
    """An action with a name in it is not kept; all of its fields are there to change."""
    opened = await gathered.command("Priya", "action add")
    typed = {"what": "Ring Mrs Dale", "by_when": "2 March 2027", "who_notices": "my team"}
    card = await gathered.fill("Priya", opened, typed)
    assert "__**Mrs Dale**__" in text_of(card)
    again = await gathered.press("Priya", card, "Change it")
    assert typed_in(again.modal) == typed
    listed = await gathered.fill("Priya", again, {**typed, "what": "Ring someone"})
    assert "Ring someone" in text_of(listed)
    assert "Dale" not in (await gathered.command("Priya", "action list")).text


async def test_a_form_posted_anyway_is_kept_once(gathered: Evening) -> None:
    """Posting anyway sends the form as it was; the card has done its work."""
    opened = await gathered.command("Priya", "action add")
    card = await gathered.fill("Priya", opened, {"what": "Ring Mrs Dale", "by_when": ""})
    await asyncio.gather(*(gathered.press("Priya", card, ANYWAY) for _ in range(8)))
    listed = await gathered.command("Priya", "action list")
    assert listed.text.count("Ring Mrs Dale") == 1


async def test_a_refusal_after_post_anyway_loses_nothing(gathered: Evening) -> None:
    """A form that is refused for another reason can still be changed."""
    opened = await gathered.command("Priya", "action add")
    typed = {"what": "Ring Mrs Dale", "by_when": "one day"}
    card = await gathered.fill("Priya", opened, typed)
    refused = await gathered.press("Priya", card, ANYWAY)
    sorry = gathered.need(refused.message, "no answer came")
    again = await gathered.press("Priya", sorry, "Change it")
    assert typed_in(again.modal)["what"] == "Ring Mrs Dale"


async def test_questions_and_bids_are_held_back_too(gathered: Evening) -> None:
    """Whatever the set will see is looked at first."""
    for command, values in (
        ("ask", {"text": "Was it right to ring 07700 900123?"}),
        ("bring", {"text": "A woman aged 43 at Riverside Surgery", "pressing": "some"}),
    ):
        card = await gathered.fill("Bea", await gathered.command("Bea", command), values)
        assert TITLE in text_of(card)
        assert gathered.stage.reads("Tom", values["text"]) == []


async def test_the_card_works_after_a_restart(gathered: Evening) -> None:
    """What was written and held back is still there when the house is opened again."""
    card = await held(gathered, "Amara", TOLD)
    await gathered.stage.restart()
    await gathered.press("Amara", card, ANYWAY)
    await gathered.rest()
    assert len(gathered.stage.reads("Bea", TOLD)) == 1
