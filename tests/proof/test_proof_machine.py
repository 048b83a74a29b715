"""Any sequence of wishes, faults, crashes and freezes: each notice comes once or has its reason."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from ledger_machine import SECRET, Proof

from storage.engine import open_storage

THINGS = st.sampled_from("abc")
FAULTS = st.lists(st.sampled_from(["", "down", "lost", "closed"]), min_size=1, max_size=4)


@cache
def ready() -> Path:
    """Make one empty database to copy from."""
    file = Path(tempfile.mkdtemp(prefix="setwise-machine-")) / "ready.db"

    async def make() -> None:
        async with await open_storage(f"sqlite+aiosqlite:///{file}", SECRET, upgrade=True):
            pass

    asyncio.run(make())
    return file


class Machine(RuleBasedStateMachine):
    """People wish, time passes, Discord fails, processes die at any commit and freeze."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.proof = Proof(ready())
        self.do(self.proof.open())

    def do(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something to the end."""
        self.loop.run_until_complete(work)

    @rule(about=THINGS, after=st.integers(-30, 120), useful=st.none() | st.integers(1, 300))
    def wish(self, about: str, after: int, useful: int | None) -> None:
        self.do(self.proof.wish(about, after, useful))

    @rule(about=THINGS)
    def cancel(self, about: str) -> None:
        self.do(self.proof.cancel(about))

    @rule(seconds=st.sampled_from([1, 2, 5, 30, 61, 200]))
    def pass_time(self, seconds: int) -> None:
        self.do(self.proof.pass_time(seconds))

    @rule(faults=FAULTS)
    def discord_fails(self, faults: list[str]) -> None:
        self.proof.discord.faults = faults

    @rule(commits=st.integers(0, 4), after=st.booleans())
    def the_process_is_to_die(self, commits: int, after: bool) -> None:
        self.proof.life.fatal = (commits, after)

    @rule(sends=st.booleans(), ending=st.sampled_from(["tried", "untried", "dead"]))
    def another_takes_work_and_freezes(self, sends: bool, ending: str) -> None:
        self.do(self.proof.stranger(sends=sends, ending=ending))

    @rule()
    def the_other_wakes(self) -> None:
        self.do(self.proof.stranger_wakes())

    @invariant()
    def nothing_is_doubled_or_forgotten(self) -> None:
        self.do(self.proof.check())

    def teardown(self) -> None:
        try:
            self.do(self.proof.end_well())
        finally:
            self.do(self.proof.close())
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.close()


def play(runs: int, steps: int) -> None:
    """Play so many runs of so many steps."""
    form = settings(
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    run_state_machine_as_test(Machine, settings=form)


def test_each_notice_comes_once_or_has_its_reason() -> None:
    """The short form."""
    play(runs=8, steps=15)


@pytest.mark.proof
@pytest.mark.timeout(900)
def test_each_notice_comes_once_or_has_its_reason_in_many_runs() -> None:
    """The full form: thousands of steps."""
    play(runs=60, steps=30)
