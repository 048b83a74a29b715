"""A thousand people on the practice server: the plan is shown page by page and nothing breaks."""

from __future__ import annotations

import re
from dataclasses import replace

import journeys_house
import pytest
from journeys_stage import Evening

from learning.calendar import BLOCKS
from learning.people import HowFar, Person, Role
from practice import cast

RUTH = cast.COORDINATOR
MANY, PATIENCE = 1000, 200  # people; seconds for one plan, on a busy machine
TIMES = [block.id for block in BLOCKS]
PAGE = re.compile(r"Page (\d+) of (\d+)")


def somebody(like: Person, number: int) -> Person:
    """Make somebody up after the likeness of another, with six times of their own."""
    good = tuple(TIMES[(number * 7 + k * 5) % len(TIMES)] for k in range(6))
    return replace(
        like,
        id=f"m{number:04}",
        xid=7_000_000 + number,
        name=f"Member{number}",
        role=Role.GP if number % 2 else Role.ARTIST,
        how_far=HowFar.ICB,
        good=good,
        possible=(),
        organisation="",
    )


@pytest.mark.proof
@pytest.mark.timeout(300)
async def test_a_plan_of_a_thousand_people_pages(
    evening: Evening, six: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card is shown, says how many have a place, and its last page can be turned to."""
    monkeypatch.setattr(journeys_house, "PATIENCE", PATIENCE)
    await evening.set_up()
    await evening.list_people(six[:1])
    like = await evening.person(six[0])
    async with evening.stage.house.storage.units.write() as unit:
        for number in range(1, MANY):
            await unit.people.add(somebody(like, number))
    first = await evening.tell(RUTH, "sets plan", area="Devon", seed=1)
    found = PAGE.search(first)
    assert found is not None, first
    placed = re.search(r"for ([\d,]+) of ([\d,]+) people", first)
    assert placed is not None
    assert int(placed[2].replace(",", "")) == MANY
    assert int(placed[1].replace(",", "")) >= MANY * 0.95
    last = int(found[2])
    assert last >= MANY // 7 // 3
    for page in (2, last):
        shown = await evening.tell(RUTH, "sets show", area="Devon", page=page)
        assert f"Page {page} of {last}" in shown
    assert f"Page {last} of {last}" in await evening.tell(
        RUTH, "sets show", area="Devon", page=last + 50
    )
