"""One virtual year of two sets: dates that move, people who cannot come, and a cut-off each month.

Knows what members read, and the native events of their meetings. Must not know how the bot does
anything. At its end every word about the start of a meeting is held against the truth: none is
lost, none is doubled, none is wrong.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from practice import cast
from practice.tours.journey import members_of
from practice.tours.meetings import found_nothing, reachable, seen, two_sets
from practice.tours.restart import nothing_twice, pull_the_plug
from practice.tours.script import Script, TourError

LONDON = ZoneInfo("Europe/London")
SETS = ("Amara", "Grace")  # one of each
YEAR, QUARTER, MONTH = 365, 90, 30  # days; a quarter from January holds one clock change
OFTEN = 18  # in so many days there is at least one meeting of the two sets
DAY, SOON = timedelta(days=1), timedelta(minutes=15)
TO = "messages to "
STARTS = "Your learning set starts at "
MOVES = {40: "this", 75: "later", 130: "this", 250: "all"}  # on which day, and which move
AWAY = {50: 1, 120: 2, 200: 4}  # on which day, and how many say that they cannot come


@dataclass
class Truth:
    """When each meeting began, read from the native events as they stood just before."""

    script: Script
    rooms: dict[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    starts: dict[int, tuple[int, datetime]] = field(default_factory=dict[int, tuple[int, datetime]])

    def look(self) -> None:
        """Take note of every event; one that is gone before its hour is no meeting."""
        now, events = self.script.theatre.clock.now(), self.script.theatre.world.events
        for name, (_, start) in list(self.starts.items()):
            if name not in events and start > now:
                del self.starts[name]
        for event in events.values():
            self.starts[event.id] = (event.channel_id or 0, event.start)

    def wanted(self) -> Counter[tuple[str, str, str]]:
        """Return what everybody was to be told: who, when, and at which time it starts."""
        now = self.script.theatre.clock.now()
        return Counter(
            (name, (start - SOON).isoformat(timespec="seconds"), clock(start))
            for room, start in self.starts.values()
            if start <= now
            for name in self.rooms[room]
        )

    def told(self) -> Counter[tuple[str, str, str]]:
        """Return what everybody was told."""
        return Counter(
            (
                line.where.removeprefix(TO),
                line.at,
                line.text.split(STARTS)[1].split()[0],
            )
            for line in self.script.transcript.lines
            if line.kind == "message" and STARTS in line.text
            if line.where.startswith(TO)
        )


async def year(script: Script) -> None:
    """Play a year, and fail at the first word that was lost, doubled or wrong."""
    await _play(script, YEAR)


async def quarter(script: Script) -> None:
    """Play the first quarter of the same year."""
    await _play(script, QUARTER)


async def _play(script: Script, days: int) -> None:
    await two_sets(script)
    truth = Truth(script)
    for name in SETS:
        people = members_of(script, name)
        for channel in script.hand(people[0]).channels():
            if str(channel.get("name", "")).startswith("set-"):
                truth.rooms[int(channel["id"])] = tuple(reachable(people))
    for day in range(days):
        truth.look()
        if day and day % MONTH == 0:
            await pull_the_plug(script, f"in month {day // MONTH}")
            await still_wanted(script)
        await what_happens(script, day)
        truth.look()
        await one_day(script, truth)
    truth.look()
    judge(script, truth, days // OFTEN)
    nothing_twice(script)
    found_nothing(script)


async def still_wanted(script: Script) -> None:
    """Whoever is asked after half a year on the list says yes, and is not erased."""
    for one in cast.EVERYBODY:
        card = script.private(one.name, button="Yes, keep me on the list")
        if card is not None:
            await script.press(one.name, card, "Yes, keep me on the list")


async def one_day(script: Script, truth: Truth) -> None:
    """Let a day pass, with a look a moment before each meeting begins."""
    end = script.theatre.clock.now() + DAY
    while True:
        now = script.theatre.clock.now()
        soon = [start for _, start in truth.starts.values() if now < start <= end]
        if not soon:
            await script.pass_time(end - now)
            return
        await script.pass_time(min(soon) - now)
        truth.look()


async def what_happens(script: Script, day: int) -> None:
    """Move, be away, or begin another round, when the day has come."""
    for name in SETS:
        people = members_of(script, name)
        if day in MOVES and ahead(script, name):
            script.scene(f"{name}'s set moves: {MOVES[day]}")
            await one_of(script, people, "session move", **move_to(script, name, MOVES[day]))
        for other in reachable(people)[: AWAY.get(day, 0)]:
            await script.command(other, "set coming", answer="cant")
        asked = any(script.private(one, button="Find new dates") for one in people)
        if asked and not ahead(script, name):
            await one_of(script, people, "set again")


def move_to(script: Script, name: str, which: str) -> dict[str, object]:
    """Choose a time for the next meeting: two days later than it is, at half past six."""
    at = min(ahead(script, name)) + 2 * DAY
    return {"to": f"{at.astimezone(LONDON):%Y-%m-%d} 18.30", "which": which}


def ahead(script: Script, name: str) -> list[datetime]:
    """Return when the meetings of somebody's set are that are still to come."""
    rooms = {int(channel["id"]) for channel in script.hand(name).channels()}
    now, events = script.theatre.clock.now(), script.theatre.world.events.values()
    return [one.start for one in events if one.channel_id in rooms and one.start > now]


async def one_of(script: Script, people: list[str], words: str, **options: object) -> None:
    """Let whoever guides type it: the others are refused kindly."""
    for name in people:
        answer = await script.command(name, words, **options)
        if "Done." in answer.text:
            return
    raise TourError(f"nobody could type /{words}")


def judge(script: Script, truth: Truth, fewest: int) -> None:
    """Hold what everybody was told against the truth."""
    wanted, told = truth.wanted(), truth.told()
    script.expect(len(truth.starts) >= fewest, f"only {len(truth.starts)} meetings")
    lost = sorted((wanted - told).elements())
    more = sorted((told - wanted).elements())
    script.expect(not lost, f"{len(lost)} words were lost, such as {lost[:3]}")
    script.expect(not more, f"{len(more)} words were doubled or wrong, such as {more[:3]}")
    walls = {clock(start) for _, start in truth.starts.values()}
    script.scene(f"{sum(told.values())} words about {len(truth.starts)} meetings: all are true")
    script.expect(len(walls) <= 6, f"meetings at odd times on the wall: {sorted(walls)}")
    for name in SETS:
        script.expect(seen(script, name, "Our dates"), "no dates in the room")


def clock(start: datetime) -> str:
    """Return the time on London's wall, as the bot writes it."""
    wall = start.astimezone(LONDON)
    return f"{wall.hour}.{wall.minute:02}"
