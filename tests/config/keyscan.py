"""Reads the Python of the house and lists the keys of sentences that it says.

Knows how a key looks in code. Must not run any of the code it reads.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "cogs", "services", "learning", "scheduling", "storage", "config")
SPEAKERS = ("bot", "cogs", "services", "learning")  # elsewhere `words` means something else

SAYERS = {"words", "_words", "say", "_say", "Note"}  # the first argument is the key itself
KINDS = {  # the first argument is the key after this beginning
    "Refusal": "refusal.",
    "Stale": "stale.",
    "Misconfigured": "misconfigured.",
    "Unavailable": "unavailable.",
    "Unreachable": "unreachable.",
}
FAMILY = re.compile(r"[a-z_]+(\.[a-z_]+)*\.")


@dataclass(frozen=True, slots=True)
class Said:
    """One key said in one place: any of `keys` will do; `facts` is None when not all are seen."""

    keys: tuple[str, ...]
    place: str
    facts: frozenset[str] | None


@dataclass(slots=True)
class Scan:
    """What was found: keys said outright, all text, and beginnings that are finished later."""

    said: list[Said] = field(default_factory=list[Said])
    texts: set[str] = field(default_factory=set[str])
    families: set[str] = field(default_factory=set[str])


def scan_house() -> Scan:
    """Scan every file of the rooms that may say something."""
    scan = Scan()
    for room in ROOMS:
        calls = KINDS.keys() | (SAYERS if room in SPEAKERS else set[str]())
        for file in sorted((ROOT / room).rglob("*.py")):
            name = str(file.relative_to(ROOT))
            scan_text(file.read_text(encoding="utf-8"), name, scan, calls)
    return scan


def scan_text(source: str, name: str, scan: Scan, calls: Set[str] = SAYERS | KINDS.keys()) -> Scan:
    """Add what one file says."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            scan.texts.add(node.value)
        elif isinstance(node, ast.JoinedStr | ast.BinOp):
            scan.families.update(_family(node))
        elif isinstance(node, ast.Call):
            scan.said.extend(_said(node, name, calls))
    return scan


def _family(node: ast.JoinedStr | ast.BinOp) -> Iterator[str]:
    """Yield the fixed beginning of a key that is finished by something else."""
    first = node.values[0] if isinstance(node, ast.JoinedStr) else node.left
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        found = FAMILY.fullmatch(first.value[: first.value.rfind(".") + 1])
        if found:
            yield first.value


def _said(call: ast.Call, name: str, calls: Set[str]) -> Iterator[Said]:
    """Yield the key of a call that says something."""
    func = call.func
    called = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
    if not call.args or called not in calls:
        return
    named = [keyword.arg for keyword in call.keywords]
    facts = None if None in named else frozenset(str(arg) for arg in named)
    if called == "Note" or len(call.args) > 1:
        facts = None
    for key in _literals(call.args[0]):
        keys = _widening(KINDS[called], key) if called in KINDS else (key,)
        yield Said(keys, f"{name}:{call.lineno}", facts)


def _widening(kind: str, key: str) -> tuple[str, ...]:
    """List the keys that an error is worded by: its own, then more and more general ones."""
    parts = key.split(".")
    return tuple(kind + ".".join(parts[:n]) for n in range(len(parts), 0, -1))


def _literals(node: ast.expr) -> Iterator[str]:
    """Yield the text of an argument, of both arms of a choice too."""
    if isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
