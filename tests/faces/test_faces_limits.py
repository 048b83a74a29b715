"""Every value draws, within Discord's limits, with all its buttons, however much there is."""

import csv
import re
from dataclasses import replace

import pytest
from faces_large import large
from faces_makers import NASTY, all_kinds, plan
from faces_reader import WORDS, Read, read
from faces_small import small

from cogs._address import read as read_address
from cogs.faces.plan_change import PlanChange
from cogs.faces.plan_file import plan_csv
from services.values import PlanView

SMALL, LARGE = small(), large()
EVERY = {
    **{f"small {name}": value for name, value in SMALL.items()},
    **{f"large {name}": value for name, value in LARGE.items()},
}
LABEL, PROMPT, OPTION = 34, 150, 100


@pytest.fixture(params=EVERY, name="card")
def _card(request: pytest.FixtureRequest) -> Read:
    return read(EVERY[request.param])


def test_every_kind_of_value_is_drawn_here() -> None:
    """The makers leave out no value that services can show."""
    missing = all_kinds() - {type(value) for value in SMALL.values()}
    assert missing == set()


def test_a_card_fits_one_message(card: Read) -> None:
    """No card has more than 40 components or 4,000 characters, and none is empty."""
    assert card.components <= 40
    assert 0 < len(card.text) <= 4000
    card.face.to_components()


def test_labels_fit_a_phone(card: Read) -> None:
    """Every label is a few words, and every menu stays inside Discord's limits."""
    assert all(0 < len(label) <= LABEL for label in card.labels)
    for menu in card.menus:
        assert menu.placeholder
        assert len(menu.placeholder) <= PROMPT
        assert all(0 < len(option.label) <= OPTION for option in menu.options)


def test_every_control_says_what_it_is_about(card: Read) -> None:
    """Every button and menu carries an address that can be read back, and no two are the same."""
    assert all(read_address(one) is not None for one in card.ids)
    assert len(set(card.ids)) == len(card.ids)


def test_no_card_calls_a_crowd(card: Read) -> None:
    """No text can notify everybody, and at most one person is ever notified."""
    assert "@everyone" not in card.text
    assert "@here" not in card.text
    allowed = card.face.allowed()
    assert allowed.everyone is False
    assert allowed.roles is False


@pytest.mark.parametrize("name", LARGE)
def test_what_members_wrote_is_not_obeyed(name: str) -> None:
    """A name that is a mention shows as it was typed."""
    text = read(LARGE[name]).text.replace("\\<", "")
    assert "<@1>" not in text


@pytest.mark.parametrize("name", LARGE)
def test_a_full_card_keeps_its_buttons(name: str) -> None:
    """However long the text, what can be pressed is not pushed off the card."""
    if name in SMALL:
        usual = {one.split(":")[1] for one in read(SMALL[name]).ids}
        assert usual <= {one.split(":")[1] for one in read(LARGE[name]).ids}


def rows_of(view: PlanView) -> list[list[str]]:
    """Return the table that goes with a plan."""
    return list(csv.reader(plan_csv(view, WORDS).decode("utf-8-sig").splitlines()))


def test_a_big_plan_is_whole_in_its_file() -> None:
    """The table with a plan names every person once, and nothing in it is a formula."""
    big = plan(30, 200)
    bad = replace(big.unplaced[0], name="=1+1")
    rows = rows_of(replace(big, unplaced=(bad,)))
    assert len(rows) == 1 + sum(len(one.people) for one in big.sets) + 1
    assert rows[-1][0] == "'=1+1"
    rows = rows_of(big)
    assert all(any(row[2] == f"Kestrel {n}" for row in rows) for n in range(30))
    assert [row[0] for row in rows[-200:]] == [f"Waiting{n}" for n in range(200)]


def test_every_page_of_a_huge_plan_can_be_shown() -> None:
    """A thousand people fit, page by page: each set and person stands on exactly one page."""
    huge = plan(150, 100)
    seen: list[str] = []
    number, count = 1, 1
    while number <= count:
        drawn = read(replace(huge, page=number))
        count = int(drawn.text.rsplit("Page ", 1)[1].split()[2].rstrip("."))
        seen += re.findall(r"\*\*(Kestrel \d+|Waiting\d+)(?:\*\*)?:", drawn.text)
        number += 1
    assert sorted(seen) == sorted(
        [f"Kestrel {n}" for n in range(150)] + [f"Waiting{n}" for n in range(100)]
    )


@pytest.mark.parametrize("page", [1, 2, 9])
def test_a_page_can_be_changed_within_the_limits(page: int) -> None:
    """The menus of any page hold no more than a menu may, and name the sets of that page."""
    drawn = read(PlanChange(view=plan(10, 200, page=page)))
    assert "Change the plan for Devon" in drawn.text


def test_a_big_plan_counts_everybody_who_waits() -> None:
    """Where people wait by the hundred, the reasons are counted and add up."""
    text = read(plan(30, 200)).text
    assert "**133 people** (" in text
    assert "**67 people** (" in text
    assert "What would help most" in text


def test_the_makers_are_nasty() -> None:
    """The large values really hold mentions and markdown; without this, silence would pass."""
    assert "@everyone" in NASTY
    assert "Bob" in read(LARGE["consent"]).text
