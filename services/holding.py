"""What is held about a person, column by column: where it is shown, how it is erased, how long.

Knows every table by name, and is the one list of it: a test reads the tables themselves and fails
when a column is neither here nor said to be about nobody. Must not do any of it (see `mydata`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Erased(StrEnum):
    """What becomes of a value when its person asks to be erased."""

    REMOVED = "removed"  # the whole row goes
    BLANKED = "blanked"  # the value goes, the row stays
    UNNAMED = "unnamed"  # an id that leads to nobody any more: others' records still read well
    KEPT = "kept"  # until a case is closed that somebody must act on, or a microphone is on again


class Kept(StrEnum):
    """How long a value is kept when nobody asks for anything."""

    MEMBER = "member"  # as long as the person is on the list
    DAY = "day"
    FORTNIGHT = "fortnight"  # 14 days after the session
    SET = "set"  # as long as the set, and six months
    HOURS = "hours"  # 24 months: people need them for appraisal and claims
    CASE = "case"  # until a concern is closed
    SENTENCE = "sentence"  # 28 days; once all have said yes, it is nobody's and the set's
    CALL = "call"  # 13 weeks after a call closed
    OFFICE = "office"  # as long as somebody has that office
    HEARD = "heard"  # until a microphone that we turned off is on again
    SENT = "sent"  # 13 months after it was sent


@dataclass(frozen=True, slots=True)
class Held:
    """One personal column: its part of the export, its end, and its time."""

    export: str
    erased: Erased
    kept: Kept


_ME = Held("people", Erased.BLANKED, Kept.MEMBER)
_PLACE = Held("memberships", Erased.UNNAMED, Kept.SET)
_SET = Held("sets", Erased.UNNAMED, Kept.SET)
_MEETING = Held("meetings", Erased.UNNAMED, Kept.SET)
_SESSION = Held("sessions", Erased.UNNAMED, Kept.HOURS)
_ANSWER = Held("answers", Erased.REMOVED, Kept.SET)
_REFLECTION = Held("reflections", Erased.REMOVED, Kept.SET)
_ACTION = Held("actions", Erased.REMOVED, Kept.SET)
_BID = Held("bids", Erased.REMOVED, Kept.SET)
_QUESTION = Held("questions", Erased.REMOVED, Kept.SET)
_SLIP = Held("slips", Erased.REMOVED, Kept.FORTNIGHT)
_SENTENCE = Held("sentences", Erased.REMOVED, Kept.SENTENCE)
_YES = Held("sentence_yeses", Erased.REMOVED, Kept.SENTENCE)
_WISHES = Held("wishes", Erased.REMOVED, Kept.MEMBER)
_WALK = Held("walks", Erased.REMOVED, Kept.SET)
_CONCERN = Held("concerns", Erased.BLANKED, Kept.CASE)
_CASE = Held("concerns", Erased.KEPT, Kept.CASE)
_DRAFT = Held("drafts", Erased.REMOVED, Kept.DAY)
_DESK = Held("desks", Erased.BLANKED, Kept.OFFICE)
_AUDIT = Held("audits", Erased.BLANKED, Kept.OFFICE)
_COUNTED = Held("counted_in", Erased.REMOVED, Kept.CALL)
_MUTED = Held("muted", Erased.KEPT, Kept.HEARD)
_WORK = Held("messages", Erased.REMOVED, Kept.SENT)


def _all(held: Held, columns: str) -> dict[str, Held]:
    return dict.fromkeys(columns.split(), held)


PERSONAL: Mapping[str, Mapping[str, Held]] = {
    "person": _all(
        _ME,
        "xid name role own_words area how_far good possible access organisation not_with hope"
        " can_guide typing rounds_waited standing joined_at",
    ),
    "membership": _all(
        _PLACE, "id person_id seat consent asked_at answered_at dates one_voice left_at"
    ),
    "learning_set": _all(_SET, "guide_id deputy_id"),
    "meeting": _all(_MEETING, "guide_id presenter_ids"),
    "session": _all(_SESSION, "guide_id deputy_id floor_id floor_since"),
    "session_part": _all(_SESSION, "presenter_id"),
    "session_seat": _all(_SESSION, "person_id order mode spoken turn_taken hand_at"),
    "answer": _all(_ANSWER, "id person_id coming ready"),
    "reflection": _all(_REFLECTION, "person_id text link picture picture_says shared made_at"),
    "action": _all(_ACTION, "person_id what by_when who_notices state carried told made_at"),
    "bid": _all(_BID, "id person_id text pressing made_at"),
    "question": _all(_QUESTION, "person_id text asked_at"),
    "slip": _all(_SLIP, "id person_id part kind text made_at"),
    "sentence": _all(_SENTENCE, "person_id number text state offered_at"),
    "sentence_yes": _all(_YES, "id person_id yes"),
    "wishes": _all(_WISHES, "id person_id remind in_room any_hour walks feed"),
    "walk": _all(_WALK, "id person_id with_ids said"),
    "concern": {
        **_all(_CONCERN, "person_xid"),
        **_all(_CASE, "about text receipt raised_at seen_at closed_at"),
    },
    "counted_in": _all(_COUNTED, "id xid said_at"),
    "muted": _all(_MUTED, "id xid person_id muted_at"),
    "draft": _all(_DRAFT, "id person_xid form fields saved_at"),
    "desk": _all(_DESK, "coordinator_xids lead_xid deputy_xid"),
    "audit": _all(_AUDIT, "actor_xid"),
    "work": _all(_WORK, "key payload channel_xid message_xid"),
}

# Tables in which what people write is locked with the owner's key, where one is set.
LOCKED = frozenset(
    {
        *("person", "learning_set", "reflection", "action", "bid", "question", "slip"),
        *("sentence", "concern", "draft"),
    }
)

ABOUT_NOBODY: Mapping[str, frozenset[str]] = {
    table: frozenset(columns.split())
    for table, columns in {
        "person": "id guild_xid revision",
        "membership": "set_id revision",
        "learning_set": "id guild_xid area name block stage seed text_xid voice_xid agreement"
        " going_well_if formed_at expires_at revision",
        "meeting": "id set_id number wall zone starts_at minutes plan_id state event_xid where"
        " moved revision",
        "session": "id set_id plan_id status started_at ends_at ended_at changed_at part"
        " part_ends_at part_since fresh_since paused_at paused_seconds turn_over offers announced"
        " one_voice revision",
        "session_part": "session_id place number planned seconds keep turn started_at ended_at"
        " before goes extra skipped",
        "session_seat": "session_id place",
        "answer": "meeting_id revision",
        "reflection": "id set_id meeting_id revision",
        "action": "id set_id meeting_id revision",
        "bid": "set_id revision",
        "question": "id set_id shown_at revision",
        "slip": "session_id",
        "sentence": "id set_id revision",
        "sentence_yes": "sentence_id",
        "wishes": "revision",
        "walk": "set_id meeting_id drawn_at revision",
        "concern": "id guild_xid area revision",
        "call": "id guild_xid kind theme area where opened_at closes_at closed_at revision",
        "counted_in": "call_id",
        "muted": "guild_xid set_id",
        "draft": "",
        "desk": "id guild_xid area lead_checked refer revision",
        "audit": "id guild_xid at what about set_id",
        "work": "kind about due_at nth available_at useful_until owner attempts done_at outcome"
        " why",
        "server": "id guild_xid lobby_xid category_xid revision",
        "meta": "key value",
    }.items()
}
