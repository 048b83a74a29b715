"""From rows to a forming problem: everything that is wrong is found in one reading.

Knows what each column may hold. Must not know encodings, nor word a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from learning.areas import Atlas
from learning.forming.checks import MOST_ROUNDS, check
from learning.forming.problem import Member, Problem
from learning.refusals import Refusal
from learning.sheet.cells import Cells, listed
from learning.sheet.lexicon import LISTS, NEEDED, Lexicon, fold
from learning.sheet.places import find_place, guesses, places_of
from learning.sheet.text import Row, Rows, read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What was read: the problem, or all faults; and what was left out on purpose."""

    problem: Problem | None
    faults: tuple[Refusal, ...] = ()
    unused: tuple[str, ...] = ()  # headings that say nothing to us
    examples: int = 0


def read_sheet(data: bytes, atlas: Atlas, lexicon: Lexicon) -> Sheet:
    """Read a spreadsheet of members, saved as text."""
    rows = read_rows(data, lambda cell: lexicon.column(cell) is not None)
    columns, unused, faults = _columns(rows, lexicon)
    people = [row for row in rows.below if not _example(row, lexicon)]
    left_out = len(rows.below) - len(people)
    if faults:
        return Sheet(problem=None, faults=tuple(faults), unused=unused, examples=left_out)
    if not people:
        raise Refusal("sheet.nobody")
    reading = _Reading(atlas, lexicon, columns, people, rows.headings)
    problem = reading.problem()
    faults = tuple(reading.faults)
    return Sheet(problem=problem, faults=faults, unused=unused, examples=left_out)


def _columns(rows: Rows, lexicon: Lexicon) -> tuple[dict[str, int], tuple[str, ...], list[Refusal]]:
    """Return which column stands where, headings of no use, and what is wrong with them."""
    columns: dict[str, int] = {}
    unused: list[str] = []
    faults: list[Refusal] = []
    for at, heading in enumerate(rows.headings.cells):
        column = lexicon.column(heading)
        if column is None:
            unused += [heading] if heading else []
        elif column in columns:
            faults.append(Refusal("sheet.column_twice", column=heading, row=rows.headings.number))
        else:
            columns[column] = at
    faults += [
        Refusal("sheet.no_column", column=lexicon.says(column))
        for column in NEEDED
        if column not in columns
    ]
    if not any(column in columns for column in (*LISTS, *lexicon.blocks)):
        faults.append(Refusal("sheet.no_times", column=lexicon.says(lexicon.blocks[0])))
    return columns, tuple(unused), faults


def _example(row: Row, lexicon: Lexicon) -> bool:
    """Whether a row is a note or an example of the template."""
    first = next(cell for cell in row.cells if cell)
    return first.startswith("#") or fold(first).startswith(tuple(map(fold, lexicon.example)))


class _Reading:
    """Reads all rows; faults gather as it goes."""

    def __init__(
        self, atlas: Atlas, lexicon: Lexicon, columns: dict[str, int], rows: list[Row], head: Row
    ) -> None:
        self.atlas, self.lexicon = atlas, lexicon
        self.faults: list[Refusal] = []
        self.rows = [Cells(row, columns, lexicon, self.faults) for row in rows]
        self.width = len(head.cells)
        self.ids: dict[str, Cells] = {}
        self.themes: dict[str, str] = {}

    def problem(self) -> Problem | None:
        """Return the problem when nothing at all is wrong."""
        named = [cells for cells in self.rows if self._named(cells)]
        members = [self._member(cells) for cells in named]
        if self.faults:
            self.faults.sort(key=lambda fault: int(str(fault.facts.get("row", 0))))
            return None
        codes = dict.fromkeys(member.area for member in members)
        problem = Problem(
            areas=places_of(self.atlas, codes), blocks=self.lexicon.blocks, members=tuple(members)
        )
        check(problem)
        return problem

    def _named(self, cells: Cells) -> bool:
        """Whether a row has a name of its own."""
        if len(cells.row.cells) > self.width and any(cells.row.cells[self.width :]):
            cells.fault("cells")
        if not cells.person:
            cells.fault("no_name", "name")
            return False
        before = self.ids.setdefault(fold(cells.person), cells)
        if before is not cells:
            cells.fault("name_twice", "name", first=before.row.number)
        return before is cells

    def _member(self, cells: Cells) -> Member:
        good, possible = cells.times()
        return Member(
            id=cells.person,
            role=cells.choice("role", self.lexicon.roles, self.lexicon.role),
            area=self._area(cells),
            how_far=cells.choice("how_far", self.lexicon.how_far, self.lexicon.distance),
            organisation=fold(cells.text("organisation")) or None,
            not_with=frozenset(self._others(cells, "not_with", strict=True)),
            good=good,
            possible=possible,
            themes=frozenset(self._themes(cells)),
            can_guide=cells.yes("can_guide"),
            rounds_waited=cells.number("rounds_waited", MOST_ROUNDS),
            met=frozenset(self._others(cells, "met", strict=False)),
        )

    def _area(self, cells: Cells) -> str:
        text = cells.text("area")
        if not text:
            cells.fault("area_empty", "area")
            return ""
        found = find_place(self.atlas, text)
        if found is None:
            close = guesses(self.atlas, text)
            key = "area_guess" if close else "area"
            cells.fault(key, "area", value=text, choices=", ".join(close))
        return found.code if found else ""

    def _themes(self, cells: Cells) -> Iterator[str]:
        """Go through themes; two ways of writing one are one."""
        for theme in listed(cells.text("themes")):
            yield self.themes.setdefault(fold(theme), theme)

    def _others(self, cells: Cells, column: str, *, strict: bool) -> Iterator[str]:
        """Go through the people named in a cell; those who are unknown matter when strict."""
        known = {fold(one.person): one.person for one in self.rows if one.person}
        text = cells.text(column)
        for name in [text] if fold(text) in known else listed(text):
            found = known.get(fold(name))
            if found == cells.person:
                cells.fault("not_with_self", column)
            elif found is not None:
                yield found
            elif strict:
                close = get_close_matches(fold(name), known, n=1, cutoff=0.6)
                key = "who_guess" if close else "who"
                cells.fault(key, column, value=name, choices=known[close[0]] if close else "")
