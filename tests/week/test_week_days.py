"""The days of a week in writing: holidays, weekends and the clock change are walked round."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.plans import SHIPPED
from config.weeks import load_weeks, read_week
from learning.calendar import QUIET, bank_holidays, to_wall
from learning.refusals import Misconfigured, Refusal
from learning.week.spans import What, events, first_day, is_off, spans

LONDON = "Europe/London"
PLAN = load_weeks()["written-week"]
SHIPPED_TEXT = (SHIPPED / "written-week.toml").read_text(encoding="utf-8")


def walls(first: date) -> list[str]:
    """Return when each part opens and closes, as a clock on the wall shows it."""
    found = spans(PLAN, first, LONDON)
    return [
        f"{to_wall(at, LONDON):%a %d.%m. %H:%M}" for s in found for at in (s.opens_at, s.closes_at)
    ]


def test_a_usual_week_is_as_the_plan_says() -> None:
    """From Monday morning to the Tuesday after next, eight days on."""
    assert walls(date(2027, 1, 18)) == [
        "Mon 18.01. 08:00", "Mon 18.01. 20:00", "Tue 19.01. 08:00", "Wed 20.01. 12:00",
        "Wed 20.01. 12:00", "Thu 21.01. 20:00", "Thu 21.01. 20:00", "Fri 22.01. 20:00",
        "Sat 23.01. 08:00", "Mon 25.01. 12:00", "Mon 25.01. 12:00", "Tue 26.01. 12:00",
    ]  # fmt: skip


def test_over_easter_and_the_clock_change_nobody_loses_a_working_day() -> None:
    """Good Friday, the clock change and Easter Monday in one week: the rest moves on."""
    found = walls(date(2027, 3, 22))
    assert found[6:] == [
        "Thu 25.03. 20:00", "Tue 30.03. 20:00",  # one more: over Good Friday and Easter Monday
        "Wed 31.03. 08:00", "Fri 02.04. 12:00", "Fri 02.04. 12:00", "Mon 05.04. 12:00",
    ]  # fmt: skip
    before, after = (
        s.opens_at for s in (spans(PLAN, date(2027, 3, 22), LONDON)[n] for n in (0, 4))
    )
    assert (before.hour, after.hour) == (8, 7), "eight on the wall is seven in UTC in summer"


def test_it_never_begins_on_a_bank_holiday() -> None:
    """The Monday after a holiday Monday is taken instead."""
    assert first_day(date(2027, 4, 30)) == date(2027, 5, 10)  # 3 May is a bank holiday
    assert first_day(date(2027, 1, 18)) == date(2027, 1, 25)  # today is too late


@given(st.dates(date(2026, 1, 1), date(2031, 12, 31)))
def test_any_week_keeps_its_promises(day: date) -> None:
    """Parts come in order, none is shorter than planned, and nobody is disturbed on a day off."""
    first = first_day(day)
    assert first > day
    found = spans(PLAN, first, LONDON)
    planned = spans(PLAN, date(2027, 1, 18), LONDON)
    hour = timedelta(hours=1)  # a night with a clock change is longer or shorter by one
    for span, usual in zip(found, planned, strict=True):
        assert span.closes_at - span.opens_at >= usual.closes_at - usual.opens_at - hour
        assert not is_off(to_wall(span.closes_at, LONDON).date())
    assert all(a.closes_at <= b.opens_at for a, b in pairwise(found))
    reminders = [e for e in events(PLAN, first, LONDON) if e.what is What.REMIND]
    assert len(reminders) == len(PLAN.parts)
    for one in reminders:
        wall = to_wall(one.at, LONDON)
        assert wall.weekday() < 5
        assert wall.date() not in bank_holidays(wall.year)
        assert QUIET[1] <= wall.time() <= QUIET[0]
        assert found[one.part].opens_at < one.at < found[one.part].closes_at


def test_what_closes_comes_before_what_opens() -> None:
    """At the same instant one part closes and the next one opens, in that order."""
    every = events(PLAN, date(2027, 1, 18), LONDON)
    noon = [e for e in every if to_wall(e.at, LONDON) == datetime(2027, 1, 20, 12)]
    assert [(e.what, e.part) for e in noon] == [(What.CLOSE, 1), (What.OPEN, 2)]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("total_days = 8", "total_days = 9", "plan.days"),
        ('to = "Mon 20:00"', 'to = "Mon 07:00"', "plan.week_order"),
        ('to = "Fri 20:00"', 'to = "Sat 07:00"', "plan.week_quiet"),
        ('who = "presenter"\nwords = 250', 'who = "others"\nwords = 250', "plan.week_story"),
        ("each = 2", "each = 9", "plan.week_each"),
        ("words = 250", "words = 2500", "plan.week_words"),
        ('check = "open_question"', 'check = "grammar"', "plan.week_check"),
        ('artefact = "issue"', 'artefact = "poem"', "plan.artefact"),
        ('artefact = "private_note"', 'artefact = "issue"', "plan.no_note"),
        ('from = "Mon 08:00"', 'from = "Monday at 8"', "plans.moment"),
        ('who = "everyone"', 'who = "nobody"', "plans.who"),
        ('"Sat", "Sun"', '"Sat", "Sonntag"', "plans.day"),
        ('title = "The story"', 'titel = "The story"', "plans.unknown"),
        ('title = "The story"', f'title = "{"x" * 46}"', "plan.title_long"),
        ('title = "The story"', 'title = " "', "plan.title_missing"),
        ("What is going on, why it matters", "x" * 300, "plan.prompt_long"),
        ("fewest = 3", "fewest = 7", "plan.people"),
    ],
)
def test_a_wrong_plan_says_what_to_mend(tmp_path: Path, old: str, new: str, key: str) -> None:
    """Each fault has its own sentence, which names the plan or the file."""
    assert old in SHIPPED_TEXT
    file = tmp_path / "mine.toml"
    file.write_text(SHIPPED_TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises((Refusal, Misconfigured)) as said:
        read_week(file)
    assert said.value.key == key
    assert "mine" in str(said.value.facts)


def test_the_shipped_week_costs_half_an_hour() -> None:
    """Six parts, closed weekends, and no more than a few words from anybody."""
    assert (PLAN.minutes_each, PLAN.total_days, len(PLAN.parts)) == (30, 8, 6)
    assert PLAN.quiet == {5, 6}
    assert PLAN.parts[0].opens.at == time(8)
