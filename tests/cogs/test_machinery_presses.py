"""Presses, menus, forms and commands under simcord: real discord.py, an in-memory Discord."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord
import pytest
from machinery_house import Kitchen, MemoryDrafts, card, house
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.client import SetwiseBot
from cogs import faces


@dataclass
class Scene:
    """One server, one channel, one person, and the kitchen that answers."""

    env: Env
    bot: SetwiseBot
    channel: ChannelHandle
    ann: MemberActor
    kitchen: Kitchen
    drafts: MemoryDrafts

    @property
    def last(self) -> discord.Message:
        """The newest message in the channel."""
        message = self.channel.last_message
        assert message is not None
        return message

    async def post_card(self) -> discord.Message:
        """Post the card into the channel, as the outbox would."""
        place = self.bot.get_partial_messageable(self.channel.id)
        await place.send(view=faces.draw(card(), self.kitchen.words))
        return self.last


def bot_of(drafts: MemoryDrafts) -> tuple[SetwiseBot, Kitchen]:
    """Return a bot with the kitchen alone."""
    app = house(drafts)
    kitchen = Kitchen(app)
    return SetwiseBot(app, [kitchen]), kitchen


@pytest.fixture
def simcord_bot() -> SetwiseBot:
    """Return the bot that simcord attaches to its Discord."""
    return bot_of(MemoryDrafts())[0]


@pytest.fixture
def scene(simcord_env: Env, simcord_bot: SetwiseBot) -> Scene:
    """Return a server with one channel and one person."""
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ann = guild.add_member(simcord_env.create_user("ann"))
    kitchen = simcord_bot.get_cog("Kitchen")
    drafts = simcord_bot.app.drafts
    assert isinstance(kitchen, Kitchen)
    assert isinstance(drafts, MemoryDrafts)
    return Scene(simcord_env, simcord_bot, channel, ann, kitchen, drafts)


def texts(message: Any) -> str:
    """Return all that can be read in an answer."""
    out: list[str] = []

    def walk(parts: list[dict[str, Any]]) -> None:
        for part in parts:
            out.append(part.get("content", ""))
            walk(part.get("components", []))

    walk(message.components)
    return "\n".join(text for text in out if text)


async def test_a_press_reaches_its_handler_and_redraws_its_message(scene: Scene) -> None:
    """A press brings thing, revision and person, and the message shows the new state."""
    message = await scene.post_card()
    result = await scene.ann.click(message, label="Yes")
    assert scene.kitchen.heard == [("yes", "m1", 0, scene.ann.id)]
    assert result.acknowledged
    assert "Revision 1." in str(scene.last.components)


async def test_discord_py_keeps_no_view_of_ours(scene: Scene) -> None:
    """After sending and pressing, discord.py's store of views is empty: nothing is called twice."""
    message = await scene.post_card()
    await scene.ann.click(message, label="Yes")
    bot: Any = scene.bot
    store = bot._connection._view_store
    assert not store._views
    assert not store._synced_message_views
    assert not store._dynamic_items
    assert len(scene.kitchen.heard) == 1


async def test_a_stale_press_is_told_privately(scene: Scene) -> None:
    """The second press of a won button is refused in one private sentence."""
    message = await scene.post_card()
    await scene.ann.click(message, label="Yes")
    again = await scene.ann.click(scene.last, label="Yes")
    assert again.response is not None
    assert again.response.ephemeral
    assert "Things have moved on" in texts(again.response)


async def test_the_message_is_redrawn_even_after_a_private_answer(scene: Scene) -> None:
    """Telling and then redrawing does both, in either order."""
    message = await scene.post_card()
    result = await scene.ann.click(message, label="Both")
    assert result.response is not None
    assert "Told." in texts(result.response)
    assert "Revision 7." in str(scene.last.components)


async def test_a_private_card_can_be_redrawn_after_a_private_answer(scene: Scene) -> None:
    """A card that only its reader sees is redrawn too, through the token of the press."""
    shown = await scene.ann.slash(scene.channel, "card")
    assert shown.response is not None
    result = await scene.ann.click(shown.response, label="Both")
    assert "Told." in texts(result.followups[0])
    assert result.followups[0].ephemeral
    assert "Revision 7." in texts(shown.response)


async def test_a_menu_brings_what_was_chosen(scene: Scene) -> None:
    """A pick reaches its handler with the chosen values."""
    message = await scene.post_card()
    await scene.ann.select(message, ["a", "b"])
    assert scene.kitchen.heard == [("pick", "a", "b")]


async def test_a_button_nobody_answers_says_so(scene: Scene) -> None:
    """A button of an older version is answered, not left spinning."""
    message = await scene.post_card()
    result = await scene.ann.click(message, label="Nobody")
    assert result.response is not None
    assert "That button no longer works." in texts(result.response)


async def test_a_bug_is_one_private_sentence_with_a_number(scene: Scene) -> None:
    """The person is told kindly, and never shown what went wrong inside."""
    message = await scene.post_card()
    result = await scene.ann.click(message, label="Break")
    assert result.response is not None
    assert result.response.ephemeral
    said = texts(result.response)
    assert "tell your coordinator this number" in said
    assert "private words" not in said


async def test_commands_fail_in_the_same_way(scene: Scene) -> None:
    """A command's bug goes the road of a button's."""
    result = await scene.ann.slash(scene.channel, "break")
    assert result.response is not None
    assert result.response.ephemeral
    assert "tell your coordinator this number" in texts(result.response)


async def test_a_form_is_opened_sent_and_taken(scene: Scene) -> None:
    """What was typed reaches the handler, and the draft is forgotten when it was taken."""
    message = await scene.post_card()
    shown = await scene.ann.click(message, label="Fill in")
    assert shown.modal is not None
    result = await scene.ann.submit_modal(shown, {"name": "Ann", "kind": "gp", "sure": True})
    fields = {"name": "Ann", "why": "", "kind": "gp", "sure": "yes"}
    assert scene.kitchen.heard == [("form", "m1", 0, fields)]
    assert result.response is not None
    assert "Taken." in texts(result.response)
    assert scene.drafts.kept == {}


async def test_a_refused_form_can_be_changed_and_nothing_is_lost(scene: Scene) -> None:
    """A refusal comes with a button that opens the form again, filled with what was typed."""
    shown = await scene.ann.slash(scene.channel, "form")
    typed = {"name": "Full", "why": "Because.", "kind": "artist", "sure": True}
    refused = await scene.ann.submit_modal(shown, typed)
    assert refused.response is not None
    assert refused.response.ephemeral
    assert "There is no room for Full." in texts(refused.response)
    again = await scene.ann.click(refused.response, label="Change it")
    assert again.modal is not None
    inner = {
        part["component"]["custom_id"]: part["component"] for part in again.modal["components"]
    }
    assert inner["name"]["value"] == "Full"
    assert inner["why"]["value"] == "Because."
    assert [o["value"] for o in inner["kind"]["options"] if o.get("default")] == ["artist"]
    assert inner["sure"]["default"] is True
    done = await scene.ann.submit_modal(again, {**typed, "name": "Ann"})
    assert "Taken." in str([texts(one) for one in (done.response, *done.followups) if one])
    assert scene.drafts.kept == {}


async def test_buttons_and_forms_outlive_a_restart(scene: Scene) -> None:
    """A card posted, and a form opened, before a restart are answered after it."""
    message = await scene.post_card()
    shown = await scene.ann.click(message, label="Fill in")
    bot, kitchen = bot_of(scene.drafts)
    await scene.env.restart_bot(bot)
    await scene.ann.click(scene.last, label="Yes")
    await scene.ann.submit_modal(shown, {"name": "Ann", "kind": "gp"})
    assert [heard[0] for heard in kitchen.heard] == ["yes", "form"]
    assert scene.kitchen.heard == []


async def test_options_reach_a_command_with_their_types(scene: Scene) -> None:
    """Options are read from the method's own annotations; defaults hold."""
    await scene.ann.slash(scene.channel, "tea", sort="green", cups=3)
    await scene.ann.slash(scene.channel, "tea", sort="black")
    assert [heard[1:3] for heard in scene.kitchen.heard] == [("green", 3), ("black", 1)]


async def test_a_slow_command_answers_more_than_once(scene: Scene) -> None:
    """After a promise the first answer fills it, further ones follow, and a redraw changes it."""
    result = await scene.ann.slash(scene.channel, "cake list")
    assert result.response is not None
    assert texts(result.response) == "Plum"
    assert [texts(one) for one in result.followups] == ["Apple"]


async def test_a_file_is_given_privately(scene: Scene) -> None:
    """A file is attached, shown by name, and seen by its asker alone."""
    result = await scene.ann.slash(scene.channel, "cake order", name="lemon")
    assert result.response is not None
    assert result.response.ephemeral
    assert [file.filename for file in result.response.attachments] == ["cake-list.txt"]


async def test_an_option_is_completed(scene: Scene) -> None:
    """Suggestions come from the marked method, as label and value."""
    found = await scene.ann.autocomplete(scene.channel, "cake order", "name", "l")
    assert found == [{"name": "Lemon", "value": "lemon"}]


async def test_every_word_of_a_command_comes_from_the_words(scene: Scene) -> None:
    """Descriptions, options and choices are sentences by key."""
    tea = next(one for one in scene.bot.tree.get_commands() if one.name == "tea")
    told = tea.to_dict(scene.bot.tree)
    assert told["description"] == "Ask for tea"
    assert told["options"][0]["description"] == "Which sort"
    assert told["options"][0]["choices"][0]["name"] == "Green tea"
    guide = next(one for one in scene.bot.tree.get_commands() if one.name == "guide")
    told = guide.to_dict(scene.bot.tree)
    assert told["default_member_permissions"] == 32
    assert told["contexts"] == [0]
