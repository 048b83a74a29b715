"""A second opinion: the same house under simcord's in-memory Discord, for commands, consent, board.

simcord shares no line with the practice server. The pump is not started here: what is due is done
by hand with the same `perform`, so that nothing waits in the background.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import discord
import pytest
from journeys_house import SECRET, START
from journeys_opinion import SIX, Opinion, everybody_comes, list_people, texts, wire
from simcord.env import Env

from bot.client import SetwiseBot
from bot.house import House, build
from config.settings import Settings
from practice import cast
from scheduling.clock import HeldClock


@pytest.fixture
def clock() -> HeldClock:
    """A clock that stands still."""
    return HeldClock(START)


@pytest.fixture
async def house(tmp_path: Path, clock: HeldClock) -> AsyncIterator[House]:
    """The whole house over SQLite, with no pump running."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'setwise.db'}"
    made = await build(Settings(token="t", database_url=url, secret_key=SECRET), clock=clock)
    yield made
    await made.storage.close()


@pytest.fixture
def simcord_bot(house: House) -> SetwiseBot:
    """Return the bot that simcord attaches to its Discord."""
    return house.connections.introduce(0)


@pytest.fixture
async def opinion(simcord_env: Env, house: House, clock: HeldClock) -> Opinion:
    """A server that is set up for Devon, with a coordinator, a lead and six people on the list."""
    guild = simcord_env.create_guild()
    lobby, category = guild.create_text_channel("lobby"), guild.create_category("Sets")
    manager = guild.create_role("Manager", permissions=discord.Permissions(manage_guild=True))
    people = {
        name: guild.add_member(
            simcord_env.create_user(name.lower(), global_name=name),
            roles=[manager] if name == cast.COORDINATOR else [],
        )
        for name in (*cast.STAFF, *SIX, "Sam")
    }
    made = Opinion(simcord_env, house, clock, lobby, category, people)
    said = await made.ask(
        cast.COORDINATOR,
        "setup",
        area="Devon",
        coordinator=people[cast.COORDINATOR],
        safeguarding_lead=people[cast.LEAD],
        lead_checked=START.date().isoformat(),
        lobby=lobby,
        category=category,
    )
    assert "Saved." in said
    await list_people(made, guild.id)
    return made


@pytest.fixture
async def published(opinion: Opinion) -> Opinion:
    """An opinion in which six people were just asked."""
    assert "1 set is possible" in await opinion.ask(
        cast.COORDINATOR, "sets plan", area="Devon", seed=7
    )
    assert "1 set is published" in await opinion.ask(cast.COORDINATOR, "sets publish", area="Devon")
    await opinion.go(timedelta(minutes=1))
    return opinion


@pytest.fixture
async def meeting(published: Opinion) -> Opinion:
    """An opinion in which all said yes, came, and the first session is under way."""
    for name in SIX:
        await published.people[name].user.click(published.card(name), label="Yes")
    for _ in range(5):
        await published.go(timedelta(seconds=5))
    await everybody_comes(published)
    return published


async def test_every_command_is_known_and_answers_a_stranger(opinion: Opinion) -> None:
    """Each command without options that somebody of no set may use is answered in private."""
    commands = opinion.people["Sam"].available_commands(opinion.lobby)
    assert {"join", "me profile", "set card", "session next", "mydata", "help"} <= set(commands)
    assert "sets plan" not in commands
    for words in ("help", "principles", "trust", "mydata", "set card", "session next", "refer"):
        assert await opinion.ask("Sam", words)
    assert "Type /join" in await opinion.ask("Sam", "set card")


async def test_the_first_form_of_joining_opens(opinion: Opinion) -> None:
    """`/join` opens a form with five questions, and taking it shows two menus of times."""
    shown = await opinion.people["Sam"].slash(opinion.lobby, "join")
    assert shown.modal is not None
    assert len(shown.modal["components"]) == 5
    typed = {"name": "Sam", "role": "gp", "area": [cast.EXETER], "how_far": "icb"}
    taken = await opinion.people["Sam"].submit_modal(shown, typed)
    assert taken.response is not None
    assert "When could you meet?" in texts(taken.response.components)


async def test_consent_has_three_answers_and_one_counts(published: Opinion) -> None:
    """Each person has a private card; a yes is shown, and an old card is told kindly."""
    card = published.card("Tom")
    assert all(
        label in texts(wire(card)) for label in ("Yes", "Rather not this one", "Ask me later")
    )
    await published.people["Tom"].user.click(card, label="Ask me later")
    assert "I will ask you again tomorrow" in texts(wire(published.card("Tom")))
    await published.people["Tom"].user.click(published.card("Tom"), label="Yes")
    assert "thank you" in texts(wire(published.card("Tom")))


async def test_the_last_yes_opens_private_rooms(meeting: Opinion) -> None:
    """After six yeses there are a text and a voice room that a seventh person cannot see."""
    (guild,) = meeting.house.client.guilds
    rooms = [one for one in guild.channels if one.name.startswith("set-")]
    assert {type(one) for one in rooms} == {discord.TextChannel, discord.VoiceChannel}
    for room in rooms:
        let_in = {target.id for target in room.overwrites} - {guild.id, guild.me.id}
        assert let_in == {meeting.people[name].id for name in SIX}
        assert room.overwrites_for(guild.default_role).view_channel is False
    assert await meeting.ask("Tom", "set dates")
    assert "You are not" in await meeting.ask("Sam", "set dates")


async def test_the_board_takes_presses_and_is_drawn_again(meeting: Opinion) -> None:
    """Pause, Go on and Done on the board change the session, and the board shows it."""
    await meeting.go((await meeting.session()).part_ends_at - meeting.clock.now())
    await meeting.people["Bea"].click(meeting.board(), label="Pause")
    await meeting.drain()
    assert (await meeting.session()).paused_at == meeting.clock.now()
    paused = [one for one in meeting.room() if "We are pausing" in texts(wire(one))]
    assert len(paused) == 1
    await meeting.people["Bea"].click(paused[0], label="Go on")
    await meeting.drain()
    session = await meeting.session()
    assert session.paused_at is None
    assert session.floor_id
    speaker = session.floor_id.partition("-")[0].title()
    await meeting.people[speaker].click(meeting.board(), label="Done")
    await meeting.drain()
    after = await meeting.session()
    assert after.floor_id != session.floor_id
    assert f"Floor: {after.floor_id.partition('-')[0].title()}" in texts(wire(meeting.board()))


async def test_a_command_does_what_a_button_does(meeting: Opinion) -> None:
    """`/session pause`, `resume` and `next` do what the buttons do; others are told who may."""
    before = await meeting.session()
    guide = before.guide_id.partition("-")[0].title()
    await meeting.ask("Tom", "session pause")
    assert (await meeting.session()).paused_at == meeting.clock.now()
    await meeting.ask("Jonah", "session resume")
    assert (await meeting.session()).paused_at is None
    other = next(name for name in SIX if name != guide)
    assert "Only the person who guides today" in await meeting.ask(other, "session next")
    await meeting.ask(guide, "session next")
    assert (await meeting.session()).part == before.part + 1
