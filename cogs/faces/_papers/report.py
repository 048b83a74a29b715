"""A report as one page to read or print, with what each figure means and what it cannot show.

Knows how a report is set out. Must not know how it was counted. Every text is escaped, and the page
asks nothing of the outside.
"""

from __future__ import annotations

from html import escape

from cogs._kit import Words
from cogs.faces._papers.runsheet import POLICY, STYLE
from services.values import PooledCell, ReportView


def report_page(value: ReportView, words: Words, between: str) -> bytes:
    """Return the page, in UTF-8."""
    title = escape(words("report.title", area=value.area or words("report.everywhere")))
    heads = "".join(
        f'<th scope="col">{escape(one)}</th>' for one in words("report.columns").split("|")
    )
    meanings = "".join(
        f"<p><strong>{escape(words(f'report.{one.key}'))}:</strong> "
        f"{escape(words(f'report.means.{one.key}'))}</p>\n"
        for one in value.figures
    )
    rows = "\n".join(_row(one, words) for one in value.cells)
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n<p>{escape(between)}</p>\n{meanings}"
        f"<p>{escape(words('report.small'))}</p>\n<p>{escape(words('report.limits'))}</p>\n"
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        "</main>\n</body>\n</html>\n"
    ).encode()


def _row(one: PooledCell, words: Words) -> str:
    said = words("report.few") if one.value is None else words("report.about", n=one.value)
    told = (f"{one.quarter[0]} Q{one.quarter[1]}", one.area, words(f"report.{one.key}"), said)
    return "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in told) + "</tr>"
