"""What follows from a step of a session beyond its boards: slips that are due, and how it ends.

Knows which private things become due at the end of a part and of a session. Must not know how a
session is stepped, nor whose any slip is.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from learning.effects import Card, Effect, Place, To, edit, post, wake
from learning.evenness import Evenness, evenness, word
from learning.meetings import Meeting, MeetingState
from learning.ports import Unit
from learning.protocol import Plan
from learning.session.seats import lead
from learning.session.state import Mode, Seat, Session, Status
from learning.sets import LearningSet
from learning.slips import Slip, SlipKind, slip_id
from learning.stages import rough
from services.desk_news import tell_desk
from services.kit import Kit

FORGET = timedelta(days=14)  # private answers and seconds of floor; the word stays
CHECK_FOR = timedelta(days=7)  # later nobody remembers how it was
USUAL_FEWEST = 4


async def following(unit: Unit, kit: Kit, before: Session, after: Session) -> list[Effect]:
    """Return what is due because a session went from one state to another; keeps set slips."""
    effects: list[Effect] = []
    over = after.status is not Status.RUNNING
    if over or before.part != after.part:
        effects += await part_over(unit, kit.plan(after.plan_id), after, before.part)
    if before.floor_id and before.floor_id != after.floor_id and before.part == after.part:
        await _note(unit, after, SlipKind.TURNS, str(await turns_of(unit, after) + 1))
    if not lead(before) and lead(after):
        effects += await _guide_found(unit, after)
    if over:
        effects += await _ended(unit, kit, after)
    return effects


async def part_over(unit: Unit, plan: Plan, session: Session, part: int) -> list[Effect]:
    """Return what a part that is over leaves in the room: what was handed in, without names."""
    room, detail = Place(To.ROOM, session.set_id), str(part)
    key = f"{session.id}:{part}"
    match plan.parts[part].write:
        case "anonymous":
            again = session.parts[part].goes
            return [post(f"mixed:{key}:{again}", room, Card("mixed", session.id, detail))]
        case "private_vote":
            return [post(f"vote:{key}", room, Card("vote", session.id, detail))]
        case _:
            return []


async def _guide_found(unit: Unit, session: Session) -> list[Effect]:
    """Take the button off the card that asked who guides."""
    key = f"no-guide:{session.id}"
    if await unit.work.effect(key) is None:
        return []
    return [edit(f"{key}:found", key, Card("no_guide", session.id))]


async def _ended(unit: Unit, kit: Kit, session: Session) -> list[Effect]:
    """Ask each person here how it was, in private, and note for the set how it went."""
    now = kit.now()
    asked = [
        post(
            f"end:{session.id}:{seat.person_id}",
            Place(To.PERSON, seat.person_id),
            Card("end", f"{session.id}.{seat.person_id}"),
            until=now + CHECK_FOR,
        )
        for seat in took_part(session)
        if seat.mode is not Mode.AWAY
    ]
    found = await unit.sets.need(session.set_id)
    meeting = await unit.meetings.need(session.id)
    shared = how_even(session) if await was_timed(unit, session) else None
    if shared is not None:
        await _note(unit, session, SlipKind.EVENNESS, shared)
    went_roughly = rough(
        stopped=session.status is Status.STOPPED,
        uneven=shared is Evenness.UNEVEN,
        few=len(took_part(session)) < USUAL_FEWEST,
    )
    told: list[Effect] = []
    if went_roughly:
        await _note(unit, session, SlipKind.ROUGH, "yes")
        told = await worth_a_word(unit, kit, found, meeting)
    forget = wake(f"forget:{session.id}", "session.forget", session.id, now + FORGET)
    missed = wake(f"missed:{session.id}", "missed.look", session.id, _tomorrow_noon(now))
    return [*asked, *told, forget, missed]


def _tomorrow_noon(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), time(12, 0), now.tzinfo)


def took_part(session: Session) -> tuple[Seat, ...]:
    """Return the seats of everybody who was here at the end or had the floor."""
    return tuple(seat for seat in session.seats if seat.mode is not Mode.AWAY or seat.spoken)


def how_even(session: Session) -> Evenness | None:
    """Return the word for how the talking was shared; None when nobody's turn was timed."""
    spoken = [seat.spoken for seat in took_part(session)]
    return word(evenness(spoken)) if sum(spoken) and len(spoken) > 1 else None


async def was_timed(unit: Unit, session: Session) -> bool:
    """Tell whether turns were handed on by hand, at least as often as there are people.

    A set that talks without the buttons is not told how it shared the talking: nobody knows.
    """
    return await turns_of(unit, session) >= len(took_part(session)) > 1


async def turns_of(unit: Unit, session: Session) -> int:
    """Return how often the floor was handed on within a part."""
    kept = await unit.slips.get(_name(session, SlipKind.TURNS))
    return int(kept.text) if kept else 0


def _name(session: Session, kind: SlipKind) -> str:
    """Name the set's one slip of a kind for a session."""
    return slip_id(session.id, 0, "", kind)


async def _note(unit: Unit, session: Session, kind: SlipKind, text: str) -> None:
    """Keep a slip that belongs to the whole set."""
    made_at = session.changed_at or session.ends_at
    name = _name(session, kind)
    await unit.slips.save(
        Slip(
            id=name, session_id=session.id, part=0, person_id="", kind=kind, text=text,
            made_at=made_at,
        )
    )  # fmt: skip


async def worth_a_word(unit: Unit, kit: Kit, found: LearningSet, meeting: Meeting) -> list[Effect]:
    """After a second rough meeting, tell the guide and the coordinator; no figures, no reasons."""
    if not await _was_rough(unit, found, meeting):
        return []
    key = f"rough:{meeting.id}:{found.guide_id}"
    card = Card("desk_news", found.id, "rough")
    to_guide = post(key, Place(To.PERSON, found.guide_id), card)
    return [to_guide, *await tell_desk(unit, kit, found, "rough")]


async def _was_rough(unit: Unit, found: LearningSet, meeting: Meeting) -> bool:
    """Tell whether the meeting before this one was rough, or fell through on its day."""
    past = await unit.meetings.where(
        set_id=found.id, state=(MeetingState.HELD, MeetingState.CANCELLED)
    )
    earlier = [one for one in past if one.starts_at < meeting.starts_at and one.id != meeting.id]
    if not earlier:
        return False
    last = max(earlier, key=lambda one: one.starts_at)
    if last.state is MeetingState.CANCELLED:
        return True
    return bool(await unit.slips.where(session_id=last.id, kind=SlipKind.ROUGH))
