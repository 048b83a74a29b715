"""Forms ask little, fit Discord's limits, and give back what was typed."""

from collections.abc import Callable

import pytest
from faces_reader import WORDS

from cogs._drawing import draw_form
from cogs._modal import Choose, Form, People, Radio, Say, Text, Tick
from cogs.faces import forms
from services.concerns import KINDS
from services.concerns import LONGEST as CONCERN
from services.keeping import SENTENCE
from services.reflecting import LONGEST
from services.values import JoinChoices

AREAS = tuple((f"E{n:03}", f"Area {n} " + "x" * 120) for n in range(40))
SAID = {"name": "Amara", "role": "gp", "area": "E003", "how_far": "icb", "not_with": "77,78"}

ALL: dict[str, Callable[[dict[str, str]], Form]] = {
    "join.first": lambda said: forms.join_first(WORDS, JoinChoices(areas=AREAS, said=said)),
    "join.second": lambda said: forms.join_second(WORDS, said),
    "reflect.new": lambda said: forms.reflect(WORDS, said),
    "reflect.change": lambda said: forms.reflect_change(WORDS, said, "abc", 1),
    "action.new": lambda said: forms.action(WORDS, said),
    "note.new": lambda said: forms.note(WORDS, said),
    "bring.new": lambda said: forms.bring(WORDS, said),
    "ask.new": lambda said: forms.ask(WORDS, said),
    "practise.new": lambda said: forms.practise(WORDS, "2", said),
    "concern.new": lambda said: forms.concern(WORDS, said),
    "complaint.answer": lambda said: forms.complaint(WORDS, said, "abc", 1),
}


@pytest.mark.parametrize("verb", ALL)
def test_a_form_can_be_opened(verb: str) -> None:
    """Every form draws as Discord wants it, under its own verb, with short labels and help."""
    form = ALL[verb]({})
    assert form.verb == verb
    assert len(form.title) <= 45
    for part in form.parts:
        if not isinstance(part, Say):
            assert 0 < len(part.label) <= 34
            assert 0 < len(part.description) <= 100
    drawn = draw_form(form).to_dict()
    assert 1 <= len(drawn["components"]) <= 5


@pytest.mark.parametrize("verb", ALL)
def test_what_was_typed_comes_back(verb: str) -> None:
    """A form that is opened again holds every text that was typed into it."""
    empty = ALL[verb]({})
    typed = {part.key: "Something" for part in empty.parts if isinstance(part, Text)}
    again = ALL[verb](typed)
    assert [p.value for p in again.parts if isinstance(p, Text)] == ["Something"] * len(typed)


def test_joining_remembers_every_choice() -> None:
    """Choices, people and the tick come back too; other words than the form's are ignored."""
    first = ALL["join.first"]({**SAID, "guild": "1"})
    menus = [part for part in first.parts if isinstance(part, Choose | Radio)]
    chosen = [option.value for menu in menus for option in menu.options if option.chosen]
    assert chosen == ["gp", "E003", "icb"]
    second = ALL["join.second"]({**SAID, "can_guide": "yes"})
    people = [p.chosen for p in second.parts if isinstance(p, People)]
    assert people == [(77, 78)]
    assert [p.chosen for p in second.parts if isinstance(p, Tick)] == [True]


def test_only_what_is_needed_must_be_filled_in() -> None:
    """Nothing about access, employer or others has to be answered."""
    second = ALL["join.second"]({})
    assert not any(p.required for p in second.parts if isinstance(p, Text))
    first = ALL["join.first"]({})
    assert [p.key for p in first.parts if isinstance(p, Text) and p.required] == ["name"]


def test_a_form_holds_as_much_as_services_keep() -> None:
    """No form takes more than its service would keep, so that nothing typed is refused as long."""
    limits = {"reflect.new": LONGEST, "concern.new": CONCERN, "complaint.answer": CONCERN}
    limits |= {"bring.new": SENTENCE, "ask.new": SENTENCE}
    for verb, most in limits.items():
        texts = [p for p in ALL[verb]({}).parts if isinstance(p, Text)]
        assert texts[0].most == most


def test_a_concern_is_of_a_kind_its_service_knows() -> None:
    """The four choices are those of the service."""
    radio = next(p for p in ALL["concern.new"]({}).parts if isinstance(p, Radio))
    assert tuple(o.value for o in radio.options) == tuple(KINDS)
