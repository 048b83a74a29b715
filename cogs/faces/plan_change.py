"""What can be changed in a plan by hand, for the page that is looked at.

Knows its menus. Must not know what follows from a choice.
"""

from __future__ import annotations

from dataclasses import dataclass

from cogs.faces import face
from cogs.faces._kit import Button, Control, Menu, Option, Row, Sheet, Small, Words, plain
from cogs.faces.plan_pages import Page, page_of
from cogs.faces.saying import block, name
from services.arranging import Room
from services.values import PlanView

MOST = 25  # options of a menu


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """The question what is to be changed on this page of a plan."""

    view: PlanView


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPut:
    """The question in which of these sets somebody is to have a place."""

    area: str  # its code
    page: int
    person: str
    name: str
    rooms: tuple[Room, ...]


@face(PlanPut)
def draw_put(value: PlanPut, words: Words) -> Sheet:
    """Draw the menu of the sets that could take somebody in."""
    options = tuple(
        Option(value=one.set_id, label=name(one.name), description=block(words, one.block))
        for one in value.rooms[:MOST]
    )
    thing = f"{value.area}~{value.page}~{value.person}"
    back = Button(
        label=words("button.sets.page"), verb="sets.page", thing=value.area, rev=value.page
    )
    return Sheet(
        title=words("plan.put", name=name(value.name)),
        parts=(
            words("plan.put.text"),
            Menu(verb="sets.put", thing=thing, prompt=words("plan.put.which"), options=options),
            Row(back),
        ),
    )


@face(PlanChange)
def draw_change(value: PlanChange, words: Words) -> Sheet:
    """Draw the menus: which sets stay, who stays where, who comes first, who is apart."""
    view, page = value.view, page_of(value.view)
    back = Button(
        label=words("button.sets.page"), verb="sets.page", thing=view.area_code, rev=page.number
    )
    return Sheet(
        title=words("plan.change", area=plain(view.area, 80, one_line=True)),
        parts=(
            words("plan.change.text"),
            *_menus(view, page, words),
            Small(words("plan.change.small")),
            Row(back),
        ),
    )


def _menus(view: PlanView, page: Page, words: Words) -> list[Control]:
    sets = tuple(
        Option(
            value=one.set_id,
            label=name(one.name),
            description=block(words, one.block),
            chosen=one.kept,
        )
        for one in page.sets
    )
    placed = tuple(
        Option(value=id, label=name(who.name), description=name(one.name))
        for one in page.sets
        for id, who in zip(one.ids, one.people, strict=True)
    )
    waiting = page.people or view.unplaced
    left = tuple(
        Option(value=one.id, label=name(one.name), description=words("plan.change.waits"))
        for one in waiting
    )
    some = (*placed, *left)[:MOST]

    def menu(verb: str, options: tuple[Option, ...], least: int, most: int) -> list[Control]:
        if len(options) < max(1, least):
            return []
        prompt = words(f"plan.change.{verb}")
        made = Menu(
            verb=f"sets.{verb}", thing=f"{view.area_code}~{page.number}", rev=view.number,
            prompt=prompt, options=options[:MOST], least=least, most=most,
        )  # fmt: skip
        return [made]

    return [
        *menu("keep", sets, 0, len(sets)),
        *menu("swap", some if placed else (), 2, 2),
        *menu("who", (*left, *placed)[:MOST] if placed else (), 1, 1),
        *menu("first", left, 1, 1),
        *menu("apart", some, 2, 2),
    ]
