"""The client over real sockets: commands, presses and forms, in time, once, and after a restart."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bot_world import WORDS, Place, card, texts, until
from structlog.testing import capture_logs

from bot.client import API, Ears, Synced, intents, point_at
from cogs import _press, faces
from practice.world import P


async def post_card(place: Place, bot: Any) -> dict[str, Any]:
    """Post the card into the open channel and return it as Asha sees it."""
    await bot.get_partial_messageable(place.general.id).send(view=faces.draw(card(), WORDS))
    return place.asha.messages(place.general.id)[-1]


async def test_a_command_is_answered_privately(place: Place) -> None:
    """Only the asker sees the answer of a command."""
    async with place.bot() as (_, _, _):
        answer = await place.asha.command(place.general.id, "card")
        await answer.settled()
        assert answer.private
        assert "Revision 0." in answer.text
        assert place.ben.messages(place.general.id) == []


async def test_a_command_may_take_its_time(place: Place) -> None:
    """After a promise, the answer fills it; facts of the call are as Discord sent them."""
    async with place.bot() as (_, _, _):
        answer = await (await place.asha.command(place.general.id, "where")).settled()
        assert answer.text == f"Server {place.world.guild.id}, en-GB."
        assert len(answer.messages) == 1


async def test_a_command_that_is_no_more_says_so(place: Place) -> None:
    """A command that Discord still shows but we no longer have is answered kindly."""
    async with place.bot() as (bot, _, _):
        bot.tree.remove_command("card")
        answer = await (await place.asha.command(place.general.id, "card")).settled()
        assert answer.private
        assert "The list of commands has just changed." in answer.text


async def test_a_hundred_presses_at_once_have_one_winner(place: Place) -> None:
    """Everybody is answered in time; one press counts, the others are told kindly."""
    async with place.bot() as (bot, _, parlour):
        message = await post_card(place, bot)
        presses = [place.asha.press(message, "Yes", as_seen=True) for _ in range(100)]
        answers = await asyncio.gather(*presses)
        await asyncio.gather(*(answer.settled() for answer in answers))
        assert parlour.rev == 1
        assert not any(answer.failed for answer in answers)
        assert sum("Things have moved on" in answer.text for answer in answers) == 99
        assert "Revision 1." in texts(place.asha.message(message))


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acknowledge sooner than in life, so that these tests are quick."""
    assert 0 < _press.ACKNOWLEDGE_AFTER < 2.5
    monkeypatch.setattr(_press, "ACKNOWLEDGE_AFTER", 0.2)


@pytest.mark.usefixtures("hurried")
async def test_a_slow_press_is_acknowledged_in_time(place: Place) -> None:
    """Discord hears within three seconds; the work goes on, then redraws and tells."""
    async with place.bot() as (bot, _, parlour):
        message = await post_card(place, bot)
        answer = await place.asha.press(message, "Slow")
        assert answer.deferred
        assert not answer.failed
        parlour.go.set()
        await until(lambda: "Done at last." in answer.text)
        assert answer.private
        assert "Revision 9." in texts(place.asha.message(message))


@pytest.mark.usefixtures("hurried")
async def test_an_answer_on_its_way_is_not_overtaken(place: Place) -> None:
    """While the first answer is on a slow road, no second one is sent before it."""
    callback = "/interactions/{interaction_id}/{interaction_token}/callback"
    async with place.bot() as (bot, _, _):
        message = await post_card(place, bot)
        place.server.faults.plan("slow", method="POST", template=callback, seconds=0.5)
        with capture_logs() as lines:
            await (await place.asha.press(message, "Yes")).settled()
            await until(lambda: lines)
        assert "Revision 1." in texts(place.asha.message(message))
        assert [line["event"] for line in lines] == ["done"]


@pytest.mark.usefixtures("hurried")
async def test_a_slow_form_is_acknowledged_in_time(place: Place) -> None:
    """A form from a command and one from a button are both acknowledged, and then answered."""
    async with place.bot() as (bot, _, parlour):
        opened = await place.asha.command(place.general.id, "form")
        assert opened.modal is not None
        waiting = await place.asha.submit(opened.modal, {"Name": "Slow"})
        assert waiting.deferred
        parlour.go.set()
        await until(lambda: waiting.text == "Thank you, Slow.")
        assert waiting.private
        message = await post_card(place, bot)
        opened = await place.asha.press(message, "Slow form")
        assert opened.modal is not None
        answer = await (await place.asha.submit(opened.modal, {"Name": "Ann"})).settled()
        assert answer.text == "Thank you, Ann."


async def test_what_was_typed_outlives_a_refusal_and_a_restart(place: Place) -> None:
    """Opened before a restart, sent after it, refused, and opened again after another."""
    async with place.bot() as (bot, _, _):
        message = await post_card(place, bot)
        opened = await place.asha.press(message, "Slow form")
    assert opened.modal is not None
    async with place.bot() as (_, _, parlour):
        refused = await (await place.asha.submit(opened.modal, {"Name": "No"})).settled()
        assert parlour.heard == ["No"]
        assert refused.private
        assert "Change it" in str(refused.message)
    async with place.bot() as (_, _, parlour):
        assert refused.message is not None
        again = await place.asha.press(refused.message, "Change it")
        assert again.modal is not None
        assert again.modal["components"][0]["component"]["value"] == "No"
        done = await (await place.asha.submit(again.modal, {"Name": "Ann"})).settled()
        assert done.text == "Thank you, Ann."
        await until(lambda: place.drafts.kept == {})


async def test_a_button_outlives_a_restart(place: Place) -> None:
    """A card that was posted before is answered after."""
    async with place.bot() as (bot, _, _):
        message = await post_card(place, bot)
    async with place.bot() as (_, _, parlour):
        await (await place.asha.press(message, "Yes")).settled()
        assert parlour.rev == 1
        assert "Revision 1." in texts(place.asha.message(message))


async def test_the_ears_hear_live_voice_and_interest(place: Place) -> None:
    """Ready, a resume, voice and interest in events are told, also of people never met."""
    heard: list[tuple[object, ...]] = []

    async def live() -> None:
        heard.append(("live",))

    async def voice(guild: int, who: int, old: int, new: int) -> None:
        heard.append(("voice", guild, who, old, new))

    async def interest(guild: int, event: int, who: int, on: bool) -> None:
        heard.append(("interest", guild, event, who, on))

    talk = place.world.add_voice("talk")
    guild, asha = place.world.guild.id, place.asha.id
    async with place.bot(Ears(live=live, voice=voice, interest=interest)) as (_, stage, _):
        await until(lambda: ("live",) in heard)
        start = datetime(2026, 10, 6, 11, 30, tzinfo=UTC)
        end = start + timedelta(hours=1)
        event = await stage.put_event(guild, 0, {"name": "One", "start": start, "end": end})
        await place.asha.react_event(event)
        await place.asha.react_event(event, interested=False)
        await place.asha.voice(talk.id)
        await place.asha.voice(None)
        await until(lambda: len(heard) >= 5)
        assert heard[1:] == [
            ("interest", guild, event, asha, True),
            ("interest", guild, event, asha, False),
            ("voice", guild, asha, 0, talk.id),
            ("voice", guild, asha, talk.id, 0),
        ]
        place.server.faults.drop_gateway()
        await until(lambda: heard.count(("live",)) == 2, 10)


async def test_commands_are_synced_only_when_they_changed(place: Place) -> None:
    """The second start sends no commands; a different hash would."""
    told: list[str] = []

    async def is_done(fingerprint: str) -> bool:
        return fingerprint in told

    async def mark(fingerprint: str) -> None:
        told.append(fingerprint)

    for _ in range(2):
        async with place.bot(synced=Synced(is_done=is_done, mark=mark)):
            names = {one["name"] for one in place.asha.commands(place.general.id)}
            assert names == {"card", "form", "where"}
    assert len(told) == 1


async def test_a_wrong_token_is_misconfigured(place: Place) -> None:
    """What a wrong token means is known by the one place that maps errors."""
    from cogs._meaning import meaning

    place.server.door.token = "another"
    with pytest.raises(Exception, match="Improper token") as caught:
        async with place.bot():
            pass
    known = meaning(caught.value)
    assert known is not None
    assert known.key == "token"


def test_no_privileged_intent_is_asked_for() -> None:
    """Three plain intents are all: the bot cannot read the room."""
    asked = {name for name, on in intents() if on}
    assert asked == {"guilds", "voice_states", "guild_scheduled_events"}


@pytest.mark.parametrize("given", ["http://127.0.0.1:1", "http://127.0.0.1:1/api/v10/"])
async def test_another_discord_can_be_pointed_at(place: Place, given: str) -> None:
    """With or without its path, the address of the API is understood."""
    from discord.http import Route

    point_at(given, "")
    assert f"http://127.0.0.1:1{API}" == Route.BASE


async def test_the_bot_lives_with_what_it_asks_for(place: Place) -> None:
    """The table of rights is enough for everything the stage does."""
    from bot.rights import wanted

    for role in place.world.guild.roles.values():
        place.world.set_role(role, P(wanted().value) if role.managed else P(0))
    async with place.bot() as (bot, stage, _):
        assert stage.missing(place.world.guild.id, place.general.id) == ()
        category = place.world.add_channel("sets here", 4)
        rooms = await stage.open_rooms(
            place.world.guild.id, "set-heron", "t", [place.asha.id], category.id
        )
        await stage.post(rooms.text_xid, card(), key="k", again=True)
        await stage.admit(place.world.guild.id, rooms, [place.ben.id])
        start = datetime(2026, 10, 6, 11, 30, tzinfo=UTC)
        end = start + timedelta(hours=1)
        event = {"name": "One", "start": start, "end": end, "voice_xid": rooms.voice_xid}
        made = await stage.put_event(place.world.guild.id, 0, event)
        await stage.put_event(place.world.guild.id, made, {**event, "name": "Two"})
        await stage.put_event(place.world.guild.id, made, {"gone": True})
        await stage.close_rooms(place.world.guild.id, rooms)
        assert bot.guilds[0].me.guild_permissions.value & wanted().value == wanted().value
