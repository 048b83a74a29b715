"""What a session promises, whatever is said to it: looked at after every step of the machine.

Knows a session and its plan. Must not know how the session came to be so.
"""

from __future__ import annotations

from datetime import datetime

from hypothesis.stateful import RuleBasedStateMachine, invariant
from session_world import accounted, is_over, is_whole, whole

from learning.protocol import Plan, Speak
from learning.session import bank
from learning.session.board import board, guide_card
from learning.session.due import next_wake
from learning.session.floor import line, may_hold, presenter, speaking
from learning.session.quiet import quiet
from learning.session.seats import here, lead
from learning.session.state import Session


class Promises(RuleBasedStateMachine):
    """A session at some moment, and all that must be so of it."""

    plan: Plan
    session: Session
    now: datetime
    finish: datetime
    paused_in: set[int]

    @invariant()
    def time_is_conserved(self) -> None:
        """The hard finish stays, and every second up to it is accounted for."""
        assert self.session.ends_at == self.finish
        assert accounted(self.session) == whole(self.session)
        assert all(run.seconds >= 0 and run.before >= 0 for run in self.session.parts)
        assert self.session.part_ends_at <= self.session.ends_at

    @invariant()
    def keep_is_kept(self) -> None:
        """A keep part has its whole plan, except that a pause in it cannot move the finish."""
        if is_over(self.session):
            return
        run, *coming = self.session.parts[self.session.part :]
        if self.session.paused_at is not None:
            self.paused_in.add(self.session.part)
        at_finish = self.session.part_ends_at == self.session.ends_at
        if run.keep and not (at_finish and run.number in self.paused_in):
            assert is_whole(run)
        assert all(is_whole(after) for after in coming if after.keep and after.seconds)

    @invariant()
    def nothing_falls_away_without_a_pause(self) -> None:
        """As long as nobody paused, every part to come has its floor at least."""
        if self.session.paused_seconds == 0 and not is_over(self.session):
            coming = self.session.parts[self.session.part + 1 :]
            assert all(run.seconds >= bank.least(run) > 0 for run in coming)

    @invariant()
    def one_speaker_or_none(self) -> None:
        """The floor is with one person who may have it, and is not anybody's once all is over."""
        session = self.session
        assert (session.floor_id == "") == (session.floor_since is None)
        if session.floor_id:
            assert not is_over(session)
            assert may_hold(session, self.plan, session.floor_id)

    @invariant()
    def nobody_owed_a_turn_is_forgotten(self) -> None:
        """In a round, whoever is here and has not had their turn speaks now or is in the line.

        Where the presenter said yes to ideas they hear them: no turn is owed to them.
        """
        session = self.session
        if is_over(session) or speaking(session, self.plan) is not Speak.EVERYONE_IN_TURN:
            return
        owed = {seat.person_id for seat in here(session) if not seat.turn_taken}
        if self.plan.parts[session.part].needs_presenter_yes:
            owed.discard(presenter(session))
        assert owed <= {session.floor_id, *line(session, self.plan)}

    @invariant()
    def who_may_speak_is_heard(self) -> None:
        """Nobody who has the floor, or guides, has their microphone off; in a pause nobody has."""
        off = quiet(self.session, self.plan)
        assert not off & {self.session.floor_id, lead(self.session)}
        assert not (off and (self.session.paused_at or is_over(self.session)))

    @invariant()
    def nobody_hears_more_than_there_was(self) -> None:
        """Seconds of floor are never more than the seconds of the parts."""
        spoken = sum(seat.spoken for seat in self.session.seats)
        assert spoken <= sum(run.before + run.seconds for run in self.session.parts)

    @invariant()
    def something_is_due(self) -> None:
        """A session that is not over knows when it goes on, and never after its finish."""
        at = next_wake(self.session, self.plan)
        assert (at is None) == is_over(self.session)
        assert at is None or at <= self.session.ends_at

    @invariant()
    def it_can_be_seen(self) -> None:
        """Every board and the guide's card can be drawn; what is over has no buttons."""
        for number in range(len(self.plan.parts)):
            drawn = board(self.session, self.plan, self.now, number)
            assert not (drawn.over and drawn.can)
            assert drawn.floor_id not in drawn.hands or not drawn.floor_id
        guide_card(self.session, self.plan, self.now)
