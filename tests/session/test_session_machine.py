"""Whatever is said to a session, by anybody, at any time, its promises hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    rule,
    run_state_machine_as_test,
)
from session_promises import Promises
from session_world import NOON, PEOPLE, PLANS, is_over, move, seats

from learning.effects import Effect, Kind
from learning.refusals import Refusal
from learning.session import commands as say
from learning.session.due import next_wake
from learning.session.recover import recover
from learning.session.seats import here, lead
from learning.session.step import begin, step

ANYBODY = st.sampled_from((*PEOPLE, "guest", "stranger"))
SOMETIMES = st.one_of(st.just(0), st.integers(0, 90), st.integers(0, 90), st.integers(0, 900))
MOVES = ("next", "next", "skip", "back", "2", "5")


class AnySession(Promises):
    """Any commands, at any times, by anybody."""

    @initialize(
        plan=st.sampled_from(sorted(PLANS)),
        people=st.permutations(PEOPLE),
        count=st.integers(3, 6),
        presenters=st.integers(0, 3),
        promised=st.one_of(st.none(), st.integers(-10, 2)),
    )
    def begin(
        self, plan: str, people: list[str], count: int, presenters: int, promised: int | None
    ) -> None:
        """Begin any plan, on time or a little late, with any three to six people."""
        self.plan = PLANS[plan]
        self.now = NOON
        minutes = self.plan.total_minutes + (promised or 0)
        facts = say.Begin(
            id="s1",
            set_id="set1",
            guide_id=people[0],
            deputy_id=people[1],
            presenter_ids=tuple(people[:presenters]),
            ends_at=NOON + timedelta(minutes=minutes) if promised is not None else None,
        )
        began = begin(facts, self.plan, seats(*people[:count]), self.now)
        self.session = began.session
        self.finish = began.session.ends_at
        self.sent: set[str] = set()
        self.posted: set[str] = set()
        self.paused_in: set[int] = set()
        self.take(began.effects)

    def take(self, effects: tuple[Effect, ...]) -> None:
        """Check what is to be told: new keys only, and edits only of what was posted."""
        for effect in effects:
            again = effect.kind is Kind.POST and effect.key.startswith("guide:")
            assert again or effect.key not in self.sent, effect.key
            self.sent.add(effect.key)
            if effect.kind is Kind.POST:
                self.posted.add(effect.key)
            elif effect.kind is Kind.EDIT:
                assert effect.of in self.posted, effect.key
        boards = [e for e in effects if e.kind is Kind.POST and e.key.startswith("board:")]
        assert len(boards) <= 1

    def presented(self) -> dict[int, str]:
        """Return who presents in each turn that was begun, and was not gone back from."""
        until_now = self.session.parts[: self.session.part + 1]
        return {run.turn: run.presenter_id for run in until_now if run.started_at}

    def obey(self, command: say.Command) -> None:
        """Say a command, keep what comes of it, and compare before with after."""
        before = self.session
        try:
            stepped = step(before, self.plan, command, self.now)
        except Refusal:
            return
        after = stepped.session
        assert after.revision == before.revision
        assert (after == before) == (not stepped.effects)
        assert after.changed_at is not None
        assert before.changed_at is not None
        assert after.changed_at >= before.changed_at
        self.take(stepped.effects)
        if after != before:
            self.session = replace(after, revision=after.revision + 1)

    def when(self, seconds: int) -> None:
        """Let time go by."""
        self.now += timedelta(seconds=seconds)

    @rule(seconds=SOMETIMES)
    def tick(self, seconds: int) -> None:
        """Time passes and is noticed."""
        self.when(seconds)
        self.obey(say.Tick())

    @rule()
    def wake(self) -> None:
        """The alarm rings just when it should, or it is late and rings now."""
        at = next_wake(self.session, self.plan)
        self.now = max(self.now, at or self.now)
        self.obey(say.Tick())

    @rule(seconds=SOMETIMES, kind=st.sampled_from(MOVES))
    def guide(self, seconds: int, kind: str) -> None:
        """Whoever guides presses a fresh button of their card."""
        self.when(seconds)
        self.obey(say.Tick())
        self.obey(move(kind, lead(self.session), self.session.revision))

    @rule(seconds=SOMETIMES, kind=st.sampled_from(MOVES), by=ANYBODY, old=st.integers(0, 3))
    def press(self, seconds: int, kind: str, by: str, old: int) -> None:
        """Anybody presses a guide's button, perhaps an old one."""
        self.when(seconds)
        self.obey(move(kind, by, self.session.revision - old))

    @rule(by_guide=st.booleans(), by=ANYBODY, to=ANYBODY, number=st.integers(0, 3))
    def change_places(self, by_guide: bool, by: str, to: str, number: int) -> None:
        """Somebody tries to hand over, or to let somebody else present."""
        by = lead(self.session) if by_guide else by
        self.obey(say.SwapPresenter(by=by, to=to, number=number))
        if number == 3:
            self.obey(say.HandOver(by=by, to=to))

    @rule(seconds=SOMETIMES, by=ANYBODY, kind=st.sampled_from(("hand", "pass", "done", "ideas")))
    def speak(self, seconds: int, by: str, kind: str) -> None:
        """Somebody says something about the floor."""
        self.when(seconds)
        if seconds % 3 == 0:
            by = self.session.floor_id or by
        if kind == "ideas":
            by = lead(self.session)
        made: dict[str, say.Command] = {
            "hand": say.HandUp(by=by),
            "pass": say.Pass(by=by),
            "done": say.Done(by=by),
            "ideas": say.Welcome(by=by, ideas=seconds % 2 == 0),
        }
        self.obey(made[kind])

    @rule(seconds=SOMETIMES, person=ANYBODY, kind=st.sampled_from(("come", "type", "go")))
    def move_about(self, seconds: int, person: str, kind: str) -> None:
        """Somebody comes, goes, or turns to typing."""
        self.when(seconds)
        if kind == "go":
            self.obey(say.Leave(by=person, person=person))
        else:
            self.obey(say.Arrive(by=person, person=person, typing=kind == "type"))

    @rule(chosen=st.permutations(PEOPLE), count=st.integers(0, 3))
    def choose(self, chosen: list[str], count: int) -> None:
        """Bids change, and with them who presents; turns that are over keep whoever had them."""
        begun = self.presented()
        self.obey(say.Choose(presenter_ids=tuple(chosen[:count])))
        now = self.presented()
        swapped = {turn for turn in begun if turn and begun[turn] != now[turn]}
        assert swapped <= {self.session.parts[self.session.part].turn}

    @rule(all_agree=st.booleans(), some=st.sets(st.sampled_from(PEOPLE)))
    def finish_later(self, all_agree: bool, some: set[str]) -> None:
        """The guide asks for a later finish; it moves only if everybody who is here agreed."""
        people = {seat.person_id for seat in here(self.session)}
        agreed = people if all_agree else some
        before = self.session.ends_at
        command = say.FinishLater(by=lead(self.session), seconds=300, agreed=tuple(agreed))
        self.obey(command)
        if self.session.ends_at != before:
            assert people <= agreed
            self.finish = before + timedelta(minutes=5)

    @rule(seconds=SOMETIMES, by=ANYBODY)
    def pause_or_resume(self, seconds: int, by: str) -> None:
        """Anybody pauses, or ends a pause."""
        self.when(seconds)
        paused = self.session.paused_at is not None
        self.obey(say.Resume(by=by) if paused else say.Pause(by=by))

    @rule(on=st.booleans())
    def one_voice(self, on: bool) -> None:
        """Everybody agrees to have microphones off while others speak, or somebody does not."""
        self.obey(say.OneVoice(on=on))

    @rule(seconds=SOMETIMES)
    def kill(self, seconds: int) -> None:
        """The bot dies and comes back: all is as if it had been there, second by second."""
        self.when(seconds)
        alone = self.session
        while (at := next_wake(alone, self.plan)) is not None and at <= self.now:
            alone = step(alone, self.plan, say.Tick(), at).session
        back = recover(self.session, self.plan, self.now)
        assert replace(back.session, changed_at=None) == replace(alone, changed_at=None)
        self.take(back.effects)
        if back.session != self.session:
            self.session = replace(back.session, revision=self.session.revision + 1)

    def teardown(self) -> None:
        """Left alone, every session ends by its hard finish, in a bounded number of steps."""
        if not hasattr(self, "session"):
            return
        for _ in range(200):
            at = next_wake(self.session, self.plan)
            if at is None:
                break
            self.now = max(self.now, at)
            self.obey(say.Tick())
        assert is_over(self.session)
        assert self.session.ended_at is not None
        assert self.session.ended_at <= self.finish


QUICK = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
HEAVY = settings(QUICK, max_examples=2500, stateful_step_count=60)


def test_any_session_keeps_its_promises() -> None:
    """Time is conserved, keep parts are whole, one speaks at a time, and it always ends."""
    run_state_machine_as_test(AnySession, settings=QUICK)


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_any_session_keeps_its_promises_for_long() -> None:
    """The same over more than a hundred thousand steps."""
    run_state_machine_as_test(AnySession, settings=HEAVY)
