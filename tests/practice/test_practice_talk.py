"""Slash commands, private layouts, buttons and forms, through an unmodified discord.py."""

import asyncio
import re
from typing import Any, Self

import discord
from discord import ui
from practice_stage import PlainBot, Stage, slash, until

from practice.hands import text_of


class Panel(ui.LayoutView):
    """A private card with a counter and a button."""

    def __init__(self, count: int) -> None:
        super().__init__(timeout=None)
        box: ui.Container[Self] = ui.Container(ui.TextDisplay(f"Pressed {count} times"))
        row: ui.ActionRow[Self] = ui.ActionRow()
        row.add_item(Press(count))
        row.add_item(Ask())
        box.add_item(row)
        self.add_item(box)


class Press(ui.DynamicItem[ui.Button[Any]], template=r"press:(?P<count>\d+)"):
    """A button that carries what it believes."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(ui.Button(label="Press", custom_id=f"press:{count}"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["count"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(view=Panel(self.count + 1))


class Ask(ui.DynamicItem[ui.Button[Any]], template=r"ask"):
    """A button that opens a form."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label="Ask", custom_id="ask"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls()

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())


class Form(ui.Modal, title="About you"):
    """One of every field a form can hold."""

    name: ui.Label[Any] = ui.Label(text="Name", component=ui.TextInput(custom_id="name"))
    job = ui.Label[Any](
        text="Job",
        component=ui.Select(
            custom_id="job",
            options=[discord.SelectOption(label="GP"), discord.SelectOption(label="Artist")],
        ),
    )
    buddy = ui.Label[Any](text="Buddy", component=ui.UserSelect(custom_id="buddy", required=False))
    how = ui.Label[Any](
        text="How",
        component=ui.RadioGroup(
            custom_id="how",
            options=[
                discord.RadioGroupOption(label="Online"),
                discord.RadioGroupOption(label="Either"),
            ],
        ),
    )
    blocks = ui.Label[Any](
        text="Blocks",
        component=ui.CheckboxGroup(
            custom_id="blocks",
            max_values=2,
            options=[
                discord.CheckboxGroupOption(label="Mon am"),
                discord.CheckboxGroupOption(label="Tue pm"),
            ],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        parts = [child.component for child in self.children if isinstance(child, ui.Label)]
        name, job, buddy, how, blocks = (self.said(part) for part in parts)
        await interaction.response.send_message(
            f"{name} | {job} | {buddy} | {how} | {blocks}", ephemeral=True
        )

    def said(self, part: ui.Item[Any]) -> str:
        """What was filled in."""
        if isinstance(part, ui.TextInput | ui.RadioGroup):
            return str(part.value)
        assert isinstance(part, ui.Select | ui.UserSelect | ui.CheckboxGroup)
        return ",".join(str(one) for one in part.values)


def panel_bot() -> PlainBot:
    """A bot with a /panel command."""
    bot = PlainBot()
    bot.add_dynamic_items(Press, Ask)

    async def panel(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=Panel(0), ephemeral=True)

    slash(bot, "panel", panel)
    return bot


async def test_a_private_layout_is_seen_by_its_reader_and_edited_by_its_button(
    stage: Stage,
) -> None:
    """A button on an ephemeral layout edits it, and nobody else ever sees it."""
    place = stage.world.channel_named("general").id
    asha, ben = stage.hands.named("Asha"), stage.hands.named("Ben")
    async with stage.bot(panel_bot()):
        answer = await asha.command(place, "panel")
        assert answer.private
        assert answer.message
        assert text_of(answer.message) == "Pressed 0 times\n[Press]\n[Ask]"
        pressed = await asha.press(answer.message, "Press")
        assert pressed.text == "Pressed 1 times\n[Press]\n[Ask]"
        assert [text_of(one) for one in asha.messages(place)] == [pressed.text]
        assert ben.messages(place) == []
    assert stage.server.findings == []


async def test_a_form_with_every_field_arrives_whole(stage: Stage) -> None:
    """Every field of a submitted form reaches discord.py with its resolved values."""
    place = stage.world.channel_named("general").id
    asha, ben = stage.hands.named("Asha"), stage.hands.named("Ben")
    async with stage.bot(panel_bot()):
        panel = await asha.command(place, "panel")
        assert panel.message
        opened = await asha.press(panel.message, "Ask")
        assert opened.modal
        assert opened.modal["title"] == "About you"
        done = await asha.submit(
            opened.modal,
            {
                "name": "Asha",
                "job": "GP",
                "buddy": [ben.id],
                "How": "Online",
                "blocks": ["Mon am", "Tue pm"],
            },
        )
        assert done.text == "Asha | GP | ben | Online | Mon am,Tue pm"
    assert stage.server.findings == []


async def test_a_late_answer_is_refused_and_the_member_sees_a_failure(stage: Stage) -> None:
    """Past the patience of Discord the hand sees a failure and the bot gets 10062."""
    stage.world.patience = 0.05
    bot, codes = PlainBot(), list[int]()

    async def slow(interaction: discord.Interaction) -> None:
        await asyncio.sleep(0.1)
        try:
            await interaction.response.send_message("late", ephemeral=True)
        except discord.NotFound as no:
            codes.append(no.code)

    slash(bot, "slow", slow)
    async with stage.bot(bot):
        answer = await stage.asha.command(stage.general.id, "slow")
        assert answer.failed
        await until(lambda: codes)
    assert codes == [10062]
    assert stage.asha.messages(stage.general.id) == []


async def test_a_second_answer_is_refused(stage: Stage) -> None:
    """Two acknowledgements of one press: the second gets 40060 and is a finding."""
    bot, codes = PlainBot(), list[int]()

    async def twice(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("one", ephemeral=True)
        interaction.response._response_type = None  # pyright: ignore[reportPrivateUsage] (a bot that forgets)
        try:
            await interaction.response.send_modal(Form())
        except discord.HTTPException as no:
            codes.append(no.code)

    slash(bot, "twice", twice)
    async with stage.bot(bot):
        answer = await stage.asha.command(stage.general.id, "twice")
        await until(lambda: codes)
    assert answer.text == "one"
    assert codes == [40060]
    assert any("already acknowledged" in one for one in stage.server.findings)


async def test_a_form_opened_from_a_card_can_change_that_card(stage: Stage) -> None:
    """A form that came from a button may edit the message the button stands on."""

    class Rename(ui.Modal, title="Rename"):
        name: ui.Label[Any] = ui.Label(text="Name", component=ui.TextInput(custom_id="name"))

        async def on_submit(self, interaction: discord.Interaction) -> None:
            view = ui.LayoutView(timeout=None)
            view.add_item(ui.TextDisplay("renamed"))
            await interaction.response.edit_message(view=view)

    class Opener(ui.Button[Any]):
        async def callback(self, interaction: discord.Interaction) -> None:
            await interaction.response.send_modal(Rename())

    async with stage.bot() as bot:
        view = ui.LayoutView(timeout=None)
        row: ui.ActionRow[Any] = ui.ActionRow()
        row.add_item(Opener(label="Rename", custom_id="rename"))
        view.add_item(row)
        await bot.text("general").send(view=view)
        card = stage.asha.messages(stage.general.id)[0]
        opened = await stage.asha.press(card, "Rename")
        assert opened.modal
        done = await stage.asha.submit(opened.modal, {"Name": "Heron"})
        assert done.message
        assert done.message["id"] == card["id"]
        assert text_of(stage.asha.message(card)) == "renamed"
    assert stage.server.findings == []
