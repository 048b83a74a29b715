"""The page of a plan is whole, asks nothing of the outside, and tells nothing by pictures alone."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

from benchmarks.forming_people import people
from bot.plan_page.page import Pages
from config.words import load_words
from learning.forming.plan import Plan
from learning.forming.problem import Problem
from learning.forming.solve import solve

BAD = '<script>alert("x")</script>'


class _Reader(HTMLParser):
    """Gathers text, and the attributes of every element."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += f"{data} "


@cache
def asked() -> tuple[Problem, Plan]:
    """Return thirty people, one with a wicked name, and the sets for them."""
    problem = people(30, 4)
    first, *rest = problem.members
    first = replace(first, id=BAD, not_with=frozenset(), met=frozenset())
    rest = [replace(one, not_with=frozenset(), met=frozenset()) for one in rest]
    problem = replace(problem, members=(first, *rest))
    return problem, solve(problem, seed=1, budget=200)


def page(plan: Plan | None = None) -> _Reader:
    """Read the page of a plan."""
    problem, made = asked()
    reader = _Reader()
    words = load_words()
    reader.feed(Pages(words=words, problem=problem, plan=plan or made).html())
    return reader


def test_everybody_is_on_the_page_by_name() -> None:
    """Each person stands in a set or among those who wait, as text, however the name is written."""
    problem, plan = asked()
    assert plan.sets
    assert plan.unplaced
    text = " ".join(page().text.split())
    assert [one.id for one in problem.members if one.id not in text] == []


def test_it_asks_nothing_of_the_outside() -> None:
    """No script, no link to elsewhere, and a policy that forbids both."""
    reader = page()
    assert {tag for tag, _ in reader.tags} & {"script", "link", "img", "iframe", "object"} == set()
    links = [has["href"] or "" for _, has in reader.tags if "href" in has]
    assert links
    assert all(link.startswith("#set-") for link in links)
    assert not any(key.startswith("on") for _, has in reader.tags for key in has)
    assert any("default-src 'none'" in str(has.get("content")) for _, has in reader.tags)


def test_every_picture_has_words() -> None:
    """A picture is described, or hidden from readers where the words stand beside it."""
    pictures = [has for tag, has in page().tags if tag == "svg" or has.get("role") == "img"]
    assert len(pictures) > 30
    assert [one for one in pictures if not (one.get("aria-label") or one.get("aria-hidden"))] == []


def test_it_says_how_good_the_plan_is() -> None:
    """It is called the best only when that is proved; else it says how much better it could be."""
    _, plan = asked()
    best = replace(plan, status="optimal", bound=plan.objective)
    assert "No better plan exists." in page(best).text
    near = replace(plan, status="feasible", bound=plan.objective + plan.objective // 150)
    assert "At most 1 % better is possible." in page(near).text
    assert "No better plan exists." not in page(near).text
    certain = replace(near, placed_bound=plan.placed)
    assert "Nobody else could have been given a set." in page(certain).text
    open_ = replace(near, placed_bound=plan.placed + 2)
    assert "2 more people could have a set, at the very most." in page(open_).text


def test_the_numbers_of_each_time_are_those_of_the_people() -> None:
    """The table of times counts everybody, placed or not."""
    problem, _ = asked()
    good = sum(len(one.good) for one in problem.members)
    counted = re.findall(r"(\d+) good, \d+ possible", page().text)
    assert sum(map(int, counted)) == good


def test_no_sets_is_a_page_too() -> None:
    """With nobody placed the page says so, and still why."""
    _, plan = asked()
    text = page(replace(plan, sets=(), placed=0)).text
    assert "No set is possible yet" in text
    assert "What would help" in text
