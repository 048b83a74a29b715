"""All that is held about one person, as one page to read or print.

Knows how a record is set out. Must not know what is held, nor who it is. Every text is escaped, and
the page asks nothing of the outside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import cast

from cogs._kit import Words
from cogs.faces._papers.runsheet import POLICY, STYLE
from cogs.faces.saying import moment, optional, whole_day

HIDDEN = frozenset(  # ids, which the file for machines has
    ("id", "person_id", "set_id", "meeting_id", "session_id", "sentence_id", "call_id")
)


def page_of(held: Mapping[str, Sequence[Mapping[str, object]]], words: Words, zone: str) -> bytes:
    """Return the page, in UTF-8: a part for each kind of which there is anything."""
    title = escape(words("mydata.page.title"))
    parts = "\n".join(
        f"<h2>{escape(words(f'mydata.kind.{kind}'))}</h2>\n"
        + "\n".join(_record(row, words, zone) for row in rows)
        for kind, rows in held.items()
        if rows
    )
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n<p>{escape(words('mydata.page'))}</p>\n{parts}\n"
        "</main>\n</body>\n</html>\n"
    ).encode()


def _record(row: Mapping[str, object], words: Words, zone: str) -> str:
    shown = {name: _said(value, words, zone) for name, value in row.items() if name not in HIDDEN}
    rows = "".join(
        f'<tr><th scope="row">{escape(_label(name, words))}</th><td>{escape(text)}</td></tr>'
        for name, text in shown.items()
        if text
    )
    return f"<table>\n<tbody>{rows}</tbody>\n</table>"


def _label(name: str, words: Words) -> str:
    return optional(words, f"mydata.field.{name}") or name.replace("_", " ")


def _said(value: object, words: Words, zone: str) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return words("mydata.yes") if value else words("mydata.no")
        case datetime():
            return moment(words, value, zone) + f" {value.year}"
        case date():
            return whole_day(words, value)
        case list() | tuple():
            many = cast("Sequence[object]", value)
            return ", ".join(_said(one, words, zone) for one in many)
        case dict():
            pairs = cast("Mapping[str, object]", value)
            return ", ".join(
                f"{_label(k, words)}: {_said(v, words, zone)}" for k, v in pairs.items()
            )
        case _:
            return str(value)
