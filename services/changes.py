"""The private question to a whole set: may it change? Of one set one question is open at a time.

Knows how long a question is open and how it is kept among the unfinished things. Must not know
what would change: that is for who asks (`topup`, `merging`, `ways`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from learning.ports import Unit
from learning.refusals import Refusal
from learning.sets import LearningSet
from learning.writing import Draft
from services.finding import LIVE
from services.kit import Kit

FORM = "change"
ANSWER_IN = timedelta(days=5)


async def open_change(unit: Unit, kit: Kit, set_id: str) -> Draft | None:
    """Return the question a set is asked now, or None."""
    draft = await unit.drafts.get(change_name(set_id))
    return None if draft is None or kit.now() - draft.saved_at > ANSWER_IN else draft


async def may_ask(unit: Unit, kit: Kit, found: LearningSet) -> None:
    """Refuse to ask a set that does not meet, or that is being asked already."""
    if found.stage not in LIVE:
        raise Refusal("topup.not_now", name=found.name)
    if await is_asked(unit, kit, found.id):
        raise Refusal("topup.asked", name=found.name)


async def is_asked(unit: Unit, kit: Kit, set_id: str) -> bool:
    """Say whether a set is asked for a yes.

    The question how a small set would like to go on is none: who asks for a yes is further on.
    """
    draft = await open_change(unit, kit, set_id)
    return draft is not None and "said" in draft.fields


async def keep_change(unit: Unit, kit: Kit, set_id: str, fields: Mapping[str, str]) -> Draft:
    """Open a question to a set."""
    asked = Draft(
        id=change_name(set_id), person_xid=0, form=FORM, fields=dict(fields), saved_at=kit.now()
    )
    await unit.drafts.save(asked)
    return asked


async def say_yes(unit: Unit, draft: Draft, person_id: str) -> frozenset[str]:
    """Note a yes; returns everybody who has said so."""
    said = frozenset({*filter(None, draft.fields["said"].split(",")), person_id})
    fields = {**draft.fields, "said": ",".join(sorted(said))}
    await unit.drafts.save(replace(draft, fields=fields))
    return said


def change_name(set_id: str) -> str:
    """Name the one question of a set."""
    return f"{FORM}:{set_id}"
