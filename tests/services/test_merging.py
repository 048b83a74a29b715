"""Two small sets become one with everybody's private yes; a set may have a break."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from services_world import BOSS, DAY, World, fresh, home, person

from learning.meetings import MeetingState
from learning.people import Standing
from learning.refusals import Refusal, Stale
from learning.sets import Consent, LearningSet, Membership, Stage
from services.values import Note

LEFT = (5, 6, 7, 8, 9)  # of two sets of five and of seven: p01 to p04, and p10 to p12, stay


async def another(world: World, numbers: range) -> None:
    """Let a second set stand, called Heron, with these people."""
    heron = LearningSet(
        id="s2", guild_xid=77, name="Heron", stage=Stage.DRAFT, formed_at=world.now,
        area=home(), block="tue-evening",
    )  # fmt: skip
    async with world.units.write() as unit:
        await unit.sets.add(heron)
        for seat, number in enumerate(numbers):
            one = f"p{number:02}"
            place = Membership(id=f"s2.{one}", set_id="s2", person_id=one, seat=seat)
            await unit.memberships.add(place)
    await world.services.publishing.publish(world.boss, home())
    await world.pass_time(timedelta(minutes=1))
    for number in numbers:
        await world.say(number, Consent.YES, "s2")
    await world.settle()


async def two_small() -> World:
    """Return a world with two sets that have lost people: four are left, and three."""
    world = fresh()
    await world.running(5, 5)
    await world.join(*(person(n, can_guide=n == 6) for n in range(6, 13)))
    await another(world, range(6, 13))
    for number in LEFT:
        await world.services.mydata.erase(world.who(number))
    await world.settle()
    return world


def keys(world: World, xid: int) -> list[str]:
    """Return the keys of all notes that somebody has."""
    return [m.face.key for m in world.stage.seen_by(xid) if isinstance(m.face, Note)]


async def happy(world: World, host: str, *numbers: int) -> None:
    """Say yes."""
    for number in numbers:
        await world.services.merging.answer(world.who(number), host, happy=True)
        await world.settle()


async def test_two_sets_become_one_after_the_last_private_yes() -> None:
    """Nothing changes before it; then the guests have the room, the dates and the reminders."""
    world = await two_small()
    assert "desk_news.small_asked" in keys(world, BOSS)
    note = await world.services.merging.ask(world.boss, "s2")
    assert note.facts["n"] == 7
    await world.settle()
    host, guest = ("s1", "s2") if note.facts["set"] == "Kestrel" else ("s2", "s1")
    stay, come = ((1, 2, 3, 4), (10, 11, 12)) if host == "s1" else ((10, 11, 12), (1, 2, 3, 4))
    assert all("merge.ask" in keys(world, 1000 + n) for n in (*stay, *come))
    await happy(world, host, *stay, *come[:-1])
    assert (await world.get("sets", guest)).stage is not Stage.ENDED
    await happy(world, host, come[-1])
    assert (await world.get("sets", guest)).stage is Stage.ENDED
    places = await world.where("memberships", set_id=host, left_at=None)
    assert {m.person_id for m in places} == {f"p{n:02}" for n in (*stay, *come)}
    people = {p.id: p for p in await world.where("people")}
    assert all(people[f"p{n:02}"].standing is Standing.PLACED for n in come)
    kept = await world.get("sets", host)
    assert {1000 + n for n in come} <= set(world.stage.access[kept.text_xid])
    due = await world.pending("remind:")
    assert all(any(e.key.endswith(f":p{n:02}") for e in due) for n in come)
    assert keys(world, BOSS)[-1] == "desk_news.merged"
    assert "merge.joined" in keys(world, 1000 + come[0])
    with pytest.raises(Stale, match=r"topup\.over"):
        await happy(world, host, stay[0])


async def test_one_not_now_leaves_both_sets_and_tells_nobody_whose_it_was() -> None:
    """The desk reads the same news whoever said it; the others see nothing."""
    seen: set[str] = set()
    for number in (2, 11):
        world = await two_small()
        note = await world.services.merging.ask(world.boss, "s2", "s1")
        await world.settle()
        host = "s1" if note.facts["set"] == "Kestrel" else "s2"
        await world.services.merging.answer(world.who(number), host, happy=False)
        await world.settle()
        assert keys(world, BOSS)[-1] == "desk_news.not_merged"
        seen.add(repr([m.face for m in world.stage.seen_by(BOSS)] + world.dms(4) + world.room()))
    assert len(seen) == 1


async def test_a_set_is_asked_one_thing_at_a_time_and_only_members_answer() -> None:
    """While two sets are asked neither is asked about a newcomer; strangers cannot answer."""
    world = await two_small()
    await world.join(person(20), person(21))
    note = await world.services.merging.ask(world.boss, "s1")
    host = "s1" if note.facts["set"] == "Kestrel" else "s2"
    for set_id in ("s1", "s2"):
        with pytest.raises(Refusal, match=r"topup\.asked"):
            await world.services.topup.ask(world.boss, set_id)
    with pytest.raises(Refusal, match="not_yours"):
        await world.services.merging.answer(world.who(20), host, happy=True)
    assert await world.services.merging.mine(world.who(3)) == host


async def test_sets_that_share_no_time_are_not_merged() -> None:
    """Where somebody cannot come at either time the coordinator is told so, and nobody else."""
    world = fresh()
    await world.running(5, 5)
    people = (person(n, good=("mon-lunch",), possible=()) for n in range(6, 11))
    await world.join(*people)
    with pytest.raises(Refusal, match=r"merge\.nobody"):
        await world.services.merging.ask(world.boss, "s1")


async def test_two_newcomers_at_most_in_one_round_whoever_asks_and_when() -> None:
    """The third is refused before anybody is asked; after the sixth meeting the count is new."""
    world = fresh()
    await world.running(5, 9)
    for number in (6, 7):
        await world.services.topup.ask(world.boss, "s1")
        inside = await world.where("memberships", set_id="s1", left_at=None)
        (draft,) = await world.where("drafts", form="change")
        for place in inside:
            who = world.who(int(place.person_id[1:]))
            await world.services.topup.answer(who, "s1", happy=True)
        who = world.who(int(draft.fields["newcomer"][1:]))
        await world.services.topup.answer(who, "s1", happy=True)
        assert len(await world.where("memberships", set_id="s1")) == number
    with pytest.raises(Refusal, match=r"topup\.enough"):
        await world.services.topup.ask(world.boss, "s1")
    await world.services.mydata.erase(world.who(1))  # a place is free: only the rule stands
    with pytest.raises(Refusal, match=r"topup\.enough"):
        await world.services.topup.ask(world.boss, "s1")
    (sixth,) = await world.where("meetings", set_id="s1", number=6)
    await world.go_to(sixth.starts_at)
    await world.save("meetings", replace(sixth, state=MeetingState.HELD))
    begun = await world.services.topup.ask(world.boss, "s1")
    assert begun.key == "topup.begun"


async def test_a_break_moves_every_date_past_the_day_and_says_so_once() -> None:
    """All meetings keep their weekly time and their distance, and each member hears it once."""
    world = fresh()
    await world.running()
    before = {m.id: m for m in await world.where("meetings", set_id="s1")}
    await world.services.pausing.pause(world.boss, "s1", "1 May 2027")
    await world.settle()
    after = sorted(await world.where("meetings", set_id="s1"), key=lambda m: m.number)
    assert {m.id for m in after} == set(before)
    days = [date.fromisoformat(m.wall[:10]) for m in after]
    assert days[0] >= date(2027, 5, 1)
    assert {day.weekday() for day in days} == {1}
    assert all(b - a >= DAY * 28 for a, b in pairwise(days))
    assert [m.face.key for m in world.room() if isinstance(m.face, Note)][-1] == "paused"
    for text, key in (("1 May 2027", r"pause\.already"), ("1 May 2031", r"pause\.when")):
        with pytest.raises(Refusal, match=key):
            await world.services.pausing.pause(world.boss, "s1", text)
    with pytest.raises(Refusal, match="not_coordinator"):
        await world.services.pausing.pause(world.who(1), "s1", "1 June 2027")
