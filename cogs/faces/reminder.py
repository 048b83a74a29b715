"""A reminder of one meeting to one person, with the answer given so far.

Knows the three reminders and the answers. Must not show what others answered. A button's thing is
`<meeting id>.<person id>.<ahead>`, so that the same reminder can be drawn again.
"""

from __future__ import annotations

from cogs.faces import face
from cogs.faces._kit import Button, Lines, Part, Row, Sheet, Small, Words, channel, clock, day
from cogs.faces.saying import at_place, date_line, lines, meeting, name, on_wall, sentences
from learning.meetings import Coming, Ready
from services.values import ReminderCard

SOON, MOVED, MANY = "15m", "moved", "all"
COMING = (("coming.yes", Coming.COMING), ("coming.no", Coming.CANT), ("coming.type", Coming.TYPING))


@face(ReminderCard)
def draw_reminder(value: ReminderCard, words: Words) -> Sheet:
    """Draw a reminder: for 15 minutes ahead it asks for a private place."""
    return _soon(value, words) if value.ahead == SOON else _ahead(value, words)


def _ahead(value: ReminderCard, words: Words) -> Sheet:
    on = day(words, on_wall(value.starts_at, value.zone))
    answered = value.coming is not Coming.UNKNOWN
    ask = words(f"reminder.coming.{value.coming}") if answered else words("reminder.ask")
    return Sheet(
        title=_title(value, words, on),
        parts=(
            words("reminder.comes_late") if value.late else "",
            meeting(words, value.starts_at, value.minutes, value.zone),
            _facts(value, words),
            words("reminder.diary") if _file(value, words) else "",
            ask if value.answerable else "",
            *_row(value, words, _buttons(value, words)),
            *_all(value, words),
            *((Small(words("reminder.small")),) if value.answerable else ()),
        ),
    )


def _title(value: ReminderCard, words: Words, on: str) -> str:
    key = {MOVED: "reminder.moved", MANY: "reminder.all"}.get(value.ahead, "reminder.title")
    return words(key, day=on)


def _all(value: ReminderCard, words: Words) -> tuple[Part, ...]:
    """List all dates that are to come, when more than one has moved."""
    if not value.dates:
        return ()
    dates = tuple(date_line(one, value.zone, words) for one in value.dates)
    return (words("reminder.all.dates"), Lines(dates))


def _soon(value: ReminderCard, words: Words) -> Sheet:
    start = clock(value.starts_at, value.zone)
    title = "reminder.late" if value.late else "reminder.soon"
    return Sheet(
        title=words(title, time=start),
        parts=(
            lines(
                meeting(words, value.starts_at, value.minutes, value.zone),
                _facts(value, words),
            ),
            _private(value, words) if value.answerable else "",
            *_row(value, words, _ready_buttons(value, words)),
            Small(words("reminder.soon.small")),
        ),
    )


def _facts(value: ReminderCard, words: Words) -> str:
    """Say which meeting it is, who guides, and where."""
    number = words("reminder.number", number=value.number, set=name(value.set_name))
    guide = words("reminder.guide", name=name(value.guide)) if value.guide else ""
    if value.you_guide:
        guide = words("reminder.you_guide")
    where = at_place(words, value.where)
    voice = words("reminder.voice", voice=channel(value.voice_xid)) if value.voice_xid else ""
    room = words("reminder.room", room=channel(value.room_xid)) if value.room_xid else ""
    return lines(sentences(number, guide), sentences(where, voice, room))


def _private(value: ReminderCard, words: Words) -> str:
    """Ask for a private place, or say what was answered."""
    if value.coming is Coming.CANT and value.ready is Ready.UNKNOWN:
        return words("reminder.cant_now")
    if value.coming is Coming.TYPING:
        return words("reminder.typing_now")
    if value.ready is Ready.PRIVATE:
        return words("reminder.private")
    if value.ready is Ready.NOT_YET:
        return words("reminder.not_yet")
    return words("reminder.private.ask")


def _row(value: ReminderCard, words: Words, buttons: list[Button]) -> tuple[Part, ...]:
    return (Row(*buttons),) if value.answerable else ()


def _coming_buttons(value: ReminderCard, words: Words) -> list[Button]:
    """Offer all answers but the one that was given."""
    return [
        _button(value, words, verb, main=verb == "coming.yes")
        for verb, answer in COMING
        if answer is not value.coming
    ]


def _buttons(value: ReminderCard, words: Words) -> list[Button]:
    snooze = [_button(value, words, "coming.snooze", main=False)] if value.snooze else []
    return [*_coming_buttons(value, words), *snooze, *_file(value, words)]


def _file(value: ReminderCard, words: Words) -> list[Button]:
    """After a move, offer a new calendar file: the old entry is wrong now."""
    if value.ahead not in (MOVED, MANY) or not value.set_id or not value.answerable:
        return []
    return [Button(label=words("button.dates.ics"), verb="dates.ics", thing=value.set_id)]


def _ready_buttons(value: ReminderCard, words: Words) -> list[Button]:
    private = value.ready is Ready.PRIVATE and value.coming is not Coming.TYPING
    verbs = [
        *([] if private else ["ready.yes"]),
        *([] if value.ready is Ready.NOT_YET else ["ready.not_yet"]),
        *([] if value.coming is Coming.TYPING else ["coming.type"]),
    ]
    return [_button(value, words, verb, main=verb == "ready.yes") for verb in verbs]


def _button(value: ReminderCard, words: Words, verb: str, *, main: bool) -> Button:
    return Button(
        label=words(f"button.{verb}"),
        verb=verb,
        thing=f"{value.meeting_id}.{value.person_id}.{value.ahead}",
        rev=value.revision,
        style="main" if main else "plain",
    )
