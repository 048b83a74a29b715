"""Joining: two short forms and two menus, over real sockets, and nothing typed is ever lost."""

from __future__ import annotations

import pytest
from journeys_stage import Evening, labels

from learning.people import Standing
from practice import cast
from practice.hands import fields, text_of
from practice.robot import Robot, control, form_of, settled

FIRST = {
    "name": "Amara",
    "role": "gp",
    "own_words": "GP",
    "area": cast.EXETER,
    "how_far": "icb",
}


@pytest.fixture
async def open_doors(evening: Evening) -> Evening:
    """An evening whose server is set up, with nobody on the list."""
    await evening.set_up()
    return evening


async def test_joining_takes_two_forms_and_two_menus(open_doors: Evening) -> None:
    """A member fills in two forms and two menus, is on the list, and may look at what they said."""
    done = await Robot(open_doors.stage, cast.named("Amara")).join()
    assert done.private
    assert "Amara" in done.text
    person = await open_doors.person("Amara")
    assert person.standing is Standing.WAITING
    assert set(person.good) == set(cast.LUNCH)
    assert person.can_guide
    profile = await open_doors.tell("Amara", "me profile")
    assert "An hour with people who do not work where I work." in profile
    for name in open_doors.stage.everybody():
        if name != "Amara":
            assert not open_doors.stage.reads(name, "Riverside")


async def test_the_two_menus_offer_all_twenty_one_times(open_doors: Evening) -> None:
    """Both menus of times together offer each of the 21 blocks, as good and as possible."""
    opened = await open_doors.command("Amara", "join")
    menus = await open_doors.fill("Amara", opened, FIRST)
    good = control(menus, "s:join.good")
    possible = control(menus, "s:join.possible")
    for custom_id in (good, possible):
        found = next(
            one
            for row in menus["components"]
            for box in [row, *row.get("components", [])]
            for one in [box, *box.get("components", [])]
            if one.get("custom_id") == custom_id
        )
        assert len(found["options"]) == 21


async def test_a_time_that_is_good_is_not_only_possible(open_doors: Evening) -> None:
    """A time chosen as good and as possible counts as good."""
    opened = await open_doors.command("Amara", "join")
    menus = await open_doors.fill("Amara", opened, FIRST)
    hand = open_doors.hand("Amara")
    await hand.choose(menus, control(menus, "s:join.good"), ["tue-lunch"])
    await hand.choose(menus, control(menus, "s:join.possible"), ["tue-lunch", "wed-lunch"])
    opened = await hand.press(menus, custom_id=control(menus, "b:join.next"))
    await open_doors.fill("Amara", opened, {})
    person = await open_doors.person("Amara")
    assert (person.good, person.possible) == (("tue-lunch",), ("wed-lunch",))


async def test_without_a_time_nobody_is_put_on_the_list(open_doors: Evening) -> None:
    """The second form without any time is refused, and Change it brings back what was typed."""
    opened = await open_doors.command("Amara", "join")
    menus = await open_doors.fill("Amara", opened, FIRST)
    hand = open_doors.hand("Amara")
    opened = await hand.press(menus, custom_id=control(menus, "b:join.next"))
    typed = {"access": "Captions please.", "hope": "To be less alone."}
    refused = await open_doors.fill("Amara", opened, typed)
    assert "at least one time" in text_of(refused)
    assert labels(refused) == ["Change it"]
    again = await hand.press(refused, "Change it")
    values = {one["custom_id"]: one.get("value") for _, one in fields(form_of(again))}
    assert values["access"] == "Captions please."
    assert values["hope"] == "To be less alone."


async def test_what_was_typed_outlives_a_restart(open_doors: Evening) -> None:
    """The bot is closed between the two forms, and the second one is taken all the same."""
    opened = await open_doors.command("Amara", "join")
    menus = await open_doors.fill("Amara", opened, FIRST)
    hand = open_doors.hand("Amara")
    await hand.choose(menus, control(menus, "s:join.good"), ["tue-lunch"])
    opened = await hand.press(menus, custom_id=control(menus, "b:join.next"))
    await open_doors.stage.restart()
    done = await open_doors.fill("Amara", opened, {"hope": "Company."})
    assert "Amara" in text_of(done)
    assert (await open_doors.person("Amara")).good == ("tue-lunch",)


async def test_nobody_joins_before_an_area_is_set_up(evening: Evening) -> None:
    """Before `/setup`, `/join` says whom to ask."""
    text = await evening.tell("Amara", "join")
    assert "No area is set up here yet" in text


async def test_joining_again_changes_what_was_said(open_doors: Evening) -> None:
    """A second `/join` shows what was said, and makes no second person of anybody."""
    await Robot(open_doors.stage, cast.named("Amara")).join()
    opened = await open_doors.command("Amara", "join")
    values = {one["custom_id"]: one.get("value") for _, one in fields(form_of(opened))}
    assert values["name"] == "Amara"
    menus = await settled(await open_doors.hand("Amara").submit(form_of(opened), {"name": "Am"}))
    again = await open_doors.hand("Amara").press(menus, custom_id=control(menus, "b:join.next"))
    await open_doors.fill("Amara", again, {})
    assert (await open_doors.person("Amara")).name == "Am"
    people = await open_doors.stage.look(lambda unit: unit.people.where())
    assert len(people) == 1
