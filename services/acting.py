"""Actions: what somebody will do, by when, who will notice, and what became of it.

Knows a member's own actions. Must not compare people.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from learning.effects import Card, Place, To, post
from learning.meetings import MeetingState
from learning.people import Person
from learning.ports import Unit
from learning.refusals import Refusal
from learning.writing import Action, ActionState
from services.finding import my_own, my_set, names_of, seats_of, this_meeting
from services.kit import Kit, Who
from services.setting_up import read_day
from services.values import ActionLine, ActionsView

OPEN = (ActionState.OPEN, ActionState.NOT_YET, ActionState.PARTLY)
MOST = 500
MOST_CARRIED = 2  # times; then it is asked whether it is still wanted
MOST_NOTICES = 80


class Acting:
    """Keeps actions and their owner's word on them."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def add(self, who: Who, what: str, by_when: str, who_notices: str) -> ActionsView:
        """Keep an action; `by_when` is a day as people write it, or nothing."""
        if not what.strip():
            raise Refusal("action.empty")
        if len(what) > MOST:
            raise Refusal("action.long", most=MOST, now=len(what))
        if len(who_notices) > MOST_NOTICES:
            raise Refusal("action.long", most=MOST_NOTICES, now=len(who_notices))
        day = self._day(by_when)
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            meeting = await this_meeting(unit, found.id)
            await unit.actions.add(
                Action(
                    id=self._kit.dice.id(),
                    set_id=found.id,
                    meeting_id=meeting.id if meeting else "",
                    person_id=person.id,
                    what=what.strip(),
                    by_when=day,
                    who_notices=who_notices.strip(),
                    made_at=self._kit.now(),
                )
            )
            return await self._view(unit, person, found.id)

    async def show(self, who: Who) -> ActionsView:
        """Show my actions and my set's open ones."""
        async with self._kit.units.read() as unit:
            person, found = await my_set(unit, who)
            return await self._view(unit, person, found.id)

    async def answer(
        self, who: Who, action_id: str, revision: int, said: ActionState
    ) -> ActionsView:
        """Take its owner's word on an action."""
        async with self._kit.units.write() as unit:
            action = await unit.actions.need(action_id)
            person = await my_own(unit, who, action.person_id)
            await unit.actions.save(replace(action, state=said, revision=revision))
            return await self._view(unit, person, action.set_id)

    async def tell(self, who: Who, action_id: str, revision: int) -> ActionsView:
        """Let my set see what became of an action; until then only its owner does."""
        async with self._kit.units.write() as unit:
            action = await unit.actions.need(action_id)
            person = await my_own(unit, who, action.person_id)
            await unit.actions.save(replace(action, told=True, revision=revision))
            return await self._view(unit, person, action.set_id)

    async def go_on(
        self, who: Who, action_id: str, revision: int, smaller: str = ""
    ) -> ActionsView:
        """Keep an action that was carried over twice, as it is or made smaller; it counts anew."""
        if len(smaller) > MOST:
            raise Refusal("action.long", most=MOST, now=len(smaller))
        async with self._kit.units.write() as unit:
            action = await unit.actions.need(action_id)
            person = await my_own(unit, who, action.person_id)
            kept = replace(action, carried=0, revision=revision)
            if smaller.strip():
                kept = replace(kept, what=smaller.strip(), state=ActionState.OPEN)
            await unit.actions.save(kept)
            return await self._view(unit, person, action.set_id)

    async def mine(self, who: Who, action_id: str) -> Action:
        """Return an action of my own."""
        async with self._kit.units.read() as unit:
            action = await unit.actions.need(action_id)
            await my_own(unit, who, action.person_id)
        return action

    async def nudge(self, meeting_id: str) -> None:
        """Three days before a meeting, ask each member once about their own open actions."""
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            meeting = await unit.meetings.get(meeting_id)
            if meeting is None or meeting.state is not MeetingState.PLANNED:
                return
            seated = {place.person_id for place in await seats_of(unit, meeting.set_id)}
            still_open = await unit.actions.where(set_id=meeting.set_id, state=OPEN)
            waiting = sorted(seated.intersection(a.person_id for a in still_open))
            keys = {owner: f"nudge:{meeting.id}:{owner}" for owner in waiting}
            asked = [o for o in waiting if await unit.work.effect(keys[o]) is None]
            effects = [
                post(
                    keys[owner],
                    Place(To.PERSON, owner),
                    Card("nudge", f"{meeting.id}.{owner}"),
                    until=meeting.starts_at,
                )
                for owner in asked
            ]
            for action in still_open:
                if action.person_id in asked:
                    await unit.actions.save(replace(action, carried=action.carried + 1))
            await unit.work.add(effects, now)

    async def nudge_view(self, unit: Unit, thing: str) -> ActionsView:
        """Draw up the private question about one member's open actions."""
        meeting_id, _, person_id = thing.partition(".")
        meeting = await unit.meetings.need(meeting_id)
        person = await unit.people.need(person_id)
        view = await self._view(unit, person, meeting.set_id)
        return ActionsView(mine=tuple(a for a in view.mine if a.state in OPEN), others=(), ask=True)

    async def _view(self, unit: Unit, person: Person, set_id: str) -> ActionsView:
        actions = await unit.actions.where(set_id=set_id)
        names = await names_of(unit, set_id)
        mine = tuple(
            action_line(a, names.get(a.person_id, "")) for a in actions if a.person_id == person.id
        )
        others = tuple(
            seen_line(a, names.get(a.person_id, ""))
            for a in actions
            if a.person_id != person.id and (a.state in OPEN or not a.told)
        )
        return ActionsView(mine=mine, others=others)

    def _day(self, text: str) -> date | None:
        if not text.strip():
            return None
        today = self._kit.now().date()
        day = read_day(text, "action.date")
        if not today <= day <= today + timedelta(days=730):
            raise Refusal("action.date_far", text=text)
        return day


def action_line(action: Action, name: str) -> ActionLine:
    """Show an action as one line."""
    return ActionLine(
        action_id=action.id,
        revision=action.revision,
        name=name,
        what=action.what,
        by_when=action.by_when,
        who_notices=action.who_notices,
        state=action.state,
        told=action.told,
        tired=action.carried > MOST_CARRIED and action.state in OPEN,
    )


def seen_line(action: Action, name: str) -> ActionLine:
    """Show an action as the others see it: what became of it only when its owner tells."""
    line = action_line(action, name)
    return line if action.told else replace(line, state=ActionState.OPEN, tired=False)
