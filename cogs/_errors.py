"""Any failure becomes one private sentence: for commands, buttons, menus and forms alike.

Knows the five kinds of error and how their keys become sentences. Must not know what was typed:
nothing a person wrote, and no message of an unknown error, ever reaches the log.
"""

from __future__ import annotations

import base64
import hashlib
import traceback
from collections.abc import Mapping
from datetime import datetime

import structlog
from discord import app_commands

from cogs._kit import Part, Row, Sheet, Words, channel, plain, tick
from cogs._meaning import meaning
from learning.refusals import Misconfigured, Refusal, Said, Stale, Unavailable, Unreachable

log = structlog.stdlib.get_logger("setwise")

_KINDS: tuple[tuple[type[Said], str], ...] = (  # the narrower kind first
    (Stale, "stale"),
    (Refusal, "refusal"),
    (Misconfigured, "misconfigured"),
    (Unavailable, "unavailable"),
    (Unreachable, "unreachable"),
)
_WARN = frozenset({"misconfigured", "unavailable", "unreachable"})


def sorry(error: BaseException, words: Words, *, reference: str, more: Row | None = None) -> Sheet:
    """Return the sheet that tells one person of any failure; `more` is put below the sentence."""
    known = understood(error)
    sentence = words("bug", reference=reference) if known is None else sentence_of(known, words)
    parts: tuple[Part, ...] = (sentence,) if more is None else (sentence, more)
    return Sheet(parts=parts)


def sentence_of(error: Said, words: Words, *, marked: bool = True) -> str:
    """Return the sentence of an error, or of the nearest more general key that has one.

    Not `marked` is for a terminal, where nothing has to be kept from looking like markdown.
    """
    facts = _facts(error.facts, words) if marked else error.facts
    key = f"{kind_of(error)}.{error.key}"
    while "." in key:
        try:
            return words(key, **facts)
        except LookupError:
            key = key.rpartition(".")[0]
    return words(f"{key}.any")


def understood(error: BaseException) -> Said | None:
    """Return the error of the house behind any error; None when it is a bug of ours."""
    if isinstance(error, app_commands.CommandInvokeError):
        return understood(error.original)
    if isinstance(error, app_commands.AppCommandError):
        return _of_command(error)
    return meaning(error)


def kind_of(error: Said) -> str:
    """Return the name of the kind an error belongs to."""
    return next((name for kind, name in _KINDS if isinstance(error, kind)), "refusal")


def note(error: BaseException, *, reference: str, verb: str) -> None:
    """Write a failure to the log: type, key, verb and reference; nothing that a person wrote."""
    known = understood(error)
    if known is None:
        log.error(
            "bug",
            reference=reference,
            verb=verb,
            error=type(error).__name__,
            trace=frames(error),
        )
        return
    kind = kind_of(known)
    level = log.warning if kind in _WARN else log.info
    level(kind, key=known.key, verb=verb, reference=reference)


def frames(error: BaseException) -> str:
    """Return where an error and its causes came from, without their messages."""
    lines: list[str] = []
    now: BaseException | None = error
    while now is not None and len(lines) < 200:
        lines.append(f"{type(now).__module__}.{type(now).__qualname__}\n")
        lines.extend(traceback.format_tb(now.__traceback__))
        now = now.__cause__ or now.__context__
    return "".join(lines).rstrip()


def reference_of(number: int) -> str:
    """Return a short reference, easy to read out, for the id of a press."""
    digest = hashlib.sha256(str(number).encode()).digest()
    return base64.b32encode(digest).decode()[:6]


def _of_command(error: app_commands.AppCommandError) -> Said | None:
    if isinstance(error, app_commands.NoPrivateMessage):
        return Refusal("server_only")
    if isinstance(error, app_commands.MissingPermissions):
        return Refusal("needs_rights", permission=", ".join(error.missing_permissions))
    if isinstance(error, app_commands.BotMissingPermissions):
        missing = error.missing_permissions[0]
        return Misconfigured(f"rights.{missing}", permission=missing, channel=0)
    if isinstance(error, app_commands.CheckFailure):
        return Refusal("not_for_you")
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return Stale("commands")
    if isinstance(error, app_commands.TransformerError):
        cause = error.__cause__
        return cause if isinstance(cause, Said) else Refusal("option")
    return None


def _facts(facts: Mapping[str, object], words: Words) -> dict[str, object]:
    return {name: _fact(name, value, words) for name, value in facts.items()}


def _fact(name: str, value: object, words: Words) -> object:
    match value:
        case int() if name == "channel":
            return channel(value) if value else words("rights.everywhere")
        case str() if name == "permission":
            return ", ".join(permission_name(one, words) for one in value.split(", "))
        case str():
            return plain(value, 300, one_line=True)
        case datetime():
            return tick(value, "F")
        case _:
            return value


def place_name(place: str, words: Words) -> str:
    """Return how a place of `Rights` is shown: a channel as a link, or the whole server."""
    return channel(int(place)) if place else words("rights.everywhere")


def permission_name(permission: str, words: Words) -> str:
    """Return what Discord's own settings call a permission."""
    try:
        return words(f"rights.name.{permission}")
    except LookupError:
        return permission.replace("_", " ")
