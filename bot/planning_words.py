"""What `setwise plan` says of a plan: reasons, how good it is, and what would help most.

Knows plans and words. Must not know files or pages; nothing here is escaped for Discord.
"""

from __future__ import annotations

import math
from collections import Counter

from cogs.faces.saying import block, block_hours
from config.words import Words
from learning.forming.plan import Plan, Reason

MOST_HELPS = 5


def said(words: Words, why: Reason, *, hours: bool = True) -> str:
    """Return the sentence of a reason; a time in its facts is named, with or without its hours."""
    named = block_hours if hours else block
    facts: dict[str, object] = {
        key: named(words, str(fact)) if key == "block" else fact for key, fact in why.facts.items()
    }
    return words(why.key, **facts)


def headline(words: Words, plan: Plan) -> str:
    """Return how many sets there are, and for how many people."""
    if not plan.sets:
        return words("page.none")
    everybody = plan.placed + len(plan.unplaced)
    return words("page.title", n=len(plan.sets), placed=plan.placed, all=everybody)


def how_good(words: Words, plan: Plan, *, stopped: bool = False) -> tuple[str, ...]:
    """Return how near the plan is to the best there could be, people first."""
    lines = [words("cli.plan.stopped")] if stopped else []
    more = plan.placed_bound - plan.placed
    if plan.unplaced and more <= 0:
        lines.append(words("page.all_who_can"))
    elif plan.unplaced and plan.status != "optimal":
        lines.append(words("page.most_people", n=more))
    if plan.status == "optimal":
        lines.append(words("plan.best"))
    elif plan.bound > 0:
        gap = 100 * (plan.bound - plan.objective) / max(1, plan.objective)
        near = words("plan.near", percent=max(1, math.ceil(gap)))
        lines.append(near if gap <= 50 else words("plan.good"))
    return tuple(lines)


def most_helpful(words: Words, plan: Plan) -> tuple[tuple[str, int], ...]:
    """Return what would help most people, with how many it would help."""
    helps = Counter(
        said(words, one.would_help, hours=False) for one in plan.unplaced if one.would_help
    )
    return tuple(helps.most_common(MOST_HELPS))
