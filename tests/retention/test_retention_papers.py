"""The papers that an owner fills in say the same times as the machine keeps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cogs._address import form_key
from cogs.rooms import ROOMS
from config.words import load_words
from learning.retention import Retention
from services.drafts import KEPT, LONGER, lasts
from services.following import FORGET
from services.tidying import SENT

PAPERS = Path(__file__).parents[2] / "docs" / "templates"
T = Retention()
RECORD = {  # the beginning of a row, and the days in it, in their order
    "First name": (T.waiting_ask, T.waiting_erase),
    "Places in sets": (T.hours,),
    "Who was at which meeting": (T.hours,),
    "Seconds spoken": (FORGET.days,),
    "Private reflections": (T.private_reflection,),
    "Shared reflections": (T.shared,),
    "What is brought or asked": (T.asked, T.unasked),
    "Sentences offered": (T.sentence, T.shared),
    "Yes to a call": (T.calls,),
    "Unfinished forms": (KEPT.days,),
    "What somebody would like": (LONGER["next"].days,),
    "A yes to a change": (LONGER["change"].days,),
    "Who comes first": (LONGER["plan"].days,),
    "Concerns": (T.concern, T.concern_wait),
    "What coordinators did": (T.audit,),
    "Which message stands where": (SENT.days,),
}
NOTICE = {
    "What you said when you joined": (T.waiting_ask, T.waiting_erase),
    "A note to yourself": (KEPT.days,),
    "What you would like": tuple(LONGER[one].days for one in ("next", "change", "plan")),
    "A line you kept private": (T.private_reflection,),
    "What you share": (T.shared,),
    "What you bring or ask": (T.asked, T.unasked),
    "A sentence offered": (T.sentence,),
    "Answers at the end": (FORGET.days,),
    "Your hours": (T.hours,),
    "A concern:": (T.concern,),
    "A yes to a call": (T.calls, T.audit),
    "Messages the bot sent": (SENT.days,),
}


def days(text: str) -> tuple[int, ...]:
    """Return each number of days in a text, in its order."""
    found = re.finditer(r"(\d+)(?: days?\b|$|(?= \|)|(?= more))", text)
    return tuple(int(one[1]) for one in found)


@pytest.mark.parametrize("row", RECORD)
def test_the_record_says_what_the_machine_does(row: str) -> None:
    """Each row of the record of processing has the days of the code."""
    text = (PAPERS / "record-of-processing.md").read_text(encoding="utf-8")
    (line,) = [one for one in text.splitlines() if one.startswith(f"| {row}")]
    assert days(line.rstrip("| ").rpartition("|")[2]) == RECORD[row]


@pytest.mark.parametrize("line", NOTICE)
def test_the_notice_says_what_the_machine_does(line: str) -> None:
    """Each line of the privacy notice has the days of the code."""
    text = (PAPERS / "privacy-notice.md").read_text(encoding="utf-8")
    lines = [" ".join(one.split()) for one in re.split(r"\n\n|^\* ", text, flags=re.M)]
    (said,) = [one for one in lines if one.startswith(f"**{line}")]
    assert days(said) == NOTICE[line]


def test_every_time_stands_in_the_record_and_the_notice() -> None:
    """No time of the table is left out of either paper."""
    told = {n for row in RECORD.values() for n in row}
    assert told >= {*T.days().values(), *(longer.days for longer in LONGER.values())}
    assert {n for row in NOTICE.values() for n in row} >= set(T.days().values()) - {T.concern_wait}


def test_the_impact_assessment_says_the_shortest_and_the_longest() -> None:
    """What the assessment says in short is true of the table."""
    text = (PAPERS / "dpia.md").read_text(encoding="utf-8")
    (line,) = [one for one in text.splitlines() if one.startswith("| How long")]
    kept = {*T.days().values()} - {T.concern_wait}
    assert days(line) == (KEPT.days, max(kept))


def test_mydata_says_the_times_that_no_owner_sets() -> None:
    """Forms, slips and messages have their times in the words too."""
    told = load_words()("note.mydata.kept", **T.days())
    for kept in (KEPT, FORGET, SENT, *LONGER.values()):
        assert f"{kept.days} day" in told


def test_nothing_that_is_typed_is_kept_longer_than_a_day() -> None:
    """What lasts longer is pressed or chosen: no form of any room is kept among it."""
    marks = [
        m for r in ROOMS for f in vars(r).values() for m in getattr(f, "__setwise_marks__", ())
    ]
    verbs = {mark.verb for mark in marks if getattr(mark, "kind", "") == "f"}
    assert len(verbs) > 10
    assert {verb for verb in verbs if lasts(form_key(verb, "x")) != KEPT} == set()
    assert {lasts(f"{one}:x") for one in LONGER} == set(LONGER.values())
