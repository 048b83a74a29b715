"""Doing what was decided: sending, redrawing and removing cards, rooms and native events.

Knows how an effect becomes a request to Discord, and what to do when somebody cannot be reached.
Must not know layout, nor decide anything that a rule should decide.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from learning.effects import Card, Effect, Kind, Place, To, is_redraw, open_room, post
from learning.meetings import MeetingState
from learning.people import Standing
from learning.ports import Posted, Rooms, Work
from learning.ports import Stage as Discord
from learning.refusals import Misconfigured, Refusal, Unavailable, Unreachable
from services.cards import Cards
from services.date_cards import LATE
from services.finding import LIVE, members_of, server_of
from services.kit import Kit
from services.news import giving_way, of_dates
from services.values import BoardCard, SharedCard

Waking = Callable[[Effect], Awaitable[None]]
WithSet = Callable[[str], Awaitable[None]]
FIND_OUT = {"message_gone", "message_old"}
LATE_BY = timedelta(minutes=10)


class Telling:
    """Performs one piece of work at a time."""

    def __init__(self, kit: Kit, stage: Discord, cards: Cards, wake: Waking, tend: WithSet) -> None:
        self._kit = kit
        self._stage = stage
        self._cards = cards
        self._wake = wake
        self._with_set: dict[Kind, WithSet] = {
            Kind.OPEN_ROOM: self._open,
            Kind.ADMIT: self._admit,
            Kind.CLOSE_ROOM: self._close,
            Kind.VOICES: tend,
        }

    async def perform(self, work: Work, now: datetime) -> Posted | None:
        """Do the work; returns where a sent message stands."""
        effect = work.effect
        match effect.kind:
            case Kind.POST:
                return await self._post(effect, now, again=work.attempts > 1)
            case Kind.EDIT if is_redraw(effect):
                await self._redraw(effect)
            case Kind.EDIT:
                await self._edit(effect, now, again=work.attempts > 1)
            case Kind.REMOVE:
                await self._remove(effect)
            case Kind.EVENT:
                await self._event(effect.about, now)
            case Kind.WAKE:
                await self._wake(effect)
            case _:
                await self._with_set[effect.kind](effect.about)
        return None

    async def _post(self, effect: Effect, now: datetime, *, again: bool) -> Posted | None:
        if effect.place is None or effect.card is None:
            raise ValueError("a post needs a place and a card")
        face = await self._cards.read(_said_late(effect, effect.card, now))
        if face is None or (isinstance(face, BoardCard) and face.board.over):
            return None  # not wanted any more; a part that is over needs no board of its own
        if await self._wished_in_room(effect):
            await self._call_by_mention(effect)
            return None
        try:
            posted = await self._send(effect.place, face, effect.key, again=again)
        except Unreachable as closed:
            if effect.place.to is To.PERSON and closed.key == "dm_closed":
                await self._call_by_mention(effect)
                return None
            if effect.place.to is To.ROOM and closed.key == "channel_gone":
                await self._reopen(effect.place.id)
                raise Unavailable("room_opening") from closed
            raise
        await self._instead(effect)
        return posted

    async def _wished_in_room(self, effect: Effect) -> bool:
        """Say whether this reminder is for somebody who would rather be called in the room."""
        if effect.place is None or effect.place.to is not To.PERSON or not of_dates(effect.key):
            return False
        async with self._kit.units.read() as unit:
            wishes = await unit.wishes.get(effect.place.id)
        return wishes is not None and wishes.in_room

    async def _instead(self, effect: Effect) -> None:
        """Let a reminder take the place of those before it: one message stands, and not five."""
        if not effect.key.startswith("remind:") or effect.place is None or effect.card is None:
            return
        async with self._kit.units.read() as unit:
            older = await giving_way(unit, effect.place, effect.card, effect.key)
        for key, posted in older:
            await self._take_away(key, posted)

    async def _take_away(self, key: str, posted: Posted) -> None:
        """Delete a message, and remember that it is gone: nobody asks for that again."""
        await self._stage.remove(posted)
        if key:
            async with self._kit.units.write() as unit:
                await unit.work.gone([key])

    async def _with_picture(self, face: SharedCard) -> SharedCard:
        """Bring the picture along; one that is gone meanwhile is not spoken of again."""
        data = await self._stage.picture(face.picture)
        if data is not None:
            return replace(face, data=data)
        async with self._kit.units.write() as unit:
            kept = await unit.reflections.get(face.reflection_id)
            if kept is not None:
                await unit.reflections.save(replace(kept, picture="", picture_says=""))
        return replace(face, picture="", picture_says="")

    async def _send(self, place: Place, face: object, key: str, *, again: bool) -> Posted:
        if isinstance(face, SharedCard) and face.picture:
            face = await self._with_picture(face)
        match place.to:
            case To.PERSON:
                async with self._kit.units.read() as unit:
                    person = await unit.people.need(place.id)
                if person.standing is Standing.LEFT:
                    raise Refusal("gone")
                return await self._stage.direct(person.xid, face, key=key, again=again)
            case To.MEMBER:
                return await self._stage.direct(int(place.id), face, key=key, again=again)
            case To.ROOM:
                async with self._kit.units.read() as unit:
                    found = await unit.sets.need(place.id)
                if not found.text_xid:
                    raise Unavailable("room_opening")
                return await self._stage.post(found.text_xid, face, key=key, again=again)
            case To.LOBBY:
                async with self._kit.units.read() as unit:
                    server = await server_of(unit, int(place.id))
                if not server.lobby_xid:
                    raise Misconfigured("lobby_missing")
                return await self._stage.post(server.lobby_xid, face, key=key, again=again)

    async def _call_by_mention(self, effect: Effect) -> None:
        """Direct messages are closed: say in a channel that a private card can be opened."""
        if effect.place is None:
            return
        async with self._kit.units.write() as unit:
            person = await unit.people.need(effect.place.id)
            places = await unit.memberships.where(person_id=person.id, left_at=None)
            ids = tuple(seat.set_id for seat in places)
            rooms = [s.id for s in await unit.sets.where(id=ids, stage=LIVE) if s.text_xid]
            lobby = Place(To.LOBBY, str(person.guild_xid))
            place = Place(To.ROOM, rooms[0]) if rooms else lobby
            card = Card("mention", person.id, effect.key)
            call = post(f"mention:{effect.key}", place, card, until=effect.until)
            await unit.work.add([call], self._kit.now())

    async def _edit(self, effect: Effect, now: datetime, *, again: bool) -> None:
        if effect.card is None:
            raise ValueError("an edit needs a card")
        async with self._kit.units.read() as unit:
            posted = await unit.work.posted(effect.of)
            first = await unit.work.effect(effect.of)
            waiting = await unit.work.pending(effect.of)
        if posted is None:
            if any(one.key == effect.of and one.due and one.due <= now for one in waiting):
                raise Unavailable("on_its_way")  # it may be read just now, as things stood before
            return
        face = await self._cards.read(effect.card)
        if face is None:
            return
        try:
            await self._stage.edit(posted, face)
        except Unreachable as gone:
            if gone.key not in FIND_OUT or first is None or first.place is None:
                raise
            fresh = await self._send(first.place, face, effect.key, again=again)
            async with self._kit.units.write() as unit:
                await unit.work.finish(effect.of, self._kit.now(), fresh)

    async def _redraw(self, effect: Effect) -> None:
        """Draw a message that stands without somebody, or take it away; never send it anew."""
        async with self._kit.units.read() as unit:
            posted = await unit.work.posted(effect.of)
        if posted is None or effect.card is None:
            return
        face = await self._cards.read(effect.card)
        try:
            if face is None:
                await self._take_away(effect.of, posted)
            else:
                await self._stage.edit(posted, face)
        except Unreachable as gone:
            if gone.key == "message_old":  # Discord lets only so many old messages be changed
                raise Unavailable("message_old") from gone
            if gone.key not in FIND_OUT:
                raise

    async def _remove(self, effect: Effect) -> None:
        async with self._kit.units.read() as unit:
            posted = _place_of(effect) or await unit.work.posted(effect.of)
        if posted is not None:
            await self._take_away(effect.of, posted)

    async def _open(self, set_id: str) -> None:
        async with self._kit.units.read() as unit:
            found = await unit.sets.need(set_id)
            server = await server_of(unit, found.guild_xid)
            people = await members_of(unit, set_id)
        if found.stage not in LIVE:
            return  # ended before its rooms were made
        rooms = await self._stage.open_rooms(
            found.guild_xid,
            room_name(found.name),
            found.name,
            [p.xid for p in people],
            server.category_xid,
        )
        async with self._kit.units.write() as unit:
            now = await unit.sets.need(set_id)
            await unit.sets.save(replace(now, text_xid=rooms.text_xid, voice_xid=rooms.voice_xid))

    async def _reopen(self, set_id: str) -> None:
        async with self._kit.units.write() as unit:
            found = await unit.sets.need(set_id)
            if found.text_xid:
                kept = await unit.sets.save(replace(found, text_xid=0, voice_xid=0))
                again = replace(open_room(set_id), key=f"room:{set_id}:{kept.revision}")
                await unit.work.add([again], self._kit.now())

    async def _admit(self, set_id: str) -> None:
        async with self._kit.units.read() as unit:
            found = await unit.sets.need(set_id)
            people = await members_of(unit, set_id)
        if not found.text_xid or found.stage not in LIVE:
            return  # whoever opens the rooms lets in who belongs there then
        rooms = Rooms(found.text_xid, found.voice_xid)
        await self._stage.admit(found.guild_xid, rooms, [p.xid for p in people])

    async def _close(self, set_id: str) -> None:
        async with self._kit.units.read() as unit:
            found = await unit.sets.need(set_id)
        await self._stage.close_rooms(found.guild_xid, Rooms(found.text_xid, found.voice_xid))

    async def _event(self, meeting_id: str, now: datetime) -> None:
        async with self._kit.units.read() as unit:
            meeting = await unit.meetings.need(meeting_id)
            found = await unit.sets.need(meeting.set_id)
        gone = meeting.state is MeetingState.CANCELLED
        if not meeting.event_xid if gone else meeting.starts_at <= now:
            return
        if not found.voice_xid:
            raise Unavailable("room_opening")
        facts: dict[str, object] = {
            "set_id": found.id,
            "set_name": found.name,
            "number": meeting.number,
            "start": meeting.starts_at,
            "end": meeting.starts_at + timedelta(minutes=meeting.minutes),
            "voice_xid": found.voice_xid,
            "where": meeting.where,
            "gone": gone,
        }
        xid = await self._stage.put_event(found.guild_xid, meeting.event_xid, facts)
        if xid != meeting.event_xid:
            async with self._kit.units.write() as unit:
                fresh = await unit.meetings.need(meeting_id)
                await unit.meetings.save(replace(fresh, event_xid=xid))


def _said_late(effect: Effect, card: Card, now: datetime) -> Card:
    """Let a reminder say that it comes late, when we were away at its hour."""
    if card.face != "reminder" or effect.due is None or now - effect.due < LATE_BY:
        return card
    return replace(card, detail=f"{card.detail}+{LATE}")


def room_name(name: str) -> str:
    """Return the name of a set's rooms: small letters, no spaces, nobody's story."""
    return f"set-{name.lower().replace(' ', '-')}"


def _place_of(effect: Effect) -> Posted | None:
    """Return the place that stands in the work itself, when nothing else is remembered."""
    if effect.of:
        return None
    channel_xid, _, message_xid = effect.about.partition("/")
    return Posted(int(channel_xid), int(message_xid))
