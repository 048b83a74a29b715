"""What is said to help somebody without a set does help: it is done, and the set is there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from forming_makers import drawn

from learning.forming.plan import Plan, Reason
from learning.forming.problem import Member, Problem
from learning.forming.rules import allowed
from learning.forming.solve import solve
from learning.forming.table import build

ONE, BLOCK, WIDER = "forming.help.one.", "forming.help.block", "forming.help.wider."


def helped(problem: Problem, plan: Plan, person: str, why: Reason) -> bool | None:
    """Do what would help, form sets again, and say whether this person can have one now."""
    if why.key.startswith(ONE):
        return with_newcomer(problem, plan, person, why)
    change: dict[str, object] = {}
    by_id = {member.id: member for member in problem.members}
    if why.key == BLOCK:
        change["possible"] = by_id[person].possible | {str(why.facts["block"])}
    elif why.key.startswith(WIDER):
        change["how_far"] = why.key.removeprefix(WIDER)
    else:
        return None
    asked = replace(by_id[person], **change)
    members = tuple(asked if one.id == person else one for one in problem.members)
    table = build(replace(problem, members=members))
    row = table.index[person]
    return any(
        allowed(table, [*(table.index[one] for one in formed.members), row]) for formed in plan.sets
    )


def with_newcomer(problem: Problem, plan: Plan, person: str, why: Reason) -> bool:
    """Let one more come, and form sets of those without one who can be with this person."""
    area = next(one for one in problem.areas if one.name == why.facts["area"])
    block = str(why.facts["block"])
    new = Member(
        id="new",
        role=why.key.removeprefix(ONE),
        area=area.code,
        how_far=area.level,
        good=frozenset({block}),
    )
    by_id = {member.id: member for member in problem.members}
    loose = [by_id[one.id] for one in plan.unplaced]
    ids = {one.id for one in loose}
    # whoever has waited longest is placed first: so this person cannot be left for another
    first = [
        replace(
            one,
            not_with=one.not_with & ids,
            rounds_waited=900 if one.id == person else one.rounds_waited,
        )
        for one in loose
    ]
    again = solve(replace(problem, members=(*first, new)), seed=1, budget=5)
    return person in {member for formed in again.sets for member in formed.members}


def test_what_would_help_helps() -> None:
    """In many problems, each thing that is said to help is done, and it gives a set."""
    seen: Counter[str] = Counter()
    for seed in range(30):
        problem = drawn(14 + seed % 12, 7_000 + seed)
        plan = solve(problem, seed=1, budget=1)
        for one in plan.unplaced:
            if one.would_help is None:
                continue
            said = helped(problem, plan, one.id, one.would_help)
            assert said in {True, None}, (seed, one)
            if said:
                seen[one.would_help.key.split(".")[2]] += 1
    assert set(seen) == {"one", "block", "wider"}
