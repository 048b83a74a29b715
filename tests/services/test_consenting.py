"""Consent: whoever answers what, in any order, nobody is in two sets and no rule is broken."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from rules_seen import broken_sets
from services_world import (
    BOSS,
    DAY,
    START,
    World,
    fresh,
    person,
)

from learning.people import HowFar, Standing
from learning.refusals import Refusal, Stale
from learning.sets import Consent, Stage
from services.values import ConsentCard, Note


async def ready(people: int = 8, members: int = 6) -> World:
    """Return a world with a proposed set, and people who wait."""
    world = fresh()
    await world.set_up()
    await world.join(*(person(n) for n in range(1, people + 1)))
    await world.proposed(members)
    return world


def newest_card(world: World, number: int) -> ConsentCard:
    """Return the newest private question of a person."""
    return [m.face for m in world.dms(number) if isinstance(m.face, ConsentCard)][-1]


async def test_the_set_stands_with_the_last_yes() -> None:
    """Six yeses make rooms, six dates and a guide; everybody is placed."""
    world = await ready()
    for number in range(1, 7):
        assert (await world.get("sets", "s1")).stage is Stage.PROPOSED
        await world.say(number, Consent.YES)
    await world.settle()
    found = await world.get("sets", "s1")
    assert found.stage is Stage.RUNNING
    assert found.guide_id != found.deputy_id
    assert len(await world.where("meetings", set_id="s1")) == 6
    assert len(world.stage.events) == 6
    assert world.stage.access[found.text_xid] == tuple(range(1001, 1007))
    placed = await world.where("people", standing=Standing.PLACED)
    assert [p.id for p in placed] == [f"p{n:02}" for n in range(1, 7)]
    assert newest_card(world, 1).complete
    assert world.lost == []


async def test_a_rather_not_is_filled_and_those_who_said_yes_are_asked_again() -> None:
    """A new face is a new question to those who said yes; the old card has no buttons."""
    world = await ready()
    await world.say(1, Consent.YES)
    await world.settle()
    await world.say(3, Consent.NO)
    await world.settle()
    seats = {m.person_id for m in await world.where("memberships", set_id="s1", left_at=None)}
    assert seats == {"p01", "p02", "p04", "p05", "p06", "p07"}
    mine = [m.face for m in world.dms(1)]
    assert [type(face) for face in mine] == [ConsentCard, ConsentCard]
    assert not mine[0].open  # type: ignore[attr-defined]
    assert newest_card(world, 1).changed
    assert newest_card(world, 1).answer is Consent.ASKED
    assert newest_card(world, 7).open
    assert len(world.dms(2)) == 1, "whoever had not answered sees the new face on the same card"
    assert [one.name for one in newest_card(world, 2).people][-1] == "Name7"


async def test_nobody_learns_who_said_no() -> None:
    """Neither a card, a key of the queue nor the coordinator's news names who pressed."""
    world = await ready()
    await world.say(3, Consent.NO)
    async with world.units.read() as unit:
        due = await unit.work.pending()
    told = [e for e in due if e.card is not None and e.card.face == "desk_news"]
    assert told
    assert not any("p03" in f"{e.key} {e.card}" for e in due if "p03" not in str(e.of))
    await world.settle()
    (news,) = [m.face for m in world.stage.seen_by(BOSS)]
    assert isinstance(news, Note)
    assert news.key == "desk_news.replanned"
    assert set(news.facts) == {"set", "area"}


async def test_without_a_replacement_the_rest_go_on() -> None:
    """Five of six may still meet; they are not asked again, and the last yes counts."""
    world = await ready(people=7, members=7)
    for number in (1, 2, 3, 5, 6, 7):
        await world.say(number, Consent.YES)
    await world.say(4, Consent.NO)
    await world.settle()
    assert (await world.get("sets", "s1")).stage is Stage.RUNNING
    assert await broken_sets(world) == []


async def test_a_set_that_cannot_be_filled_is_let_go() -> None:
    """Everybody who was in it is told kindly, and comes nearer the front; the one who left not."""
    world = await ready(people=5, members=5)
    await world.say(1, Consent.YES)
    await world.say(2, Consent.NO)
    await world.settle()
    assert (await world.get("sets", "s1")).stage is Stage.DISSOLVED
    waited = {p.id: p.rounds_waited for p in await world.where("people")}
    assert waited == {"p01": 1, "p02": 0, "p03": 1, "p04": 1, "p05": 1}
    assert [m.face for m in world.dms(1)][-1] == Note(key="released", facts={"set": "Kestrel"})
    assert not newest_card(world, 1).open
    assert len(world.dms(2)) == 1
    with pytest.raises(Stale, match="closed"):
        await world.say(3, Consent.YES)


async def test_an_old_card_is_refused() -> None:
    """A press on a card that has changed is refused, and nothing is kept."""
    world = await ready()
    await world.say(1, Consent.YES)
    with pytest.raises(Stale, match="moved_on"):
        await world.services.consenting.answer(world.who(1), "s1.p01", 2, Consent.NO)
    with pytest.raises(Refusal, match="not_yours"):
        await world.services.consenting.answer(world.who(2), "s1.p01", 3, Consent.NO)
    assert (await world.get("memberships", "s1.p01")).consent is Consent.YES


async def test_all_press_at_once() -> None:
    """Six who answer in the same moment make one set that stands, once."""
    world = await ready()
    await asyncio.gather(*(world.say(n, Consent.YES) for n in range(1, 7)))
    await world.settle()
    assert (await world.get("sets", "s1")).stage is Stage.RUNNING
    assert len(await world.where("meetings", set_id="s1")) == 6


async def test_one_presses_a_hundred_times_at_once() -> None:
    """One press counts; the others are told that the card has changed."""
    world = await ready()
    place = await world.get("memberships", "s1.p01")
    presses = (
        world.services.consenting.answer(world.who(1), place.id, place.revision, Consent.YES)
        for _ in range(100)
    )
    came = await asyncio.gather(*presses, return_exceptions=True)
    assert came.count(None) == 1
    assert all(isinstance(one, Stale) for one in came if one is not None)


async def test_ask_me_later_asks_again_the_next_day() -> None:
    """The first card has no buttons any more, and the second is the question."""
    world = await ready()
    await world.say(1, Consent.LATER)
    await world.pass_time(DAY + timedelta(minutes=1))
    cards = [m.face for m in world.dms(1) if isinstance(m.face, ConsentCard)]
    assert [card.open for card in cards] == [False, True]
    await world.say(1, Consent.YES)
    await world.pass_time(DAY * 2)
    assert len(world.dms(1)) == 2, "whoever answered is left alone"


async def test_when_the_days_are_over_the_silent_make_room() -> None:
    """Places of those who did not answer go to others, who get their own five days."""
    world = await ready(people=9)
    for number in range(1, 6):
        await world.say(number, Consent.YES)
    await world.pass_time(DAY * 5 + timedelta(minutes=1))
    found = await world.get("sets", "s1")
    assert found.stage is Stage.PROPOSED
    assert (await world.get("memberships", "s1.p06")).left_at is not None
    assert not newest_card(world, 6).open
    assert newest_card(world, 8).open
    assert found.expires_at == START + DAY * 10
    await world.pass_time(DAY * 5)
    assert (await world.get("sets", "s1")).stage is Stage.DISSOLVED, "five were silent this time"


async def test_a_newcomer_lives_where_a_lead_is_named() -> None:
    """Nobody is put into a set who would have no safeguarding lead to go to."""
    world = fresh()
    await world.set_up()
    cornwall = next(a.code for a in world.kit.atlas.locals_under("QT6"))
    await world.join(*(person(n, how_far=HowFar.CLUSTER) for n in range(1, 6)))
    await world.join(person(7, area=cornwall, how_far=HowFar.CLUSTER, rounds_waited=9))
    await world.proposed(5)
    await world.say(1, Consent.NO)
    assert (await world.get("sets", "s1")).stage is Stage.DISSOLVED


async def test_the_area_follows_the_people() -> None:
    """A set belongs to the smallest area that holds all of them, also after a change."""
    world = fresh()
    await world.set_up()
    other = world.kit.atlas.locals_under("QJK")[1].code
    await world.join(*(person(n) for n in range(1, 7)), person(7, area=other))
    await world.proposed(6)
    await world.say(1, Consent.NO)
    assert (await world.get("sets", "s1")).area == "QJK"
    assert await broken_sets(world) == []


@pytest.mark.parametrize(("a", "b"), [(7, 2), (2, 7)])
async def test_not_with_holds_either_way_round(a: int, b: int) -> None:
    """Whoever of two named the other, a newcomer never brings them together."""
    world = fresh()
    await world.set_up()
    people = {n: person(n) for n in range(1, 10)}
    people[a] = replace(people[a], not_with=(1000 + b,))
    await world.join(*people.values())
    await world.proposed(6)
    await world.say(1, Consent.NO)
    assert (await world.get("memberships", "s1.p07")) is None
    assert (await world.get("memberships", "s1.p09")) is not None


async def test_a_pause_frees_the_place() -> None:
    """Whoever pauses while they are asked is asked no more, and somebody else is."""
    world = await ready()
    assert await world.services.joining.pause(world.who(1))
    await world.settle()
    assert (await world.get("memberships", "s1.p01")).left_at is not None
    assert (await world.get("memberships", "s1.p07")) is not None
    assert not newest_card(world, 1).open
    with pytest.raises(Stale, match="closed"):
        await world.say(1, Consent.YES)
    assert not await world.services.joining.pause(world.who(1))


async def test_closed_messages_lead_to_a_card_in_the_open() -> None:
    """Who takes no direct messages is called in a channel, where only they can open the card."""
    world = fresh()
    await world.set_up()
    await world.join(*(person(n) for n in range(1, 7)))
    world.stage.closed.add(1001)
    await world.proposed(6)
    (call,) = world.stage.seen_in(900)
    assert isinstance(call.face, Note)
    assert call.face.ping_xid == 1001
    key = call.face.buttons[0][1].replace("~", ":")
    card = await world.services.cards.for_person(key, 1001)
    assert isinstance(card, ConsentCard)
    with pytest.raises(Refusal, match="not_yours"):
        await world.services.cards.for_person(key, 1002)
