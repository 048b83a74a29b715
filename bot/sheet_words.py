"""The words of a coordinator's spreadsheet: what may be written in it, and its template.

Knows the words files. Must not know how a sheet is read.
"""

from __future__ import annotations

from collections.abc import Mapping

from cogs.faces.saying import block, block_hours
from config.words import Words
from learning.calendar import BLOCKS
from learning.forming.problem import LEVELS, ROLES
from learning.sheet.lexicon import LISTS, PERSON, Lexicon, Ways
from learning.sheet.template import template

SAMPLES: tuple[Mapping[str, str], ...] = (  # a role, a distance, guiding, and some times
    {"role": "gp", "how_far": "icb", "guide": "yes", "good": "tue-lunch", "possible": "thu-lunch"},
    {"role": "gp", "how_far": "cluster", "guide": "", "good": "thu-lunch", "possible": "wed-early"},
    {"role": "artist", "how_far": "local", "guide": "", "good": "tue-lunch", "possible": "sat"},
)


def lexicon_of(words: Words) -> Lexicon:
    """Return every word that a spreadsheet may use."""
    columns = {name: _ways(words, f"sheet.column.{name}") for name in (*PERSON, *LISTS)}
    return Lexicon(
        columns=columns | {one.id: _block_ways(words, one.id) for one in BLOCKS},
        roles={
            role: (*_ways(words, f"sheet.role.{role}"), words(f"role.{role}")) for role in ROLES
        },
        how_far={level: _ways(words, f"sheet.how_far.{level}") for level in LEVELS},
        good=_ways(words, "sheet.good"),
        possible=_ways(words, "sheet.possible"),
        no=_ways(words, "sheet.no"),
        example=_ways(words, "sheet.example"),
        blocks=tuple(one.id for one in BLOCKS),
    )


def template_of(words: Words) -> str:
    """Return the template in these words."""
    lexicon = lexicon_of(words)
    choices = {"role": lexicon.roles, "how_far": lexicon.how_far}
    notes = {column: _note(words, column, choices.get(column, {})) for column in PERSON}
    notes |= {one.id: words("sheet.note.block") for one in BLOCKS}
    samples = [_sample(words, lexicon, at, given) for at, given in enumerate(SAMPLES, start=1)]
    return template(lexicon, notes, samples)


def _note(words: Words, column: str, choices: Mapping[str, Ways]) -> str:
    named = ", ".join(ways[0] for ways in choices.values())
    return words(f"sheet.note.{column}", choices=named)


def _sample(words: Words, lexicon: Lexicon, at: int, given: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of an example."""
    row = {
        "role": lexicon.roles[given["role"]][0],
        "how_far": lexicon.how_far[given["how_far"]][0],
        "can_guide": words("sheet.yes") if given["guide"] else lexicon.no[0],
        "rounds_waited": "0",
    }
    for column in ("name", "area", "organisation", "themes"):
        key = f"sheet.sample.{column}.{at}"
        row[column] = words(key) if words.has(key) else ""
    for mark in LISTS:
        ways = {"good": lexicon.good, "possible": lexicon.possible}[mark]
        row |= {one.id: ways[0] for one in BLOCKS if one.id.startswith(given[mark])}
    return row


def _ways(words: Words, key: str) -> Ways:
    return tuple(way.strip() for way in words(key).split("|"))


def _block_ways(words: Words, id: str) -> Ways:
    """Return the ways to name a weekly time: with its hours, without, and short."""
    day, _, part = id.partition("-")
    short_day, short_part = words(f"block.day.{day}")[:3], words(f"block.part.{part}")
    return (
        block_hours(words, id),
        block(words, id),
        f"{short_day} {short_part}",
        f"{words(f'block.day.{day}')} {part}",
        f"{short_day} {part}",
    )
