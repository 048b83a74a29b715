"""Whoever waits long is asked; who says nothing is erased; who says yes, or was placed, is not."""

from __future__ import annotations

from datetime import timedelta

from retention_keeper import START, Keeper
from test_retention_times import MARK, a_set, person, place

from learning.effects import Kind
from learning.people import Standing
from learning.sets import Stage
from services.kit import Who
from services.retiring import asked_at

DAY = timedelta(days=1)


async def live(keeper: Keeper, days: int) -> list[str]:
    """Let days pass and do what comes due; returns the cards that were sent."""
    sent: list[str] = []
    end = keeper.clock.now() + days * DAY
    while keeper.clock.now() < end:
        keeper.wait(days=1)
        for work in await keeper.due():
            card = work.effect.card
            if work.effect.kind is Kind.POST and card:
                sent.append(f"{card.face}:{card.about}")
            elif card and card.face == "retire":
                await keeper.retiring.run()
            elif card and card.face == "list.erase":
                await keeper.retiring.erase(work.effect.about, asked_at(work.effect))
    return sent


async def the_name(keeper: Keeper) -> str:
    """Return what the one person is called now."""
    async with keeper.units.read() as unit:
        (found,) = await unit.people.where()
    return found.name


async def waiting(keeper: Keeper, standing: Standing = Standing.WAITING) -> None:
    """Put one person on the list, and let the house begin."""
    await keeper.add("people", person(standing=standing))
    await keeper.retiring.begin()


async def test_nobody_is_asked_before_half_a_year(keeper: Keeper) -> None:
    """The question comes after 183 days, once."""
    await waiting(keeper)
    assert await live(keeper, 182) == []
    assert await live(keeper, 20) == ["still:p1"]


async def test_silence_is_erased(keeper: Keeper) -> None:
    """Three months after the question, all that was said is gone."""
    await waiting(keeper)
    await live(keeper, 183 + 90)
    assert await the_name(keeper) == "Amara"
    await live(keeper, 10)
    assert await the_name(keeper) != "Amara"
    async with keeper.units.read() as unit:
        (found,) = await unit.people.where()
        assert await unit.people.where(xid=11) == ()
    assert (found.own_words, found.standing) == ("", Standing.LEFT)
    assert MARK not in str(found)


async def test_a_yes_keeps_you_and_you_are_asked_again(keeper: Keeper) -> None:
    """Who presses the button stays, and is asked after another half year."""
    await waiting(keeper)
    assert await live(keeper, 200) == ["still:p1"]
    await keeper.retiring.stay(Who(xid=11))
    assert await live(keeper, 150) == []
    assert await the_name(keeper) == "Amara"
    assert await live(keeper, 30) == ["still:p1"]
    await live(keeper, 100)
    assert await the_name(keeper) != "Amara"


async def test_a_pause_is_waiting_too(keeper: Keeper) -> None:
    """Who paused and was never heard of again is asked."""
    await waiting(keeper, Standing.PAUSED)
    assert await live(keeper, 200) == ["still:p1"]


async def test_who_is_placed_is_left_in_peace(keeper: Keeper) -> None:
    """A member of a set is neither asked nor erased, however old their joining is."""
    await waiting(keeper, Standing.PLACED)
    assert await live(keeper, 400) == []
    assert await the_name(keeper) == "Amara"


async def test_who_found_a_set_after_the_question_is_not_erased(keeper: Keeper) -> None:
    """A place taken after the question is an answer to it."""
    await waiting(keeper)
    await live(keeper, 200)
    await keeper.add("sets", a_set(Stage.RUNNING))
    await keeper.add("memberships", place())
    await live(keeper, 100)
    assert await the_name(keeper) == "Amara"


async def test_the_time_runs_from_when_they_left_a_set(keeper: Keeper) -> None:
    """Leaving a set is a sign of life."""
    await keeper.add("people", person(standing=Standing.WAITING))
    await keeper.add("sets", a_set(Stage.ENDED))
    await keeper.add("memberships", place(START + 150 * DAY))
    await keeper.retiring.begin()
    assert await live(keeper, 320) == []
    assert await live(keeper, 30) == ["still:p1"]


async def test_the_house_wakes_itself_at_least_weekly(keeper: Keeper) -> None:
    """Each sweep books the next; beginning twice books only one."""
    await keeper.retiring.begin()
    await keeper.retiring.begin()
    swept = 0
    for _ in range(60):
        keeper.wait(days=1)
        for work in await keeper.due():
            swept += 1
            await keeper.retiring.run()
            assert work.effect.key.startswith("retire:")
    assert 60 // 8 <= swept <= 60
