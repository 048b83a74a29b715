"""A tour told as a page to read: who did what, and what the bot said, scene by scene.

Knows the lines of a transcript. Must not leave out anything that all could read, but edits: what
a board turns into is told by the next board.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from practice.transcript import Line

ZONE = ZoneInfo("Europe/London")
PERSON, PLACE = re.compile(r"<@\d+>"), re.compile(r"<#\d+>")
INSTANT = re.compile(r"<t:(\d+):([RtFDf])>")
PRIVATE = "messages to "
DID = {
    "press": "presses {text}",
    "choice": "chooses “{text}”",
    "command": "types `{text}`",
    "form": "sends the form: {text}",
    "joins voice": "comes into the voice room",
    "leaves voice": "leaves the voice room",
}
TOLD = {*DID, "message", "scene"}
INTRO = (
    "This page was written by the tour `{name}` of the practice server: nobody in it is real, and "
    "every line happened. Times are those of the server. What stands after “only” was seen by that "
    "person alone. Edits are left out, and a card that was sent to several people stands once.\n"
)


def tell(name: str, lines: Iterable[Line]) -> str:
    """Return a tour as Markdown."""
    return f"# The tour {name}\n\n{INTRO.format(name=name)}\n" + "\n".join(_told(lines)) + "\n"


def write(name: str, lines: Iterable[Line], file: Path) -> None:
    """Write a tour as Markdown into a file; its folder is made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(tell(name, lines), encoding="utf-8")


def _told(lines: Iterable[Line]) -> Iterator[str]:
    """Yield paragraphs, from where the story begins."""
    every, day = list(lines), ""
    start = next((n for n, line in enumerate(every) if line.kind == "begins"), 0)
    for line in _sent_together(every[start:]):
        at = datetime.fromisoformat(line.at).astimezone(ZONE)
        if line.kind == "scene":
            yield f"\n## {line.text}\n"
            continue
        text = _one(line, at)
        if not text:
            continue
        today = f"{at:%A} {at.day} {at:%B %Y}"
        if today != day:
            day = today
            yield f"\n*{today}*\n"
        yield f"{at.hour}.{at.minute:02} {text}\n"


def _sent_together(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines; of the messages of one moment first those in rooms, then the private ones.

    Private cards are on their way several at once, so who has theirs first is chance: they come in
    the order of names, and the same card stands once.
    """
    said = (line for line in lines if line.kind in TOLD)
    for (at, sent), group in groupby(said, lambda line: (line.at, line.kind == "message")):
        cards: dict[tuple[str, str], list[str]] = {}
        for line in group:
            if sent and line.where.startswith(PRIVATE):
                name = line.where.removeprefix(PRIVATE)
                cards.setdefault((line.who, line.text), []).append(name)
            else:
                yield line
        for names, (who, text) in sorted((sorted(names), card) for card, names in cards.items()):
            yield Line(at, who, PRIVATE + _listed(names), "message", text)


def _listed(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _one(line: Line, at: datetime) -> str:
    """Return one line as a sentence; "" for what is not told."""
    text = INSTANT.sub(lambda found: _when(found, at), line.text)
    text = PLACE.sub("the set’s room", PERSON.sub("@you", text))
    if line.kind in DID:
        shown = re.sub(r"\s+", " ", text)
        return f"**{line.who}** {DID[line.kind].format(text=shown)}, in {line.where}."
    if line.kind == "message":
        quoted = "\n".join(f"> {one}".rstrip() for one in _plain(text).splitlines())
        return f"**{line.who}** in {line.where}:\n\n{quoted}"
    return ""


def _plain(text: str) -> str:
    """Take headings and small print down to the size of the page."""
    return re.sub(r"^(#+|-#) (.*)$", _sized, text, flags=re.MULTILINE)


def _sized(found: re.Match[str]) -> str:
    mark, rest = found.groups()
    return f"*{rest}*" if mark == "-#" else f"**{rest.strip('*')}**"


def _when(found: re.Match[str], now: datetime) -> str:
    """Return an instant as a reader's client would show it at that moment."""
    at = datetime.fromtimestamp(int(found.group(1)), UTC).astimezone(ZONE)
    if found.group(2) != "R":
        return f"{at:%a} {at.day} {at:%b} {at.hour}.{at.minute:02}"
    seconds = round((at - now).total_seconds())
    length = abs(seconds)
    sizes = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))
    unit, size = next((one for one in sizes if length >= one[1]), sizes[-1])
    count = round(length / size)
    said = f"{count} {unit}" + ("" if count == 1 else "s")
    return f"in {said}" if seconds >= 0 else f"{said} ago"
