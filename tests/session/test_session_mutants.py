"""A rule machine that cannot fail proves nothing: each break of the engine breaks its promise.

Knows one way to break each promise. Must not know how the machine finds it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from test_session_machine import QUICK, AnySession

from learning.protocol import Plan
from learning.session import bank, floor, recover, tell, timeline
from learning.session.commands import Command
from learning.session.seats import here
from learning.session.state import PartRun, Session
from learning.session.step import Stepped, step

# As many examples as it takes, the same in every run, and no search for the shortest.
SEEN = settings(
    QUICK, max_examples=600, derandomize=True, phases=[Phase.generate], report_multiple_bugs=False
)

end_part, finish_later = timeline.end_part, timeline.finish_later
in_round: Any = getattr(floor, "_round")  # noqa: B009  # it is private, on purpose


def a_second_is_lost(session: Session, at: datetime, *, skipped: bool = False) -> Session:
    """Write down a second less than a part really used."""
    session = end_part(session, at, skipped=skipped)
    run = session.parts[session.part]
    return timeline.with_run(session, replace(run, seconds=run.seconds - 1))


def keep_parts_give_too(run: PartRun) -> int:
    """Let the floor of a keep part be as low as that of any other."""
    return max(run.planned * bank.LEAST_SHARE // 100 - run.before, 0)


def one_is_left_out(session: Session, plan: Plan) -> tuple[Any, ...]:
    """Forget the last of a round."""
    return in_round(session, plan)[:-1]


def later_without_a_yes(session: Session, seconds: int, _: Sequence[str]) -> Session:
    """Move the finish though nobody agreed."""
    return finish_later(session, seconds, [seat.person_id for seat in here(session)])


def back_half_a_minute_late(
    session: Session, plan: Plan, command: Command, now: datetime
) -> Stepped:
    """Come back after a crash as if it were earlier."""
    return step(session, plan, command, now - timedelta(seconds=30))


def said_once_for_all(session: Session, level: int) -> str:
    """Say the same again when a part was made longer."""
    return f"say:{session.id}:{session.part}:{level}"


BREAKS: dict[str, tuple[object, str, Callable[..., object]]] = {
    "time_is_conserved": (timeline, "end_part", a_second_is_lost),
    "keep_is_kept": (bank, "least", keep_parts_give_too),
    "one_speaker_or_none": (floor, "may_hold", lambda *_: True),
    "nobody_owed_a_turn_is_forgotten": (floor, "_round", one_is_left_out),
    "finish_later": (timeline, "finish_later", later_without_a_yes),
    "kill": (recover, "step", back_half_a_minute_late),
    "take": (tell, "said_key", said_once_for_all),
}


@pytest.mark.short
@pytest.mark.parametrize("promise", BREAKS)
def test_a_broken_engine_breaks_its_promise(promise: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine fails, and in just the promise that was broken."""
    monkeypatch.setattr(*BREAKS[promise])
    with pytest.raises(AssertionError) as told:
        run_state_machine_as_test(AnySession, settings=SEEN)
    assert promise in set(broken(told.value))


def broken(error: BaseException | None) -> Iterator[str]:
    """Yield the functions in which something broke, before the end of the story too."""
    while error is not None:
        yield from (frame.name for frame in traceback.extract_tb(error.__traceback__))
        error = error.__context__
