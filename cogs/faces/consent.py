"""The private question to one person about one set.

Knows the states of that question. Must not show who else answered what, nor hint at why a set
was planned again.
"""

from __future__ import annotations

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Part, Row, Sheet, Small, Words, plain, tick
from cogs.faces.saying import block_hours, block_minutes, moment, name, who
from learning.sets import Consent
from services.values import ConsentCard

LONGEST = 90  # minutes; the longest plan of a set's first meetings
OFFERED = {
    Consent.ASKED: ("yes", "no", "later"),
    Consent.LATER: ("yes", "no"),
    Consent.YES: ("no",),
    Consent.NO: (),
}


@face(ConsentCard)
def draw_consent(value: ConsentCard, words: Words) -> Sheet:
    """Draw the question, the answer given, or that it is closed."""
    if value.answer is Consent.NO:
        return _short(value, words, "no")
    if value.complete:
        return _short(value, words, "complete")
    if not value.open:
        return _short(value, words, "closed")
    return Sheet(
        title=words("consent.title", set=name(value.set_name)),
        parts=(
            *_state(value, words),
            _others(value, words),
            Lines(tuple(who(words, somebody) for somebody in value.people)),
            _terms(value, words),
            words(
                "consent.until", until=moment(words, value.until, value.zone), ago=tick(value.until)
            ),
            Row(*_buttons(value, words)),
            Small(words("consent.small")),
        ),
    )


def _others(value: ConsentCard, words: Words) -> str:
    """Say how many others there are."""
    return words("consent.who", n=len(value.people))


def _short(value: ConsentCard, words: Words, state: str) -> Sheet:
    title = words("consent.title", set=name(value.set_name))
    return Sheet(title=title, parts=(words(f"consent.is.{state}", set=name(value.set_name)),))


def _state(value: ConsentCard, words: Words) -> tuple[Part, ...]:
    """Say what has changed, and what this person answered so far."""
    said: list[Part] = []
    if value.answer is Consent.YES:
        said.append(words("consent.is.yes"))
    elif value.answer is Consent.LATER:
        said.append(words("consent.is.later"))
    elif value.changed:
        said.append(words("consent.changed"))
    else:
        said.append(words("consent.is.asked", area=plain(value.area, 80, one_line=True)))
    return tuple(said)


def _terms(value: ConsentCard, words: Words) -> str:
    """Say when, how often, how long, and who guides first."""
    minutes = block_minutes(value.block, LONGEST)
    others = {somebody.name for somebody in value.people}
    if not value.guide:
        guide = words("consent.guide.nobody")
    elif value.guide in others:
        guide = words("consent.guide.name", name=name(value.guide))
    else:
        guide = words("consent.guide.you")
    when = words("consent.when", block=block_hours(words, value.block))
    return f"{when}\n{words('consent.long', minutes=minutes)}\n{guide}"


def _buttons(value: ConsentCard, words: Words) -> list[Button]:
    return [
        Button(
            label=words(f"button.consent.{answer}"),
            verb=f"consent.{answer}",
            thing=value.membership_id,
            rev=value.revision,
            style="main" if answer == "yes" else "plain",
        )
        for answer in OFFERED[value.answer]
    ]
