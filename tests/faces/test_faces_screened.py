"""Every field that is typed into says who will read it, so that nothing is shown unscreened."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from faces_reader import WORDS

from cogs._base import Room, Routes
from cogs._modal import Form, Text
from cogs._routes import Route
from cogs.faces import forms
from cogs.rooms import ROOMS
from services.values import JoinChoices, WeekForm

WEEK = WeekForm(session_id="x", part=0, title="T", prompt="P", each=9, said=())
GIVEN: dict[str, Any] = {
    "words": WORDS,
    "said": {},
    "choices": JoinChoices(areas=(("E1", "Devon"),), said={}),
    "thing": "x",
    "asks": "What did you notice?",
    "revision": 1,
    "asked": WEEK,
}


def built() -> Iterator[Form]:
    """Build every form there is, by the names of what its builder takes."""
    for name, build in inspect.getmembers(forms, inspect.isfunction):
        if name.startswith("_") or build.__module__ != forms.__name__:
            continue
        for given in (GIVEN, GIVEN | {"asked": replace(WEEK, number=1, each=1)}):
            yield build(**{one: given[one] for one in inspect.signature(build).parameters})


def routes() -> dict[str, Route]:
    """Return every form that some room takes."""
    found = Routes()
    for room in ROOMS:
        for method in vars(room).values():
            for mark in getattr(method, "__setwise_marks__", ()):
                if getattr(mark, "kind", "") == "f":
                    found.add(
                        "f", mark.verb, Route(method, False, mark.shown, mark.own, mark.later)
                    )
    return found.forms()


FORMS = {form.verb: form for form in built()}
ROUTES = routes()


def test_every_form_that_is_taken_is_looked_at() -> None:
    """Each form of each room has a builder in `forms`, and each builder a room."""
    assert issubclass(ROOMS[0], Room)
    assert FORMS.keys() == ROUTES.keys()


@pytest.mark.parametrize("verb", sorted(FORMS))
def test_each_field_says_who_reads_it(verb: str) -> None:
    """Typed into means: screened as `shown`, screened `later`, or read by nobody else (`own`)."""
    typed = [part.key for part in FORMS[verb].parts if isinstance(part, Text)]
    route = ROUTES[verb]
    said = [*route.shown, *route.own, *route.later]
    assert set(typed) <= set(said)
    assert len(said) == len(set(said))


def test_what_nobody_else_reads_is_a_short_list() -> None:
    """A form that is added here is one that nobody in the set reads: look twice."""
    unread = {verb for verb, route in ROUTES.items() if route.own and not route.shown}
    assert unread == {"join.second", "note.new", "concern.new", "practise.new"}


def test_what_is_screened_later_is_screened() -> None:
    """A room that puts screening off does it itself somewhere."""
    for room in ROOMS:
        marks = [m for f in vars(room).values() for m in getattr(f, "__setwise_marks__", ())]
        if any(getattr(mark, "later", ()) for mark in marks):
            assert "call.screen(" in inspect.getsource(room)
