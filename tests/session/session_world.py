"""Small plans, people and instants for the tests of a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from config.plans import load_plans
from learning.effects import Effect, Kind
from learning.protocol import Part, Plan, Speak
from learning.refusals import Refusal, Stale
from learning.session import commands as say
from learning.session.board import Board, board
from learning.session.commands import Begin, Command, Tick
from learning.session.due import next_wake
from learning.session.state import Mode, PartRun, Seat, Session, Status
from learning.session.step import begin, step
from learning.session.timeline import slack

NOON = datetime(2027, 3, 2, 12, 30, tzinfo=UTC)
PLANS = load_plans()
PEOPLE = ("ann", "bea", "cem", "dot", "eli", "fay")


def part(speak: Speak = Speak.ANYONE, minutes: int = 10, **more: object) -> Part:
    """Make one part; the title is its speaking rule unless given."""
    made = Part(minutes=minutes, title=str(speak), speak=speak, prompt="?")
    return replace(made, **more)


def plan_of(*parts: Part) -> Plan:
    """Make a plan of parts, with as many presenters as they name."""
    return Plan(
        id="made",
        name="Made up",
        use_when="In a test",
        total_minutes=sum(part.minutes for part in parts),
        fewest=3,
        best=6,
        most=8,
        presenters=max(part.presenter for part in parts),
        parts=parts,
    )


def keep(minutes: int = 5) -> Part:
    """Make the part for one's own note."""
    return part(Speak.SILENCE, minutes, keep=True, title="Note", artefact="private_note")


def seats(*people: str, away: tuple[str, ...] = ()) -> tuple[Seat, ...]:
    """Seat people in this order."""
    return tuple(
        Seat(person_id=person, order=order, mode=Mode.AWAY if person in away else Mode.HERE)
        for order, person in enumerate(people)
    )


@dataclass
class Room:
    """A session that is driven by a test, saved after each change as storage would."""

    plan: Plan
    session: Session
    now: datetime
    effects: tuple[Effect, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict[str, object])  # of the last refusal

    @classmethod
    def open(
        cls,
        plan: Plan,
        *people: str,
        away: tuple[str, ...] = (),
        presenters: tuple[str, ...] = (),
        guide: str = "ann",
        deputy: str = "bea",
    ) -> Room:
        """Begin a session at noon."""
        facts = Begin(
            id="s1", set_id="set1", guide_id=guide, deputy_id=deputy, presenter_ids=presenters
        )
        began = begin(facts, plan, seats(*(people or PEOPLE), away=away), NOON)
        return cls(plan, began.session, NOON, began.effects)

    def after(self, seconds: int) -> Room:
        """Let time go by without anybody looking."""
        self.now += timedelta(seconds=seconds)
        return self

    def say(self, command: Command) -> Room:
        """Say something now, and save what comes of it."""
        stepped = step(self.session, self.plan, command, self.now)
        changed = stepped.session != self.session
        self.session = stepped.session
        self.effects = stepped.effects
        if changed:
            self.session = replace(self.session, revision=self.session.revision + 1)
        return self

    def refuses(self, command: Command) -> str:
        """Say something that is refused; return the key, with "stale " before it if it is old."""
        try:
            step(self.session, self.plan, command, self.now)
        except Refusal as refusal:
            self.facts = refusal.facts
            return f"stale {refusal.key}" if isinstance(refusal, Stale) else refusal.key
        return ""

    def tick(self, seconds: int = 0) -> Room:
        """Let time go by and be noticed."""
        return self.after(seconds).say(Tick())

    def play(self) -> list[str]:
        """Run to the end, each thing in its time; return all keys in order."""
        keys: list[str] = []
        while (at := next_wake(self.session, self.plan)) is not None:
            self.now = at
            keys += [effect.key for effect in self.say(Tick()).effects]
        return keys

    @property
    def board(self) -> Board:
        """What everybody sees now."""
        return board(self.session, self.plan, self.now)

    @property
    def floor(self) -> str:
        """Who has the floor now."""
        return self.session.floor_id

    @property
    def title(self) -> str:
        """The title of the present part."""
        return self.plan.parts[self.session.part].title

    @property
    def shares(self) -> list[int]:
        """The seconds of each part."""
        return [run.seconds for run in self.session.parts]

    def told(self, kind: Kind | None = None) -> list[str]:
        """The keys of the last effects."""
        return [effect.key for effect in self.effects if kind in (None, effect.kind)]

    def spoken(self, person: str) -> int:
        """The seconds of floor that are put down to a person."""
        return next(seat.spoken for seat in self.session.seats if seat.person_id == person)


def accounted(session: Session) -> int:
    """Add up all seconds from the start to the hard finish, wherever they went."""
    parts = sum(run.before + run.seconds for run in session.parts)
    return parts + session.paused_seconds + slack(session)


def whole(session: Session) -> int:
    """The seconds from the start to the hard finish."""
    return int((session.ends_at - session.started_at).total_seconds())


def is_over(session: Session) -> bool:
    """Whether the session has ended."""
    return session.status is not Status.RUNNING


def move(kind: str, by: str, revision: int) -> say.Command:
    """Make a guide's command."""
    made: dict[str, say.Command] = {
        "next": say.Next(by=by, revision=revision),
        "skip": say.Skip(by=by, revision=revision),
        "back": say.Back(by=by, revision=revision),
        "2": say.Extend(by=by, revision=revision, seconds=120),
        "5": say.Extend(by=by, revision=revision, seconds=300),
    }
    return made[kind]


def is_whole(run: PartRun) -> bool:
    """Whether a part has at least what was planned for it."""
    return run.before + run.seconds >= run.planned
