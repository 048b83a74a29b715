"""Whatever can be pressed can also be typed: nobody needs to find or to reach a button."""

from __future__ import annotations

import pytest
from machinery_house import house

from cogs._base import Room
from cogs.rooms import make_rooms

STEPS = "a step of something that was begun by a command, on a card only its asker sees"
DESK = "for the lead of an area, who is not in a set, on their own private card"
TYPED = {  # a press or a menu -> the command that does the same, with the choice that does it
    "b:action.changed": "action.say answer:changed",
    "b:action.did": "action.say answer:did",
    "b:action.keep": "action.keep",
    "b:action.let_go": "action.say answer:changed",
    "b:action.mine": "action.list",
    "b:action.new": "action.add",
    "b:action.not_yet": "action.say answer:not_yet",
    "b:action.partly": "action.say answer:partly",
    "b:action.smaller": "action.smaller",
    "b:action.tell": "action.tell",
    "b:agree.edit": "session.agreement",
    "b:agree.good": "session.good",
    "b:area.apply": "area.changes answer:apply",
    "b:area.later": "area.changes answer:later",
    "b:ask.new": "ask",
    "b:block.take": "set.block",
    "b:bring.new": "bring",
    "b:check.heard": "session.check heard:4",
    "b:check.said": "session.check said:4",
    "b:check.worth": "session.check worth:4",
    "b:clash.move": "session.move which:this",
    "b:call.in": "me.calls answer:yes",
    "b:call.out": "me.calls answer:no",
    "b:coming.no": "set.coming answer:cant",
    "b:coming.type": "set.coming answer:typing",
    "b:coming.snooze": "set.coming answer:snooze",
    "b:coming.yes": "set.coming answer:coming",
    "b:consent.later": "set.join answer:later",
    "b:consent.no": "set.join answer:no",
    "b:consent.yes": "set.join answer:yes",
    "b:dates.clash": "set.answer dates:clash",
    "b:dates.ics": "set.calendar",
    "b:dates.wont": "set.answer dates:wont",
    "b:dates.works": "set.answer dates:works",
    "b:diary.file": "me.calendar what:file",
    "b:diary.link": "me.calendar what:link",
    "b:diary.stop": "me.calendar what:stop",
    "b:floor.done": "session.floor what:done",
    "b:floor.hand": "session.floor what:hand",
    "b:floor.ideas": "session.floor what:ideas",
    "b:floor.no_ideas": "session.floor what:no_ideas",
    "b:floor.pass": "session.floor what:pass",
    "b:floor.pause": "session.pause",
    "b:floor.present": "session.floor what:present",
    "b:floor.resume": "session.resume",
    "b:guide.back": "session.back",
    "b:guide.alone": "session.unguided what:alone",
    "b:guide.another_day": "session.unguided what:another_day",
    "b:guide.hand": "session.handover",
    "b:guide.later": "session.later answer:ask",
    "b:guide.more": "session.extend minutes:2",
    "b:guide.more5": "session.extend minutes:5",
    "b:later.no": "session.later answer:no",
    "b:later.yes": "session.later answer:yes",
    "b:guide.next": "session.next",
    "b:guide.skip": "session.skip",
    "b:guide.stop": "session.stop",
    "b:guide.take": "session.floor what:guide",
    "b:list.stay": "me.stay",
    "b:me.change": "me.profile",
    "b:merge.no": "set.merge answer:not_now",
    "b:merge.yes": "set.merge answer:happy",
    "b:mydata.export": "mydata about:file",
    "b:mydata.kept": "mydata about:kept",
    "b:mydata.log": "mydata about:log",
    "b:ways.finish": "set.ways answer:finish",
    "b:ways.go_on": "set.ways answer:go_on",
    "b:ways.merge": "set.ways answer:merge",
    "b:ways.new": "set.ways answer:new",
    "b:missed.leave": "set.missed answer:leave",
    "b:missed.pause": "set.missed answer:pause",
    "b:missed.stay": "set.missed answer:stay",
    "b:move.all": "session.move which:all",
    "b:move.later": "session.move which:later",
    "b:move.this": "session.move which:this",
    "b:next.again": "me.next answer:again",
    "b:next.leave": "me.next answer:leave",
    "b:next.list": "me.next answer:list",
    "b:note.new": "note",
    "b:practise.write": "practise",
    "b:ready.not_yet": "set.coming answer:not_yet",
    "b:ready.yes": "set.coming answer:private",
    "b:reflect.new": "reflect",
    "b:round.begin": "set.again",
    "b:sentence.no": "set.share answer:no",
    "b:sentence.yes": "set.share answer:yes",
    "b:people.page": "people.waiting",
    "b:sets.again": "sets.plan",
    "b:sets.page": "sets.show",
    "b:sets.stop": "sets.stop",
    "b:sets.use": "sets.plan size:small",
    "b:sets.wider": "sets.plan",
    "s:sets.apart": "sets.apart",
    "s:sets.first": "sets.first",
    "s:sets.keep": "sets.keep",
    "s:sets.put": "sets.put",
    "s:sets.who": "sets.put",
    "s:sets.swap": "sets.swap",
    "b:sets.merge": "sets.merge",
    "b:sets.publish": "sets.publish",
    "b:sets.topup": "sets.topup",
    "b:short.first": "session.short what:first",
    "b:short.go": "session.short what:go",
    "b:short.off": "session.short what:off",
    "b:short.plan": "session.short what:plan",
    "b:short.second": "session.short what:second",
    "b:voices.no": "set.voices answer:no",
    "b:voices.yes": "set.voices answer:yes",
    "b:slip.hopes": "session.hopes",
    "b:slip.sentence": "set.sentence",
    "b:slip.vote": "session.vote choice:go_on",
    "b:start.lunch": "session.few what:lunch",
    "b:start.move": "session.few what:move",
    "b:start.off": "session.few what:off",
    "b:start.trio": "session.few what:trio",
    "b:start.wait": "session.few what:wait",
    "b:topup.no": "set.newcomer answer:not_now",
    "b:topup.yes": "set.newcomer answer:happy",
    "b:vote.finish": "session.vote choice:finish",
    "b:vote.go_on": "session.vote choice:go_on",
    "b:vote.invite": "session.vote choice:invite",
    "b:vote.self_led": "session.vote choice:self_led",
    "b:week.answers": "week.questions",
    "b:week.write": "week.write",
    "s:week.pick": "week.answer",
    "b:trust.kept": "trust about:kept",
    "b:walk.in": "me.reminders walks:yes",
    "b:walk.met": "set.walk answer:met",
    "b:walk.out": "me.reminders walks:no",
    "b:walk.skip": "set.walk answer:skip",
    "b:walk.stop": "me.reminders walks:no",
    "s:dates.which": "set.answer dates:clash",
    "s:guide.present": "session.presenter",
    "s:guide.to": "session.handover",
    "s:wish.hours": "me.reminders hours:any",
    "s:wish.where": "me.reminders where:room",
    "s:wish.which": "me.reminders which:all",
}
ELSEWISE = {
    "b:card.open": "opens what every other command of this table answers",
    "b:complaint.answer": DESK,
    "b:concern.close": DESK,
    "b:concern.seen": DESK,
    "b:concern.complain": STEPS,
    "b:concern.write": STEPS,
    "b:join.keep": STEPS,
    "b:join.next": STEPS,
    "b:mydata.ask": STEPS,
    "b:mydata.erase": STEPS,
    "b:log.page": STEPS,
    "b:reflect.change": STEPS,
    "b:reflect.forget": STEPS,
    "b:reflect.private": STEPS,
    "b:reflect.share": STEPS,
    "b:reflect.withdraw": STEPS,
    "b:sets.change": "shows the menus, each of which has a command",
    "b:sets.close": STEPS,
    "b:unsent.again": STEPS,
    "s:join.good": STEPS,
    "s:join.possible": STEPS,
    "s:me.good": STEPS,
    "s:me.possible": STEPS,
}


@pytest.fixture(name="rooms", scope="module")
def _rooms() -> tuple[Room, ...]:
    return make_rooms(house())


def test_every_button_and_menu_has_a_command_or_a_reason(rooms: tuple[Room, ...]) -> None:
    """No control is left out of the table, and none stands in it that is gone."""
    pressed = {verb for verb in rooms[0].app.routes.verbs() if not verb.startswith("f:")}
    assert pressed == TYPED.keys() | ELSEWISE.keys()


def test_nothing_in_a_meeting_needs_a_button(rooms: tuple[Room, ...]) -> None:
    """What is pressed on a board, a guide's card or a reminder has a command without exception."""
    during = ("floor.", "guide.", "start.", "slip.", "vote.", "sentence.", "agree.", "check.")
    during = (*during, "coming.", "ready.", "dates.", "consent.", "action.", "bring.", "note.")
    pressed = {verb for verb in rooms[0].app.routes.verbs() if verb[2:].startswith(during)}
    assert not pressed & ELSEWISE.keys()


@pytest.mark.parametrize("typed", sorted(set(TYPED.values())))
def test_the_command_is_there_with_its_choice(rooms: tuple[Room, ...], typed: str) -> None:
    """Each command of the table exists, and takes the choice that stands beside it."""
    specs = {spec.name: spec for room in rooms for spec, _, _ in room.marked_commands()}
    name, _, choice = typed.partition(" ")
    assert name in specs
    if choice:
        option, _, value = choice.partition(":")
        assert value in specs[name].choices[option]


def test_no_group_is_larger_than_discord_allows(rooms: tuple[Room, ...]) -> None:
    """A group holds 25 commands at the most."""
    names = [spec.name for room in rooms for spec, _, _ in room.marked_commands()]
    groups = [name.partition(".")[0] for name in names if "." in name]
    assert max(groups.count(one) for one in groups) <= 25
