"""A plan as a table for a spreadsheet: one line for each person.

Knows the columns. Must not know the card. Opens with the mark by which spreadsheets tell UTF-8.
"""

from __future__ import annotations

import csv
import io

from cogs.faces._kit import Words
from cogs.faces.saying import block_hours, reason, sentences
from services.values import PlanView

NAME = "plan.csv"
COLUMNS = ("name", "work", "set", "when", "area", "why", "help")
RISKY = ("=", "+", "-", "@", "\t", "\r")


def plan_csv(view: PlanView, words: Words) -> bytes:
    """Return the whole plan: who is in which set and why, and who has to wait and why."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([words(f"plan.csv.{column}") for column in COLUMNS])
    for one in view.sets:
        why = sentences(*(reason(words, said) for said in one.reasons))
        when = block_hours(words, one.block)
        for somebody in one.people:
            work = words(f"role.{somebody.role}")
            table.writerow(_safe(somebody.name, work, one.name, when, one.area, why, ""))
    for left in view.unplaced:
        help_ = reason(words, left.would_help) if left.would_help else ""
        table.writerow(_safe(left.name, "", "", "", "", reason(words, left.reason), help_))
    return ("\ufeff" + out.getvalue().replace("\\", "").replace("**", "")).encode()


def _safe(*cells: str) -> list[str]:
    """Keep a spreadsheet from taking a cell for a formula."""
    return [f"'{cell}" if cell.startswith(RISKY) else cell for cell in cells]
