"""Reads the settings of a house from a mapping of names to text, and says plainly what is wrong.

Knows names, defaults and what a right value looks like. Must not read the environment by itself,
nor open a database or a socket. Secrets are left out of every printed form.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from learning.refusals import Misconfigured

DATABASES = ("sqlite+aiosqlite", "postgresql+asyncpg", "postgresql+psycopg")
SHORTEST_SECRET = 16  # characters
MOST_SHARDS = 256

Format = Literal["text", "json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, checked. An empty text, or None, means that a setting was not given."""

    token: str = field(default="", repr=False)
    database_url: str = field(default="sqlite+aiosqlite:///setwise.db", repr=False)
    timezone: str = "Europe/London"
    secret_key: str = field(default="", repr=False)
    log_format: Format = "text"
    health_port: int | None = None
    feed_port: int | None = None  # where private calendar links are answered
    feed_url: str = ""  # how the world reaches that port
    discord_api: str = ""
    discord_gateway: str = ""
    shards: int = 1  # into so many parts the bot's servers are divided
    clock: str = ""  # address of a practice clock; only in practice
    plans: Path | None = None
    words: Path | None = None
    areas: Path | None = None
    rules: Path | None = None  # an owner's own names.csv, retention.toml and closed.toml

    def need_token(self) -> str:
        """Return the token, or raise Misconfigured "settings.missing": only running needs it."""
        return self.token or _missing("SETWISE_TOKEN")

    def need_secret_key(self) -> str:
        """Return the key that encrypts what members write, or raise "settings.missing"."""
        return self.secret_key or _missing("SETWISE_SECRET_KEY")


NAMES = tuple(f"SETWISE_{name.upper()}" for name in Settings.__dataclass_fields__)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings of an environment, or raise Misconfigured under "settings.".

    The fact `name` is always the name of the setting that is wrong. A value is never a fact,
    because it may be a secret.
    """
    given = {name: environ.get(name, "").strip() for name in NAMES}
    return Settings(
        token=given["SETWISE_TOKEN"],
        database_url=_database(given["SETWISE_DATABASE_URL"]),
        timezone=_zone(given["SETWISE_TIMEZONE"]),
        secret_key=_secret(given["SETWISE_SECRET_KEY"]),
        log_format=_format(given["SETWISE_LOG_FORMAT"]),
        health_port=_port("SETWISE_HEALTH_PORT", given),
        feed_port=_port("SETWISE_FEED_PORT", given),
        feed_url=_address("SETWISE_FEED_URL", given, ("https", "http")),
        discord_api=_address("SETWISE_DISCORD_API", given, ("http", "https")),
        discord_gateway=_address("SETWISE_DISCORD_GATEWAY", given, ("ws", "wss")),
        shards=_count("SETWISE_SHARDS", given),
        clock=_address("SETWISE_CLOCK", given, ("http", "https", "ws", "wss", "tcp")),
        plans=_folder("SETWISE_PLANS", given),
        words=_folder("SETWISE_WORDS", given),
        areas=_folder("SETWISE_AREAS", given),
        rules=_folder("SETWISE_RULES", given),
    )


def with_env_file(environ: Mapping[str, str], file: Path = Path(".env")) -> dict[str, str]:
    """Return the environment over the KEY=VALUE lines of a file; a file that is not there is fine.

    Blank lines and lines beginning with # are passed over; quotation marks around a value and a
    leading "export " are taken off. A misspelt SETWISE_ name in the file is refused.
    """
    if not file.is_file():
        return dict(environ)
    found: dict[str, str] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        line = line.strip().removeprefix("export ")
        if not line or line.startswith("#"):
            continue
        name, equals, value = (part.strip() for part in line.partition("="))
        if not equals or not name.isidentifier():
            raise Misconfigured("settings.line", name=file.name, line=number)
        if name.startswith("SETWISE_") and name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.0)[0]
            raise Misconfigured("settings.unknown", name=name, near=near)
        found[name] = _unquoted(value)
    return {**found, **environ}


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _missing(name: str) -> str:
    raise Misconfigured("settings.missing", name=name)


def _database(url: str) -> str:
    if not url:
        return Settings().database_url
    if not url.startswith(tuple(f"{kind}://" for kind in DATABASES)):
        kinds = ", ".join(DATABASES)
        raise Misconfigured("settings.database", name="SETWISE_DATABASE_URL", kinds=kinds)
    return url


def _zone(name: str) -> str:
    name = name or Settings().timezone
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Misconfigured("settings.timezone", name="SETWISE_TIMEZONE") from error
    return name


def _secret(key: str) -> str:
    if key and len(key) < SHORTEST_SECRET:
        raise Misconfigured("settings.secret", name="SETWISE_SECRET_KEY", least=SHORTEST_SECRET)
    return key


def _format(text: str) -> Format:
    if text not in ("", "text", "json"):
        raise Misconfigured("settings.log_format", name="SETWISE_LOG_FORMAT")
    return text or "text"


def _port(name: str, given: Mapping[str, str]) -> int | None:
    text = given[name]
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65536):
        raise Misconfigured("settings.port", name=name)
    return int(text)


def _count(name: str, given: Mapping[str, str]) -> int:
    text = given[name]
    if not text:
        return 1
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= MOST_SHARDS):
        raise Misconfigured("settings.count", name=name, most=MOST_SHARDS)
    return int(text)


def _address(name: str, given: Mapping[str, str], schemes: tuple[str, ...]) -> str:
    text = given[name]
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        right = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        right = False
    if not right:
        raise Misconfigured("settings.address", name=name, schemes=", ".join(schemes))
    return text.rstrip("/")


def _folder(name: str, given: Mapping[str, str]) -> Path | None:
    text = given[name]
    if not text:
        return None
    folder = Path(text).expanduser()
    if not folder.is_dir():
        raise Misconfigured("settings.folder", name=name)
    return folder
