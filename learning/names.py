"""Neutral names for sets: birds and rivers, so that a channel name tells nobody's story.

Knows the names and their order. Must not know which sets exist.
"""

from __future__ import annotations

from collections.abc import Collection

NAMES = (
    "Kestrel", "Teign", "Plover", "Tamar", "Wren", "Exe", "Curlew", "Torridge", "Swift", "Dart",
    "Heron", "Fal", "Lapwing", "Severn", "Linnet", "Avon", "Dipper", "Parrett", "Martin", "Frome",
    "Osprey", "Camel", "Siskin", "Stour", "Merlin", "Axe", "Redwing", "Piddle", "Chough", "Brue",
    "Avocet", "Otter", "Goldcrest", "Fowey", "Whimbrel", "Tavy", "Nightjar", "Wye", "Puffin",
    "Lynher",
)  # fmt: skip


def fresh_name(taken: Collection[str]) -> str:
    """Return the first name that no set of the server has, with a number when all are taken."""
    for lap in range(1, 1000):
        for name in NAMES:
            full = name if lap == 1 else f"{name} {lap}"
            if full not in taken:
                return full
    raise ValueError("no name is left")
