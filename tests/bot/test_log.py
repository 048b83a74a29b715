"""Logs: one line each, the same for ours and for libraries', and nothing private in them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.log import HIDDEN, job, set_up

TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Put logging back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Return what was logged, as JSON."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_every_line_of_a_job_carries_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    """Inside a job its facts are on every line, also on those of libraries; outside on none."""
    set_up("json")
    log = structlog.stdlib.get_logger("setwise")
    with job(wake="session:s1:end"):
        log.info("done", n=3)
        logging.getLogger("discord.gateway").warning("Shard %s is slow", 5)
    log.info("after")
    ours, theirs, after = lines(capsys)
    assert (ours["event"], ours["n"], ours["wake"]) == ("done", 3, "session:s1:end")
    assert (theirs["event"], theirs["wake"]) == ("Shard 5 is slow", "session:s1:end")
    assert (theirs["level"], theirs["logger"]) == ("warning", "discord.gateway")
    assert "wake" not in after


def test_secrets_are_hidden_wherever_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    """The token, tokens of presses, passwords in addresses and private fields are left out."""
    set_up("json", [TOKEN, ""])
    log = structlog.stdlib.get_logger("setwise")
    log.warning("trying", header=f"Bot {TOKEN}", fields={"name": "Ann"}, text="what I wrote")
    logging.getLogger("x").warning("POST /webhooks/123456/%s/messages", "a" * 60)
    log.warning("database", url="postgresql+asyncpg://me:hunter2@localhost/x")
    told = capsys.readouterr().err
    for secret in (TOKEN, "Ann", "what I wrote", "a" * 60, "hunter2"):
        assert secret not in told
    assert told.count(HIDDEN) == 5


def test_errors_keep_where_and_lose_what(capsys: pytest.CaptureFixture[str]) -> None:
    """A trace says where an error came from; its message, which may be private, is left out."""
    set_up("json")
    try:
        int("what I wrote")
    except ValueError:
        structlog.stdlib.get_logger("setwise").exception("ours")
        logging.getLogger("discord.client").exception("theirs")
    ours, theirs = lines(capsys)
    for line in (ours, theirs):
        assert line["error"] == "ValueError"
        assert "test_errors_keep_where_and_lose_what" in line["trace"]
        assert "invalid literal" not in str(line)


def test_text_is_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    """The text style has one plain line without colours."""
    set_up("text")
    structlog.stdlib.get_logger("setwise").info("ready", servers=1)
    told = capsys.readouterr().err
    assert "ready" in told
    assert "servers=1" in told
    assert "\x1b[" not in told


def test_the_libraries_are_kept_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    """Every request of discord.py is not a line of ours."""
    set_up("json")
    logging.getLogger("discord.http").info("GET /users/@me")
    logging.getLogger("discord.client").debug("anything")
    assert lines(capsys) == []
