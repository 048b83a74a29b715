"""Reads an owner's area files into an atlas; every fault names the file, the line and the mending.

Knows the columns of the files. Must not know what areas are for, nor which one anybody chose.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from learning.areas import Area, Atlas
from learning.refusals import Misconfigured

SHIPPED = Path(__file__).with_name("areas")
NEEDED = ("level", "code", "name", "parent")
EXTRA = (
    "short",
    "code_system",
    "ons_code",
    "valid_from",
    "valid_to",
    "successor",
    "verified",
    "note",
)


def load_areas(folder: Path | None = None, *, name: str = "south_west") -> Atlas:
    """Load every *.csv of an owner's folder together, or else one shipped file by its name.

    Raises Misconfigured with a key under "areas." and a fact `where` such as
    "south_west.csv line 12".
    """
    if folder is None:
        return Atlas(read_areas(SHIPPED / f"{name}.csv"))
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise Misconfigured("areas.none", where=str(folder))
    return Atlas(area for file in files for area in read_areas(file))


def load_everywhere() -> Atlas:
    """Load all shipped files as one tree; where two have an area, the nearer one (South West)."""
    near = tuple(read_areas(SHIPPED / "south_west.csv"))
    known = {area.key for area in near}
    rest = (area for area in read_areas(SHIPPED / "england_icb.csv") if area.key not in known)
    return Atlas((*near, *rest))


def load_file(file: Path) -> Atlas:
    """Load one file of an owner as a whole tree."""
    return Atlas(read_areas(file))


def read_areas(file: Path) -> Iterator[Area]:
    """Read the areas of one file, checking each line by itself."""
    try:
        text = file.read_text(encoding="utf-8-sig")  # spreadsheets put a mark at the start
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured("areas.unreadable", where=file.name) from error
    rows = csv.DictReader(text.splitlines(keepends=True), restkey="", restval="")
    columns = rows.fieldnames or ()
    missing = [column for column in NEEDED if column not in columns]
    unknown = [column for column in columns if column not in (*NEEDED, *EXTRA)]
    if missing or unknown:
        raise Misconfigured("areas.columns", where=file.name, names=", ".join(missing or unknown))
    for row in rows:
        where = f"{file.name} line {rows.line_num}"
        if "" in row:  # more cells than columns: a comma outside quotation marks
            raise Misconfigured("areas.cells", where=where, code=row["code"])
        yield _area({column: cell.strip() for column, cell in row.items()}, where)


def _area(row: dict[str, str], where: str) -> Area:
    """Make an area of one row."""
    return Area(
        level=row["level"],
        code=row["code"].upper(),
        name=row["name"],
        short=row.get("short") or row["name"],
        parent=row["parent"].upper(),
        system=row.get("code_system") or "local",
        ons=row.get("ons_code", ""),
        valid_from=_day(row, "valid_from", where),
        valid_to=_day(row, "valid_to", where),
        successor=tuple(row.get("successor", "").upper().split("|"))
        if row.get("successor")
        else (),
        verified=row.get("verified") or "yes",
        note=row.get("note", ""),
        where=where,
    )


def _day(row: dict[str, str], column: str, where: str) -> date | None:
    """Read a date such as 2026-04-01; an empty cell is none."""
    cell = row.get(column, "")
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError as error:
        raise Misconfigured("areas.date", where=where, code=row["code"], text=cell) from error
