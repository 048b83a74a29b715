"""Unfinished or refused forms: kept for a day, so that nothing typed is lost.

Knows fields by form. Must not know what the fields mean. What is pressed or chosen and waits for
others is kept among them, and for longer: no text that somebody typed is in it.
"""

from __future__ import annotations

from datetime import timedelta

from learning.writing import Draft
from services.kit import Kit

KEPT = timedelta(days=1)
LONGER = {  # by the first word: nothing is typed in these, and /mydata and the papers say so
    "plan": timedelta(days=90),
    "change": timedelta(days=10),
    "next": timedelta(days=15),
    "ways": timedelta(days=10),
}


class Drafts:
    """Keeps what a person typed until the form is done."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def keep(self, who_xid: int, form: str, fields: dict[str, str]) -> None:
        """Keep these fields, over those kept before."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            old = await unit.drafts.get(_name(who_xid, form))
            said = old.fields if old and now - old.saved_at <= KEPT else {}
            merged = {**said, **fields}
            await unit.drafts.save(
                Draft(
                    id=_name(who_xid, form),
                    person_xid=who_xid,
                    form=form,
                    fields=merged,
                    saved_at=now,
                )
            )

    async def get(self, who_xid: int, form: str) -> dict[str, str]:
        """Return what is kept; nothing when it is over a day old."""
        async with self._kit.units.read() as unit:
            draft = await unit.drafts.get(_name(who_xid, form))
        if draft is None or self._kit.now() - draft.saved_at > KEPT:
            return {}
        return dict(draft.fields)

    async def take(self, who_xid: int, form: str) -> dict[str, str]:
        """Return what is kept and forget it, as one act: of two who ask, one is given it."""
        async with self._kit.units.write() as unit:
            draft = await unit.drafts.get(_name(who_xid, form))
            await unit.drafts.remove(_name(who_xid, form))
        if draft is None or self._kit.now() - draft.saved_at > KEPT:
            return {}
        return dict(draft.fields)

    async def drop(self, who_xid: int, form: str) -> None:
        """Forget a form that is done."""
        async with self._kit.units.write() as unit:
            await unit.drafts.remove(_name(who_xid, form))

    async def sweep(self) -> None:
        """Forget all that is past its time."""
        async with self._kit.units.write() as unit:
            for draft in await unit.drafts.where():
                if self._kit.now() - draft.saved_at > lasts(draft.form):
                    await unit.drafts.remove(draft.id)


def lasts(form: str) -> timedelta:
    """Return how long an unfinished form of this sort is kept."""
    return LONGER.get(form.partition(":")[0], KEPT)


def _name(who_xid: int, form: str) -> str:
    return f"{who_xid}:{form}"
