"""Statements: hours of learning, pooled figures, and what coordinators did.

Knows lists of dated facts. Must not know how they were counted.
"""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Row, Sheet, Small, Words, person, plain, tick
from cogs.faces._papers.report import report_page
from cogs.faces.saying import hours, moment, name, optional, strong, whole_day
from services.values import AuditView, HoursView, ReportView, UnsentView


@face(HoursView)
def draw_hours(value: HoursView, words: Words) -> Sheet:
    """Draw a dated statement of one person's hours."""
    title = words("hours.title", name=name(value.name))
    if not value.lines:
        return Sheet(title=title, parts=(words("hours.none"),))
    said = tuple(_meeting(line, words) for line in value.lines)
    return Sheet(
        title=title,
        parts=(
            strong(words("hours.total", time=hours(words, value.minutes), n=len(said))),
            Lines(said),
            Small(words("hours.small")),
        ),
        files=(("learning-set-hours.csv", _sheet(value, words)),),
    )


@face(ReportView)
def draw_report(value: ReportView, words: Words) -> Sheet:
    """Draw pooled figures, with the rule of small numbers printed on it."""
    said = (
        words(
            "say.is",
            what=strong(words(f"report.{one.key}")),
            text=words("report.few") if one.value is None else words("report.about", n=one.value),
        )
        for one in value.figures
    )
    place = name(value.area) if value.area else words("report.everywhere")
    between = words("report.none")
    if value.since and value.before:
        last = value.before - timedelta(days=1)
        between = words(
            "report.between", since=whole_day(words, value.since), until=whole_day(words, last)
        )
    return Sheet(
        title=words("report.title", area=place),
        parts=(between, Lines(tuple(said)), Small(words("report.small"))),
        files=(
            ("report.csv", _report_table(value, words)),
            ("report.html", report_page(value, words, between)),
        ),
    )


@face(UnsentView)
def draw_unsent(value: UnsentView, words: Words) -> Sheet:
    """Draw what could not be sent, in counts, with a way to try again."""
    if not value.lines:
        return Sheet(title=words("unsent.title"), parts=(words("unsent.none"),))
    said = (
        words(
            "unsent.line",
            what=strong(words(f"unsent.what.{what}", n=n)),
            why=words(f"unsent.why.{why}"),
        )
        for what, why, n in value.lines
    )
    button = Button(label=words("button.unsent.again"), verb="unsent.again")
    return Sheet(
        title=words("unsent.title"),
        parts=(
            Lines(tuple(said)),
            Small(words("unsent.small") if value.again else words("unsent.over")),
            *((Row(button),) if value.again else ()),
        ),
    )


@face(AuditView)
def draw_audit(value: AuditView, words: Words) -> Sheet:
    """Draw what coordinators did, newest first."""
    title = words("audit.mine.title") if value.mine else words("audit.title")
    small = words("audit.mine.small") if value.mine else words("audit.small")
    if not value.lines:
        return Sheet(title=title, parts=(words("audit.none"),))
    said = (
        words(
            "audit.line",
            when=moment(words, at, value.zone),
            ago=tick(at),
            who=person(who) if who else words("audit.nobody"),
            what=optional(words, f"audit.what.{what}") or words("audit.what.other"),
            about=plain(about, 80, one_line=True),
        )
        for at, who, what, about in value.lines
    )
    return Sheet(title=title, parts=(Lines(tuple(said)), Small(small)))


def _report_table(value: ReportView, words: Words) -> bytes:
    """Return each cell as a row, what may not be shown said in words."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(words("report.columns").split("|"))
    for one in value.cells:
        said = words("report.few") if one.value is None else one.value
        rows.writerow((f"{one.quarter[0]} Q{one.quarter[1]}", one.area, one.key, said))
    return table.getvalue().encode("utf-8-sig")


def _sheet(value: HoursView, words: Words) -> bytes:
    """Return the same as a table for a claim: day, set, meeting and hours, and all together."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(words("hours.columns").split("|"))
    for on, set_name, number, minutes in value.lines:
        rows.writerow((on.isoformat(), set_name, number, f"{minutes / 60:.2f}"))
    rows.writerow((words("hours.whole"), "", "", f"{value.minutes / 60:.2f}"))
    return table.getvalue().encode("utf-8-sig")  # so that a spreadsheet reads names with accents


def _meeting(line: tuple[date, str, int, int], words: Words) -> str:
    on, set_name, number, minutes = line
    return words(
        "hours.line",
        day=whole_day(words, on),
        set=name(set_name),
        number=number,
        time=hours(words, minutes),
    )
