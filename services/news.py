"""The news that a date has changed: to exactly those who were told the old one.

Knows which of a person's cards stand, and what becomes of each. Must not know why a date changes.
A card that names an old time is worse than none: it goes. Old messages are not edited, because
Discord allows few such edits.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from learning.effects import Card, Effect, Place, To, edit, post, remove
from learning.meetings import Meeting
from learning.ports import Posted, Unit
from services.dating import room_card
from services.finding import seats_of

ONE, MANY, OFF = "moved", "all", "off"


async def news_of_move(unit: Unit, changed: Sequence[Meeting]) -> list[Effect]:
    """Tell every member of new times, once for all of them; their older cards go."""
    effects = [await _in_room(unit, changed)]
    for person_id in await _members(unit, changed[0].set_id):
        told_many = False
        async for effect, many in _stale(unit, changed, person_id):
            effects.append(effect)
            told_many = told_many or many
        ahead = MANY if told_many or len(changed) > 1 else ONE
        effects.append(_news(changed[0], person_id, ahead))
    return effects


async def news_of_end(unit: Unit, off: Meeting) -> list[Effect]:
    """Tell every member that a meeting which is still to come is off; their older cards go."""
    effects = [await _in_room(unit, [off])]
    for person_id in await _members(unit, off.set_id):
        effects += [effect async for effect, _ in _stale(unit, [off], person_id)]
        effects.append(_news(off, person_id, OFF))
    return effects


async def true_again(unit: Unit, off: Meeting) -> list[Effect]:
    """Take away the cards of a meeting that was let go at its hour: its room was told."""
    off = await unit.meetings.need(off.id)
    effects = [await _in_room(unit, [off])]
    for person_id in await _members(unit, off.set_id):
        effects += [
            remove(f"{told.key}:{off.revision}:off", told.key, told.card.about)
            for told in await _standing(unit, [off], person_id)
            if told.card is not None
        ]
    return effects


async def true_for(unit: Unit, meeting: Meeting, person_id: str, tag: str) -> list[Effect]:
    """Draw one person's cards of a meeting again, because their answer came another way."""
    return [
        edit(f"{told.key}:{tag}", told.key, told.card)
        for told in await _standing(unit, [meeting], person_id)
        if told.card is not None
    ]


def _news(meeting: Meeting, person_id: str, ahead: str) -> Effect:
    return post(
        f"moved:{meeting.id}:{meeting.revision}:{person_id}",
        Place(To.PERSON, person_id),
        Card("reminder", f"{meeting.id}.{person_id}", ahead),
        until=None if ahead == OFF else meeting.starts_at,
    )


async def _members(unit: Unit, set_id: str) -> list[str]:
    return [place.person_id for place in await seats_of(unit, set_id)]


async def _in_room(unit: Unit, changed: Sequence[Meeting]) -> Effect:
    """The card of all dates in the set's room says what is so."""
    first = changed[0]
    return await room_card(unit, first.set_id, f"{first.id}:{first.revision}")


async def _stale(
    unit: Unit, changed: Sequence[Meeting], person_id: str
) -> AsyncIterator[tuple[Effect, bool]]:
    """Go through what stands and is not so any more; True for a card that named many dates."""
    first = changed[0]
    for told in await _standing(unit, changed, person_id):
        card = told.card
        if card is None:
            continue
        key = f"{told.key}:{first.id}:{first.revision}"
        yield remove(key, told.key, card.about), card.detail == MANY


async def _standing(unit: Unit, changed: Sequence[Meeting], person_id: str) -> list[Effect]:
    """Return what was sent to somebody about these meetings, or about all dates of their set."""
    ids = {meeting.id for meeting in changed}
    ours = {one.id for one in await unit.meetings.where(set_id=changed[0].set_id)}
    found: list[Effect] = []
    for told in await unit.work.told(Place(To.PERSON, person_id)):
        card = told.card
        if card is None or card.face != "reminder":
            continue
        about = card.about.partition(".")[0]
        wanted = about in ids or (card.detail == MANY and about in ours)
        if wanted and await unit.work.posted(told.key) is not None:
            found.append(told)
    return found


async def giving_way(unit: Unit, place: Place, card: Card, key: str) -> list[tuple[str, Posted]]:
    """Return the cards of one meeting, by key, that stand and give way to a newer one of it."""
    found: list[tuple[str, Posted]] = []
    for told in await unit.work.told(place):
        old = told.card
        if told.key == key or old is None or old.face != "reminder" or old.detail == MANY:
            continue
        posted = await unit.work.posted(told.key) if old.about == card.about else None
        if posted is not None:
            found.append((told.key, posted))
    return found


def of_dates(key: str) -> bool:
    """Say whether work of this key is a reminder, or the news of a change."""
    return key.startswith(("remind:", "moved:"))
