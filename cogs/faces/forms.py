"""Every form: what is asked, and how long an answer may be.

Knows the fields by the names that services know them by. Must not know what becomes of them.
Each builder takes what was typed or said before, so that nothing has to be typed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypedDict

from cogs._modal import Choose, Form, Part, People, Radio, Say, Text, Tick, Upload
from cogs.faces._kit import Option, Words, plain, shorten
from learning.people import HowFar, Role
from learning.writing import Pressing
from services.concerns import KINDS
from services.values import JoinChoices, WeekForm

Said = Mapping[str, str]

NAME, OWN_WORDS, ACCESS, EMPLOYER, HOPE = 40, 80, 300, 100, 200
REFLECTION, ACTION, DAY, NOTICES, NOTE_LINE, SENTENCE, CONCERN = 1500, 500, 40, 80, 900, 200, 1500
AGREED, GOOD_IF = 800, 300
WEEK_TEXT = 2000
ASKS, LINK = 300, 300
MOST_APART = 10


class _Label(TypedDict):
    label: str
    description: str


def join_first(words: Words, choices: JoinChoices) -> Form:
    """Who you are, what you do, and where; verb `join.first`."""
    areas = (Option(value=code, label=shorten(short, 100)) for code, short in choices.areas)
    return _form(
        words,
        "join.first",
        _line(words, "join.name", "name", most=NAME, required=True),
        _radio(words, "join.role", "role", (role.value for role in Role), "form.role"),
        _line(words, "join.own_words", "own_words", most=OWN_WORDS),
        Choose(key="area", **_label(words, "join.area"), options=tuple(areas)[:25]),
        _radio(words, "join.how_far", "how_far", (far.value for far in HowFar), "form.how_far"),
    ).filled(choices.said)


def join_second(words: Words, said: Said) -> Form:
    """What helps you take part, and what must not clash; verb `join.second`."""
    return _form(
        words,
        "join.second",
        _box(words, "join.access", "access", most=ACCESS),
        _line(words, "join.organisation", "organisation", most=EMPLOYER),
        People(key="not_with", **_label(words, "join.not_with"), most=MOST_APART),
        _line(words, "join.hope", "hope", most=HOPE),
        Tick(key="can_guide", **_label(words, "join.can_guide")),
    ).filled(said)


def reflect(words: Words, said: Said, asks: str = "") -> Form:
    """A text with a link or a picture, below what is asked; verb `reflect.new`.

    Where it goes is asked after it (`ReflectChoice`).
    """
    return _form(
        words,
        "reflect.new",
        *((Say(shorten(asks, ASKS)),) if asks else ()),
        _box(words, "reflect.text", "text", most=REFLECTION, required=True),
        _line(words, "reflect.link", "link", most=LINK),
        Upload(key="picture", **_label(words, "reflect.picture")),
        _line(words, "reflect.picture_says", "picture_says", most=SENTENCE),
    ).filled(said)


def reflect_change(words: Words, said: Said, thing: str, revision: int) -> Form:
    """Other words for a reflection; verb `reflect.change`, thing the reflection."""
    text = _box(words, "reflect.text", "text", most=REFLECTION, required=True)
    link = _line(words, "reflect.link", "link", most=LINK)
    return replace(_form(words, "reflect.change", text, link, thing=thing), rev=revision).filled(
        said
    )


def action(words: Words, said: Said, thing: str = "") -> Form:
    """What, by when, and who will notice; verb `action.new`."""
    return _form(
        words,
        "action.new",
        _box(words, "action.what", "what", most=ACTION, required=True),
        _line(words, "action.by_when", "by_when", most=DAY),
        _line(words, "action.who_notices", "who_notices", most=NOTICES),
        thing=thing,
    ).filled(said)


def smaller(words: Words, said: Said, thing: str, revision: int) -> Form:
    """A smaller step in place of an action; verb `action.smaller`, with its revision."""
    what = _box(words, "action.smaller", "what", most=ACTION, required=True)
    return replace(_form(words, "action.smaller", what, thing=thing), rev=revision).filled(said)


def note(words: Words, said: Said, thing: str = "") -> Form:
    """Three lines for yourself; verb `note.new`."""
    return _form(
        words,
        "note.new",
        _box(words, "note.learned", "learned", most=NOTE_LINE),
        _box(words, "note.means", "means", most=NOTE_LINE),
        _box(words, "note.change", "change", most=NOTE_LINE),
        thing=thing,
    ).filled(said)


def bring(words: Words, said: Said, thing: str = "") -> Form:
    """One sentence for the next meeting, and how pressing it is; verb `bring.new`."""
    levels = (level.value for level in Pressing)
    return _form(
        words,
        "bring.new",
        _box(words, "bring.text", "text", most=SENTENCE, required=True),
        _radio(words, "bring.pressing", "pressing", levels, "form.pressing"),
        thing=thing,
    ).filled(said)


def ask(words: Words, said: Said, thing: str = "") -> Form:
    """A question or a line for the set, without a name; verb `ask.new`."""
    text = _box(words, "ask.text", "text", most=SENTENCE, required=True)
    return _form(words, "ask.new", text, thing=thing).filled(said)


def hopes(words: Words, said: Said, thing: str) -> Form:
    """One hope and one worry, without a name; verb `slip.hopes`, thing the session."""
    return _form(
        words,
        "slip.hopes",
        _box(words, "slip.hope", "hope", most=SENTENCE),
        _box(words, "slip.worry", "worry", most=SENTENCE),
        thing=thing,
    ).filled(said)


def sentence(words: Words, said: Said, thing: str) -> Form:
    """One sentence for others; verb `slip.sentence`, thing the session, or nothing."""
    text = _box(words, "slip.sentence", "text", most=SENTENCE, required=True)
    return _form(words, "slip.sentence", text, thing=thing).filled(said)


def agreement(words: Words, said: Said, revision: int) -> Form:
    """What the set agrees to, line by line; verb `agree.edit`, with the set's revision."""
    text = _box(words, "agree.text", "text", most=AGREED, required=True)
    return replace(_form(words, "agree.edit", text), rev=revision).filled(said)


def good(words: Words, said: Said, revision: int) -> Form:
    """How the set knows that it is going well; verb `agree.good`, with the set's revision."""
    text = _box(words, "agree.good_if", "text", most=GOOD_IF, required=True)
    return replace(_form(words, "agree.good", text), rev=revision).filled(said)


def week(words: Words, asked: WeekForm) -> Form:
    """What the open part of a week asks for; verb `week.write`, or `week.answer` for a question."""
    answers = asked.number > 0
    said = asked.question or asked.prompt
    boxes = (
        Text(
            key=f"text{n}",
            label=words("form.week.label", n=n) if asked.each > 1 else words("form.week.one"),
            long=True,
            required=n == 1,
            most=WEEK_TEXT,
        )
        for n in range(1, min(asked.each, 4) + 1)
    )
    form = Form(
        verb="week.answer" if answers else "week.write",
        title=shorten(asked.title, 45),
        parts=(Say(plain(said, WEEK_TEXT)), *boxes),
        thing=f"{asked.session_id}.{asked.number if answers else asked.part}",
    )
    return form.filled({f"text{n}": text for n, text in enumerate(asked.said, 1)})


def practise(words: Words, thing: str, said: Said) -> Form:
    """One try at an open question; verb `practise.new`, thing the number of the round."""
    text = _box(words, "practise.text", "text", most=SENTENCE, required=True)
    return _form(words, "practise.new", text, thing=thing).filled(said)


def concern(words: Words, said: Said) -> Form:
    """What a worry is about, and the worry; verb `concern.new`. Urgent numbers come before it."""
    return _form(
        words,
        "concern.new",
        _radio(words, "concern.about", "about", KINDS, "concern.about"),
        _box(words, "concern.text", "text", most=CONCERN, required=True),
    ).filled(said)


def complaint(words: Words, said: Said, thing: str, revision: int) -> Form:
    """The answer to a complaint; verb `complaint.answer`, thing the complaint."""
    text = _box(words, "complaint.text", "text", most=CONCERN, required=True)
    form = _form(words, "complaint.answer", text, thing=thing)
    return replace(form, rev=revision).filled(said)


def _form(words: Words, verb: str, *parts: Part, thing: str = "") -> Form:
    return Form(verb=verb, title=words(f"form.{verb}.title"), parts=parts, thing=thing)


def _label(words: Words, name: str) -> _Label:
    return {
        "label": words(f"form.{name}.label"),
        "description": words(f"form.{name}.help"),
    }


def _line(words: Words, name: str, key: str, *, most: int, required: bool = False) -> Text:
    return Text(key=key, **_label(words, name), most=most, required=required)


def _box(words: Words, name: str, key: str, *, most: int, required: bool = False) -> Text:
    return Text(key=key, **_label(words, name), most=most, required=required, long=True)


def _radio(words: Words, name: str, key: str, values: Iterable[str], family: str) -> Radio:
    options = (Option(value=one, label=words(f"{family}.{one}")) for one in values)
    return Radio(key=key, **_label(words, name), options=tuple(options))
