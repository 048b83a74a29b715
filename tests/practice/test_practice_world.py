"""The world by itself: rights added up, mentions, texts read aloud, and who is told what."""

import random

import discord
import pytest
from practice_stage import Stage, until

from practice.clock import PracticeClock
from practice.hands import Hands, RefusedError, text_of
from practice.world import EVERYONE, PRIVATE_THREAD, VOICE, Json, Overwrite, P, World, texts

EVERY_BIT = [flag for flag in P if flag not in (P.ADMINISTRATOR, P.VIEW_CHANNEL)]


def some(dice: random.Random, share: float) -> P:
    """A random handful of permissions."""
    total = P(0)
    for flag in EVERY_BIT:
        if dice.random() < share:
            total |= flag
    return total


@pytest.mark.parametrize("seed", range(4))
async def test_rights_add_up_as_discord_py_adds_them(stage: Stage, seed: int) -> None:
    """Random roles and overwrites give the same permissions as discord.py computes by itself."""
    dice = random.Random(seed)
    world = stage.world
    roles = [world.add_role(f"r{number}", some(dice, 0.2)) for number in range(3)]
    held = [role.id for role in roles if dice.random() < 0.6]
    dana = world.add_member("Dana", roles=tuple(held))
    for number in range(6):
        lines = [Overwrite(world.guild.id, 0, some(dice, 0.1), some(dice, 0.2))]
        lines += [Overwrite(role.id, 0, some(dice, 0.2), some(dice, 0.2)) for role in roles]
        lines.append(Overwrite(dana.id, 1, some(dice, 0.2), some(dice, 0.2)))
        if dice.random() < 0.5:
            lines[0].deny |= P.VIEW_CHANNEL
            lines[1].allow |= P.VIEW_CHANNEL
        kind = VOICE if number % 2 else 0
        world.add_channel(f"c{number}", kind, overwrites=tuple(lines))
    rooms = {one.id for one in world.channels.values() if one.is_voice}
    async with stage.bot(sync=False) as bot:
        member = await bot.home.fetch_member(dana.id)
        for channel in bot.home.channels:
            ours = world.permissions(world.channels[channel.id], dana.id)
            theirs = channel.permissions_for(member)
            if not theirs.view_channel:
                assert not ours & P.VIEW_CHANNEL
                continue
            shared = [P.MANAGE_CHANNELS, P.CREATE_EVENTS, P.MANAGE_ROLES]
            voice = [P.CONNECT, P.SPEAK, P.MUTE_MEMBERS]
            text = [P.SEND_MESSAGES, P.READ_MESSAGE_HISTORY, P.MANAGE_MESSAGES, P.ATTACH_FILES]
            for flag in shared + (voice if channel.id in rooms else text):
                assert bool(ours & flag) == bool(theirs.value & flag), (channel.name, flag)


def test_administrators_and_owners_may_everything() -> None:
    """Administrator and ownership pass every overwrite."""
    world = World(PracticeClock())
    world.build_guild()
    boss = world.add_member("Boss", permissions=P.ADMINISTRATOR)
    room = world.add_channel("x", overwrites=(Overwrite(world.guild.id, 0, deny=P.VIEW_CHANNEL),))
    assert world.permissions(room, boss.id) & P.MANAGE_GUILD
    assert world.can_see(room, world.guild.owner_id)
    assert not world.can_see(room, world.add_member("Asha").id)


def test_private_threads_are_for_their_members_and_thread_managers() -> None:
    """Who is not in a private thread sees it only with Manage Threads."""
    world = World(PracticeClock())
    world.build_guild()
    asha, mod = world.add_member("Asha"), world.add_member("Mod", permissions=P.MANAGE_THREADS)
    room = world.channel_named("general")
    thread = world.add_thread(room, "t", PRIVATE_THREAD, world.bot.id)
    assert not world.can_see(thread, asha.id)
    assert world.can_see(thread, mod.id)
    world.thread_members(thread, asha.id, None)
    assert world.can_see(thread, asha.id)


@pytest.mark.parametrize(
    ("allowed", "users", "everyone"),
    [
        (None, [123456789012345678], True),
        ({"parse": []}, [], False),
        ({"parse": ["users"]}, [123456789012345678], False),
        ({"parse": [], "users": ["123456789012345678"]}, [123456789012345678], False),
        ({"parse": ["everyone"]}, [], True),
    ],
)
def test_allowed_mentions_decide_who_is_pinged(
    allowed: Json | None, users: list[int], everyone: bool
) -> None:
    """A mention pings only when allowed_mentions lets it."""
    text = "<@123456789012345678> @everyone"
    assert texts.mentioned(text, allowed) == (users, [], everyone)


def test_a_message_is_read_aloud_in_order() -> None:
    """text_of reads content, embeds, layout texts, buttons and menus, in order."""
    message: Json = {
        "content": "Hello",
        "embeds": [{"title": "T", "description": "D", "fields": [{"name": "N", "value": "V"}]}],
        "components": [
            {"type": 17, "components": [
                {"type": 9, "components": [{"type": 10, "content": "Beside"}],
                 "accessory": {"type": 2, "style": 1, "label": "Go", "custom_id": "g"}},
                {"type": 1, "components": [{"type": 3, "custom_id": "m", "placeholder": "Pick"}]},
                {"type": 1, "components": [{"type": 2, "label": "Off", "disabled": True}]},
            ]},
        ],
        "attachments": [{"filename": "note.txt"}],
    }  # fmt: skip
    assert text_of(message).split("\n") == [
        "Hello", "T", "D", "N", "V", "Beside", "[Go]", "[Pick ▾]", "[Off (off)]", "(note.txt)",
    ]  # fmt: skip


def test_components_are_numbered_as_discord_numbers_them() -> None:
    """Components without an id get the next free one; given ids stay."""
    parts: list[Json] = [{"type": 1, "components": [{"type": 2, "id": 1}, {"type": 2}]}]
    texts.number(parts)
    assert [one["id"] for one in texts.walk(parts)] == [2, 1, 3]


async def test_watchers_hear_everything_and_can_stop() -> None:
    """A watcher is told of messages, members and channels until it stops."""
    world = World(PracticeClock())
    heard: list[str] = []
    stop = world.watch(lambda kind, _: heard.append(kind))
    world.build_guild()
    asha = world.add_member("Asha")
    await Hands(world).of(asha.id).say(world.channel_named("general").id, "hi")
    stop()
    world.add_member("Ben")
    assert heard == ["role_create", "channel_create", "member_join", "message_create"]


async def test_somebody_who_left_sees_nothing_and_can_come_back() -> None:
    """Leaving takes away every channel; coming back gives the open ones again."""
    world = World(PracticeClock())
    world.build_guild()
    hand = Hands(world).of(world.add_member("Asha").id)
    place = world.channel_named("general").id
    hand.leave_guild()
    assert hand.channels() == []
    with pytest.raises(RefusedError):
        await hand.say(place, "hi")
    world.rejoin(hand.id)
    assert int(world.permissions(world.channels[place], hand.id)) == int(EVERYONE)


async def test_deleting_a_category_leaves_its_channels(stage: Stage) -> None:
    """Children of a deleted category stay and lose their parent, as the bot hears."""
    async with stage.bot() as bot:
        category = await bot.home.create_category("Sets")
        room = await bot.home.create_text_channel("one", category=category)
        assert room.category_id == category.id
        await category.delete()
        await until(lambda: bot.home.get_channel(category.id) is None)
        left = bot.home.get_channel(room.id)
        assert isinstance(left, discord.TextChannel)
        await until(lambda: left.category_id is None)
    assert stage.server.findings == []
