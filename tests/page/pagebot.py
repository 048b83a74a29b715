"""A tiny real discord.py bot for the page's end-to-end test: one command, a button, two forms."""

from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

INTENTS = discord.Intents(guilds=True, voice_states=True, guild_scheduled_events=True)


class Form(ui.Modal):
    """A form with a text, people to choose from, a radio group and one tick."""

    def __init__(self) -> None:
        super().__init__(title="One thing from today")
        self.thought: ui.TextInput[Form] = ui.TextInput(max_length=100, min_length=3)
        self.who: ui.UserSelect[Form] = ui.UserSelect()
        self.share: ui.RadioGroup[Form] = ui.RadioGroup()
        self.sure: ui.Checkbox[Form] = ui.Checkbox()
        self.share.add_option(label="My set", value="set")
        self.share.add_option(label="Only me", value="me")
        about = "One line is enough."
        for text, part in (
            ("What will you try?", self.thought),
            ("Who will notice?", self.who),
            ("Who may read it?", self.share),
            ("Remind me", self.sure),
        ):
            label: ui.Label[Form] = ui.Label(text=text, component=part, description=about)
            self.add_item(label)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Answer privately with everything that came."""
        people = ", ".join(one.display_name for one in self.who.values)
        kept = f"{self.thought.value}** ({self.share.value}, {people}, {self.sure.value})"
        await interaction.response.send_message(f"Kept: **{kept}", ephemeral=True)


class Card(ui.LayoutView):
    """A card with a button that opens the form, and one that counts in place."""

    def __init__(self, pressed: int = 0) -> None:
        super().__init__(timeout=None)
        write: ui.Button[Card] = ui.Button(
            label="Write it down", style=discord.ButtonStyle.primary, custom_id="write"
        )
        here: ui.Button[Card] = ui.Button(label="I am here", custom_id="here")
        write.callback = self._write
        here.callback = self._here
        self.pressed = pressed
        self.add_item(
            ui.Container(
                ui.TextDisplay(f"## Closing round\nHere: **{pressed}**"),
                ui.ActionRow(write, here),
                accent_color=0x2F7D6B,
            )
        )

    async def _write(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())

    async def _here(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(view=Card(self.pressed + 1))


def make_bot() -> commands.Bot:
    """A bot with `/card`, which posts the card, and `/area`, which suggests."""
    bot = commands.Bot(commands.when_mentioned, intents=INTENTS, guild_ready_timeout=0.02)

    async def card(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=Card())

    @app_commands.describe(place="Start typing")
    @app_commands.autocomplete(place=_places)
    async def area(interaction: discord.Interaction, place: str) -> None:
        await interaction.response.send_message(f"You are in {place}.", ephemeral=True)

    made: list[app_commands.Command[Any, ..., None]] = [
        app_commands.Command(name="card", description="Post the card", callback=card),
        app_commands.Command(name="area", description="Say where you are", callback=area),
    ]
    for one in made:
        bot.tree.add_command(one)
    return bot


async def _places(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    found = [one for one in ("Devon", "Dorset", "Cornwall") if typed.lower() in one.lower()]
    return [app_commands.Choice(name=one, value=one.upper()) for one in found]
