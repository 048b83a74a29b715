"""What one person chose for themselves, one walk between two meetings, and one date that clashes.

Knows menus and buttons. Must not show any of it to anybody else.
"""

from __future__ import annotations

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Menu, Option, Row, Sheet, Small, Words, day
from cogs.faces.saying import at_place, meeting, names, on_wall
from learning.pairs import Walked
from learning.wishes import AHEAD, HOURS, WHERE
from services.values import ClashCard, PlaceCard, WalkCard, WishesCard


@face(WishesCard)
def draw_wishes(value: WishesCard, words: Words) -> Sheet:
    """Draw somebody's own choices, as menus that show them."""
    walks = "walk.stop" if value.walks else "walk.in"
    said = "wishes.walks" if value.walks else "wishes.no_walks"
    where, hours = WHERE[value.in_room], HOURS[value.any_hour]
    return Sheet(
        title=words("wishes.title"),
        parts=(
            words("wishes.text"),
            _menu(words, "which", AHEAD, value.remind, least=0, most=len(AHEAD)),
            _menu(words, "where", WHERE, (where,)),
            _menu(words, "hours", HOURS, (hours,)),
            words(said),
            Row(Button(label=words(f"button.{walks}"), verb=walks)),
            Small(words("wishes.small")),
        ),
    )


@face(WalkCard)
def draw_walk(value: WalkCard, words: Words) -> Sheet:
    """Draw the private card of one walk; the partner has one too."""
    asked = value.said is Walked.ASKED
    verbs = ("walk.met", "walk.skip", *(("walk.out",) if asked else ()))
    buttons = (
        Button(
            label=words(f"button.{verb}"),
            verb=verb,
            thing=value.walk_id,
            rev=value.revision,
            style="main" if verb == "walk.met" else "plain",
        )
        for verb in verbs
    )
    who = names(words, value.partners) or words("walk.nobody")
    return Sheet(
        title=words("walk.title"),
        parts=(
            words("walk.text", names=who),
            words(f"walk.{value.said}") if not asked else "",
            Row(*buttons),
            Small(words("walk.small")),
        ),
    )


@face(ClashCard)
def draw_clash(value: ClashCard, words: Words) -> Sheet:
    """Draw the private question which one date somebody cannot make."""
    options = tuple(
        Option(
            value=str(one.number),
            label=words(
                "clash.option",
                number=one.number,
                day=day(words, on_wall(one.starts_at, value.zone)),
            ),
            chosen=one.number == value.chosen,
        )
        for one in value.dates[:25]
    )
    prompt = words("clash.which")
    return Sheet(
        title=words("clash.ask"),
        parts=(
            words("clash.text"),
            Menu(verb="dates.which", thing=value.set_id, prompt=prompt, options=options),
        ),
    )


@face(PlaceCard)
def draw_place(value: PlaceCard, words: Words) -> Sheet:
    """Draw where a meeting is from now on."""
    return Sheet(
        title=words("place.title", number=value.number),
        parts=(
            Lines(
                (
                    meeting(words, value.starts_at, value.minutes, value.zone),
                    at_place(words, value.where) or words("place.here"),
                )
            ),
        ),
    )


def _menu(
    words: Words,
    name: str,
    values: tuple[str, ...],
    chosen: tuple[str, ...],
    *,
    least: int = 1,
    most: int = 1,
) -> Menu:
    options = tuple(
        Option(value=one, label=words(f"wishes.{name}.{one}"), chosen=one in chosen)
        for one in values
    )
    prompt = words(f"wishes.{name}")
    return Menu(verb=f"wish.{name}", prompt=prompt, options=options, least=least, most=most)
