"""Values to messages: which function draws which value.

Knows the register of faces. Must not know what any value means. Each file beside this one that
has no leading underscore registers its faces with `@face(SomeValue)`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from cogs.faces._kit import Sheet, Words
from cogs.faces._layout import Face, lay

V = TypeVar("V")
Painter = Callable[[V, Words], Sheet]

_painters: dict[type[Any], Painter[Any]] = {}


def face(of: type[V]) -> Callable[[Painter[V]], Painter[V]]:
    """Register the function that makes a sheet of values of this type."""

    def keep(painter: Painter[V]) -> Painter[V]:
        if of in _painters:
            raise ValueError(f"{of.__name__} has two faces")
        _painters[of] = painter
        return painter

    return keep


def draw(value: object, words: Words) -> Face:
    """Draw a value as a message; a Sheet is drawn as it is. A TypeError names a faceless value."""
    return lay(sheet(value, words), words)


def sheet(value: object, words: Words) -> Sheet:
    """Return the sheet of a value, before it is drawn."""
    if isinstance(value, Sheet):
        return value
    _load()
    painter = _painters.get(type(value))
    if painter is None:
        raise TypeError(f"nobody draws {type(value).__name__}")
    return painter(value, words)


@cache
def _load() -> None:
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            importlib.import_module(f"{__name__}.{module.name}")
