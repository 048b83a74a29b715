"""Small pieces of text that many faces share: names, kinds of work, weekly times, reasons.

Knows how a list of names, a block or a date is said. Must not know any one face.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import chain

from cogs.faces._kit import Option, Words, clock, day, plain, tick, when
from learning.calendar import BLOCKS, to_wall
from learning.forming.plan import Reason
from learning.sets import Stage
from services.values import DateLine, Somebody

LONGEST_NAME = 40
_BLOCKS = {block.id: block for block in BLOCKS}


def name(text: str) -> str:
    """Return a person's name as they typed it, safe and on one line."""
    return plain(text, LONGEST_NAME, one_line=True)


def strong(text: str) -> str:
    """Return text that stands out."""
    return f"**{text}**"


def together(words: Words, said: Sequence[str], most: int = 12) -> str:
    """Join pieces as "a, b and c"; beyond `most` they become "a, b and 9 more"."""
    if len(said) < 2:
        return "".join(said)
    if len(said) > most:
        return words("say.many", first=", ".join(said[:most]), n=len(said) - most)
    return words("say.and", first=", ".join(said[:-1]), last=said[-1])


def names(words: Words, people: Iterable[str], most: int = 12) -> str:
    """Join names as "Amara, Tom and Sam"."""
    return together(words, [name(one) for one in people], most)


def work(words: Words, somebody: Somebody) -> str:
    """Return a person's kind of work, in their own words where they gave any."""
    return plain(somebody.own_words, 80, one_line=True) or words(f"role.{somebody.role}")


def who(words: Words, somebody: Somebody) -> str:
    """Return a person as the others in the set see them."""
    return words("say.who", name=strong(name(somebody.name)), work=work(words, somebody))


def block(words: Words, block_id: str) -> str:
    """Return the name of a weekly time, as "Tuesday lunchtime"."""
    weekday, _, part = block_id.partition("-")
    if block_id not in _BLOCKS:
        return plain(block_id, LONGEST_NAME, one_line=True)
    return words("block.name", day=words(f"block.day.{weekday}"), part=words(f"block.part.{part}"))


def block_hours(words: Words, block_id: str) -> str:
    """Return a weekly time with its hours, as "Tuesday lunchtime, 12.30 to 14.00"."""
    found = _BLOCKS.get(block_id)
    if found is None:
        return block(words, block_id)
    start, end = (f"{t.hour}.{t.minute:02}" for t in (found.start, found.end))
    return words("block.full", name=block(words, block_id), start=start, end=end)


def block_minutes(block_id: str, most: int) -> int:
    """Return how long a weekly time is, and `most` at the most."""
    found = _BLOCKS.get(block_id)
    return min(most, found.minutes) if found else most


def block_options(words: Words, chosen: Sequence[str]) -> tuple[Option, ...]:
    """Return all weekly times as things to choose from."""
    return tuple(
        Option(value=one.id, label=block_hours(words, one.id), chosen=one.id in chosen)
        for one in BLOCKS
    )


def reason(words: Words, why: Reason) -> str:
    """Return the sentence of a reason; a block in its facts is named."""
    facts: dict[str, object] = {
        key: block_hours(words, str(fact)) if key == "block" else _safe(fact)
        for key, fact in why.facts.items()
    }
    return words(why.key, **facts)


def meeting(words: Words, start: datetime, minutes: int, zone: str) -> str:
    """Return "12.30 to 13.30 Tue 3 Feb", and how far away that is."""
    end = start + timedelta(minutes=minutes)
    return words("say.far", when=strong(when(words, start, end, zone)), ago=tick(start))


def date_line(one: DateLine, zone: str, words: Words) -> str:
    """Return one date of a set with its number and who guides, or that it was held."""
    end = one.starts_at + timedelta(minutes=one.minutes)
    said = words(
        "dates.line", number=one.number, when=strong(when(words, one.starts_at, end, zone))
    )
    guide = words("dates.guide", name=name(one.guide)) if one.guide else ""
    held = words("dates.held") if one.held else ""
    return sentences(said, held or guide, at_place(words, one.where))


def at_place(words: Words, where: str) -> str:
    """Return where a meeting is, when it is not in Discord: a link, or a room."""
    if not where:
        return ""
    if where.startswith("https://"):
        return words("place.link", link=where)
    return words("place.room", room=plain(where, 100, one_line=True))


def moment(words: Words, at: datetime, zone: str) -> str:
    """Return an instant as "Tue 3 Feb, 12.30"."""
    return words("say.moment", day=day(words, on_wall(at, zone)), time=clock(at, zone))


def on_wall(at: datetime, zone: str) -> date:
    """Return the day on the wall of a zone."""
    return to_wall(at, zone).date()


def whole_day(words: Words, on: date) -> str:
    """Return a day with its year, as "Tue 3 Feb 2026"."""
    return words("say.year", day=day(words, on), year=on.year)


def optional(words: Words, key: str, **facts: object) -> str:
    """Return a sentence that need not exist; "" when it does not."""
    try:
        return words(key, **facts)
    except LookupError:
        return ""


def sentences(*said: str) -> str:
    """Join those sentences that are not empty into one paragraph."""
    return " ".join(filter(None, said))


def lines(*said: str) -> str:
    """Put those that are not empty on lines of their own."""
    return "\n".join(filter(None, said))


def fit(words: Words, items: Sequence[str], room: int) -> tuple[str, ...]:
    """Return as many items as fit into this many characters, and how many were left out."""
    sizes = [len(item) + 3 for item in items]
    kept = sum(1 for n in range(1, len(items) + 1) if sum(sizes[:n]) <= room)
    if kept == len(items):
        return tuple(items)
    return tuple(chain(items[:kept], [words("kit.more", n=len(items) - kept)]))


def stage(words: Words, at: str) -> str:
    """Return how far a set has come."""
    return words(f"stage.{Stage(at)}")


def hours(words: Words, minutes: int) -> str:
    """Return minutes as a person would say them: "1 hour 30 minutes"."""
    whole, rest = divmod(minutes, 60)
    said = (
        words("time.hours", n=whole) if whole else "",
        words("time.minutes", n=rest) if rest or not whole else "",
    )
    return " ".join(filter(None, said))


def _safe(fact: str | int) -> object:
    return plain(fact, 80, one_line=True) if isinstance(fact, str) else fact
