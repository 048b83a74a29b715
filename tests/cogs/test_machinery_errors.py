"""Errors: each kind has its sentence, and nothing that a person wrote reaches the log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands
from machinery_house import TestWords
from structlog.testing import capture_logs

from cogs._errors import frames, note, reference_of, sentence_of, sorry, understood
from cogs._meaning import meaning
from learning.refusals import Misconfigured, Refusal, Said, Stale, Unavailable, Unreachable

WORDS = TestWords()


class Answer:
    """As much of an HTTP answer as discord.py's errors look at."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.reason = "because"


def http(kind: type[discord.HTTPException], status: int, code: int) -> discord.HTTPException:
    """Return an error of discord.py's own."""
    answer: Any = Answer(status)
    return kind(answer, {"code": code, "message": "private"})


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (http(discord.Forbidden, 403, 50007), (Unreachable, "dm_closed")),
        (http(discord.NotFound, 404, 10003), (Unreachable, "channel_gone")),
        (http(discord.NotFound, 404, 10008), (Unreachable, "message_gone")),
        (http(discord.HTTPException, 400, 30046), (Unreachable, "message_old")),
        (http(discord.NotFound, 404, 10013), (Unreachable, "person_gone")),
        (http(discord.Forbidden, 403, 50013), (Misconfigured, "rights.send_messages")),
        (http(discord.Forbidden, 403, 50001), (Misconfigured, "rights.send_messages")),
        (http(discord.HTTPException, 401, 0), (Misconfigured, "token")),
        (http(discord.HTTPException, 400, 30038), (Misconfigured, "full.events")),
        (http(discord.DiscordServerError, 503, 0), (Unavailable, "discord_away")),
        (http(discord.HTTPException, 429, 0), (Unavailable, "discord_away")),
        (aiohttp.ClientConnectionError(), (Unavailable, "discord_away")),
        (TimeoutError(), (Unavailable, "discord_away")),
    ],
)
def test_discords_errors_have_their_kind(error: Exception, key: tuple[type[Said], str]) -> None:
    """Each error of Discord is one of the five kinds, by a stable key."""
    known = meaning(error, permission="send_messages", channel_xid=5)
    assert known is not None
    assert (type(known), known.key) == key


@pytest.mark.parametrize("error", [ValueError("x"), http(discord.HTTPException, 400, 50035)])
def test_what_nobody_foresaw_is_a_bug(error: Exception) -> None:
    """A bad request is our own fault and is not dressed up as anything else."""
    assert understood(error) is None


@pytest.mark.parametrize(
    ("error", "begins"),
    [
        (Refusal("test.full", name="*Ann*"), "There is no room for \\*Ann\\*."),
        (Refusal("no.such.key"), "Sorry, that cannot be done"),
        (Stale("whatever"), "Things have moved on"),
        (Unavailable("discord_away"), "Discord is not answering"),
        (Unavailable("database"), "Not now, sorry"),
        (Unreachable("dm_closed"), "I cannot send this person"),
        (
            Misconfigured("rights.manage_channels", permission="manage_channels", channel=5),
            "I am not allowed to do that yet. Please ask a coordinator to give me the right "
            "called “Manage Channels” here: <#5>.",
        ),
        (
            Misconfigured("rights.create_events", permission="create_events", channel=0),
            "I am not allowed to do that yet. Please ask a coordinator to give me the right "
            "called “Create Events” here: the whole server.",
        ),
    ],
)
def test_each_kind_has_its_sentence(error: Said, begins: str) -> None:
    """The nearest key that has a sentence is used, and never none."""
    assert sentence_of(error, WORDS).startswith(begins)


def test_a_missing_fact_falls_back_to_a_general_sentence() -> None:
    """A sentence whose facts are not there gives way to a more general one."""
    assert sentence_of(Refusal("test.full"), WORDS).startswith("Sorry, that cannot be done")


def test_instants_are_shown_by_the_readers_own_client() -> None:
    """A fact that is an instant becomes a Discord timestamp."""
    at = datetime(2026, 2, 3, 12, 30, tzinfo=UTC)
    assert "<t:1770121800:F>" in sentence_of(Refusal("test.full", name=at), WORDS)


@pytest.mark.parametrize(
    ("error", "begins"),
    [
        (
            app_commands.MissingPermissions(["manage_guild"]),
            "Only people with the right called “Man",
        ),
        (app_commands.NoPrivateMessage(), "Please use this in the community’s server"),
        (app_commands.CheckFailure(), "This one is for coordinators"),
        (app_commands.CommandNotFound("x", []), "The list of commands has just changed"),
        (app_commands.BotMissingPermissions(["connect"]), "I am not allowed to do that yet"),
    ],
)
def test_a_refused_command_says_what_would_be_needed(error: Exception, begins: str) -> None:
    """What discord.py refuses by itself is told in our words, with what would be needed."""
    known = understood(error)
    assert known is not None
    assert sentence_of(known, WORDS).startswith(begins)


def test_a_bug_is_told_by_a_number_alone() -> None:
    """The person gets a short reference; the log has the same, and no private text."""
    reference = reference_of(1234567890)
    assert len(reference) == 6
    with pytest.raises(ValueError, match="private") as caught:
        int("private words that were typed")
    sheet = sorry(caught.value, WORDS, reference=reference)
    with capture_logs() as lines:
        note(caught.value, reference=reference, verb="test.yes")
    assert reference in str(sheet.parts[0])
    assert "private" not in str(sheet)
    assert lines[0]["reference"] == reference
    assert lines[0]["error"] == "ValueError"
    assert "test_a_bug_is_told" in lines[0]["trace"]
    assert "invalid literal" not in str(lines)


def test_a_refusal_is_logged_by_its_key_alone() -> None:
    """Facts may be private and stay out of the log."""
    with capture_logs() as lines:
        note(Refusal("test.full", name="private"), reference="ABC", verb="test.form")
    assert lines == [
        {
            "event": "refusal",
            "key": "test.full",
            "verb": "test.form",
            "reference": "ABC",
            "log_level": "info",
        }
    ]


def test_a_trace_names_causes_without_their_messages() -> None:
    """Where each error in a chain came from is kept; what it said is not."""
    with pytest.raises(KeyError) as caught:
        _fail_twice()
    told = frames(caught.value)
    assert "builtins.KeyError" in told
    assert "builtins.ValueError" in told
    assert "_fail_twice" in told
    assert "invalid literal" not in told


def _fail_twice() -> None:
    try:
        int("9x")
    except ValueError as first:
        raise KeyError("k") from first
