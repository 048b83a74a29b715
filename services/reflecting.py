"""Reflections: shared with the set, kept private, or sent to their writer and forgotten.

Knows who may read what, and what a set's own plan asks. Must not know how anything is drawn. What
is sent to its writer and forgotten never reaches storage, and no picture ever does.
"""

from __future__ import annotations

from dataclasses import replace

from learning import sharing
from learning.effects import Card, Effect, Place, To, edit, post, remove
from learning.ports import Stage as Discord
from learning.ports import Unit
from learning.protocol import Part
from learning.refusals import Refusal, Stale, Unreachable
from learning.searching import LONGEST as LONGEST_SEARCH
from learning.searching import holds, wanted
from learning.session.state import Status
from learning.writing import Reflection
from services.finding import my_own, my_set, names_of, this_meeting
from services.kit import Kit, Who
from services.values import LogView, ReflectionLine, SelfNote, Sharing

LONGEST = 1500
LONGEST_SAYS = 200
PAGE = 5  # lines
ASKS = ("shared_reflection", "process_note", "private_note", "stay_or_go")


class Reflecting:
    """Keeps what members choose to keep."""

    def __init__(self, kit: Kit, stage: Discord) -> None:
        self._kit = kit
        self._stage = stage

    def check(self, said: Sharing, kind: str = "", size: int = 0) -> Sharing:
        """Return a reflection as it can be kept, or refuse; `kind` and `size` are the picture's."""
        _fits(said.text)
        if len(said.picture_says) > LONGEST_SAYS:
            raise Refusal("reflection.long", most=LONGEST_SAYS, now=len(said.picture_says))
        if said.picture and kind:
            sharing.picture(kind, size)
        return Sharing(
            text=said.text.strip(),
            link=sharing.link(said.link),
            picture=said.picture,
            picture_says=said.picture_says.strip() if said.picture else "",
        )

    async def prompt(self, who: Who) -> str:
        """Return what the plan asks just now, or asked at the end of the last meeting."""
        async with self._kit.units.read() as unit:
            _, found = await my_set(unit, who)
            sessions = await unit.sessions.where(set_id=found.id)
        if not sessions:
            return ""
        last = max(sessions, key=lambda one: one.started_at)
        plan = self._kit.plans.get(last.plan_id)
        parts: tuple[Part, ...] = plan.parts if plan else ()
        running = last.status is Status.RUNNING
        begun = parts[: last.part + 1] if running else parts
        asking = [part.prompt for part in begun if part.artefact in ASKS]
        return asking[-1] if asking else ""

    async def keep(self, who: Who, said: Sharing, *, shared: bool) -> Reflection:
        """Keep a reflection, shared with the set or private; of a private one no picture."""
        said = self.check(said if shared else replace(said, picture="", picture_says=""))
        now = self._kit.now()
        async with self._kit.units.write() as unit:
            person, found = await my_set(unit, who)
            meeting = await this_meeting(unit, found.id)
            kept = await unit.reflections.add(
                Reflection(
                    id=self._kit.dice.id(),
                    set_id=found.id,
                    meeting_id=meeting.id if meeting else "",
                    person_id=person.id,
                    text=said.text,
                    link=said.link,
                    picture=said.picture,
                    picture_says=said.picture_says,
                    shared=shared,
                    made_at=now,
                )
            )
            if shared:
                room = Place(To.ROOM, found.id)
                told = post(f"reflection:{kept.id}", room, Card("reflection", kept.id))
                await unit.work.add([told], now)
        return kept

    async def mine(self, who: Who, reflection_id: str) -> Reflection:
        """Return a reflection of my own, to change it."""
        async with self._kit.units.read() as unit:
            kept = await unit.reflections.need(reflection_id)
            await my_own(unit, who, kept.person_id)
        return kept

    async def change(
        self, who: Who, reflection_id: str, revision: int, said: Sharing
    ) -> Reflection:
        """Put other words in the place of mine, also in the set's channel."""
        said = self.check(said)
        async with self._kit.units.write() as unit:
            kept = await unit.reflections.need(reflection_id)
            await my_own(unit, who, kept.person_id)
            if kept.revision != revision:
                raise Stale("changed", noun="reflection")
            kept = await unit.reflections.save(replace(kept, text=said.text, link=said.link))
            if kept.shared:
                key = f"reflection:{kept.id}"
                redraw = edit(f"{key}:{kept.revision}", key, Card("reflection", kept.id))
                await unit.work.add([redraw], self._kit.now())
        return kept

    async def withdraw(self, who: Who, reflection_id: str) -> None:
        """Take a reflection back: out of the set's channel, and from then on for me alone.

        One that is for me alone already is forgotten.
        """
        async with self._kit.units.write() as unit:
            kept = await unit.reflections.need(reflection_id)
            await my_own(unit, who, kept.person_id)
            if not kept.shared:
                await unit.reflections.remove(kept.id)
                return
            mine = replace(kept, shared=False, picture="", picture_says="")
            await unit.reflections.save(mine)
            await unit.work.add([taken_down(kept)], self._kit.now())

    async def forget(self, who: Who, said: Sharing) -> tuple[SelfNote, bool]:
        """Send a reflection to its writer and forget it; False when it can only be shown here."""
        said = self.check(said)
        note = await self._note(who, said)
        if said.picture:
            note = replace(note, data=await self._stage.picture(said.picture) or b"")
        try:
            await self._stage.direct(who.xid, note, key=f"note:{self._kit.dice.id()}", again=False)
        except Unreachable:
            return note, False
        return note, True

    async def log(self, who: Who, search: str = "", page: int = 1) -> LogView:
        """Show a page of what my set shared and of my own private lines, newest first.

        With `search` only lines that hold each of its words; nobody outside the set can look.
        """
        looked_for = " ".join(search.replace(":", " ").split())
        if len(looked_for) > LONGEST_SEARCH:
            raise Refusal("log.search_long", most=LONGEST_SEARCH)
        words = wanted(looked_for)
        if looked_for and not words:
            raise Refusal("log.search_empty")
        async with self._kit.units.read() as unit:
            person, found = await my_set(unit, who)
            names = await names_of(unit, found.id)
            kept = [
                *await unit.reflections.where(set_id=found.id, shared=True),
                *await unit.reflections.where(set_id=found.id, shared=False, person_id=person.id),
            ]
        seen = [one for one in kept if holds(f"{one.text} {one.link} {one.picture_says}", words)]
        seen.sort(key=lambda one: (one.made_at, one.id), reverse=True)
        pages = max(1, -(-len(seen) // PAGE))
        page = min(max(1, page), pages)
        shown = seen[(page - 1) * PAGE : page * PAGE]
        return LogView(
            set_name=found.name,
            lines=tuple(self._line(one, names, person.id) for one in shown),
            search=looked_for,
            page=page,
            pages=pages,
            first=(page - 1) * PAGE + 1,
            whole=len(seen),
        )

    def _line(self, one: Reflection, names: dict[str, str], me: str) -> ReflectionLine:
        return ReflectionLine(
            reflection_id=one.id,
            name=names.get(one.person_id, ""),
            text=one.text,
            at=one.made_at,
            shared=one.shared,
            mine=one.person_id == me,
            zone=self._kit.zone,
            link=one.link,
            picture=bool(one.picture),
            revision=one.revision,
        )

    async def _note(self, who: Who, said: Sharing) -> SelfNote:
        async with self._kit.units.read() as unit:
            title, minutes = await _occasion(unit, who)
        return SelfNote(
            title=title,
            text=said.text,
            day=self._kit.now().date(),
            minutes=minutes,
            link=said.link,
            picture=said.picture,
            picture_says=said.picture_says,
        )


def taken_down(kept: Reflection) -> Effect:
    """Return what takes a shared reflection out of its room, with any picture."""
    key = f"reflection:{kept.id}"
    return remove(f"{key}:{kept.revision}:gone", key, kept.id)


async def _occasion(unit: Unit, who: Who) -> tuple[str, int]:
    _, found = await my_set(unit, who)
    meeting = await this_meeting(unit, found.id)
    return found.name, meeting.minutes if meeting else 0


def _fits(text: str) -> None:
    if not text.strip():
        raise Refusal("reflection.empty")
    if len(text) > LONGEST:
        raise Refusal("reflection.long", most=LONGEST, now=len(text))
