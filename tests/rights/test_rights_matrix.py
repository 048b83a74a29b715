"""Who may do what: every command, press, choice and form, tried by everybody.

The table is `matrix.csv`. What is registered and has no row there fails, and so does a row for
something that is not registered.
"""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
from journeys_stage import Evening
from rights_house import MARK, ROLES, Rights, make_rights
from rights_said import Said, shown

from practice.hands import Answer
from practice.tours.script import SEEN

TABLE = Path(__file__).with_name("matrix.csv")
DONE = {"ok", "form"}
# Who may read what the member wrote, and where: the set in its own cards, the lead a concern.
READS = {"member": "", "guide": "", "lead": "b:concern.seen"}
AT_ONCE = 24
OUTSIDE = {"other", "administrator"}  # tried always; whoever else is like a stranger, in proof


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: what is sent, and the answer that each role is to have."""

    what: str
    thing: str
    fields: dict[str, str]
    expected: dict[str, str]


def rules() -> Iterator[Rule]:
    """Read the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pairs = (one.partition("=") for one in row["fields"].split(";") if one)
            fields = {key: value for key, _, value in pairs}
            yield Rule(row["what"], row["thing"], fields, {role: row[role] for role in ROLES})


def registered(evening: Evening) -> set[str]:
    """Return everything that can be typed, pressed, chosen or sent."""
    client = evening.stage.house.client
    commands = (
        c for c in client.tree.walk_commands() if isinstance(c, discord.app_commands.Command)
    )
    return {f"/{c.qualified_name}" for c in commands} | set(client.app.routes.verbs())


async def try_it(rights: Rights, said: Said, rule: Rule, role: str) -> list[str]:
    """Send it as one role; returns what was not as the table says."""
    answer: Answer = await rights.send(role, rule.what, rule.thing, rule.fields)
    expected = rule.expected[role]
    if answer.interaction.answered == SEEN and expected in DONE:
        await rights.evening.rest()  # a press may be answered by a change of the card alone
    else:
        await answer.settled()
    got, wrong = said.outcome(answer), list[str]()
    if got != expected:
        wrong.append(f"{rule.what} by {role}: {got}, not {expected}: {answer.text[:200]}")
    may_read = READS.get(role) in {"", rule.what}
    if not may_read and MARK in shown(answer):
        wrong.append(f"{rule.what} shows {role} what the member wrote: {shown(answer)}")
    if answer.message is not None and not answer.private:
        wrong.append(f"{rule.what} by {role} is answered where others read it")
    return wrong


async def test_each_thing_has_a_row(evening: Evening) -> None:
    """Whatever is registered stands in the table once, and nothing else does."""
    rows = [rule.what for rule in rules()]
    assert set(rows) == registered(evening), set(rows) ^ registered(evening)
    assert len(rows) == len(set(rows))


async def test_who_may_not_is_refused_and_changes_nothing(evening: Evening, tmp_path: Path) -> None:
    """Every refusal of the table is given, in its own words, and leaves the memory as it was."""
    rights, said = await make_rights(evening, tmp_path), Said()
    before = rights.kept()
    asked = [
        try_it(rights, said, rule, role)
        for rule in rules()
        for role in ROLES
        if rule.expected[role] not in DONE
        if role in OUTSIDE or rule.expected[role] != rule.expected["stranger"]
    ]
    wrong: list[str] = []
    for start in range(0, len(asked), AT_ONCE):
        for found in await asyncio.gather(*asked[start : start + AT_ONCE]):
            wrong += found
    await evening.rest()
    assert wrong == [], "\n".join(wrong)
    after = rights.kept()
    assert after == before, {table for table in before if after[table] != before[table]}
    for role in ROLES:  # what only a server's managers see is not even shown to others
        seen = {one["name"] for one in rights.hand(role).commands(evening.stage.lobby.id)}
        manages = role in {"coordinator", "administrator"}
        assert ({"sets", "people", "setup", "report", "audit", "area"} <= seen) is manages


@pytest.mark.proof
@pytest.mark.timeout(600)
async def test_everybody_is_answered_as_the_table_says(evening: Evening, tmp_path: Path) -> None:
    """Every cell, one after the other, each on the same memory."""
    rights, said = await make_rights(evening, tmp_path), Said()
    wrong: list[str] = []
    for rule in rules():
        for role in ROLES:
            wrong += await try_it(rights, said, rule, role)
            await evening.rest()
            rights.put_back()
    assert wrong == [], "\n".join(wrong)


async def test_the_table_tells_roles_apart() -> None:
    """Each role but the member is refused something that another role may do."""
    table: list[dict[str, Any]] = [rule.expected for rule in rules()]
    for role in ROLES:
        others = [r for r in ROLES if r != role]
        assert any(row[role] not in DONE and any(row[r] in DONE for r in others) for row in table)
