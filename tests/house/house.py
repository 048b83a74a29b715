"""Lists the files of the project for the tests of the house.

Knows rooms, tracked files and how to read Python without running it. Must not judge anything.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "cogs", "services", "learning", "scheduling", "storage", "config")
VERSIONS = "storage/migrations/versions/"


@cache
def tracked() -> tuple[str, ...]:
    """List the files that are tracked, or would be, as paths from the top."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True)
    return tuple(sorted(path for path in listed.stdout.split("\0") if (ROOT / path).is_file()))


def python(*rooms: str) -> tuple[str, ...]:
    """List the tracked Python files of some rooms, or of all, without generated migrations."""
    return tuple(
        path
        for path in tracked()
        if path.endswith(".py")
        and not path.startswith(VERSIONS)
        and (not rooms or path.split("/")[0] in rooms)
    )


def read(path: str) -> str:
    """Return the text of a tracked file."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: str) -> ast.Module:
    """Parse a tracked Python file."""
    return ast.parse(read(path))


def imports(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each imported thing as (name in the file, full dotted name)."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (
                    alias.asname or alias.name.split(".")[0],
                    (alias.name if alias.asname else alias.name.split(".")[0]),
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def names_used(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield (line, full dotted name) of every name that an import stands behind."""
    known = dict(imports(module))
    for node in ast.walk(module):
        parts: list[str] = []
        step: ast.AST = node
        while isinstance(step, ast.Attribute):
            parts.append(step.attr)
            step = step.value
        if isinstance(step, ast.Name) and step.id in known:
            yield step.lineno, ".".join([known[step.id], *reversed(parts)])
