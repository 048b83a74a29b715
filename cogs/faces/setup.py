"""How the set-up of a server stands, for coordinators: what is set, what is missing, what next.

Knows areas with their coordinators and leads, and missing permissions by place. Must not know
which permissions Discord needs, or how a lead is checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cogs._errors import permission_name
from cogs.faces import face
from cogs.faces._kit import Lines, Part, Sheet, Small, Words, channel, person, plain
from cogs.faces.saying import lines, sentences, strong, together, whole_day
from services.values import DeskLine, SetupView

PLACES = ("server", "category", "text", "voice")


@face(SetupView)
def draw_setup(value: SetupView, words: Words) -> Sheet:
    """Draw the set-up; what is missing stands before what is there."""
    steps = list(_next(value, words))
    return Sheet(
        title=words("setup.saved") if value.saved else words("setup.title"),
        parts=(
            words("setup.next") if steps else words("setup.ready"),
            Lines(tuple(steps), numbered=True),
            *_missing(value, words),
            *(_desk(one, words) for one in value.desks),
            *_places(value, words),
            Small(words("setup.small")),
        ),
    )


def _next(value: SetupView, words: Words) -> Iterator[str]:
    """Say what to do, in the order in which it is needed."""
    if not value.desks:
        yield words("setup.next.area")
    if not value.category_xid:
        yield words("setup.next.category")
    if not value.lobby_xid:
        yield words("setup.next.lobby")
    for desk in value.desks:
        area = plain(desk.area, 80, one_line=True)
        if not desk.lead_xid:
            yield words("setup.next.lead", area=area)
        elif not desk.lead_ok:
            yield words("setup.next.check", area=area)
    if value.missing:
        yield words("setup.next.rights")
    if value.desks and not any(desk.waiting or desk.sets for desk in value.desks):
        yield words("setup.next.join")


def _missing(value: SetupView, words: Words) -> Iterator[Part]:
    """Say which permission is missing where, in Discord's own names."""
    if not value.missing:
        return
    by_place: defaultdict[str, list[str]] = defaultdict(list)
    for place, permission in value.missing:
        name = strong(permission_name(permission, words))
        if name not in by_place[place]:
            by_place[place].append(name)
    yield strong(words("setup.missing"))
    yield Lines(
        tuple(
            words("setup.missing.line", place=_place(place, words), names=together(words, names))
            for place, names in by_place.items()
        )
    )


def _place(place: str, words: Words) -> str:
    if place.isdecimal():
        return channel(int(place))
    if not place or place in PLACES:
        return words(f"setup.place.{place or 'server'}")
    return plain(place, 80, one_line=True)


def _desk(one: DeskLine, words: Words) -> str:
    """Say who looks after one area, and how many people and sets it has."""
    counts = sentences(words("setup.waiting", n=one.waiting), words("setup.sets", n=one.sets))
    coordinators = together(words, [person(xid) for xid in one.coordinator_xids])
    who = words("setup.coordinators", names=coordinators or words("setup.nobody"))
    return lines(strong(plain(one.area, 80, one_line=True)), counts, who, _lead(one, words))


def _lead(one: DeskLine, words: Words) -> str:
    if not one.lead_xid:
        return words("setup.lead", name=words("setup.nobody"))
    lead = words("setup.lead", name=person(one.lead_xid))
    deputy = words("setup.deputy", name=person(one.deputy_xid)) if one.deputy_xid else ""
    if one.lead_checked is None:
        checked = words("setup.unchecked")
    else:
        key = "setup.checked" if one.lead_ok else "setup.checked.old"
        checked = words(key, day=whole_day(words, one.lead_checked))
    return sentences(lead, checked, deputy)


def _places(value: SetupView, words: Words) -> Iterator[str]:
    said = lines(
        words("setup.category", place=channel(value.category_xid)) if value.category_xid else "",
        words("setup.lobby", place=channel(value.lobby_xid)) if value.lobby_xid else "",
    )
    if said:
        yield said
