"""The plan that the how-to shows is a real one: it loads, and runs to its hard finish."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from session_world import NOON, Room

from config.plans import load_plans
from learning.session.state import Status

HOW_TO = Path(__file__).parents[2] / "docs/how-to/add-a-meeting-plan.md"


def test_the_plan_of_the_how_to_runs_to_its_finish(tmp_path: Path) -> None:
    """Written down as it stands there, it joins the shipped plans and ends after 45 minutes."""
    found = re.search(r"^   ```toml\n(.*?)^   ```$", HOW_TO.read_text("utf-8"), re.S | re.M)
    assert found is not None
    (tmp_path / "walk-45.toml").write_text(found[1], encoding="utf-8")
    plan = load_plans([tmp_path])["walk-45"]
    room = Room.open(plan, "ann", "bea", "cem", "dot", presenters=("bea",))
    room.play()
    assert room.session.status is Status.ENDED
    assert room.now == room.session.ends_at == NOON + timedelta(minutes=45)
    assert all(run.started_at for run in room.session.parts)
    assert room.shares == [part.minutes * 60 for part in plan.parts]
