"""Forms: drawn within Discord's limits, read back, and filled again with what was typed."""

from __future__ import annotations

from typing import Any

import pytest

from cogs._drawing import draw_form
from cogs._modal import Checks, Choose, Form, Part, People, Radio, Say, Text, Tick, typed
from cogs.faces._kit import Option

OPTIONS = (
    Option(value="gp", label="GP"),
    Option(value="artist", label="Artist", description="Any art", chosen=True),
    Option(value="other", label="Something else"),
)


def form(*parts: Part) -> Form:
    """Return a form of these parts."""
    return Form(verb="join.first", thing="me", rev=4, title="Tell us about you", parts=parts)


def sent(*components: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a form as Discord sends it."""
    labels = [{"type": 18, "id": n, "component": one} for n, one in enumerate(components, 1)]
    return {"custom_id": "f:join.first:me:4", "components": labels}


def test_every_sort_of_field_is_drawn_in_a_label() -> None:
    """A label with its own field is drawn for each part; help stands between."""
    modal = draw_form(
        form(
            Text(key="name", label="Name", description="As others know you", required=True),
            Choose(key="area", label="Area", options=OPTIONS, most=2),
            Radio(key="kind", label="Kind", options=OPTIONS),
            Checks(key="days", label="Days", options=OPTIONS, most=3),
            Say("Nearly done."),
        )
    ).to_dict()
    assert modal["custom_id"] == "f:join.first:me:4"
    assert [part["type"] for part in modal["components"]] == [18, 18, 18, 18, 10]
    inner = [part["component"] for part in modal["components"][:4]]
    assert [part["type"] for part in inner] == [4, 3, 21, 22]
    assert [part["custom_id"] for part in inner] == ["name", "area", "kind", "days"]
    assert [o.get("default", False) for o in inner[2]["options"]] == [False, True, False]


def test_a_tick_and_people_are_drawn() -> None:
    """A single box and a menu of members are fields too."""
    modal = draw_form(
        form(Tick(key="sure", label="Sure", chosen=True), People(key="who", label="Who", most=3))
    ).to_dict()
    inner = [part["component"] for part in modal["components"]]
    assert (inner[0]["type"], inner[0]["default"]) == (23, True)
    assert (inner[1]["type"], inner[1]["max_values"], inner[1]["required"]) == (5, 3, False)


def test_titles_labels_and_descriptions_are_cut_to_fit() -> None:
    """Words that are too long for Discord are shortened and end with three dots."""
    modal = draw_form(
        Form(
            verb="a.b",
            title="word " * 20,
            parts=(Text(key="k", label="word " * 20, description="word " * 40),),
        )
    ).to_dict()
    assert len(modal["title"]) <= 45
    assert len(modal["components"][0]["label"]) <= 45
    assert len(modal["components"][0]["description"]) <= 100
    assert modal["title"].endswith("…")


@pytest.mark.parametrize("many", [0, 6])
def test_a_form_has_one_to_five_parts(many: int) -> None:
    """A form that Discord would refuse is refused where it is drawn."""
    with pytest.raises(ValueError, match="one to five"):
        draw_form(form(*(Text(key=str(n), label="L") for n in range(many))))


def test_what_was_filled_in_is_read_by_key() -> None:
    """Text as typed, choices joined by commas, a ticked box as yes, an empty one as nothing."""
    data = sent(
        {"type": 4, "custom_id": "name", "value": "Ann"},
        {"type": 3, "custom_id": "area", "values": ["gp", "other"]},
        {"type": 21, "custom_id": "kind", "value": None},
        {"type": 23, "custom_id": "sure", "value": True},
        {"type": 23, "custom_id": "not", "value": False},
        {"type": 5, "custom_id": "who", "values": ["5", "6"]},
    )
    assert typed(data) == {
        "name": "Ann",
        "area": "gp,other",
        "kind": "",
        "sure": "yes",
        "not": "",
        "who": "5,6",
    }


def test_a_form_of_the_older_shape_is_read_too() -> None:
    """Rows of single fields, as older clients send them, are understood."""
    row = {"type": 1, "components": [{"type": 4, "custom_id": "name", "value": "Ann"}]}
    assert typed({"components": [row]}) == {"name": "Ann"}


def test_a_form_is_filled_again_with_what_was_typed() -> None:
    """Whatever the sort of field, what was typed before stands in it again."""
    before = form(
        Text(key="name", label="Name"),
        Choose(key="area", label="Area", options=OPTIONS, most=2),
        Tick(key="sure", label="Sure"),
        People(key="who", label="Who", most=2),
        Say("Help."),
    )
    after = before.filled({"name": "Ann", "area": "gp,other", "sure": "yes", "who": "5,6"})
    name, area, sure, who, _ = after.parts
    assert isinstance(name, Text)
    assert isinstance(area, Choose)
    assert isinstance(sure, Tick)
    assert isinstance(who, People)
    assert name.value == "Ann"
    assert [o.value for o in area.options if o.chosen] == ["gp", "other"]
    assert sure.chosen
    assert who.chosen == (5, 6)
    assert before.filled({}) == before


def test_too_long_a_text_is_cut_to_what_the_field_takes() -> None:
    """A default longer than the field's own limit would be refused by Discord."""
    modal = draw_form(form(Text(key="k", label="L", value="x" * 50, most=10))).to_dict()
    assert modal["components"][0]["component"]["value"] == "x" * 10


def test_options_hold_no_comma() -> None:
    """Choices are joined by commas, so no value may hold one."""
    with pytest.raises(ValueError, match="comma"):
        draw_form(form(Choose(key="k", label="L", options=(Option(value="a,b", label="A"),))))
