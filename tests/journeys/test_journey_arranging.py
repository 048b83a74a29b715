"""A coordinator changes a plan by hand: each thing by a menu on the card, and by its command."""

from __future__ import annotations

from typing import Any

import pytest
from journeys_stage import Evening

from learning.sets import LearningSet, Stage
from practice import cast
from practice.robot import control

RUTH = cast.COORDINATOR
MORE = ("Owen", "Grace", "Sam", "Marcus", "Ines", "Kit")


@pytest.fixture
async def planned(evening: Evening, six: tuple[str, ...]) -> Evening:
    """Return an evening with a plan of two sets of six."""
    await evening.set_up()
    await evening.list_people([*six, *MORE], good=("tue-lunch", "thu-evening"))
    await evening.tell(RUTH, "sets plan", area="Devon", seed=7)
    return evening


async def teams(evening: Evening) -> dict[str, set[str]]:
    """Return who is in which set of the plan, by name."""
    drafts: tuple[LearningSet, ...] = await evening.stage.look(
        lambda unit: unit.sets.where(stage=Stage.DRAFT)
    )
    found: dict[str, set[str]] = {}
    for draft in drafts:
        places = await evening.stage.look(
            lambda unit, id=draft.id: unit.memberships.where(set_id=id)
        )
        found[draft.name] = {evening.name_of(place.person_id) for place in places}
    return found


class Card:
    """The coordinator's card of the plan, on which things are pressed and chosen."""

    def __init__(self, evening: Evening) -> None:
        self._evening = evening
        self.text = ""
        self._message: dict[str, Any] = {}

    async def show(self) -> Card:
        """Type for it."""
        said = await self._evening.command(RUTH, "sets show", area="Devon")
        assert said.message is not None
        self._message, self.text = said.message, said.text
        return self

    async def press(self, label: str) -> None:
        """Press a button and see what the card becomes."""
        said = await self._evening.press(RUTH, self._message, label)
        self._message = self._evening.need(said.message, f"nothing came of {label}")
        self.text = said.text

    async def choose(self, verb: str, *labels: str) -> None:
        """Choose in a menu by what stands there."""
        menu = control(self._message, f"s:{verb}")
        said = await self._evening.hand(RUTH).choose(self._message, menu, labels)
        await said.settled()
        await self._evening.rest()
        self._message = self._evening.need(said.message, f"nothing came of {verb}")
        self.text = said.text


async def test_everything_can_be_changed_from_the_card(planned: Evening) -> None:
    """Keep a set, swap two, move one, keep two apart, plan again: the card says what is so."""
    before = await teams(planned)
    one, other = sorted(before)
    card = await Card(planned).show()
    await card.press("Change something")
    await card.choose("sets.keep", one)
    assert "You keep this set." in card.text
    await card.press("Plan again")
    assert (await teams(planned))[one] == before[one]
    (other,) = {*await teams(planned)} - {one}
    await card.press("Change something")
    kinds = {name: (await planned.person(name)).role for name in (*before[one], *before[other])}
    mine = min(before[one])
    like = min(n for n in (await teams(planned))[other] if kinds[n] is kinds[mine])
    await card.choose("sets.swap", mine, like)
    assert {mine, like} & (await teams(planned))[one] == {like}
    await card.press("Change something")
    moved = mine
    await card.choose("sets.who", moved)
    assert f"Which set for {moved}?" in card.text
    await card.choose("sets.put", one)
    assert moved in (await teams(planned))[one]
    await card.press("Change something")
    two = sorted((await teams(planned))[other])[:2]
    await card.choose("sets.apart", *two)
    assert "Never in one set:" in card.text


async def test_the_same_by_command(planned: Evening) -> None:
    """Each command shows the plan as it is after it."""
    before = await teams(planned)
    one, other = sorted(before)
    kept = await planned.tell(RUTH, "sets keep", area="Devon", name=one)
    assert "You keep this set." in kept
    moved = min(before[other])
    await planned.tell(RUTH, "sets put", area="Devon", person=moved, name=one)
    assert moved in (await teams(planned))[one]
    first = await planned.tell(RUTH, "sets first", area="Devon", person=moved)
    assert f"Comes first: {moved}" in first.replace("*", "")
    two = {"one": min(before[one]), "other": max(before[one])}
    assert "Never in one set:" in await planned.tell(RUTH, "sets apart", area="Devon", **two)
