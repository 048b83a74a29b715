"""What a session looks like: one board a part for the set, and one private card for the guide.

Knows ids and the plan's own text. Must not know names, sentences, or how anything is drawn. Both
are drawn whole from the state; nothing on them counts down, so nothing is edited for time alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from learning.protocol import Plan, Speak
from learning.session.bank import wish
from learning.session.buttons import Button, asking, board_buttons, guide_buttons
from learning.session.due import turn_ends_at
from learning.session.floor import hands, line, pairs, speaking
from learning.session.quiet import quiet
from learning.session.seats import here, lead
from learning.session.state import Mode, Session, Status
from learning.session.timeline import later, seconds_between, spare_seconds

NO_BUTTONS: frozenset[Button] = frozenset()
BIDS = "bids"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One part of a session as everybody in the set sees it; people are ids, times are UTC.

    `over`: this part is done with, and nothing can be pressed. `seconds_left` is for the words
    of a paused board and for a line after an outage; a running board shows `ends_at`.
    `shortened_titles` are later parts with less than their plan, with the minutes they have now;
    0 minutes: it falls away.
    """

    session_id: str
    set_id: str
    revision: int
    part_number: int  # from 1
    part_count: int
    title: str
    minutes: int
    speak: Speak
    prompt: str
    ends_at: datetime
    seconds_left: int = 0
    floor_id: str = ""
    next_id: str = ""
    hands: tuple[str, ...] = ()
    typing: tuple[str, ...] = ()  # who takes part in writing
    presenter_id: str = ""
    lead_id: str = ""
    paused: bool = False
    over: bool = False
    skipped: bool = False
    turn_ends_at: datetime | None = None
    turn_over: bool = False  # "finish your sentence"
    asking: bool = False  # the presenter is asked whether ideas are wanted
    equal_turns: bool = False  # nobody hurries on: who finishes early is waited with
    pairs: tuple[tuple[str, ...], ...] = ()
    shortened_titles: tuple[tuple[str, int], ...] = ()
    chosen: tuple[str, ...] = ()  # who presents in the turns to come, while bids are taken
    artefact: str = ""
    write: str = ""
    may_leave: bool = False
    one_voice: bool = False  # microphones are off for those who wait
    can: frozenset[Button] = NO_BUTTONS


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideCard:
    """The private card of one person who guides, or guided until somebody took over."""

    session_id: str
    set_id: str
    revision: int
    person_id: str
    leading: bool  # this person guides now; otherwise `lead_id` does
    lead_id: str
    part_number: int  # from 1
    part_count: int
    title: str
    minutes: int
    ends_at: datetime
    say: str
    watch: str
    speak: Speak
    next_title: str  # "" in the last part
    present: tuple[str, ...]
    away: tuple[str, ...]
    floor_id: str
    next_id: str
    hands: tuple[str, ...]
    presenter_id: str
    choosing: bool  # bids are taken in this part: another can be chosen for the next turn
    missing_presenter: bool  # this part needs somebody to present, and nobody is chosen
    spare_seconds: int
    paused: bool
    over: bool
    can: frozenset[Button]


def board(session: Session, plan: Plan, now: datetime, part: int | None = None) -> Board:
    """Draw the board of a part (None: the present one) as it stands at `now`."""
    number = session.part if part is None else part
    if number != session.part or session.status is not Status.RUNNING:
        over = _drawn(session, plan, number)
        return replace(over, over=True, skipped=session.parts[number].skipped)
    run, chapter = session.parts[number], plan.parts[number]
    return replace(
        _drawn(session, plan, number),
        minutes=in_minutes(run.seconds),
        speak=speaking(session, plan),
        ends_at=session.part_ends_at,
        seconds_left=max(0, seconds_between(session.paused_at or now, session.part_ends_at)),
        floor_id=session.floor_id,
        next_id=next(iter(line(session, plan)), ""),
        hands=hands(session, plan),
        typing=tuple(seat.person_id for seat in here(session) if seat.mode is Mode.TYPING),
        lead_id=lead(session),
        paused=session.paused_at is not None,
        turn_ends_at=turn_ends_at(session, plan),
        turn_over=session.turn_over,
        asking=asking(session, plan),
        equal_turns=chapter.equal_turns,
        pairs=pairs(session, plan),
        shortened_titles=shortened(session, plan),
        chosen=to_present(session) if chapter.artefact == BIDS else (),
        artefact=chapter.artefact,
        write=chapter.write,
        may_leave=chapter.may_leave,
        one_voice=bool(quiet(session, plan)),
        can=board_buttons(session, plan),
    )


def guide_card(session: Session, plan: Plan, now: datetime, person: str = "") -> GuideCard:
    """Draw the card of a person ("": of whoever guides) as it stands at `now`."""
    run, chapter = session.parts[session.part], plan.parts[session.part]
    person = person or lead(session)
    over = session.status is not Status.RUNNING
    live = person == lead(session) and not over
    spare = 0 if over else spare_seconds(session, now)
    coming = (plan.parts[after.number].title for after in later(session) if after.seconds)
    return GuideCard(
        session_id=session.id,
        set_id=session.set_id,
        revision=session.revision,
        person_id=person,
        leading=person == lead(session),
        lead_id=lead(session),
        part_number=session.part + 1,
        part_count=len(plan.parts),
        title=chapter.title,
        minutes=in_minutes(run.seconds),
        ends_at=session.part_ends_at,
        say=chapter.say,
        watch=chapter.watch,
        speak=speaking(session, plan),
        next_title=next(coming, ""),
        present=tuple(seat.person_id for seat in here(session)),
        away=tuple(seat.person_id for seat in session.seats if seat.mode is Mode.AWAY),
        floor_id=session.floor_id,
        next_id="" if over else next(iter(line(session, plan)), ""),
        hands=() if over else hands(session, plan),
        presenter_id=run.presenter_id,
        choosing=chapter.artefact == BIDS,
        missing_presenter=bool(run.turn) and not run.presenter_id,
        spare_seconds=spare,
        paused=session.paused_at is not None,
        over=over,
        can=guide_buttons(session, spare) if live else NO_BUTTONS,
    )


def to_present(session: Session) -> tuple[str, ...]:
    """Return who presents in the turns to come, in order."""
    turns = {run.turn: run.presenter_id for run in session.parts[session.part :] if run.turn}
    return tuple(person for _, person in sorted(turns.items()) if person)


def shortened(session: Session, plan: Plan) -> tuple[tuple[str, int], ...]:
    """Return the title and the minutes of each later part that has less than its wish."""
    return tuple(
        (plan.parts[run.number].title, in_minutes(run.seconds))
        for run in later(session)
        if run.seconds < wish(run)
    )


def in_minutes(seconds: int) -> int:
    """Return the nearest whole minutes, and at least one when there is any time."""
    return max(1, (seconds + 30) // 60) if seconds else 0


def _drawn(session: Session, plan: Plan, number: int) -> Board:
    """Draw what is so of a part at any time: what it was, and nothing to press."""
    run, chapter = session.parts[number], plan.parts[number]
    return Board(
        session_id=session.id,
        set_id=session.set_id,
        revision=session.revision,
        part_number=number + 1,
        part_count=len(plan.parts),
        title=chapter.title,
        minutes=in_minutes(run.before + run.seconds),
        speak=chapter.speak,
        prompt=chapter.prompt,
        ends_at=run.ended_at or session.part_ends_at,
        presenter_id=run.presenter_id,
    )
