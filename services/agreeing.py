"""What a set agrees to, and when it is going well: its own words, which anybody in it may change.

Knows the two texts and who may see them. Must not know how they are shown.
"""

from __future__ import annotations

from dataclasses import replace

from learning.effects import Card, edit
from learning.ports import Unit
from learning.refusals import Refusal, Stale
from learning.session.state import Status
from learning.session.tell import board_key
from learning.sets import LearningSet
from services.finding import my_set
from services.kit import Kit, Who
from services.set_cards import set_card
from services.values import SetCard

AGREEMENT, GOOD = 800, 300


class Agreeing:
    """Keeps a set's own words."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def now(self, who: Who) -> tuple[str, str, int]:
        """Return the agreement (the usual lines at first), when all goes well, and the revision."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
        return agreement_of(found, self._kit), found.going_well_if, found.revision

    async def agree(self, who: Who, text: str, revision: int) -> SetCard:
        """Keep the agreement as a member has typed it over an earlier one."""
        _fits(text, AGREEMENT)
        return await self._keep(who, revision, agreement=text.strip())

    async def good(self, who: Who, text: str, revision: int) -> SetCard:
        """Keep how the set will know that it is going well."""
        _fits(text, GOOD)
        return await self._keep(who, revision, going_well_if=text.strip())

    async def _keep(self, who: Who, revision: int, **words: str) -> SetCard:
        async with self._kit.units.write() as unit:
            _, found = await my_set(unit, who)
            if found.revision != revision:
                raise Stale("agree.changed")
            kept = await unit.sets.save(replace(found, **words))
            await self._redraw_board(unit, kept)
            return await set_card(unit, self._kit, kept)

    async def _redraw_board(self, unit: Unit, found: LearningSet) -> None:
        """Show the new words on the board, if the set is meeting now."""
        for session in await unit.sessions.where(set_id=found.id, status=Status.RUNNING):
            key = board_key(session)
            card = Card("board", session.id, str(session.part))
            redraw = edit(f"{key}:set{found.revision}", key, card)
            await unit.work.add([redraw], self._kit.now())


def agreement_of(found: LearningSet, kit: Kit) -> str:
    """Return what a set agreed to, or the lines that each set starts from."""
    return found.agreement or "\n".join(kit.principles)


def _fits(text: str, most: int) -> None:
    if not text.strip():
        raise Refusal("agree.empty")
    if len(text) > most:
        raise Refusal("agree.long", most=most, now=len(text))
