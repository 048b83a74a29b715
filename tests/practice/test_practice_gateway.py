"""The gateway under trouble, and REST under trouble, with a real discord.py client."""

import asyncio
from typing import Any

import aiohttp
import discord
import pytest
from discord.http import Route
from practice_stage import PlainBot, Stage, until

from practice.desk.memory import Pace
from practice.world import VOICE

MESSAGES = "/channels/{channel_id}/messages"


async def test_a_cut_connection_is_resumed_and_nothing_is_lost(stage: Stage) -> None:
    """Events that happen while the bot is away arrive after RESUME, without a new READY."""
    room = stage.world.add_channel("Room", VOICE)
    async with stage.bot() as bot:
        stage.server.faults.drop_gateway()
        assert stage.server.hub.connected == 0
        await stage.asha.voice(room.id)
        await until(lambda: "RESUMED" in bot.heard, 10)
        await until(lambda: "VOICE_STATE_UPDATE" in bot.heard)
        assert bot.heard.count("READY") == 1
        assert stage.server.hub.resumes == 1


async def test_a_forgotten_session_begins_anew(stage: Stage) -> None:
    """When the session is gone, RESUME is refused and the bot identifies again."""
    async with stage.bot() as bot:
        stage.server.hub.forget_sessions()
        stage.server.faults.drop_gateway()
        await until(lambda: bot.heard.count("READY") == 2, 15)
        assert stage.server.hub.identifies == 2


async def test_the_bot_obeys_reconnect(stage: Stage) -> None:
    """Opcode 7 makes the bot come back and resume."""
    async with stage.bot() as bot:
        stage.server.hub.ask_reconnect()
        await until(lambda: "RESUMED" in bot.heard, 10)


async def test_privileged_intents_must_be_granted(stage: Stage) -> None:
    """Asking for Message Content without having it closes with 4014."""
    intents = discord.Intents(guilds=True, message_content=True)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with stage.bot(PlainBot(intents)):
            pass


async def test_identify_with_a_wrong_token_closes_4004(stage: Stage) -> None:
    """The gateway checks the token as well."""
    async with (
        aiohttp.ClientSession() as web,
        web.ws_connect(stage.server.gateway_url) as socket,
    ):
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json({"op": 2, "d": {"token": "x", "intents": 1, "properties": {}}})
        await socket.receive()
        assert socket.close_code == 4004


@pytest.mark.parametrize("shard", [[2, 2], [-1, 2], [0], ["0", "1"], [0, 1, 2]])
async def test_a_shard_that_cannot_be_closes_4010(stage: Stage, shard: list[object]) -> None:
    """The number of a shard is below how many there are, and both are numbers."""
    said: dict[str, object] = {"token": stage.server.token, "intents": 1, "shard": shard}
    async with (
        aiohttp.ClientSession() as web,
        web.ws_connect(stage.server.gateway_url) as socket,
    ):
        await socket.receive_json()
        await socket.send_json({"op": 2, "d": said})
        await socket.receive()
        assert socket.close_code == 4010


@pytest.mark.parametrize("shard", [0, 1])
async def test_a_shard_is_told_of_its_own_servers(stage: Stage, shard: int) -> None:
    """A server is of shard (id >> 22) % count; commands given in it go to that shard alone."""
    bot = PlainBot(shard=shard, shards=2)
    guild = stage.world.guild
    here = (guild.id >> 22) % 2 == shard
    async with stage.bot(bot):
        assert [one.id for one in bot.guilds] == ([guild.id] if here else [])
        bot.heard.clear()
        room = stage.world.add_channel("Room", VOICE)
        await stage.asha.voice(room.id)
        if here:
            await until(lambda: "VOICE_STATE_UPDATE" in bot.heard)
        else:
            await asyncio.sleep(0.1)
            assert bot.heard == []


async def test_heartbeats_are_acknowledged(stage: Stage) -> None:
    """A heartbeat brings an ACK, and without compression frames are plain text."""
    async with (
        aiohttp.ClientSession() as web,
        web.ws_connect(stage.server.gateway_url) as socket,
    ):
        await socket.receive_json()
        await socket.send_json({"op": 1, "d": None})
        assert (await socket.receive_json())["op"] == 11


async def test_members_can_be_asked_for(stage: Stage) -> None:
    """REQUEST_GUILD_MEMBERS brings a chunk with those asked for."""
    async with stage.bot() as bot:
        found = await bot.home.query_members(user_ids=[stage.ben.id])
        assert [one.display_name for one in found] == ["Ben"]


async def test_a_500_is_retried_by_the_library(stage: Stage) -> None:
    """One 500 with nothing done is repeated by discord.py and makes one message."""
    stage.server.faults.plan("error", method="POST", template=MESSAGES)
    async with stage.bot() as bot:
        await bot.text("general").send("hello")
    assert len(stage.asha.messages(stage.general.id)) == 1


async def test_created_then_502_doubles_without_a_nonce_and_not_with_one(stage: Stage) -> None:
    """The classic double post happens here as on Discord; discord.py's own nonce prevents it."""
    async with stage.bot() as bot:
        faults, room = stage.server.faults, bot.text("general")
        faults.plan("created_then_502", method="POST", template=MESSAGES)
        body: dict[str, Any] = {"content": "bare", "allowed_mentions": {"parse": []}}
        await bot.http.request(Route("POST", MESSAGES, channel_id=room.id), json=body)
        faults.plan("created_then_502", method="POST", template=MESSAGES)
        await room.send("with a nonce")
    said = [one["content"] for one in stage.asha.messages(stage.general.id)]
    assert said == ["bare", "bare", "with a nonce"]


async def test_a_lost_answer_leaves_the_message_behind(stage: Stage) -> None:
    """The connection drops after the work is done: the bot sees an error, the room a message."""
    async with stage.bot() as bot:
        stage.server.faults.plan("lost", method="POST", template=MESSAGES)
        with pytest.raises((aiohttp.ClientError, discord.HTTPException)):
            await bot.text("general").send("hello")
    assert len(stage.asha.messages(stage.general.id)) == 1


async def test_a_503_is_not_retried(stage: Stage) -> None:
    """503 reaches the bot as DiscordServerError."""
    async with stage.bot() as bot:
        stage.server.faults.plan("unavailable", method="POST", template=MESSAGES)
        with pytest.raises(discord.DiscordServerError):
            await bot.text("general").send("hello")


async def test_rate_limits_are_waited_for(stage: Stage) -> None:
    """A small bucket slows discord.py down, and a 429 is obeyed; nothing is lost."""
    stage.server.memory.paces["POST", MESSAGES] = Pace(2, 0.2)
    loop = asyncio.get_running_loop()
    async with stage.bot() as bot:
        began = loop.time()
        await asyncio.gather(*(bot.text("general").send(f"{number}") for number in range(6)))
        assert loop.time() - began > 0.35
        stage.server.faults.plan("limited", method="POST", template=MESSAGES, seconds=0.1)
        await bot.text("general").send("last")
    assert len(stage.asha.messages(stage.general.id)) == 7


async def test_two_processes_with_one_token_both_hear(stage: Stage) -> None:
    """Two sessions at once each get every event, as on Discord."""
    async with stage.bot() as one, stage.bot() as two:
        await stage.asha.voice(stage.world.add_channel("Room", VOICE).id)
        await until(lambda: "VOICE_STATE_UPDATE" in one.heard and "VOICE_STATE_UPDATE" in two.heard)


async def test_chance_and_delay_trouble_some_requests(stage: Stage) -> None:
    """With a chance of 500 some requests fail and some do not; a delay slows them all."""
    faults = stage.server.faults
    faults.chance_error = 0.5
    key = {"Authorization": "Bot practice"}
    async with aiohttp.ClientSession(headers=key) as web:

        async def status() -> int:
            async with web.get(f"{stage.server.api_url}/users/@me") as reply:
                return reply.status

        assert {await status() for _ in range(30)} == {200, 500}
        faults.calm()
        faults.delay = 0.05
        began = asyncio.get_running_loop().time()
        assert await status() == 200
        assert asyncio.get_running_loop().time() - began >= 0.045
        async with web.get(f"{stage.server.api_url}/guilds/1/emojis") as reply:
            assert reply.status == 404
    assert stage.server.findings == [
        "GET /api/v10/guilds/1/emojis: no such route on the practice server"
    ]
