"""One page for a plan: what came out, each set and why, who waits, and what would help.

Knows the order of the page. Must not know files or the solver; every text of a person is escaped,
and nothing on the page asks anything of the outside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bot.plan_page.marks import HATCH, bar, shape
from bot.planning_words import headline, how_good, most_helpful, said
from cogs.faces.saying import block as time_name
from cogs.faces.saying import block_hours, together
from config.words import Words
from learning.forming.plan import FormedSet, Plan, Unplaced
from learning.forming.problem import ROLES, Member, Problem

STYLE = Path(__file__).with_name("page.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
KIND = "forming.why.kind."  # said by the pictures already
MOST_NAMES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What a page is made of."""

    words: Words
    problem: Problem
    plan: Plan
    stopped: bool = False
    relax: tuple[str, ...] = ()  # what would let more people in, in sentences

    def html(self) -> str:
        """Return the page, whole in one file."""
        title = headline(self.words, self.plan)
        style = STYLE.read_text(encoding="utf-8")
        body = "\n".join(filter(None, (self._head(title), *self._parts())))
        return (
            '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n"
            f'<body data-ready="yes">\n{HATCH}\n<main>\n{body}\n</main>\n</body>\n</html>\n'
        )

    def _parts(self) -> Iterable[str]:
        yield self._glance()
        yield self._sets()
        yield self._waiting()
        yield self._helps()
        yield self._times()
        yield self._foot()

    def _head(self, title: str) -> str:
        lines = how_good(self.words, self.plan, stopped=self.stopped)
        good = "".join(f"<li>{escape(line)}</li>" for line in lines)
        return f'<header>\n<h1>{escape(title)}</h1>\n<ul class="good">{good}</ul>\n</header>'

    def _glance(self) -> str:
        """All sets in a table, with a shape for each person, and what the shapes mean."""
        if not self.plan.sets:
            return ""
        words = self.words
        heads = "".join(
            f'<th scope="col">{escape(words(key))}</th>'
            for key in ("page.set", "page.when", "page.area", "page.who")
        )
        rows = "".join(self._line(at, one) for at, one in enumerate(self.plan.sets, start=1))
        used = Counter(one.role for one in self.problem.members)
        legend = "".join(
            f"<li>{shape(role, self._letters(role))} {escape(words(f'role.{role}'))}</li>"
            for role in ROLES
            if used[role]
        )
        return _section(
            words("page.glance"),
            f'<ul class="legend">{legend}</ul>\n<table class="glance"><thead><tr>{heads}</tr>'
            f"</thead><tbody>{rows}</tbody></table>",
        )

    def _line(self, at: int, one: FormedSet) -> str:
        people = self._people(one)
        marks = "".join(shape(person.role, self._letters(person.role)) for person in people)
        return (
            f'<tr><th scope="row"><a href="#set-{at}">{at}</a></th>'
            f"<td>{escape(time_name(self.words, one.block))}</td>"
            f"<td>{escape(self._area(one.area))}</td>"
            f'<td><span class="marks" role="img" aria-label="{escape(self._counted(people))}">'
            f"{marks}</span></td></tr>"
        )

    def _sets(self) -> str:
        if not self.plan.sets:
            return ""
        inside = "\n".join(self._set(at, one) for at, one in enumerate(self.plan.sets, start=1))
        return _section(self.words("page.sets"), inside)

    def _set(self, at: int, one: FormedSet) -> str:
        """One set: its people, and why they are together."""
        words = self.words
        title = words("page.set.title", n=at, block=block_hours(words, one.block))
        people = "".join(map(self._person, self._people(one)))
        why = " ".join(
            said(words, r, hours=False) for r in one.reasons if not r.key.startswith(KIND)
        )
        return (
            f'<article id="set-{at}"><h3>{escape(title)}</h3>'
            f'<p class="where">{escape(self._area(one.area))}</p>'
            f'<ul class="people">{people}</ul><p>{escape(why)}</p></article>'
        )

    def _person(self, person: Member) -> str:
        words = self.words
        more = [words(f"role.{person.role}"), self._area(person.area)]
        more += [words("page.can_guide")] if person.can_guide else []
        return (
            f"<li>{shape(person.role, self._letters(person.role))}<span><b>{escape(person.id)}</b>"
            f"<small>{escape(' · '.join(more))}</small></span></li>"
        )

    def _waiting(self) -> str:
        """Everybody without a set; those with the same reason and the same help stand together."""
        words, unplaced = self.words, self.plan.unplaced
        if not unplaced:
            return _section(words("page.waits"), f"<p>{escape(words('page.nobody_waits'))}</p>")
        groups: defaultdict[tuple[str, str], list[Unplaced]] = defaultdict(list)
        for one in unplaced:
            helps = said(words, one.would_help, hours=False) if one.would_help else ""
            groups[said(words, one.reason, hours=False), helps].append(one)
        heads = "".join(
            f'<th scope="col">{escape(words(key))}</th>'
            for key in ("page.people", "page.why", "page.would_help")
        )
        rows = "".join(
            f'<tr><th scope="row">{escape(self._names(group))}</th>'
            f"<td>{escape(why)}</td><td>{escape(helps)}</td></tr>"
            for (why, helps), group in sorted(groups.items(), key=lambda g: -len(g[1]))
        )
        table = f'<table class="waits"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        return _section(words("plan.waiting", n=len(unplaced)), table)

    def _helps(self) -> str:
        helps = [
            self.words("plan.helps.line", n=count, text=text)
            for text, count in most_helpful(self.words, self.plan)
        ]
        lines = [*self.relax, *helps]
        if not lines:
            return ""
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        return _section(self.words("page.helps"), f"<ol>{items}</ol>")

    def _times(self) -> str:
        """Weekly times by how many could come, and which sets meet then."""
        words, members = self.words, self.problem.members
        good = Counter(block for one in members for block in one.good)
        maybe = Counter(block for one in members for block in one.possible - one.good)
        most = max((good[b] + maybe[b] for b in self.problem.blocks), default=0)
        meets: defaultdict[str, list[str]] = defaultdict(list)
        for at, one in enumerate(self.plan.sets, start=1):
            meets[one.block].append(str(at))
        rows = "".join(
            self._time(block, good[block], maybe[block], most, meets[block])
            for block in self.problem.blocks
        )
        heads = "".join(
            f'<th scope="col">{escape(words(key))}</th>'
            for key in ("page.when", "page.could", "page.numbers", "page.meets")
        )
        key = bar(1, 1, 2, words("page.bar"))
        return _section(
            words("page.times"),
            f'<p class="key">{key} {escape(words("page.bar"))}</p><table class="times">'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>",
        )

    def _time(self, block: str, good: int, maybe: int, most: int, meets: Sequence[str]) -> str:
        numbers = self.words("page.count", good=good, possible=maybe)
        return (
            f'<tr><th scope="row">{escape(time_name(self.words, block))}</th>'
            f"<td>{bar(good, maybe, most, numbers)}</td><td>{escape(numbers)}</td>"
            f"<td>{escape(', '.join(meets))}</td></tr>"
        )

    def _foot(self) -> str:
        seed = self.words("page.seed", seed=self.plan.seed)
        lines = (self.words("page.rules"), seed, self.words("page.private"))
        return f"<footer>{''.join(f'<p>{escape(line)}</p>' for line in lines)}</footer>"

    def _people(self, one: FormedSet) -> list[Member]:
        """Return the people of a set, by kind of work and then by name."""
        known = {member.id: member for member in self.problem.members}
        found = [known[id] for id in one.members]
        return sorted(found, key=lambda m: (ROLES.index(m.role), m.id.casefold()))

    def _counted(self, people: Sequence[Member]) -> str:
        kinds = Counter(person.role for person in people)
        return together(
            self.words,
            [self.words(f"page.kinds.{role}", n=kinds[role]) for role in ROLES if kinds[role]],
        )

    def _names(self, group: Sequence[Unplaced]) -> str:
        return together(self.words, [one.id for one in group], MOST_NAMES)

    def _letters(self, role: str) -> str:
        return self.words(f"page.mark.{role}")

    def _area(self, code: str) -> str:
        return next((a.name for a in self.problem.areas if a.code == code), code)


def _section(title: str, inside: str) -> str:
    return f"<section>\n<h2>{escape(title)}</h2>\n{inside}\n</section>"
