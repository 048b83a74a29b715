"""Menus, uploads, old-style forms, stale presses and expired tokens, by hand."""

import asyncio
from typing import Any

import discord
import pytest
from discord import ui
from practice_stage import PlainBot, Stage, slash, until

from practice.hands import RefusedError, fields, text_of


class People(ui.LayoutView):
    """A menu of people and one of channels, each answering with what was picked."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        for picker in (Who(), Where()):
            row: ui.ActionRow[Any] = ui.ActionRow()
            row.add_item(picker)
            self.add_item(row)


class Who(ui.UserSelect[Any]):
    """A menu of people."""

    def __init__(self) -> None:
        super().__init__(custom_id="who", min_values=1, max_values=2)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Say who was picked."""
        names = ",".join(one.display_name for one in self.values)
        await interaction.response.send_message(names, ephemeral=True)


class Where(ui.ChannelSelect[Any]):
    """A menu of channels."""

    def __init__(self) -> None:
        super().__init__(custom_id="where")

    async def callback(self, interaction: discord.Interaction) -> None:
        """Say which was picked."""
        await interaction.response.send_message(f"#{self.values[0].name}", ephemeral=True)


class Papers(ui.Modal, title="Papers"):
    """A checkbox, an upload, and a text input of the old kind."""

    agree: ui.Label[Any] = ui.Label(text="I agree", component=ui.Checkbox(custom_id="agree"))
    paper: ui.Label[Any] = ui.Label(text="Paper", component=ui.FileUpload(custom_id="paper"))
    old: ui.TextInput[Any] = ui.TextInput(label="Old", custom_id="old", max_length=5)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Say what came."""
        agree, paper = self.agree.component, self.paper.component
        assert isinstance(agree, ui.Checkbox)
        assert isinstance(paper, ui.FileUpload)
        text = (await paper.values[0].read()).decode()
        said = f"{agree.value} {paper.values[0].filename} {text} {self.old.value}"
        await interaction.response.send_message(said, ephemeral=True)


async def test_menus_of_people_and_channels_resolve(stage: Stage) -> None:
    """What a person picks arrives as members and channels."""
    async with stage.bot() as bot:
        await bot.text("general").send(view=People())
        message = stage.asha.messages(stage.general.id)[0]
        cora = stage.hands.named("Cora")
        picked = await stage.asha.choose(message, "who", [stage.ben.id, cora.id])
        assert picked.text == "Ben,Cora"
        place = await stage.asha.choose(message, "where", [stage.general.id])
        assert place.text == "#general"
    assert stage.server.findings == []


async def test_uploads_checkboxes_and_old_inputs_arrive(stage: Stage) -> None:
    """A file, a tick and an old-style input come through; a screen's limits hold."""
    bot = PlainBot()

    async def papers(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Papers())

    slash(bot, "papers", papers)
    async with stage.bot(bot):
        opened = await stage.asha.command(stage.general.id, "papers")
        assert opened.modal
        assert [label for label, _ in fields(opened.modal)] == ["I agree", "Paper", "Old"]
        good = {"agree": True, "paper": [("note.txt", b"three lines")], "Old": "short"}
        wrong: list[dict[str, Any]] = [
            {"Old": "far too long"},
            {"paper": []},
            {"Old": ""},
            {"nobody": "x"},
        ]
        for bad in wrong:
            with pytest.raises(RefusedError):
                await stage.asha.submit(opened.modal, good | bad)
        done = await stage.asha.submit(opened.modal, good)
        assert done.text == "True note.txt three lines short"
    assert stage.server.findings == []


async def test_a_button_that_is_gone_can_still_be_pressed_as_it_was_seen(stage: Stage) -> None:
    """A press that crosses an edit carries the old custom_id; a later one finds the new button."""
    bot, seen = PlainBot(), list[str]()

    @bot.listen()
    async def on_interaction(interaction: discord.Interaction) -> None:
        seen.append(str((interaction.data or {}).get("custom_id")))
        await interaction.response.defer()

    def one(ident: str) -> ui.View:
        view = ui.View(timeout=None)
        view.add_item(ui.Button(label="Next", custom_id=ident))
        return view

    async with stage.bot(bot):
        sent = await bot.text("general").send("card", view=one("next:1"))
        old = stage.asha.messages(stage.general.id)[0]
        await sent.edit(view=one("next:2"))
        await stage.asha.press(old, "Next", as_seen=True)
        await stage.asha.press(old, "Next")
    assert seen == ["next:1", "next:2"]


async def test_archived_threads_swallow_presses(stage: Stage) -> None:
    """In an archived thread a button does nothing, as on web and mobile."""
    async with stage.bot() as bot:
        thread = await bot.text("sets").create_thread(name="t")
        await thread.add_user(discord.Object(stage.asha.id))
        view = ui.View(timeout=None)
        view.add_item(ui.Button(label="Next", custom_id="n"))
        await thread.send("card", view=view)
        message = stage.asha.messages(thread.id)[0]
        await thread.edit(archived=True)
        with pytest.raises(RefusedError, match="archived"):
            await stage.asha.press(message, "Next")


async def test_commands_work_in_a_dm(stage: Stage) -> None:
    """A global command can be used in the DM with the bot, as a user and not a member."""
    bot = PlainBot()

    async def help_me(interaction: discord.Interaction) -> None:
        kind = type(interaction.user).__name__
        await interaction.response.send_message(f"{kind} {interaction.guild_id}")

    slash(bot, "help", help_me)
    async with stage.bot(bot):
        dm = stage.asha.open_dm()
        answer = await stage.asha.command(dm, "help")
        assert answer.text == "User None"
        assert not answer.private
    assert stage.server.findings == []


async def test_a_token_ends_after_its_life(stage: Stage) -> None:
    """Past its life a token answers 50027, and an ephemeral message cannot be edited any more."""
    bot, codes = PlainBot(), list[int]()
    stage.world.token_life = 0.05

    async def later(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("hello", ephemeral=True)
        await asyncio.sleep(0.1)
        try:
            await interaction.edit_original_response(content="too late")
        except discord.HTTPException as no:
            codes.append(no.code)

    slash(bot, "later", later)
    async with stage.bot(bot):
        answer = await stage.asha.command(stage.general.id, "later")
        await until(lambda: codes)
    assert codes == [50027]
    assert answer.text == "hello"


async def test_ephemeral_messages_are_not_in_the_channel(stage: Stage) -> None:
    """The bot can neither fetch, find nor delete its ephemeral message through the channel."""
    bot = PlainBot()

    async def hush(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("psst", ephemeral=True)

    slash(bot, "hush", hush)
    async with stage.bot(bot):
        answer = await stage.asha.command(stage.general.id, "hush")
        assert answer.message
        room = bot.text("general")
        assert [one async for one in room.history()] == []
        with pytest.raises(discord.NotFound) as caught:
            await room.get_partial_message(int(answer.message["id"])).delete()
        assert caught.value.code == 10008
        seen = answer.message
        stage.asha.dismiss(seen)
        assert answer.message is None
        with pytest.raises(RefusedError):
            stage.asha.message(seen)
    assert stage.ben.messages(stage.general.id) == []


async def test_with_no_bot_there_presses_fail(stage: Stage) -> None:
    """When no bot is connected the member sees a failure, not silence."""
    stage.world.patience = 0.05
    async with stage.bot() as bot:
        view = ui.View(timeout=None)
        view.add_item(ui.Button(label="Next", custom_id="n"))
        await bot.text("general").send("card", view=view)
    message = stage.asha.messages(stage.general.id)[0]
    answer = await stage.asha.press(message, "Next")
    assert answer.failed
    assert text_of(message) == "card\n[Next]"
