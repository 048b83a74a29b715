"""Taking somebody out of what stands in Discord: posts, cards of others, and their own messages.

Knows which messages of ours can hold a person's name or words. Must not know what is kept about
them (see `erasing`): the cards are redrawn from what is left of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from learning.effects import Card, Effect, Kind, Place, To, redraw, remove, take_away
from learning.ports import Unit
from learning.session.state import Status

# Cards in which no member is ever named or quoted; any other card is drawn again.
NAMELESS = frozenset(
    (
        *("announce", "recovered", "mention", "trouble", "desk_news", "released", "ended"),
        *("still", "pooled", "end", "too_few", "vote", "no_guide", "concern_seen"),
        *("look_in", "one_voice", "ways", "ways_settled"),
    )
)
WHILE_MEETING = frozenset({"board", "guide"})  # once the part is over they name nobody


async def take_out(unit: Unit, ids: tuple[str, ...], xid: int, stamp: str) -> list[Effect]:
    """Return what has to be done in Discord, before anything is removed from memory."""
    posts = await _posts(unit, ids)
    gone = {effect.of for effect in posts}
    cards = [
        redraw(told.key, told.card, stamp)
        for place in await _where_others_read(unit, ids)
        for told in await unit.work.told(place)
        if told.kind is Kind.POST and told.card
        if told.key not in gone and await _can_name(unit, told.card)
    ]
    return [*posts, *cards, *await _concerns(unit, xid, stamp), *await _mine(unit, ids, xid)]


async def _can_name(unit: Unit, card: Card) -> bool:
    if card.face not in WHILE_MEETING:
        return card.face not in NAMELESS
    session = await unit.sessions.get(card.about)
    return session is not None and session.status is Status.RUNNING


async def _posts(unit: Unit, ids: tuple[str, ...]) -> list[Effect]:
    """Take what was shared, and every call by name, out of the rooms."""
    shared = await unit.reflections.where(person_id=ids, shared=True)
    asked = await unit.questions.where(person_id=ids)
    things = [("reflection", one.id) for one in shared]
    things += [("question", one.id) for one in asked]
    effects = [_gone(f"{kind}:{name}", name) for kind, name in things]
    for place in await _rooms(unit, ids):
        effects += [
            _gone(told.key, told.card.about)
            for told in await unit.work.told(place)
            if told.card and told.card.face == "mention" and told.card.about in ids
        ]
    return effects


async def _rooms(unit: Unit, ids: tuple[str, ...]) -> list[Place]:
    places = await unit.memberships.where(person_id=ids)
    people = await unit.people.where(id=ids)
    rooms = [Place(To.ROOM, name) for name in dict.fromkeys(place.set_id for place in places)]
    return rooms + [Place(To.LOBBY, str(xid)) for xid in {one.guild_xid for one in people}]


async def _where_others_read(unit: Unit, ids: tuple[str, ...]) -> Iterable[Place]:
    """Return the rooms of a person's sets, and the messages of all who were in them."""
    mine = await unit.memberships.where(person_id=ids)
    sets = tuple(dict.fromkeys(place.set_id for place in mine))
    seats = await unit.memberships.where(set_id=sets) if sets else ()
    others = dict.fromkeys(seat.person_id for seat in seats if seat.person_id not in ids)
    rooms = [place for place in await _rooms(unit, ids) if place.to is To.ROOM]
    return [*rooms, *(Place(To.PERSON, one) for one in others)]


async def _concerns(unit: Unit, xid: int, stamp: str) -> list[Effect]:
    """Take the name off the cards of a lead or a deputy; a closed one goes."""
    mine = {one.id for one in await unit.concerns.where(person_xid=xid)}
    desks = await unit.desks.where() if mine else ()
    readers = {
        xid for desk in desks for xid in (desk.lead_xid, desk.deputy_xid, *desk.coordinator_xids)
    }
    return [
        redraw(told.key, told.card, stamp)
        for reader in sorted(readers)
        for told in await unit.work.told(Place(To.MEMBER, str(reader)))
        if told.card and told.card.face == "concern" and told.card.about in mine
    ]


async def _mine(unit: Unit, ids: tuple[str, ...], xid: int) -> list[Effect]:
    """Take away what was sent to them, as far as it is remembered."""
    places = (*(Place(To.PERSON, one) for one in ids), Place(To.MEMBER, str(xid)))
    effects: list[Effect] = []
    for place in places:
        for told in await unit.work.told(place):
            posted = await unit.work.posted(told.key)
            if posted is not None:
                effects.append(take_away(posted.channel_xid, posted.message_xid))
    return effects


def _gone(key: str, about: str) -> Effect:
    return remove(f"{key}:gone", key, about)
