"""A run sheet as a text file and as one page to read or print; for people without Discord.

Knows the words and order of a sheet. Must not know plans or meetings. Every text is escaped, the
page asks nothing of the outside, and nothing on it is told by colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from cogs._kit import Words, clock
from cogs.faces.saying import hours, on_wall, whole_day
from learning.calendar import to_wall
from services.runsheets import RunLine, RunSheet

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
COLUMNS = ("time", "minutes", "part", "speak", "prompt")
STYLE = """\
:root { color-scheme: light; }
html { font: 17px/1.45 "Segoe UI", Ubuntu, Roboto, "Noto Sans", Arial, sans-serif; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; background: #fff; color: #000; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .6rem; }
p { margin: .3rem 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin-top: 1rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border: 1px solid #000; }
th { font-weight: 700; }
td { overflow-wrap: anywhere; }
tbody th, .minutes { white-space: nowrap; }
@page { size: A4; margin: 14mm; }
@media print {
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""


def files_of(sheet: RunSheet, words: Words) -> tuple[tuple[str, bytes], ...]:
    """Return a sheet as text and as a page, each (name, bytes in UTF-8)."""
    name = f"run-sheet-{sheet.number}-{on_wall(sheet.starts_at, sheet.zone).isoformat()}"
    return (
        (f"{name}.txt", text_of(sheet, words).encode()),
        (f"{name}.html", page_of(sheet, words).encode()),
    )


def title_of(sheet: RunSheet, words: Words) -> str:
    """Return what stands above the sheet."""
    return words("runsheet.heading", set=sheet.set_name, number=sheet.number)


def text_of(sheet: RunSheet, words: Words) -> str:
    """Return a sheet as plain lines that read in order."""
    title = title_of(sheet, words)
    blocks = ["\n".join([title, "=" * len(title), *_facts(sheet, words)])]
    blocks += ["\n".join(_part(line, sheet, words)) for line in sheet.lines]
    blocks.append(_finish(sheet, words))
    return "\n\n".join(blocks) + "\n"


def page_of(sheet: RunSheet, words: Words) -> str:
    """Return a sheet as HTML, whole in one file."""
    title = escape(title_of(sheet, words))
    facts = "\n".join(f"<p>{escape(fact)}</p>" for fact in _facts(sheet, words))
    heads = "".join(
        f'<th scope="col">{escape(words(f"runsheet.column.{column}"))}</th>' for column in COLUMNS
    )
    rows = "\n".join(_row(line, sheet, words) for line in sheet.lines)
    caption = escape(words("runsheet.caption"))
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n{facts}\n<table>\n<caption>{caption}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        f"<p><strong>{escape(_finish(sheet, words))}</strong></p>\n"
        "</main>\n</body>\n</html>\n"
    )


def _facts(sheet: RunSheet, words: Words) -> Iterator[str]:
    yield words("runsheet.plan", plan=sheet.plan_name)
    day = whole_day(words, on_wall(sheet.starts_at, sheet.zone))
    start, end = clock(sheet.starts_at, sheet.zone), clock(sheet.ends_at, sheet.zone)
    yield words("runsheet.when", day=day, start=start, end=end)
    if _clocks_change(sheet):
        yield words("runsheet.clocks")
    if sheet.where.startswith("https://"):
        yield words("place.link", link=sheet.where)
    elif sheet.where:
        yield words("place.room", room=sheet.where)
    if sheet.guide:
        yield words("runsheet.guide", name=sheet.guide)
    yield words("runsheet.how")


def _part(line: RunLine, sheet: RunSheet, words: Words) -> Iterator[str]:
    times, minutes = _times(line, sheet, words), hours(words, line.minutes)
    yield words("runsheet.line", times=times, title=line.title, minutes=minutes)
    yield words("runsheet.speak", text=_who_speaks(line, words))
    yield words("runsheet.prompt", text=line.prompt)


def _row(line: RunLine, sheet: RunSheet, words: Words) -> str:
    return (
        f'<tr><th scope="row">{escape(_times(line, sheet, words))}</th>'
        f'<td class="minutes">{escape(hours(words, line.minutes))}</td>'
        f"<td><b>{escape(line.title)}</b></td>"
        f"<td>{escape(_who_speaks(line, words))}</td><td>{escape(line.prompt)}</td></tr>"
    )


def _times(line: RunLine, sheet: RunSheet, words: Words) -> str:
    start, end = clock(line.starts_at, sheet.zone), clock(line.ends_at, sheet.zone)
    return words("runsheet.times", start=start, end=end)


def _who_speaks(line: RunLine, words: Words) -> str:
    return words(f"board.speak.{line.speak}")


def _finish(sheet: RunSheet, words: Words) -> str:
    return words("runsheet.finish", time=clock(sheet.ends_at, sheet.zone))


def _clocks_change(sheet: RunSheet) -> bool:
    on_walls = to_wall(sheet.ends_at, sheet.zone) - to_wall(sheet.starts_at, sheet.zone)
    return on_walls != sheet.ends_at - sheet.starts_at
