"""Reads how long things are kept: the shipped table, then an owner's own lines over it.

Knows the file. Must not know what the days mean.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from learning.refusals import Misconfigured
from learning.retention import Retention

NAME = "retention.toml"
SHIPPED = Path(__file__).with_name(NAME)


def load_retention(folder: Path | None = None) -> Retention:
    """Load the shipped table, then retention.toml of an owner's folder, if it is there."""
    table = _read(SHIPPED)
    own = folder / NAME if folder else None
    if own is not None and own.is_file():
        table |= _read(own)
    try:
        return Retention.of(table)
    except ValueError as error:
        raise Misconfigured("retention.line", where=NAME, which=str(error)) from error


def _read(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Misconfigured("words.unreadable", where=file.name, why=str(error)) from error
