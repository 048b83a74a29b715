"""Structured logs, as text or as JSON; one id for each press or wake.

Knows how lines are written and what must never be in them. Must not know what is logged.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any, Literal, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from cogs._errors import frames

HIDDEN = "[hidden]"
PRIVATE = frozenset(
    {"authorization", "body", "content", "fields", "password", "secret", "text", "token", "values"}
)
_HOOK = re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.-]{20,}")
_PASSWORD = re.compile(r"(://[^\s:/@]+:)[^\s@/]+@")
# At their most talkative, libraries would write each value that is sent, kept or asked for.
_TALKATIVE = ("aiosqlite", "apscheduler", "asyncpg", "discord.http", "psycopg", "sqlalchemy")
_QUIET = {
    **dict.fromkeys(_TALKATIVE, logging.WARNING),
    **dict.fromkeys(("discord", "discord.gateway"), logging.INFO),
}


def set_up(
    style: Literal["text", "json"], secrets: Iterable[str] = (), *, level: int = logging.INFO
) -> None:
    """Send all logs, ours and those of libraries, to standard error in one style."""
    shared = _shared(tuple(secret for secret in secrets if secret))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    logging.raiseExceptions = False  # a line that cannot be written would be shown as it came
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(style, shared))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, quiet in _QUIET.items():
        logging.getLogger(name).setLevel(max(level, quiet))


def job(**facts: str) -> AbstractContextManager[None]:
    """Put facts, such as the key of a wake, on every line that is logged inside."""
    return structlog.contextvars.bound_contextvars(**facts)


def _formatter(
    style: Literal["text", "json"], shared: list[Processor]
) -> structlog.stdlib.ProcessorFormatter:
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )


def _shared(secrets: tuple[str, ...]) -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _where_from,
        _Hide(secrets),
    ]


def _where_from(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Keep where an error came from; leave its message out, for it may hold private text."""
    info: Any = event.pop("exc_info", None)
    error: Any = cast("tuple[Any, ...]", info)[1] if isinstance(info, tuple) else info
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["trace"] = frames(error)
    record = event.get("_record")
    if isinstance(record, logging.LogRecord):
        record.exc_info = record.exc_text = None
    return event


class _Hide:
    """Leaves out private fields, and secrets wherever they stand."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        self._secrets = secrets

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        for name, value in event.items():
            if name in PRIVATE:
                event[name] = HIDDEN
            elif isinstance(value, str):
                event[name] = self._clean(value)
            elif not isinstance(value, int | float | bool | None) and not name.startswith("_"):
                event[name] = self._clean(str(value))
        return event

    def _clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        text = _HOOK.sub(rf"\g<1>{HIDDEN}", text)
        return _PASSWORD.sub(rf"\g<1>{HIDDEN}@", text)
