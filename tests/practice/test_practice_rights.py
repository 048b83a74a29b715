"""Permissions as Discord enforces them, with its own error codes."""

import discord
import pytest
from practice_stage import PlainBot, Stage

from practice.hands import RefusedError
from practice.world import BOT, P


async def code_of(attempt: object) -> int:
    """The error code a request is refused with."""
    with pytest.raises(discord.HTTPException) as caught:
        await attempt  # type: ignore[misc]
    return caught.value.code


async def test_a_private_room_is_there_only_for_those_let_in(stage: Stage) -> None:
    """A channel with overwrites per person is seen by them and by nobody else."""
    async with stage.bot() as bot:
        guild = bot.home
        asha = await guild.fetch_member(stage.asha.id)
        shut, open_ = (
            discord.PermissionOverwrite(view_channel=False),
            discord.PermissionOverwrite(view_channel=True, send_messages=True),
        )
        room = await guild.create_text_channel(
            "Set Heron", overwrites={guild.default_role: shut, asha: open_, guild.me: open_}
        )
        assert room.name == "set-heron"
        assert str(room.id) in [one["id"] for one in stage.asha.channels()]
        assert str(room.id) not in [one["id"] for one in stage.ben.channels()]
        await stage.asha.say(room.id, "hello")
        with pytest.raises(RefusedError):
            await stage.ben.say(room.id, "hello")
        ben = await guild.fetch_member(stage.ben.id)
        await room.set_permissions(ben, overwrite=open_)
        await stage.ben.say(room.id, "now I can")
        await room.set_permissions(ben, overwrite=None)
        with pytest.raises(RefusedError):
            await stage.ben.say(room.id, "and now not")
    assert stage.server.findings == []


async def test_a_bot_that_locks_itself_out_gets_50001(stage: Stage) -> None:
    """Hiding a channel from everyone hides it from the bot too, unless it let itself in."""
    async with stage.bot() as bot:
        guild = bot.home
        room = await guild.create_text_channel(
            "oops",
            overwrites={guild.default_role: discord.PermissionOverwrite(view_channel=False)},
        )
        assert await code_of(room.send("hello")) == 50001
        assert await code_of(room.delete()) == 50001


@pytest.mark.parametrize(
    ("missing", "code"),
    [(P.SEND_MESSAGES, 50013), (P.VIEW_CHANNEL, 50001)],
    ids=["may not speak", "may not look"],
)
async def test_a_missing_right_is_refused_by_its_code(stage: Stage, missing: P, code: int) -> None:
    """Without Send Messages 50013, without View Channel 50001."""
    guild = stage.world.guild
    stage.world.set_role(guild.roles[guild.id], P(0))
    stage.world.set_role(stage.world.bot_role(), BOT & ~missing)
    async with stage.bot() as bot:
        assert await code_of(bot.text("general").send("hello")) == code


async def test_managing_needs_the_right_to_manage(stage: Stage) -> None:
    """Channels, events, mutes and overwrites each need their own permission."""
    stage.world.set_role(stage.world.bot_role(), P(0))
    async with stage.bot() as bot:
        guild, room = bot.home, bot.text("general")
        start = stage.clock.now().replace(day=20)
        assert await code_of(guild.create_text_channel("x")) == 50013
        assert await code_of(room.edit(name="y")) == 50013
        assert await code_of(room.set_permissions(guild.default_role, view_channel=True)) == 50013
        assert (
            await code_of(
                guild.create_scheduled_event(
                    name="Meeting",
                    start_time=start,
                    end_time=start.replace(hour=12),
                    entity_type=discord.EntityType.external,
                    privacy_level=discord.PrivacyLevel.guild_only,
                    location="A link",
                )
            )
            == 50013
        )


async def test_rights_the_bot_has_not_cannot_be_given(stage: Stage) -> None:
    """An overwrite with a right the bot lacks is refused with 50013."""
    async with stage.bot() as bot:
        guild = bot.home
        grand = discord.PermissionOverwrite(ban_members=True, view_channel=True)
        attempt = guild.create_text_channel("x", overwrites={guild.default_role: grand})
        assert await code_of(attempt) == 50013


async def test_closed_dms_and_strangers(stage: Stage) -> None:
    """Closed DMs answer 50007, people who left 50278, people who never were 10013."""
    async with stage.bot() as bot:
        ben = await bot.fetch_user(stage.ben.id)
        assert await code_of(ben.send("hello")) == 50007
        asha = await bot.fetch_user(stage.asha.id)
        await asha.send("hello")
        assert stage.asha.messages(stage.asha.open_dm())[0]["content"] == "hello"
        stage.asha.leave_guild()
        assert await code_of(asha.send("hello again")) == 50278
        assert await code_of(bot.fetch_user(12345678901234567)) == 10013
        assert await code_of(bot.home.fetch_member(stage.asha.id)) == 10007


async def test_things_that_are_gone(stage: Stage) -> None:
    """Deleted channels answer 10003, deleted messages 10008, events 10070."""
    async with stage.bot() as bot:
        room = bot.text("sets")
        sent = await room.send("hello")
        stage.world.delete(stage.world.messages[room.id][sent.id])
        assert await code_of(sent.edit(content="x")) == 10008
        assert await code_of(bot.home.fetch_scheduled_event(1)) == 10070
        stage.world.drop_channel(stage.world.channels[room.id])
        assert await code_of(room.send("hello")) == 10003


async def test_others_messages_cannot_be_edited(stage: Stage) -> None:
    """Editing somebody else's message is 50005; deleting it needs Manage Messages."""
    said = await stage.asha.say(stage.general.id, "mine")
    async with stage.bot() as bot:
        part = bot.text("general").get_partial_message(int(said["id"]))
        assert await code_of(part.edit(content="yours")) == 50005
        await part.delete()
    assert stage.asha.messages(stage.general.id) == []


async def test_a_wrong_token_is_refused(stage: Stage) -> None:
    """REST answers 401, which discord.py turns into LoginFailure."""
    with pytest.raises(discord.LoginFailure):
        async with stage.bot(PlainBot(), key="wrong"):
            pass


async def test_members_cannot_be_listed_without_the_privileged_intent(stage: Stage) -> None:
    """Listing members is 50001; fetching one works."""
    async with stage.bot() as bot:
        listing = bot.http.get_members(bot.home.id, 10, None)
        assert await code_of(listing) == 50001
        assert (await bot.home.fetch_member(stage.ben.id)).display_name == "Ben"
