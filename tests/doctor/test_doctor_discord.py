"""The doctor on what a new owner meets first: no token, nobody set up, intents, exit codes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from doctor_clinic import SECRET, Clinic

from bot.__main__ import main

PRESENCE, MEMBERS, CONTENT = 1 << 13, 1 << 15, 1 << 19  # as Discord marks bots of few servers


async def test_without_a_token_the_rest_is_looked_at(
    clinic: Clinic, capsys: pytest.CaptureFixture[str]
) -> None:
    """Discord is not asked, and that is said; database, work and leads are looked at."""
    await clinic.set_up()
    clinic.settings = replace(clinic.settings, token="")
    assert await clinic.visit(capsys) == 0
    assert clinic.lines("look") == ["no token was given, so Discord was not asked"]
    well = "\n".join(clinic.lines("well"))
    assert "the database is whole" in well
    assert "safeguarding lead" in well
    assert "Discord knows" not in well


async def test_a_house_in_which_nobody_is_set_up(
    clinic: Clinic, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before /setup nothing is wrong yet; what to type is said."""
    assert await clinic.visit(capsys) == 0
    assert clinic.lines("look") == ["no server is set up yet. Type /setup there."]


@pytest.mark.parametrize(
    ("flags", "names"),
    [
        (PRESENCE, "Presence"),
        (MEMBERS, "Server Members"),
        (CONTENT, "Message Content"),
        (PRESENCE | MEMBERS | CONTENT, "Presence, Server Members, Message Content"),
        (MEMBERS >> 1, "Server Members"),  # as Discord marks verified bots
    ],
)
async def test_an_intent_that_is_switched_on_for_nothing_is_named(
    clinic: Clinic, capsys: pytest.CaptureFixture[str], flags: int, names: str
) -> None:
    """None privileged is needed: whichever is on is worth a look, and is no fault."""
    await clinic.set_up()
    clinic.server.world.application_flags = flags
    assert await clinic.visit(capsys) == 0
    (look,) = clinic.lines("look")
    assert f"not needed: {names}. " in look
    assert "no privileged intent is needed" not in "\n".join(clinic.said)


async def test_a_server_that_the_bot_was_taken_out_of(
    clinic: Clinic, capsys: pytest.CaptureFixture[str]
) -> None:
    """A server that uses the bot and no longer has it is BAD."""
    await clinic.set_up()
    world = clinic.server.world
    world.drop_member(world.guild.id, world.bot.id)
    assert await clinic.visit(capsys) == 1
    assert clinic.lines("BAD") == [
        f"The bot was taken out of a server that uses it ({world.guild.id})."
    ]


def test_the_exit_code_says_how_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """0: nothing needs anybody; 1: something is BAD; 2: a setting is wrong, in one sentence."""
    monkeypatch.chdir(tmp_path)
    for name in ("TOKEN", "PLANS", "RULES", "AREAS"):
        monkeypatch.delenv(f"SETWISE_{name}", raising=False)
    monkeypatch.setenv("SETWISE_SECRET_KEY", SECRET)
    monkeypatch.setenv("SETWISE_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'setwise.db'}")
    assert main(["migrate"]) == 0
    assert main(["doctor"]) == 0
    monkeypatch.setenv("SETWISE_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'none.db'}")
    assert main(["doctor"]) == 1
    capsys.readouterr()
    monkeypatch.setenv("SETWISE_DATABASE_URL", "paper://drawer")
    assert main(["doctor"]) == 2
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 1
