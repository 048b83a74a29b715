"""The run sheet: text and page hold every part at its own time, also when the clocks change."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from meeting_scenes import meeting_of
from services_world import World, fresh

from cogs import faces
from cogs.faces._papers.runsheet import files_of, page_of
from config.words import load_words
from learning.calendar import to_utc, to_wall
from learning.meetings import MeetingState
from services.runsheets import RunSheet

WORDS = load_words()
LONDON = "Europe/London"
BAD = '<script src="https://x.test/a.js">&"'
EMPTY = frozenset({"meta"})  # elements that have no end


@dataclass
class Reader(HTMLParser):
    """Reads a page as a strict reader would: every element must be closed in order."""

    open: list[str] = field(default_factory=list[str])
    tags: list[tuple[str, dict[str, str | None]]] = field(
        default_factory=list[tuple[str, dict[str, str | None]]]
    )
    rows: list[list[tuple[str, str]]] = field(default_factory=list[list[tuple[str, str]]])
    text: str = ""

    def __post_init__(self) -> None:
        """Begin as the parser does."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in {"th", "td"}:
            self.rows[-1].append((f"{tag} {dict(attrs).get('scope', '')}".strip(), ""))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave the element that was opened last, and no other."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep what a person reads."""
        if "style" in self.open:
            return
        self.text += data
        if {"th", "td"} & set(self.open):
            kind, said = self.rows[-1][-1]
            self.rows[-1][-1] = (kind, said + data)


def read(page: str) -> Reader:
    """Read a page to its end."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


async def sheet_at(wall: datetime, plan_id: str = "classic-90", **more: object) -> RunSheet:
    """Return the run sheet of a set's first meeting, held at this time on the wall."""
    world: World = fresh()
    await world.running()
    for other in await world.where("meetings", set_id="s1"):
        if other.number > 1:
            await world.save("meetings", replace(other, state=MeetingState.HELD))
    minutes = world.kit.plan(plan_id).total_minutes
    facts: dict[str, Any] = {"plan_id": plan_id, "minutes": minutes, "zone": LONDON, **more}
    meeting = replace(
        await meeting_of(world, 1),
        wall=wall.isoformat(timespec="minutes"),
        starts_at=to_utc(wall, LONDON),
        **facts,
    )
    await world.save("meetings", meeting)
    return await world.services.runsheets.make(world.who(2))


def on_walls(sheet: RunSheet) -> list[str]:
    """Return the times that a clock on a wall in London shows at each part, by the plan alone."""
    plan = fresh().kit.plan("classic-90")
    at, said = sheet.starts_at, list[str]()
    for part in plan.parts:
        end = at + timedelta(minutes=part.minutes)
        first, last = to_wall(at, LONDON), to_wall(end, LONDON)
        said.append(f"{first.hour}.{first:%M} to {last.hour}.{last:%M}")
        at = end
    return said


@pytest.mark.parametrize(
    ("wall", "first", "finish", "changes"),
    [
        (datetime(2027, 1, 26, 12, 30), "12.30", "14.00", False),
        (datetime(2027, 3, 28, 12, 30), "12.30", "14.00", False),  # later, on the same day
        (datetime(2027, 3, 28, 0, 30), "0.30", "3.00", True),  # one o'clock is two o'clock
        (datetime(2027, 10, 31, 0, 30), "0.30", "1.00", True),  # two o'clock is one o'clock
    ],
)
async def test_each_part_has_its_own_time(
    wall: datetime, first: str, finish: str, changes: bool
) -> None:
    """Text and page give each part the time of the plan, over a change of the clocks as well."""
    sheet = await sheet_at(wall)
    plan = fresh().kit.plan("classic-90")
    files = {name.rpartition(".")[2]: data.decode() for name, data in files_of(sheet, WORDS)}
    _, *rows = read(files["html"]).rows
    times = on_walls(sheet)
    assert [row[0][1] for row in rows] == times
    assert (times[0].split()[0], times[-1].split()[-1]) == (first, finish)
    assert [row[1][1] for row in rows] == [
        "1 minute" if part.minutes == 1 else f"{part.minutes} minutes" for part in plan.parts
    ]
    assert [row[2][1] for row in rows] == [part.title for part in plan.parts]
    assert [row[3][1] for row in rows] == [WORDS(f"board.speak.{p.speak}") for p in plan.parts]
    assert [row[4][1] for row in rows] == [part.prompt for part in plan.parts]
    for part, time in zip(plan.parts, times, strict=True):
        assert f"\n{time}: {part.title} (" in files["txt"]
        assert part.prompt in files["txt"]
    for text in (files["txt"], read(files["html"]).text):
        assert f"We finish at {finish}, and no later." in text
        assert ("The clocks change" in text) == changes


async def test_the_page_is_a_real_page() -> None:
    """A language, one heading, header cells with a scope, no script, and nothing from elsewhere."""
    reader = read(page_of(await sheet_at(datetime(2027, 1, 26, 12, 30)), WORDS))
    tags = [tag for tag, _ in reader.tags]
    assert reader.tags[0] == ("html", {"lang": "en-GB"})
    assert [tags.count(tag) for tag in ("title", "h1", "table", "thead", "caption")] == [1] * 5
    head, *rows = reader.rows
    assert {kind for kind, _ in head} == {"th col"}
    assert all([kind for kind, _ in row] == ["th row", *["td"] * 4] for row in rows)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(tags)
    has = [key for _, attributes in reader.tags for key in attributes]
    assert not [key for key in has if key in {"src", "href", "style"} or key.startswith("on")]
    assert any("default-src 'none'" in str(one.get("content")) for _, one in reader.tags)


async def test_what_people_wrote_is_only_text() -> None:
    """Names, a place and a prompt stand on the page as they were typed, and are no elements."""
    sheet = await sheet_at(datetime(2027, 1, 26, 12, 30), where=f"Room {BAD}")
    line = replace(sheet.lines[0], prompt=f"Why {BAD}", title=f"Part {BAD}")
    wicked = replace(sheet, set_name=BAD, guide=BAD, plan_name=BAD, lines=(line,))
    page = page_of(wicked, WORDS)
    reader = read(page)
    assert "script" not in {tag for tag, _ in reader.tags}
    assert "<script" not in page
    assert reader.text.count(BAD) == 7  # the title twice
    assert f"Room {BAD}" in reader.text


async def test_a_meeting_shorter_than_its_plan_ends_at_its_own_finish() -> None:
    """The parts are shortened as the session shortens them; parts to keep stay whole."""
    sheet = await sheet_at(datetime(2027, 1, 26, 12, 30), minutes=70)
    assert sheet.ends_at - sheet.starts_at == timedelta(minutes=70)
    plan = {part.title: part.minutes for part in fresh().kit.plan("classic-90").parts if part.keep}
    assert {line.title: line.minutes for line in sheet.lines if line.keep} == plan
    assert all(a.ends_at == b.starts_at for a, b in zip(sheet.lines, sheet.lines[1:], strict=False))


async def test_the_card_carries_both_files() -> None:
    """One private card, with a text and a page below it, named after the meeting and its day."""
    sheet = await sheet_at(datetime(2027, 3, 28, 12, 30), where="https://meet.example/a")
    card = faces.sheet(sheet, WORDS)
    names = [name for name, _ in card.files]
    assert names == ["run-sheet-1-2027-03-28.txt", "run-sheet-1-2027-03-28.html"]
    for _, data in card.files:
        assert "https://meet.example/a" in data.decode()
        assert f"{sheet.guide} guides." in data.decode()
