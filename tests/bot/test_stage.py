"""The stage over real sockets: everything is done once, and every failure has its kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bot_world import WORDS, Place, card, texts, until

from bot.stage import DiscordStage, nonce
from cogs import faces
from cogs.faces._kit import Sheet, marker
from learning.ports import Posted, Rooms
from learning.refusals import Misconfigured, Unavailable, Unreachable
from practice.world import Overwrite, P

POSTS = "/channels/{channel_id}/messages"
START = datetime(2026, 10, 6, 11, 30, tzinfo=UTC)


def facts(place: Place, **other: object) -> dict[str, object]:
    """Return what a native event is to say."""
    return {
        "name": "Set Heron: meeting 1",
        "description": "Bring nothing.",
        "start": START,
        "end": START + timedelta(minutes=90),
        "where": "The room of Set Heron",
        "set_id": "s1",
        **other,
    }


def said(place: Place) -> list[str]:
    """Return what stands in the open channel."""
    return [texts(message) for message in place.asha.messages(place.general.id)]


async def test_the_same_key_is_posted_once(place: Place) -> None:
    """Two tries with one key leave one message, and both return it."""
    async with place.bot() as (_, stage, _):
        first = await stage.post(place.general.id, card(), key="board:s1:1", again=False)
        second = await stage.post(place.general.id, card(), key="board:s1:1", again=False)
        assert first == second
        await stage.post(place.general.id, card(), key="board:s1:2", again=False)
    assert len(said(place)) == 2


async def test_a_post_whose_answer_was_lost_is_found_again(place: Place) -> None:
    """The message got through, the answer did not: trying again posts nothing new."""
    async with place.bot() as (_, stage, _):
        place.server.faults.plan("lost", method="POST", template=POSTS)
        with pytest.raises(Unavailable, match="discord_away"):
            await stage.post(place.general.id, card(), key="k1", again=False)
        memory: Any = place.server.memory
        memory._nonces.clear()  # as after five minutes
        posted = await stage.post(place.general.id, card(), key="k1", again=True)
        other = await stage.post(place.general.id, card(), key="k2", again=True)
    assert len(said(place)) == 2
    assert posted != other


async def test_a_message_carries_its_marker_and_pings_nobody(place: Place) -> None:
    """The marker is the id of the top component; mentions are text alone."""
    async with place.bot() as (_, stage, _):
        face = Sheet(parts=(f"Hello <@{place.asha.id}>.",))
        await stage.post(place.general.id, face, key="k1", again=False)
        named = Sheet(parts=("Your turn.",), ping=place.asha.id)
        await stage.post(place.general.id, named, key="k2", again=False)
    quiet, loud = place.asha.messages(place.general.id)
    assert quiet["components"][0]["id"] == marker("k1")
    assert quiet["mentions"] == []
    assert [user["id"] for user in loud["mentions"]] == [str(place.asha.id)]


async def test_a_message_is_redrawn_whole_and_removed(place: Place) -> None:
    """An edit replaces all of a message; removing twice is fine."""
    async with place.bot() as (_, stage, _):
        posted = await stage.post(place.general.id, card(), key="k1", again=False)
        await stage.edit(posted, Sheet(title="Over"))
        assert said(place) == ["## Over"]
        await stage.remove(posted)
        await stage.remove(posted)
        assert said(place) == []
        with pytest.raises(Unreachable, match="message_gone"):
            await stage.edit(posted, card())


async def test_direct_messages_reach_only_those_who_allow_them(place: Place) -> None:
    """A closed door is Unreachable; an open one gets the message once."""
    async with place.bot() as (_, stage, _):
        first = await stage.direct(place.asha.id, card(), key="k1", again=False)
        assert await stage.direct(place.asha.id, card(), key="k1", again=True) == first
        await stage.edit(first, Sheet(title="Over"))
        with pytest.raises(Unreachable, match="dm_closed"):
            await stage.direct(place.ben.id, card(), key="k2", again=False)
    assert [texts(one) for one in place.asha.messages(first.channel_xid)] == ["## Over"]


async def test_a_channel_that_is_gone_is_unreachable(place: Place) -> None:
    """A deleted channel can never be told."""
    async with place.bot() as (_, stage, _):
        with pytest.raises(Unreachable, match="channel_gone"):
            await stage.post(123456789012345678, card(), key="k", again=False)
        with pytest.raises(Unreachable, match="channel_gone"):
            await stage.edit(Posted(123456789012345678, 5), card())


async def test_a_missing_permission_is_named(place: Place) -> None:
    """Misconfigured says which permission is missing and where."""
    shut = Overwrite(place.world.bot.id, 1, P(0), P.SEND_MESSAGES)
    mute = place.world.add_channel("mute", overwrites=(shut,))
    async with place.bot() as (_, stage, _):
        with pytest.raises(Misconfigured, match=r"rights\.send_messages") as caught:
            await stage.post(mute.id, card(), key="k", again=False)
        assert caught.value.facts == {"permission": "send_messages", "channel": mute.id}
        assert stage.missing(place.world.guild.id, mute.id, place.general.id) == (
            (str(mute.id), "send_messages"),
        )


@pytest.mark.parametrize("trouble", ["unavailable", "lost"])
async def test_discord_being_away_is_unavailable(place: Place, trouble: str) -> None:
    """A refusal of service and a cut connection are both "not now"."""
    async with place.bot() as (_, stage, _):
        place.server.faults.plan(trouble, method="POST", template=POSTS)
        with pytest.raises(Unavailable, match="discord_away"):
            await stage.post(place.general.id, card(), key="k", again=False)


async def test_a_closed_bot_is_unavailable(place: Place) -> None:
    """Before the start and after the end, everything is "not now", and nothing is a bug."""
    async with place.bot() as (_, stage, _):
        pass
    with pytest.raises(Unavailable):
        await stage.post(place.general.id, card(), key="k", again=False)
    never = DiscordStage(faces.draw, WORDS)
    with pytest.raises(Unavailable):
        await never.in_voice(1, 2)


async def test_rooms_are_private_to_each_person(place: Place) -> None:
    """Two rooms under the category: for those named and the bot, and nobody else."""
    category = place.world.add_channel("sets here", 4)
    async with place.bot() as (_, stage, _):
        rooms = await open_rooms(place, stage, category.id)
        text, voice = (place.world.channels[xid] for xid in (rooms.text_xid, rooms.voice_xid))
        assert (text.parent_id, voice.parent_id) == (category.id, category.id)
        assert not text.nsfw
        assert place.world.can_see(text, place.asha.id)
        assert place.world.may_talk(text, place.asha.id)
        assert not place.world.can_see(text, place.ben.id)
        assert not place.world.can_see(voice, place.ben.id)
        await stage.post(rooms.text_xid, card(), key="k", again=False)
        await place.asha.voice(rooms.voice_xid)
        await until(lambda: place.world.voices)
        await stage.admit(place.world.guild.id, rooms, [place.ben.id])
        assert place.world.can_see(text, place.ben.id)
        assert not place.world.can_see(text, place.asha.id)
        await stage.post(rooms.text_xid, card(), key="k2", again=False)


async def test_rooms_are_made_once(place: Place) -> None:
    """Asking again finds both rooms, also when the answer was lost half-way."""
    category = place.world.add_channel("sets here", 4)
    template = "/guilds/{guild_id}/channels"
    async with place.bot() as (_, stage, _):
        before = len(place.world.channels)
        place.server.faults.plan("lost", method="POST", template=template)
        with pytest.raises(Unavailable):
            await open_rooms(place, stage, category.id)
        place.server.faults.plan("lost", method="POST", template=template)
        with pytest.raises(Unavailable):
            await open_rooms(place, stage, category.id)
        rooms = await open_rooms(place, stage, category.id)
        assert await open_rooms(place, stage, category.id) == rooms
        assert len(place.world.channels) == before + 2
        others = await stage.open_rooms(
            place.world.guild.id, "set-heron", "another set", [place.ben.id], category.id
        )
        assert {others.text_xid, others.voice_xid}.isdisjoint({rooms.text_xid, rooms.voice_xid})


async def test_a_set_never_takes_the_voice_room_of_another(place: Place) -> None:
    """A set of the same name, tried again after a lost answer, gets a voice room of its own."""
    guild, template = place.world.guild.id, "/guilds/{guild_id}/channels"
    async with place.bot() as (_, stage, _):
        first = await open_rooms(place, stage, 0)
        place.server.faults.plan("lost", method="POST", template=template)
        with pytest.raises(Unavailable):
            await stage.open_rooms(guild, "set-heron", "Another (s2)", [place.ben.id], 0)
        second = await stage.open_rooms(guild, "set-heron", "Another (s2)", [place.ben.id], 0)
        assert second.voice_xid != first.voice_xid
        assert not place.world.can_see(place.world.channels[second.voice_xid], place.asha.id)


async def test_rooms_are_closed_once(place: Place) -> None:
    """Closing deletes both; closing again is fine; letting people in then is not."""
    async with place.bot() as (_, stage, _):
        rooms = await open_rooms(place, stage, 0)
        await stage.close_rooms(place.world.guild.id, rooms)
        await stage.close_rooms(place.world.guild.id, rooms)
        assert rooms.text_xid not in place.world.channels
        with pytest.raises(Unreachable, match="channel_gone"):
            await stage.admit(place.world.guild.id, rooms, [place.asha.id])


async def test_a_category_that_is_gone_is_for_the_coordinator(place: Place) -> None:
    """Rooms are not made in the open when their category was deleted."""
    async with place.bot() as (_, stage, _):
        with pytest.raises(Misconfigured, match="category_gone"):
            await open_rooms(place, stage, 123456789012345678)
        with pytest.raises(Unreachable, match="server_gone"):
            await stage.open_rooms(5, "n", "t", [], 0)


async def test_an_event_is_made_once_and_changed(place: Place) -> None:
    """A second try finds the first event; a change changes it; gone deletes it, twice over."""
    guild = place.world.guild.id
    async with place.bot() as (_, stage, _):
        made = await stage.put_event(guild, 0, facts(place))
        assert await stage.put_event(guild, 0, facts(place)) == made
        later = START + timedelta(days=7)
        moved = facts(place, start=later, end=later + timedelta(minutes=60), name="Meeting 1")
        assert await stage.put_event(guild, made, moved) == made
        event = place.world.events[made]
        assert event.name == "Meeting 1"
        assert len(place.world.events) == 1
        assert await stage.put_event(guild, made, moved) == made
        assert await stage.put_event(guild, made, facts(place, gone=True)) == 0
        assert await stage.put_event(guild, made, facts(place, gone=True)) == 0
        assert place.world.events == {}
        again = await stage.put_event(guild, made, moved)
        assert again in place.world.events


async def test_an_event_can_be_in_a_voice_room(place: Place) -> None:
    """An event may stand in a voice channel, and may move there from elsewhere."""
    guild = place.world.guild.id
    voice = place.world.add_voice("talk")
    async with place.bot() as (_, stage, _):
        made = await stage.put_event(guild, 0, facts(place))
        assert await stage.put_event(guild, made, facts(place, voice_xid=voice.id)) == made
        assert place.world.events[made].channel_id == voice.id


async def test_an_event_whose_answer_was_lost_is_found(place: Place) -> None:
    """The event was made, the answer was lost: trying again makes no second one."""
    guild = place.world.guild.id
    async with place.bot() as (_, stage, _):
        place.server.faults.plan(
            "lost", method="POST", template="/guilds/{guild_id}/scheduled-events"
        )
        with pytest.raises(Unavailable):
            await stage.put_event(guild, 0, facts(place))
        await stage.put_event(guild, 0, facts(place))
        assert len(place.world.events) == 1


async def test_who_is_in_voice_is_known(place: Place) -> None:
    """People in a voice channel are named by Discord id; a strange channel is empty."""
    guild = place.world.guild.id
    voice = place.world.add_voice("talk")
    async with place.bot() as (bot, stage, _):
        assert await stage.in_voice(guild, voice.id) == ()
        await place.asha.voice(voice.id)
        channel = bot.get_channel(voice.id)
        await until(lambda: getattr(channel, "voice_states", None))
        assert await stage.in_voice(guild, voice.id) == (place.asha.id,)
        assert await stage.in_voice(guild, place.general.id) == ()


def test_a_nonce_is_short_and_always_the_same() -> None:
    """Discord takes at most 25 characters; the same key gives the same word."""
    assert len(nonce("board:s1:1")) == 25
    assert nonce("board:s1:1") == nonce("board:s1:1") != nonce("board:s1:2")


async def open_rooms(place: Place, stage: DiscordStage, category_xid: int) -> Rooms:
    """Open the rooms of Set Heron for Asha."""
    return await stage.open_rooms(
        place.world.guild.id, "set-heron", "Set Heron (s1)", [place.asha.id], category_xid
    )
