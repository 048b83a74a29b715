"""Messages, events, voice and threads through an unmodified discord.py."""

from datetime import timedelta

import aiohttp
import discord
import pytest
from practice_stage import PlainBot, Stage, until

from practice.desk.memory import Pace
from practice.world import VOICE


async def test_the_same_nonce_makes_one_message(stage: Stage) -> None:
    """A message sent again with its nonce answers with the first one."""
    async with stage.bot() as bot:
        room = bot.text("general")
        first = await room.send("once", nonce="abc")
        again = await room.send("once", nonce="abc")
        other = await room.send("once", nonce="abd")
        assert first.id == again.id != other.id
    assert len(stage.asha.messages(stage.general.id)) == 2
    assert stage.server.findings == []


async def test_history_pins_edits_and_files(stage: Stage) -> None:
    """Reading back, pinning, editing and attaching work as discord.py does them."""
    async with stage.bot() as bot:
        room = bot.text("general")
        sent = [await room.send(f"m{number}") for number in range(5)]
        found = [one.content async for one in room.history(limit=3)]
        assert found == ["m4", "m3", "m2"]
        later = [one.content async for one in room.history(after=sent[2])]
        assert later == ["m3", "m4"]
        await sent[0].pin()
        assert [one.content async for one in room.pins()] == ["m0"]
        await sent[0].unpin()
        stage.clock.jump(stage.clock.now() + timedelta(minutes=5))
        await sent[1].edit(content="changed", suppress=True)
        raw = stage.asha.messages(room.id)[1]
        assert (raw["content"], raw["edited_timestamp"][:16]) == ("changed", "2026-09-01T09:05")
        note = discord.File(__import__("io").BytesIO(b"three lines"), "note.txt")
        filed = await room.send(file=note)
        assert await filed.attachments[0].read() == b"three lines"
        await room.delete_messages([sent[2], sent[3]])
        await sent[4].add_reaction("👍")
        assert len(stage.asha.messages(room.id)) == 4
    assert stage.server.findings == []


async def test_the_bot_is_blind_to_what_others_write(stage: Stage) -> None:
    """Without Message Content, others' words arrive empty; in a DM they are read."""
    intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    bot, read = PlainBot(intents), list[str]()

    @bot.listen()
    async def on_message(message: discord.Message) -> None:
        read.append(f"{message.author.display_name}: {message.content}")

    async with stage.bot(bot):
        await stage.asha.say(stage.general.id, "secret")
        await stage.asha.say(stage.asha.open_dm(), "for you")
        await until(lambda: len(read) == 2)
        assert read == ["Asha: ", "Asha: for you"]
        back = [one.content async for one in bot.text("general").history()]
        assert back == [""]


async def test_without_the_intent_no_event_comes(stage: Stage) -> None:
    """A bot that did not ask for messages hears none, but hears its interactions."""
    async with stage.bot() as bot:
        await stage.asha.say(stage.general.id, "hello")
        await stage.asha.voice(stage.world.add_channel("Room", VOICE).id)
        await until(lambda: "VOICE_STATE_UPDATE" in bot.heard)
    assert "MESSAGE_CREATE" not in bot.heard


async def test_events_are_kept_and_people_press_interested(stage: Stage) -> None:
    """One event can be made, moved, listed with who is interested, and cancelled."""
    start = stage.clock.now() + timedelta(days=7)
    async with stage.bot() as bot:
        room = await bot.home.create_voice_channel("Heron voice")
        event = await bot.home.create_scheduled_event(
            name="First meeting",
            start_time=start,
            channel=room,
            entity_type=discord.EntityType.voice,
            privacy_level=discord.PrivacyLevel.guild_only,
        )
        assert event.start_time == start
        await stage.asha.react_event(event.id)
        assert [one.name async for one in event.users()] == ["asha"]
        moved = await event.edit(start_time=start + timedelta(hours=1))
        assert moved.start_time == start + timedelta(hours=1)
        outside = await bot.home.create_scheduled_event(
            name="Elsewhere",
            start_time=start,
            end_time=start + timedelta(hours=2),
            location="https://example.org/room",
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
        )
        assert len(await bot.home.fetch_scheduled_events()) == 2
        await outside.cancel()
        await event.delete()
        await until(lambda: "GUILD_SCHEDULED_EVENT_USER_ADD" in bot.heard)
        await until(lambda: len(bot.home.scheduled_events) == 1)
    assert stage.server.findings == []


async def test_voice_is_followed_and_muting_needs_somebody_there(stage: Stage) -> None:
    """Voice states reach the bot; server mute works on those in voice and on nobody else."""
    async with stage.bot() as bot:
        room = await bot.home.create_voice_channel("Heron voice")
        await stage.asha.voice(room.id)
        await until(lambda: stage.asha.id in room.voice_states)
        await bot.http.edit_voice_channel_status("Check-in", channel_id=room.id)
        assert stage.world.channels[room.id].status == "Check-in"
        asha = await bot.home.fetch_member(stage.asha.id)
        await asha.edit(mute=True)
        await until(lambda: room.voice_states[stage.asha.id].mute)
        ben = await bot.home.fetch_member(stage.ben.id)
        with pytest.raises(discord.HTTPException) as caught:
            await ben.edit(mute=True)
        assert caught.value.code == 40032
        await stage.asha.voice(None)
        await until(lambda: not room.voice_states)
    assert stage.server.findings == []


async def test_private_threads_open_for_those_added_and_archive(stage: Stage) -> None:
    """A private thread is seen by those added; archived it swallows edits until it is woken."""
    async with stage.bot() as bot:
        thread = await bot.text("sets").create_thread(name="Heron", invitable=False)
        assert str(thread.id) not in [one["id"] for one in stage.asha.channels()]
        await thread.add_user(discord.Object(stage.asha.id))
        assert str(thread.id) in [one["id"] for one in stage.asha.channels()]
        sent = await thread.send("hello")
        await stage.asha.say(thread.id, "hi")
        await thread.edit(archived=True)
        with pytest.raises(discord.HTTPException) as caught:
            await sent.edit(content="x")
        assert caught.value.code == 50083
        await thread.send("awake")
        assert (await bot.home.fetch_channel(thread.id)).archived is False  # type: ignore[union-attr]
        found = await thread.fetch_members()
        assert {one.id for one in found} == {stage.asha.id, stage.world.bot.id}
    assert stage.server.findings == []


async def test_old_messages_take_few_edits(stage: Stage) -> None:
    """Over an hour old, a message takes three edits in twenty seconds; then 30046."""
    stage.server.memory.old_edits = Pace(3, 0.3)
    async with stage.bot() as bot:
        sent = await bot.text("general").send("board")
        stage.clock.jump(stage.clock.now() + timedelta(hours=2))
        for number in range(3):
            await sent.edit(content=f"board {number}")
        path = f"{stage.server.api_url}/channels/{stage.general.id}/messages/{sent.id}"
        key = {"Authorization": "Bot practice"}
        async with (
            aiohttp.ClientSession(headers=key) as web,
            web.patch(path, json={"content": "board 3"}) as refused,
        ):
            assert refused.status == 429
            assert (await refused.json())["code"] == 30046
        await sent.edit(content="board 4")
    assert stage.asha.messages(stage.general.id)[0]["content"] == "board 4"
