"""Plans are data: the shipped ones are right, and a wrong one says what to mend, and where."""

from dataclasses import replace
from pathlib import Path

import pytest
from session_world import PEOPLE, PLANS, Room, keep, part, plan_of

from config.plans import SHIPPED, load_plans, read_plan
from config.weeks import load_weeks
from config.words import load_words
from learning.protocol import WRITES, Part, Plan, Speak, check_plan
from learning.refusals import Misconfigured, Refusal, Said
from learning.session.commands import Next

GOOD = plan_of(part(), part(Speak.PRESENTER, presenter=1), keep())
BY_THE_CLOCK = {
    "classic-90": 90,  # two people
    "lunch-60": 60,
    "grow-60": 60,  # want, now, could, will
    "trio-30": 30,
    "first-90": 90,
    "review-60": 60,  # looking back
    "equal-voices-45": 45,
}
FILE = """
name = "Mine"
use_when = "Always"
total_minutes = 15
people = { fewest = 3, best = 4, most = 6 }
presenters = 0

[[parts]]
title = "Talk"
minutes = 10
speak = "anyone"
prompt = "Talk."

[[parts]]
title = "Note"
minutes = 5
speak = "silence"
keep = true
artefact = "private_note"
prompt = "Write."
"""


def changed(number: int, **more: object) -> Plan:
    """The good plan with one part changed; the total follows."""
    parts: list[Part] = list(GOOD.parts)
    parts[number] = replace(parts[number], **more)
    return replace(GOOD, parts=tuple(parts), total_minutes=sum(p.minutes for p in parts))


def test_the_shipped_plans() -> None:
    """Eight plans, each as long as its name says, with a next line for the guide in each part."""
    assert {name: plan.total_minutes for name, plan in PLANS.items()} == {
        "classic-90": 90,
        "equal-voices-45": 45,
        "first-60": 60,
        "first-90": 90,
        "grow-60": 60,
        "lunch-60": 60,
        "review-60": 60,
        "trio-30": 30,
    }
    assert all(part.say and part.watch for plan in PLANS.values() for part in plan.parts)


def test_the_eight_ways_to_meet_are_there() -> None:
    """Seven by the clock and a week in writing, each as long as it is said to be."""
    weeks = load_weeks()
    assert {name: PLANS[name].total_minutes for name in BY_THE_CLOCK} == BY_THE_CLOCK
    assert PLANS["classic-90"].presenters == 2
    assert [(name, week.total_days) for name, week in weeks.items()] == [("written-week", 8)]
    assert len(BY_THE_CLOCK) + len(weeks) == 8


@pytest.mark.parametrize("rule", Speak)
def test_every_speaking_rule_is_used_by_a_shipped_plan(rule: Speak) -> None:
    """No rule is only for show: a meeting by a shipped plan comes to a board with that rule."""
    rules = {part.speak for plan in PLANS.values() for part in plan.parts}
    assert rule in rules
    plan = next(p for p in PLANS.values() if rule in {part.speak for part in p.parts})
    room = Room.open(plan, presenters=PEOPLE[2 : 2 + plan.presenters])
    while room.board.speak is not rule:
        room.say(Next(by="ann"))
    assert room.board.title == room.title


def test_ways_to_write_and_a_yes_are_used_by_shipped_plans() -> None:
    """Writing without a name, writing on which all must agree, and ideas only after a yes."""
    parts = [part for plan in PLANS.values() for part in plan.parts]
    assert {part.write for part in parts} == WRITES | {""}
    assert any(part.needs_presenter_yes for part in parts)
    assert any(part.equal_turns for part in parts)


@pytest.mark.parametrize(
    ("old", "new", "number", "title", "fix"),
    [
        ("minutes = 10", "minutes = 0", 1, "Talk", "at least 1 minute"),
        ('"Talk."', f'"{"x" * 301}"', 1, "Talk", "300 letters at most"),
        ('"silence"', '"presenter"', 2, "Note", "such as presenter = 1"),
        ('"private_note"', '"poem"', 2, "Note", "I know these: "),
    ],
)
def test_a_rule_broken_in_a_file_is_told_with_file_part_and_fix(
    tmp_path: Path, old: str, new: str, number: int, title: str, fix: str
) -> None:
    """Somebody who wrote a plan reads where to look, and what to write there."""
    file = tmp_path / "harbour-40.toml"
    file.write_text(FILE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_plan(file)
    said = sentence(refused.value)
    assert f"harbour-40, part {number}, “{title}”" in said
    assert fix in said


def test_a_good_plan_passes() -> None:
    """The plan that the tests below break is right."""
    check_plan(GOOD)


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        (replace(GOOD, parts=()), "plan.empty"),
        (replace(GOOD, total_minutes=99), "plan.minutes"),
        (replace(GOOD, fewest=7), "plan.people"),
        (replace(GOOD, presenters=2), "plan.presenters"),
        (changed(0, minutes=0), "plan.part_minutes"),
        (changed(0, title=" "), "plan.title_missing"),
        (changed(0, title="x" * 61), "plan.title_long"),
        (changed(0, prompt=""), "plan.prompt_missing"),
        (changed(0, prompt="x" * 301), "plan.prompt_long"),
        (changed(0, presenter=2), "plan.presenter"),
        (changed(0, presenter=-1), "plan.presenter"),
        (changed(1, presenter=0), "plan.presenter_missing"),
        (changed(0, needs_presenter_yes=True), "plan.presenter_missing"),
        (changed(0, artefact="poem"), "plan.artefact"),
        (changed(0, write="aloud"), "plan.write"),
        (changed(2, artefact=""), "plan.no_note"),
        (changed(2, keep=False), "plan.no_keep"),
    ],
)
def test_a_plan_that_breaks_a_rule_is_refused(plan: Plan, key: str) -> None:
    """Each rule has a key, and a sentence that its facts can fill."""
    with pytest.raises(Refusal) as refused:
        check_plan(plan)
    assert refused.value.key == key
    assert refused.value.facts["plan"] == "made"
    assert "made" in sentence(refused.value)


def test_a_wrong_total_says_the_right_one() -> None:
    """The fix is the sum of the parts."""
    with pytest.raises(Refusal) as refused:
        check_plan(replace(GOOD, total_minutes=99))
    assert refused.value.facts == {"plan": "made", "says": 99, "fix": 25}


def test_a_part_at_fault_is_named() -> None:
    """By its number from 1 and its title."""
    with pytest.raises(Refusal) as refused:
        check_plan(changed(1, prompt="x" * 301))
    assert (refused.value.facts["part"], refused.value.facts["title"]) == (2, "presenter")


def test_an_owners_plan_joins_the_shipped_ones_or_takes_the_place_of_one(tmp_path: Path) -> None:
    """A plan is named after its file."""
    for name in ("mine", "lunch-60"):
        (tmp_path / f"{name}.toml").write_text(FILE, encoding="utf-8")
    plans = load_plans([tmp_path])
    assert plans.keys() == PLANS.keys() | {"mine"}
    assert (plans["lunch-60"].name, plans["classic-90"]) == ("Mine", PLANS["classic-90"])


@pytest.mark.parametrize(
    ("old", "new", "key", "facts"),
    [
        ("total", "= total", "plans.unreadable", {"where": "mine.toml"}),
        ('name = "Mine"', "", "plans.missing", {"field": "name"}),
        ("best = 4, ", "", "plans.missing", {"where": "mine.toml, people", "field": "best"}),
        ("prompt", "promt", "plans.unknown", {"where": "mine.toml, part 1", "fix": "prompt"}),
        ("minutes = 10", 'minutes = "10"', "plans.type", {"field": "minutes", "fix": "5"}),
        ("keep = true", "keep = 1", "plans.type", {"where": "mine.toml, part 2", "fix": "true"}),
        ('"anyone"', '"everyone"', "plans.speak", {"where": "mine.toml, part 1"}),
        ("total_minutes = 15", "total_minutes = 20", "plan.minutes", {"plan": "mine", "fix": 15}),
    ],
)
def test_a_wrong_file_says_where_and_what(
    tmp_path: Path, old: str, new: str, key: str, facts: dict[str, object]
) -> None:
    """File, part, field and fix, in a sentence."""
    file = tmp_path / "mine.toml"
    file.write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(Said) as said:
        read_plan(file)
    assert said.value.key == key
    assert facts.items() <= said.value.facts.items()
    assert "mine" in sentence(said.value)


def test_parts_must_be_tables(tmp_path: Path) -> None:
    """A list of plain words is no list of parts."""
    file = tmp_path / "mine.toml"
    file.write_text(FILE.split("[[parts]]")[0] + 'parts = ["Talk"]', encoding="utf-8")
    with pytest.raises(Misconfigured) as said:
        read_plan(file)
    assert said.value.facts == {"where": "mine.toml, part 1", "field": "parts", "fix": "[[parts]]"}


def test_a_folder_without_plans_is_named(tmp_path: Path) -> None:
    """An owner's folder must hold at least one plan."""
    with pytest.raises(Misconfigured) as said:
        load_plans([tmp_path])
    assert said.value.key == "plans.none"


def test_the_shipped_folder_holds_nothing_but_plans() -> None:
    """Every file in the folder is loaded."""
    assert {file.stem for file in SHIPPED.iterdir()} == PLANS.keys() | load_weeks().keys()


def sentence(said: Said) -> str:
    """Word an error as the house would."""
    kind = "refusal" if isinstance(said, Refusal) else "misconfigured"
    return load_words()(f"{kind}.{said.key}", **said.facts)
