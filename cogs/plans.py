"""Making a plan of sets and changing it by hand: for coordinators, seen by nobody else.

Knows commands, buttons and menus of a plan, and how its progress is shown. Must not know how sets
are formed.
"""

from __future__ import annotations

import asyncio

from cogs._base import Call, Room, command, pick, press
from cogs._errors import note
from cogs.faces.plan_change import PlanChange, PlanPut
from services.making import Run
from services.planning import Ask
from services.themes import theme_mark
from services.values import Note, PlanRunning, PlanView
from services.wishes import SIZES, USUAL

TELL_EVERY = 5.0  # seconds
AREA = {"area": "areas"}


class Plans(Room):
    """The coordinator's plan."""

    @command("sets.plan", manages=True, server_only=True, suggest={**AREA, "theme": "themes"},
             choices={"size": tuple(SIZES)})  # fmt: skip
    async def plan(
        self,
        call: Call,
        area: str,
        widen: bool = False,
        theme: str = "",
        size: str = USUAL,
        look: bool = False,
        seed: int | None = None,
    ) -> None:
        """Make a plan for an area and show it."""
        await call.later()
        await self._make(
            call, area, Ask(wide=widen, theme=theme, size=size, seed=seed, trying=look)
        )

    @press("sets.again")
    async def again(self, call: Call) -> None:
        """Plan an area again, another way."""
        await call.later()
        was = await self.services.planning.show(call.asker, call.thing)
        ask = Ask(wide=was.wide, size=was.size, theme=was.theme, seed=was.seed + 1)
        await self._make(call, call.thing, ask)

    @press("sets.wider")
    async def wider(self, call: Call) -> None:
        """Look what the areas next door would change, and keep nothing."""
        await call.later()
        was = await self.services.planning.show(call.asker, call.thing)
        ask = Ask(wide=True, size=was.size, theme=was.theme, seed=was.seed, trying=True)
        await self._make(call, call.thing, ask)

    @press("sets.use")
    async def use(self, call: Call) -> None:
        """Keep the plan that was only looked at."""
        await call.later()
        area, wide, size, *themed = call.thing.split("~")
        named = await self.services.planning.themes(call.asker, "") if themed else []
        theme = next((theme for _, theme in named if theme_mark(theme) == themed[0]), "")
        await self._make(call, area, Ask(wide=wide == "w", size=size, theme=theme, seed=call.rev))

    @command("sets.stop", manages=True, server_only=True, suggest=AREA)
    async def stop(self, call: Call, area: str) -> None:
        """Say that the best plan so far is enough."""
        name = await self.services.planning.stop(call.asker, area)
        await call.tell(Note(key="plan.stopped", facts={"area": name}))

    @press("sets.stop")
    async def stop_button(self, call: Call) -> None:
        """Say the same by pressing; the card itself becomes the plan."""
        await self.services.planning.stop(call.asker, call.thing)
        await call.later()

    @command("sets.show", manages=True, server_only=True, suggest=AREA)
    async def show(self, call: Call, area: str, page: int = 1) -> None:
        """Show a page of the plan as it stands."""
        await self._show(call, area, page)

    @press("sets.page")
    async def page(self, call: Call) -> None:
        """Turn to a page of the plan."""
        await self._show(call, call.thing, call.rev)

    @press("sets.change")
    async def change(self, call: Call) -> None:
        """Offer what can be changed on this page."""
        view = await self.services.planning.show(call.asker, call.thing, call.rev)
        await call.redraw(PlanChange(view=view))

    @command("sets.keep", manages=True, server_only=True,
             suggest={**AREA, "name": "sets"})  # fmt: skip
    async def keep(self, call: Call, area: str, name: str) -> None:
        """Let a set stay as it is in every new plan, or not any more."""
        await self.services.arranging.keep(call.asker, area, [name])
        await self._show(call, area)

    @pick("sets.keep")
    async def keep_menu(self, call: Call) -> None:
        """Let exactly those chosen stay, of the sets on this page."""
        area, page = _place(call)
        await self.services.arranging.keep(call.asker, area, call.values, page=page)
        await self._show(call, area, page)

    @command("sets.first", manages=True, server_only=True,
             suggest={**AREA, "person": "people"})  # fmt: skip
    async def first(self, call: Call, area: str, person: str) -> None:
        """Let somebody come first in every new plan, or not any more."""
        await self.services.arranging.first(call.asker, area, person)
        await self._show(call, area)

    @pick("sets.first")
    async def first_menu(self, call: Call) -> None:
        """Let the one chosen come first."""
        area, page = _place(call)
        await self.services.arranging.first(call.asker, area, call.values[0])
        await self._show(call, area, page)

    @command("sets.apart", manages=True, server_only=True,
             suggest={**AREA, "one": "people", "other": "people"})  # fmt: skip
    async def apart(self, call: Call, area: str, one: str, other: str) -> None:
        """Let two people never share a set, or let them again."""
        await self.services.arranging.apart(call.asker, area, one, other)
        await self._show(call, area)

    @pick("sets.apart")
    async def apart_menu(self, call: Call) -> None:
        """Keep the two chosen apart."""
        area, page = _place(call)
        await self.services.arranging.apart(call.asker, area, *call.values[:2])
        await self._show(call, area, page)

    @command("sets.swap", manages=True, server_only=True,
             suggest={**AREA, "one": "people", "other": "people"})  # fmt: skip
    async def swap(self, call: Call, area: str, one: str, other: str) -> None:
        """Let two people change places."""
        await self.services.arranging.swap(call.asker, area, one, other)
        await self._show(call, area)

    @pick("sets.swap")
    async def swap_menu(self, call: Call) -> None:
        """Let the two chosen change places."""
        area, page = _place(call)
        one, other = call.values[:2]
        await self.services.arranging.swap(call.asker, area, one, other, call.rev)
        await self._show(call, area, page)

    @command("sets.put", manages=True, server_only=True,
             suggest={**AREA, "person": "people", "name": "sets"})  # fmt: skip
    async def put(self, call: Call, area: str, person: str, name: str) -> None:
        """Give somebody a place in a set, and keep it."""
        await self.services.arranging.put(call.asker, area, person, name)
        await self._show(call, area)

    @pick("sets.who")
    async def who_menu(self, call: Call) -> None:
        """Offer the sets in which the one chosen could have a place."""
        area, page = _place(call)
        one = call.values[0]
        name, rooms = await self.services.arranging.rooms_for(call.asker, area, one)
        await call.redraw(PlanPut(area=area, page=page, person=one, name=name, rooms=rooms))

    @pick("sets.put")
    async def put_menu(self, call: Call) -> None:
        """Give them a place in the set chosen."""
        area, page, one = call.thing.split("~")
        await self.services.arranging.put(call.asker, area, one, call.values[0])
        await self._show(call, area, int(page))

    async def _make(self, call: Call, area: str, ask: Ask) -> None:
        """Make a plan, telling now and then how far it is; the card then becomes the plan."""
        run = Run()
        doing = asyncio.gather(self.services.planning.plan(call.asker, area, ask, run))
        try:
            await asyncio.wait({doing}, timeout=TELL_EVERY)
            while not doing.done():
                await self._tell_progress(call, area, run)
                await asyncio.wait({doing}, timeout=TELL_EVERY)
            (view,) = await doing
        finally:
            doing.cancel()
        await call.redraw(view)

    async def _tell_progress(self, call: Call, area: str, run: Run) -> None:
        where = self.services.areas.named(area)
        try:
            await call.redraw(PlanRunning(area=where[1], area_code=where[0], percent=run.percent))
        except Exception as error:  # the plan goes on: only this line may be lost
            note(error, reference=call.reference, verb="sets.plan")

    async def _show(self, call: Call, area: str, page: int = 1) -> None:
        shown: PlanView = await self.services.planning.show(call.asker, area, page)
        await call.redraw(shown)

    async def areas(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest areas by name."""
        return self.services.areas.suggest(typed)

    async def themes(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest themes of calls."""
        return await self.services.planning.themes(call.asker, typed)

    async def people(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest people of the area that was chosen."""
        return await self.services.arranging.people(call.asker, call.filled("area"), typed)

    async def sets(self, call: Call, typed: str) -> list[tuple[str, str]]:
        """Suggest sets of the plan of the area that was chosen."""
        return await self.services.arranging.sets(call.asker, call.filled("area"), typed)


def _place(call: Call) -> tuple[str, int]:
    """Return the area and the page that a menu stands on."""
    area, _, page = call.thing.partition("~")
    return area, int(page)
