"""The ground that every table stands on: names of constraints, and the common kinds of column.

Knows how columns are declared. Must not know any noun.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, Boolean, Date, Integer, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from storage.types import Numbers, Texts, UtcDateTime, Word

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Id = Annotated[str, mapped_column(Text, primary_key=True)]
Xid = Annotated[int, mapped_column(BigInteger)]  # a Discord id
IndexedXid = Annotated[int, mapped_column(BigInteger, index=True)]
Indexed = Annotated[str, mapped_column(Text, index=True)]
Sealed = Annotated[str, mapped_column(Text, info={"sealed": str})]
SealedSince = Annotated[  # younger than its table: rows from before hold nothing
    str, mapped_column(Text, server_default=text("''"), info={"sealed": str})
]
SealedMany = Annotated[tuple[int, ...], mapped_column(Text, info={"sealed": tuple})]
SealedDict = Annotated[dict[str, str], mapped_column(Text, info={"sealed": dict})]


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        int: Integer,
        bool: Boolean,
        date: Date,
        datetime: UtcDateTime,
        tuple[str, ...]: Texts,
        tuple[int, ...]: Numbers,
    }


class Revised:
    """A row that is changed only by somebody who saw its present revision."""

    revision: Mapped[int] = mapped_column(sort_order=999)


def word(words: type[StrEnum], *, index: bool = False) -> MappedColumn[Any]:
    """Declare a column that holds a value of a StrEnum."""
    return mapped_column(Word(words), index=index)
