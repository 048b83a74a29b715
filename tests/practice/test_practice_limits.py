"""Requests that Discord would refuse are refused here, with a finding for each."""

import io
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import discord
import pytest
from discord import ui
from discord.http import Route
from practice_stage import PlainBot, Stage, slash, until

from practice.check import openapi
from practice.rest.routes import ROUTES

Sending = Callable[[discord.TextChannel], Awaitable[Any]]


def crowd(rows: int) -> ui.LayoutView:
    """A layout with that many rows of one button."""
    view = ui.LayoutView(timeout=None)
    for number in range(rows):
        row: ui.ActionRow[Any] = ui.ActionRow()
        row.add_item(ui.Button(label="x", custom_id=f"x{number}"))
        view.add_item(row)
    return view


def twins() -> ui.View:
    """A view with one custom_id twice."""
    view = ui.View(timeout=None)
    view.add_item(ui.Button(label="a", custom_id="same"))
    view.add_item(ui.Button(label="b", custom_id="same"))
    return view


def wide(label: str) -> ui.View:
    """A view with one button that says `label`."""
    view = ui.View(timeout=None)
    view.add_item(ui.Button(label=label, custom_id="a"))
    return view


def wordy() -> ui.LayoutView:
    """A layout with too much text in all."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay("a" * 3000))
    view.add_item(ui.TextDisplay("b" * 1001))
    return view


def embeds() -> list[discord.Embed]:
    """Embeds with more than 6,000 characters in all."""
    return [discord.Embed(description="a" * 3001), discord.Embed(description="b" * 3000)]


BAD: dict[str, tuple[Sending, int, str]] = {
    "content over 2,000": (lambda room: room.send("a" * 2001), 50035, "content"),
    "embeds over 6,000": (lambda room: room.send(embeds=embeds()), 50035, "embeds"),
    "an empty message": (lambda room: room.send("   "), 50006, "empty"),
    "a custom_id twice": (lambda room: room.send("x", view=twins()), 50035, "DUPLICATED"),
    "a label over 80": (lambda room: room.send("x", view=wide("a" * 81)), 50035, "label"),
    "text over 4,000": (lambda room: room.send(view=wordy()), 50035, "TEXT_SIZE"),
    "a nonce over 25": (lambda room: room.send("x", nonce="n" * 26), 50035, "nonce"),
    "a topic over 1,024": (lambda room: room.edit(topic="a" * 1025), 50035, "topic"),
    "a name over 100": (lambda room: room.guild.create_text_channel("a" * 101), 50035, "name"),
    "a file over 10 MiB": (
        lambda room: room.send(file=discord.File(io.BytesIO(bytes(10 * 2**20 + 1)), "a.bin")),
        40005,
        "too large",
    ),
}


@pytest.mark.parametrize("case", BAD)
async def test_what_discord_refuses_is_refused_and_noted(stage: Stage, case: str) -> None:
    """Each limit answers with its code and leaves exactly one finding that names it."""
    send, code, word = BAD[case]
    async with stage.bot() as bot:
        with pytest.raises(discord.HTTPException) as caught:
            await send(bot.text("general"))
    assert caught.value.code == code
    assert len(stage.server.findings) == 1
    assert word in stage.server.findings[0]


async def test_forty_components_pass_and_forty_one_do_not(stage: Stage) -> None:
    """A layout holds 40 components, rows and buttons counted."""
    async with stage.bot() as bot:
        room = bot.text("general")
        await room.send(view=crowd(20))
        payload: dict[str, Any] = {"flags": 32768, "allowed_mentions": {"parse": []}}
        parts = [*crowd(20).to_components(), {"type": 10, "content": "one more"}]
        with pytest.raises(discord.HTTPException):
            await raw(bot, room, payload | {"components": parts})
    assert "components" in stage.server.findings[0]


async def raw(bot: PlainBot, room: discord.TextChannel, payload: dict[str, Any]) -> Any:
    """Post a message body as it is."""
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=room.id)
    return await bot.http.request(route, json=payload)


async def test_nothing_stands_beside_components_v2(stage: Stage) -> None:
    """Content beside a layout is refused by Discord's own code."""
    async with stage.bot() as bot:
        part = [{"type": 10, "content": "x"}]
        body: dict[str, Any] = {
            "content": "y",
            "components": part,
            "flags": 32768,
            "allowed_mentions": {},
        }
        with pytest.raises(discord.HTTPException):
            await raw(bot, bot.text("general"), body)
    assert "LEGACY_FIELDS" in stage.server.findings[0]


async def test_a_message_without_allowed_mentions_is_a_finding(stage: Stage) -> None:
    """Forgetting allowed_mentions is not refused, as on Discord, but it is noted."""
    async with stage.bot() as bot:
        await raw(bot, bot.text("general"), {"content": "hello"})
    assert [one.split(": ")[1] for one in stage.server.findings] == ["no allowed_mentions"]


async def test_the_description_refuses_what_the_limits_do_not_know(stage: Stage) -> None:
    """A wrong type is caught by Discord's OpenAPI description, where that is to be had."""
    if openapi.load() is None:
        pytest.skip("Discord's OpenAPI description is not here")
    async with stage.bot() as bot:
        with pytest.raises(discord.HTTPException) as caught:
            await raw(
                bot, bot.text("general"), {"content": "x", "tts": "loud", "allowed_mentions": {}}
            )
    assert caught.value.code == 50035
    assert "OPENAPI" in stage.server.findings[0]


def test_every_route_is_one_of_discords(stage: Stage) -> None:
    """The practice server has no route that Discord's description lacks, but for old ones."""
    description = openapi.load()
    if description is None:
        pytest.skip("Discord's OpenAPI description is not here")
    unknown = {
        f"{one.method} {one.template}"
        for one in ROUTES
        if not description.knows(one.method, one.template)
    }
    assert unknown == set()


async def test_events_in_the_past_are_refused(stage: Stage) -> None:
    """The past is the past of practice time."""
    async with stage.bot() as bot:
        for days, fine in ((1, True), (-1, False)):
            attempt = bot.home.create_scheduled_event(
                name="Meeting",
                start_time=stage.clock.now() + timedelta(days=days),
                end_time=stage.clock.now() + timedelta(days=days, hours=1),
                location="A link",
                entity_type=discord.EntityType.external,
                privacy_level=discord.PrivacyLevel.guild_only,
            )
            if fine:
                await attempt
            else:
                with pytest.raises(discord.HTTPException):
                    await attempt
    assert "SCHEDULE_PAST" in stage.server.findings[0]


async def test_a_hundred_and_first_event_is_refused(stage: Stage) -> None:
    """A guild holds 100 scheduled events."""
    start = stage.clock.now() + timedelta(days=1)
    async with stage.bot() as bot:
        room = await bot.home.create_voice_channel("Room")

        async def announce(number: int) -> None:
            await bot.home.create_scheduled_event(
                name=f"Meeting {number}",
                start_time=start,
                channel=room,
                entity_type=discord.EntityType.voice,
                privacy_level=discord.PrivacyLevel.guild_only,
            )

        for number in range(100):
            await announce(number)
        with pytest.raises(discord.HTTPException) as caught:
            await announce(100)
    assert caught.value.code == 30038
    assert len(stage.world.events) == 100


async def test_upper_case_command_names_are_refused(stage: Stage) -> None:
    """Command names are lower case, descriptions there, and 8,000 characters the most."""
    async with stage.bot() as bot:
        application = stage.world.application_id
        for body in (
            {"name": "Join", "description": "x", "type": 1},
            {"name": "join", "description": "", "type": 1},
            {
                "name": "join",
                "description": "x",
                "type": 1,
                "options": [
                    {"type": 3, "name": f"o{number}", "description": "d" * 100, "choices": [
                        {"name": "c" * 100, "value": f"{index}" * 90} for index in range(2)
                    ]}
                    for number in range(20)
                ],
            },
        ):  # fmt: skip
            with pytest.raises(discord.HTTPException) as caught:
                await bot.http.bulk_upsert_global_commands(application, [body])
            assert caught.value.code == 50035
    assert len(stage.server.findings) == 3


async def test_long_form_titles_and_six_fields_are_refused(stage: Stage) -> None:
    """A form has a title of 45 at most; the member sees that it failed."""
    bot, codes = PlainBot(), list[int]()
    stage.world.patience = 0.3

    class Long(ui.Modal, title="t" * 46):
        name: ui.Label[Any] = ui.Label(text="l" * 46, component=ui.TextInput())

    async def ask(interaction: discord.Interaction) -> None:
        try:
            await interaction.response.send_modal(Long())
        except discord.HTTPException as no:
            codes.append(no.code)

    slash(bot, "ask", ask)
    async with stage.bot(bot):
        answer = await stage.asha.command(stage.general.id, "ask")
        await until(lambda: codes)
    assert (codes, answer.modal, answer.failed) == ([50035], None, True)
    assert "title" in stage.server.findings[0]
    assert "label" in stage.server.findings[0]


async def test_a_third_rename_is_a_finding_and_waits(stage: Stage) -> None:
    """Channels can be renamed twice in ten minutes; practice time heals it."""
    async with stage.bot() as bot:
        room = bot.text("sets")
        await room.edit(name="one")
        await room.edit(name="two")
        stage.clock.jump(stage.clock.now() + timedelta(minutes=11))
        await room.edit(name="three")
        assert stage.server.findings == []
        stage.clock.set_speed(20_000)
        await room.edit(name="four")
        await room.edit(name="five")
        await room.edit(name="six")
    assert "third time" in stage.server.findings[0]
    assert stage.world.channels[room.id].name == "six"
