"""Values of a week in writing, ordinary and far too large.

Knows what may be shown. Must not know how any of it is drawn.
"""

from __future__ import annotations

from dataclasses import replace

from faces_makers import IDS, LONDON, NOON

from services import values as v

PART = v.WeekPartCard(
    session_id=IDS, part=1, number=2, count=6, title="Questions", prompt="Two at most.",
    who="others", presenter="Sam", closes_at=NOON, zone=LONDON, written=2, writers=5,
    together=True, open=True, artefact="questions",
)  # fmt: skip


def weeks(long: str, nasty: str) -> dict[str, object]:
    """Make every card of a week."""
    days = tuple(("The story", "presenter", NOON, NOON) for _ in range(6))
    return {
        "week begins": v.WeekBegins(
            session_id=IDS, name="In writing", presenter=nasty, minutes_each=30, parts=days,
            zone=LONDON,
        ),
        "week part": PART,
        "week part over": replace(PART, open=False),
        "week story": replace(PART, who="presenter", together=False, artefact="issue"),
        "week answers part": replace(PART, who="presenter", artefact="answers", together=False),
        "week next": replace(PART, who="presenter", artefact="action", together=False),
        "week takes": replace(PART, who="everyone", artefact="private_note"),
        "week told story": v.WeekTold(title="The story", lines=((nasty, long),), numbered=False),
        "week told": v.WeekTold(title="Questions", lines=(("", long),) * 10, numbered=True),
        "week told named": v.WeekTold(title="Takes", lines=((nasty, long),) * 6, numbered=False),
        "week answer": v.WeekAnswer(number=10, question=long, answer=long, presenter=nasty),
        "week questions": v.WeekQuestions(
            session_id=IDS, part=2, questions=(("What else?", "x"), *((long, ""),) * 9)
        ),
        "week remind": v.WeekRemind(
            session_id=IDS, part=1, set_name=nasty, title="Questions", closes_at=NOON,
            zone=LONDON, answers=False, room_xid=7,
        ),
        "week remind answers": v.WeekRemind(
            session_id=IDS, part=2, set_name="Kestrel", title="Answers", closes_at=NOON,
            zone=LONDON, answers=True, room_xid=0,
        ),
    }  # fmt: skip
