"""Consent: yes, rather not, ask me later; a hole is mended, and nobody else learns why."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from journeys_stage import Evening, StageSet, labels, opened

from learning.sets import Consent, Stage
from practice import cast
from practice.hands import text_of
from practice.robot import control

SEVEN = ("Owen", "Grace", "Sam", "Marcus", "Ines", "Kit")
CARD = "A set for you"


def card_of(evening: Evening, name: str) -> dict[str, object]:
    """Return the newest private card about a set that somebody can answer."""
    found = evening.private(name, CARD, button="Yes")
    return evening.need(found, f"{name} has no card to answer")


@pytest.fixture
async def asked(evening: Evening, six: tuple[str, ...]) -> Evening:
    """An evening on which six people were just asked about one set."""
    await evening.set_up()
    await evening.propose(six)
    return evening


async def test_each_person_is_asked_in_private(asked: Evening, six: tuple[str, ...]) -> None:
    """Each person has one card with three answers, naming the others, and read by nobody else."""
    for name in six:
        card = card_of(asked, name)
        assert labels(card) == ["Yes", "Rather not this one", "Ask me later"]
        others = [other for other in six if other != name]
        assert all(other in text_of(card) for other in others)
        mine = [m for m in asked.stage.seen_by(name) if m["id"] == card["id"]]
        assert len(mine) == 1
        assert all(m["id"] != card["id"] for other in others for m in asked.stage.seen_by(other))


async def test_when_all_say_yes_the_set_has_rooms_dates_and_events(
    asked: Evening, six: tuple[str, ...]
) -> None:
    """The last yes makes a private text and voice room and six dates, for these six alone."""
    for name in six[:-1]:
        await asked.press(name, card_of(asked, name), "Yes")
        assert asked.stage.world.events == {}
    await asked.press(six[-1], card_of(asked, six[-1]), "Yes")
    await asked.pass_time(timedelta(minutes=1))
    for name in six:
        card = asked.need(asked.private(name, CARD), "the card is gone")
        assert "six dates" in text_of(card)
        assert labels(card) == []
    found = await asked.set_of("Amara")
    assert found.stage is Stage.RUNNING
    world = asked.stage.world
    text, voice = world.channels[found.text_xid], world.channels[found.voice_xid]
    assert text.name.startswith("set-")
    assert {text.parent_id, voice.parent_id} == {asked.stage.rooms.id}
    for name in asked.stage.everybody():
        inside = name in six
        assert world.can_see(text, asked.hand(name).id) is inside
        assert world.can_see(voice, asked.hand(name).id) is inside
    assert len(world.events) == 6
    assert len([m for m in asked.stage.seen_by("Amara") if "Welcome to" in text_of(m)]) == 1


async def test_a_yes_may_be_taken_back_until_the_set_stands(
    asked: Evening, six: tuple[str, ...]
) -> None:
    """After a yes the card still offers Rather not this one."""
    await asked.press(six[0], card_of(asked, six[0]), "Yes")
    card = asked.need(asked.private(six[0], CARD), "the card is gone")
    assert labels(card) == ["Rather not this one"]


async def test_ask_me_later_asks_again_tomorrow(asked: Evening) -> None:
    """After Ask me later the question comes again a day later, once, and the old one closes."""
    await asked.press("Tom", card_of(asked, "Tom"), "Ask me later")
    before = asked.stage.reads("Tom", CARD)
    assert len(before) == 1
    await asked.pass_time(timedelta(hours=23))
    assert len(asked.stage.reads("Tom", CARD)) == 1
    await asked.pass_time(timedelta(hours=1, minutes=5))
    old, new = asked.stage.reads("Tom", CARD)
    assert labels(old) == []
    assert "Yes" in labels(new)
    await asked.press("Tom", new, "Yes")
    assert (await asked.place("Tom")).consent is Consent.YES


async def test_rather_not_frees_one_place_and_only_one(evening: Evening) -> None:
    """One rather not takes one person out; who waits comes in; all others are asked once."""
    await evening.set_up()
    await evening.propose(SEVEN)
    await evening.list_people(["Nell"])
    await evening.press("Grace", card_of(evening, "Grace"), "Yes")
    await evening.press("Kit", card_of(evening, "Kit"), "Rather not this one")
    await evening.pass_time(timedelta(minutes=1))
    kit = evening.need(evening.private("Kit", CARD), "Kit's card is gone")
    assert "That is fine, and nobody is told" in text_of(kit)
    assert labels(kit) == []
    assert "Nell" in text_of(card_of(evening, "Grace"))
    assert "have changed" in text_of(card_of(evening, "Grace"))
    assert "Grace" in text_of(card_of(evening, "Nell"))
    for name in ("Owen", "Sam", "Marcus", "Ines"):
        if name != "Owen":  # his direct messages are closed
            assert len(evening.stage.reads(name, CARD)) == 1, f"{name} was asked twice"
    await evening.agree(["Owen", "Grace", "Sam", "Marcus", "Ines", "Nell"])
    found = await evening.set_of("Grace")
    assert found.stage is Stage.RUNNING
    assert not evening.stage.world.can_see(
        evening.stage.world.channels[found.text_xid], evening.hand("Kit").id
    )


async def test_a_set_that_cannot_be_filled_is_let_go_kindly(evening: Evening) -> None:
    """When too few are left the set is dissolved; everybody stays on the list, nearer the front."""
    five = ("Amara", "Priya", "Tom", "Jonah", "Bea")
    await evening.set_up()
    await evening.propose(five)
    await evening.press("Tom", card_of(evening, "Tom"), "Rather not this one")
    await evening.pass_time(timedelta(minutes=1))
    for name in ("Amara", "Priya", "Jonah", "Bea"):
        note = evening.private(name, "did not come together")
        assert note is not None
        assert "Tom" not in text_of(note)
        assert (await evening.person(name)).rounds_waited == 1
    assert evening.private("Tom", "did not come together") is None
    free = await evening.tell(cast.COORDINATOR, "people waiting")
    assert all(name in free for name in five)


async def test_nobody_can_tell_a_rather_not_from_silence(
    evening: Evening, six: tuple[str, ...]
) -> None:
    """What others read after a rather not says neither who left nor that anybody said no."""
    await evening.set_up()
    await evening.propose(six)
    plans = {one["id"] for one in evening.stage.reads(cast.COORDINATOR, "set is possible")}
    await evening.press("Leila", card_of(evening, "Leila"), "Rather not this one")
    await evening.pass_time(timedelta(minutes=1))
    for name in evening.stage.everybody():
        if name == "Leila":
            continue
        for message in evening.stage.seen_by(name):
            if message["id"] in plans:
                continue  # the coordinator's own plan, from before anybody was asked
            text = text_of(message)
            assert "Leila" not in text
            assert not re.search(r"said no|declined|rather not (to|be)|refused", text, re.I)
    listed = await evening.tell(cast.COORDINATOR, "sets list")
    assert "Leila" not in listed
    audit = await evening.tell(cast.COORDINATOR, "audit")
    assert "Leila" not in audit
    assert f"<@{evening.hand('Leila').id}>" not in audit


async def test_a_rather_not_looks_to_others_like_days_without_an_answer(
    stage_set: StageSet, tmp_path: Path, fresh: Path, six: tuple[str, ...]
) -> None:
    """Word for word, others read the same after a rather not and after days of silence."""
    others = [name for name in six if name != "Leila"]
    told: list[dict[str, list[str]]] = []
    for stage, says_no in ((stage_set, True), (StageSet(tmp_path / "silent", fresh), False)):
        async with opened(stage) as evening:
            await evening.set_up()
            await evening.propose(six)
            await evening.agree(others)
            if says_no:
                await evening.press("Leila", card_of(evening, "Leila"), "Rather not this one")
            await evening.pass_time(timedelta(days=5, hours=1))
            told.append({name: _read(evening, name) for name in (*others, cast.COORDINATOR)})
    assert told[0] == told[1]
    assert any("was planned again" in text for text in told[0][cast.COORDINATOR])


async def test_changed_times_ask_nobody_anything(asked: Evening, six: tuple[str, ...]) -> None:
    """When somebody changes their times while a set is asked, the others see nothing of it."""
    before = {name: _read(asked, name) for name in six}
    card = await asked.command("Leila", "me availability")
    assert card.message is not None
    menu = control(card.message, "s:me.good")
    await asked.hand("Leila").choose(card.message, menu, ["tue-lunch", "thu-evening"])
    save = control(card.message, "b:join.keep")
    await asked.hand("Leila").press(card.message, custom_id=save)
    assert "thu-evening" in (await asked.person("Leila")).good
    await asked.pass_time(timedelta(hours=1))
    for name in six:
        if name != "Leila":
            assert _read(asked, name) == before[name]


async def test_days_without_an_answer_free_a_place(evening: Evening, six: tuple[str, ...]) -> None:
    """After five days the place of somebody who did not answer is free, and the card is closed."""
    await evening.set_up()
    await evening.propose(six)
    for name in six:
        if name != "Leila":
            await evening.press(name, card_of(evening, name), "Yes")
    await evening.pass_time(timedelta(days=5, hours=1))
    found = await evening.set_of("Amara")
    assert found.stage is Stage.RUNNING
    leila = evening.need(evening.private("Leila", CARD), "Leila's card is gone")
    assert labels(leila) == [], "a card about a question that is closed can still be pressed"
    answer = await evening.tell("Leila", "set card")
    assert "You are not in a set at the moment" in answer


async def test_a_press_on_an_old_card_is_told_kindly(asked: Evening) -> None:
    """A card that has changed since it was opened says so, and keeps the answer that stands."""
    old = card_of(asked, "Tom")
    await asked.press("Tom", old, "Ask me later")
    answer = await asked.hand("Tom").press(old, "Yes", as_seen=True)
    await answer.settled()
    assert "This card has changed since you opened it" in answer.text
    assert (await asked.place("Tom")).consent is Consent.LATER


async def test_closed_messages_become_a_mention_that_one_person_can_open(
    evening: Evening,
) -> None:
    """Where direct messages are closed a mention comes, and only the person named opens it."""
    await evening.set_up()
    await evening.propose(SEVEN)
    assert evening.private("Owen", CARD) is None
    call = evening.need(evening.in_lobby("Owen", button="Open"), "no mention came")
    assert f"<@{evening.hand('Owen').id}>" in text_of(call)
    assert "set" not in text_of(call).lower().replace("setwise", ""), "the open channel says why"
    stranger = await evening.press("Grace", call, "Open")
    assert "belongs to someone else" in stranger.text
    assert stranger.private
    mine = await evening.press("Owen", call, "Open")
    assert mine.private
    assert CARD in mine.text
    assert mine.message is not None
    await evening.press("Owen", mine.message, "Yes")
    assert (await evening.place("Owen")).consent is Consent.YES
    for name in evening.stage.everybody():
        if name != "Owen":
            for message in evening.stage.reads(name, CARD):
                assert "Owen" in text_of(message), "the card of somebody else"


def _read(evening: Evening, name: str) -> list[str]:
    """Return all that somebody can read, without its days and times."""
    clock = re.compile(r"<t:\d+:\w>|<[@#]\d+>|\b\d+([.:]\d\d)?\b|\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ")
    month = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b")
    skipped = re.compile(r"(-# )?Left out: .*")
    texts = (text_of(message) for message in evening.stage.seen_by(name))
    return [skipped.sub("", month.sub("…", clock.sub("…", text))) for text in texts]
