"""Column types that both stores keep alike: aware instants, short words, small lists.

Knows how one value is put into a column and read back. Must not know which table it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator

WORD_LENGTH = 24


def aware(moment: datetime) -> datetime:
    """Return the instant in UTC; a naive one is our bug, told as ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime reached storage: pass aware UTC")
    return moment.astimezone(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC; SQLite, which drops zones, keeps UTC wall time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values and put the rest into UTC."""
        if value is None:
            return None
        moment = aware(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant back aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """A value of one StrEnum, kept as its short text so that a person can read the table."""

    impl = String(WORD_LENGTH)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """Refuse, with ValueError, a word that the enum does not know."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Give the enum's own value back."""
        return None if value is None else self.words(value)


class _Many(TypeDecorator[tuple[Any, ...]]):
    """A tuple of plain values as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Iterable[Any] | None, dialect: Dialect) -> list[Any] | None:
        """Write the tuple as a list."""
        return None if value is None else list(value)

    def process_result_value(
        self, value: list[Any] | None, dialect: Dialect
    ) -> tuple[Any, ...] | None:
        """Read the list as a tuple."""
        return None if value is None else tuple(value)


class Texts(_Many):
    """A `tuple[str, ...]` as a JSON list."""

    cache_ok = True


class Numbers(_Many):
    """A `tuple[int, ...]` as a JSON list; numbers may be as big as Discord's ids."""

    cache_ok = True
