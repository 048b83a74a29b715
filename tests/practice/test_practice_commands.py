"""Deferred answers, slash commands, and what a screen refuses before the bot hears of it."""

import asyncio
from typing import Any

import discord
import pytest
from discord import app_commands, ui
from practice_stage import PlainBot, Stage, slash, until

from practice.hands import RefusedError, text_of
from practice.world import P


async def test_a_deferral_is_filled_by_the_first_words_after_it(stage: Stage) -> None:
    """A deferred answer stays "thinking" until the follow-up, which takes its place."""
    bot, go = PlainBot(), asyncio.Event()

    async def think(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await go.wait()
        await interaction.followup.send("thought", ephemeral=True)
        await interaction.followup.send("more", ephemeral=True)
        await interaction.edit_original_response(content="thought twice")

    slash(bot, "think", think)
    async with stage.bot(bot):
        answer = await stage.asha.command(stage.general.id, "think")
        assert answer.deferred
        assert answer.message is None
        go.set()
        await answer.settled()
        assert await answer.changed(2)
        await until(lambda: len(answer.messages) == 2)
        await until(lambda: text_of(answer.messages[0]) == "thought twice")
        assert [text_of(one) for one in stage.asha.messages(stage.general.id)] == [
            "thought twice",
            "more",
        ]
        stage.asha.dismiss(answer.messages[0])
    assert len(stage.asha.messages(stage.general.id)) == 1
    assert stage.server.findings == []


async def test_commands_with_words_options_and_suggestions(stage: Stage) -> None:
    """Subcommands, option types, choices, autocomplete and missing options work as typed."""
    bot = PlainBot()
    sets = app_commands.Group(name="sets", description="Sets")

    @sets.command(name="plan", description="Plan sets")
    @app_commands.describe(area="Where", size="How many", guide="Who")
    async def plan(
        interaction: discord.Interaction, area: str, size: app_commands.Range[int, 5, 7],
        guide: discord.Member, quiet: bool = False,
    ) -> None:  # fmt: skip
        said = f"{area} {size} {guide.display_name} {quiet}"
        await interaction.response.send_message(said, ephemeral=True)

    @plan.autocomplete("area")
    async def areas(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        known = ["Devon", "Dorset", "Kernow"]
        return [app_commands.Choice(name=one, value=one.lower()) for one in known if current in one]

    bot.tree.add_command(sets)
    place = stage.general.id
    async with stage.bot(bot):
        offered = await stage.asha.autocomplete(place, "sets plan", {"area": "D"}, "area")
        assert [one["value"] for one in offered] == ["devon", "dorset"]
        answer = await stage.asha.command(
            place, "sets plan", area="devon", size=6, guide=stage.ben.id, quiet=True
        )
        assert answer.text == "devon 6 Ben True"
        with pytest.raises(RefusedError, match="size"):
            await stage.asha.command(place, "sets plan", area="devon", guide=stage.ben.id)
        with pytest.raises(RefusedError, match="between 5 and 7"):
            await stage.asha.command(place, "sets plan", area="devon", size=9, guide=stage.ben.id)
        with pytest.raises(RefusedError, match="no command"):
            await stage.asha.command(place, "sets burn")
    assert stage.server.findings == []


async def test_commands_for_managers_are_hidden_from_others(stage: Stage) -> None:
    """default_member_permissions hides a command from those who may not use it."""
    bot = PlainBot()

    async def setup(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("done", ephemeral=True)

    slash(bot, "setup", setup)
    command = bot.tree.get_command("setup")
    assert command
    command.default_permissions = discord.Permissions(manage_guild=True)
    boss = stage.world.add_member("Boss", permissions=P.MANAGE_GUILD)
    async with stage.bot(bot):
        assert [one["name"] for one in stage.asha.commands()] == []
        assert [one["name"] for one in stage.hands.of(boss.id).commands()] == ["setup"]
        with pytest.raises(RefusedError):
            await stage.asha.command(stage.general.id, "setup")


async def test_a_hundred_presses_all_reach_the_bot(stage: Stage) -> None:
    """A hundred presses at once on one public button each get their own acknowledgement."""
    bot, seen = PlainBot(), list[int]()

    class Button(ui.Button[Any]):
        async def callback(self, interaction: discord.Interaction) -> None:
            seen.append(interaction.user.id)
            await interaction.response.defer()

    async with stage.bot(bot):
        view = ui.View(timeout=None)
        view.add_item(Button(label="Me", custom_id="me"))
        sent = await bot.text("general").send("Who?", view=view)
        message = stage.asha.messages(sent.channel.id)[0]
        answers = await asyncio.gather(*(stage.asha.press(message, "Me") for _ in range(100)))
    assert len(seen) == 100
    assert not any(answer.failed for answer in answers)
    assert stage.server.findings == []


async def test_hands_refuse_what_a_screen_would_refuse(stage: Stage) -> None:
    """Disabled buttons, missing buttons and menus with too many choices never reach the bot."""
    bot = PlainBot()
    async with stage.bot(bot):
        view = ui.View(timeout=None)
        view.add_item(ui.Button(label="Off", custom_id="off", disabled=True))
        options = [discord.SelectOption(label=one) for one in ("a", "b", "c")]
        view.add_item(ui.Select(custom_id="pick", options=options, max_values=2))
        await bot.text("general").send("Hm", view=view)
        message = stage.asha.messages(stage.general.id)[0]
        for attempt in (
            stage.asha.press(message, "Off"),
            stage.asha.press(message, "Gone"),
            stage.asha.choose(message, "pick", ["a", "b", "c"]),
            stage.asha.choose(message, "pick", ["z"]),
        ):
            with pytest.raises(RefusedError):
                await attempt
    assert not stage.world.interactions
