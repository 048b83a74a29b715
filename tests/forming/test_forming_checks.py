"""Every question that cannot be meant is refused, naming the person and the field."""

from __future__ import annotations

import json
from typing import Any

import pytest

from learning.forming.checks import check
from learning.forming.files import look_at_members, read_members
from learning.forming.problem import Area, Problem
from learning.refusals import Refusal

Asked = dict[str, Any]


def asked() -> Asked:
    """A sound file of two people."""
    return {
        "format": "setwise-members/1",
        "areas": [
            {"code": "R", "name": "Region", "level": "region", "parent": None},
            {"code": "I", "name": "Board", "level": "icb", "parent": "R"},
        ],
        "blocks": ["mon-lunch", "tue-lunch"],
        "members": [person("ann"), person("bob")],
    }


def person(name: str) -> Asked:
    """A sound person."""
    return {
        "id": name,
        "role": "gp",
        "area": "I",
        "how_far": "region",
        "organisation": None,
        "not_with": [],
        "good": ["mon-lunch"],
        "possible": ["tue-lunch"],
        "themes": [],
        "can_guide": False,
        "rounds_waited": 0,
        "met": [],
    }


def test_a_sound_file_is_read() -> None:
    """Every field arrives where it belongs."""
    problem = read_members(json.dumps(asked()))
    assert problem.areas[1] == Area("I", "Board", "icb", "R")
    assert problem.members[0].good == {"mon-lunch"}
    assert problem.sizes == (5, 7)


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("role", "doctor", "unknown_role"),
        ("how_far", "moon", "unknown_how_far"),
        ("area", "X", "unknown_area"),
        ("good", ["mon-dawn"], "unknown_block"),
        ("not_with", ["carol"], "not_with_nobody"),
        ("not_with", ["bob"], "not_with_self"),
        ("rounds_waited", -1, "rounds"),
        ("rounds_waited", 10**9, "rounds"),
        ("rounds_waited", True, "not_number"),
        ("can_guide", "yes", "not_yes_no"),
        ("good", "mon-lunch", "not_list"),
        ("themes", [1], "not_text"),
        ("organisation", 5, "not_text"),
        ("colour", "red", "unknown_key"),
    ],
)
def test_a_wrong_field_names_person_and_field(field: str, value: object, key: str) -> None:
    """One wrong field gives one refusal with who and which."""
    whole = asked()
    whole["members"][1][field] = value
    with pytest.raises(Refusal) as refused:
        read_members(json.dumps(whole))
    assert refused.value.key == f"forming.refused.{key}"
    assert refused.value.facts["person"] == "bob"
    assert refused.value.facts["field"] == field


def test_no_blocks_at_all_is_refused() -> None:
    """A person with neither good nor possible blocks is named."""
    whole = asked()
    whole["members"][0] |= {"good": [], "possible": []}
    with pytest.raises(Refusal) as refused:
        read_members(json.dumps(whole))
    assert refused.value.key == "forming.refused.empty_blocks"
    assert refused.value.facts["person"] == "ann"


def test_a_member_listed_twice_is_refused() -> None:
    """Two rows with one id are refused by that id."""
    whole = asked()
    whole["members"].append(person("ann"))
    with pytest.raises(Refusal) as refused:
        read_members(json.dumps(whole))
    assert refused.value.key == "forming.refused.member_twice"
    assert refused.value.facts["person"] == "ann"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"extra": 1}, "unknown_key"),
        ({"format": "setwise-members/2"}, "format"),
        ({"blocks": []}, "no_blocks"),
        ({"blocks": ["mon-lunch", "mon-lunch"]}, "block_twice"),
        ({"blocks": [f"b{at}" for at in range(61)]}, "many_blocks"),
        ({"members": {}}, "not_list"),
        ({"members": [5]}, "not_row"),
        ({"members": [{"id": "ann"}]}, "missing"),
    ],
)
def test_a_wrong_file_is_refused(change: Asked, key: str) -> None:
    """Faults of the whole file have their own keys."""
    with pytest.raises(Refusal) as refused:
        read_members(json.dumps(asked() | change))
    assert refused.value.key == f"forming.refused.{key}"


def test_all_faults_of_all_people_are_named_at_once() -> None:
    """Whoever mends a file is told everything: what cannot be read, and what cannot be meant."""
    whole = asked()
    whole["members"] += [
        person("bob") | {"role": "poet", "not_with": ["nobody"]},
        person("cat") | {"good": ["never"], "possible": []},
        person("dan") | {"rounds_waited": "two"},
    ]
    looked = look_at_members(json.dumps(whole))
    assert looked.problem is None
    named = [(str(fault.facts["person"]), str(fault.facts["field"])) for fault in looked.faults]
    assert ("dan", "rounds_waited") in named
    assert ("bob", "role") in named
    assert ("cat", "good") in named
    assert {who for who, _ in named} == {"bob", "cat", "dan"}


@pytest.mark.parametrize("text", ["", "{", "[1,", '"' + "[" * 100])
def test_what_is_not_json_is_refused(text: str) -> None:
    """Broken text is a refusal, not a crash."""
    with pytest.raises(Refusal) as refused:
        read_members(text)
    assert refused.value.key == "forming.refused.not_json"


@pytest.mark.parametrize(
    ("areas", "key"),
    [
        ([("A", "icb", "B"), ("B", "cluster", "A")], "ring"),
        ([("A", "icb", "A")], "ring"),
        ([("A", "icb", "Z")], "no_parent"),
        ([("A", "icb", "B"), ("B", "local", None)], "parent_level"),
        ([("A", "shire", None)], "level"),
        ([("A", "icb", None), ("A", "icb", None)], "area_twice"),
    ],
)
def test_an_area_tree_that_is_none_is_refused(
    areas: list[tuple[str, str, str | None]], key: str
) -> None:
    """Rings, missing parents, upside-down levels and double codes are refused by code."""
    tree = tuple(Area(code, code, level, parent) for code, level, parent in areas)
    with pytest.raises(Refusal) as refused:
        check(Problem(tree, ("mon-lunch",), ()))
    assert refused.value.key == f"forming.refused.{key}"


@pytest.mark.parametrize("sizes", [(3, 7), (5, 9), (7, 5)])
def test_sizes_outside_four_to_eight_are_refused(sizes: tuple[int, int]) -> None:
    """A coordinator may set four to eight, no more and no less."""
    with pytest.raises(Refusal):
        check(Problem((), ("mon-lunch",), (), sizes))
