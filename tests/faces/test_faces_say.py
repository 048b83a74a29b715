"""Cards say what matters: names, times, who may speak; and keep what is private."""

from dataclasses import replace

import pytest
from faces_makers import (
    IDS,
    SECRET,
    action,
    amara_and_tom,
    board_card,
    closing,
    concern,
    consent,
    dates,
    desk,
    guide_view,
    large,
    plan,
    planned,
    profile,
    reflection,
    reminder,
    set_card,
    small,
)
from faces_reader import read

from learning.forming.plan import Reason
from learning.meetings import Coming, Ready
from learning.protocol import Speak
from learning.session.buttons import Button
from learning.sets import Consent, DatesAnswer
from learning.writing import ActionState
from services import values as v


def test_a_plan_is_understood_at_a_glance() -> None:
    """The first lines say how many sets, where, for how many, how good, and that nobody knows."""
    first = read(plan()).text.split("\n\n")[0]
    assert "3 sets are possible in Devon, for 18 of 20 people" in first
    assert "No better plan exists" in first
    assert "until you press Publish" in first
    assert read(plan()).labels == ("Publish", "Plan again")


def test_a_plan_says_how_much_better_it_could_be() -> None:
    """A plan not proven best says how far it is from that, rounded up."""
    assert "At most 3 % better is possible" in read(plan(optimal=False, gap=2.1)).text


def test_a_planned_set_shows_time_and_people_by_kind() -> None:
    """A set is told by its time, its people by kind of work, and its reasons as sentences."""
    text = read(plan(1, 1)).text
    assert "Tuesday lunchtime, 12.30 to 14.00" in text
    assert "GPs: Person0, Person2 and Person4" in text
    assert "One of them can guide." in text
    assert "**Waiting0**: They would be the only artist" in text
    assert "What would help: One more artist in Devon" in text


def test_a_plan_without_a_checked_lead_cannot_be_published() -> None:
    """The button is there but cannot be pressed, and the card says what is missing."""
    card = read(plan(1, 0, can_publish=False))
    publish = card.face.to_components()
    assert "needs a safeguarding lead" in card.text
    assert '"disabled": true' in repr(publish).replace("'disabled': True", '"disabled": true')


def test_the_question_of_consent_tells_all_that_is_needed() -> None:
    """Who else, what they do, when, how often, how long, who guides, until when, no reason."""
    text = read(consent()).text
    for fact in (
        "**Amara** (GP)",
        "**Tom** (prints with young people)",
        "Tuesday lunchtime, 12.30 to 14.00",
        "six times",
        "90 minutes",
        "Who guides first:** Amara",
        "Sun 7 Feb, 12.30",
        "You need not say why",
    ):
        assert fact in text
    assert read(consent(block="mon-early")).text.count("60 minutes") == 1


def test_consent_names_you_as_guide_when_it_is_you() -> None:
    """A guide who is not among the others is the reader."""
    assert "you, because you said you could" in read(consent(guide="Zoe")).text


@pytest.mark.parametrize(
    ("changes", "labels"),
    [
        ({}, ("Yes", "Rather not this one", "Ask me later")),
        ({"answer": Consent.LATER}, ("Yes", "Rather not this one")),
        ({"answer": Consent.YES}, ("Rather not this one",)),
        ({"answer": Consent.NO, "open": False}, ()),
        ({"open": False}, ()),
        ({"complete": True, "open": False, "answer": Consent.YES}, ()),
    ],
)
def test_consent_offers_what_can_still_be_answered(
    changes: dict[str, object], labels: tuple[str, ...]
) -> None:
    """An open question can be answered or changed; a closed one has no buttons."""
    assert read(consent(**changes)).labels == labels


def test_consent_never_hints_at_a_no() -> None:
    """A set that was planned again says only that its people changed."""
    text = read(consent(changed=True)).text.lower()
    assert "have changed since you were asked" in text
    assert "said no" not in text
    assert "refus" not in text


def test_the_welcome_says_what_the_bot_cannot_see() -> None:
    """The first card in a room tells who is there, when they meet, and that nothing is read."""
    text = read(set_card(welcome=True)).text
    assert "I cannot read what you write" in text
    assert "Administrator" in text
    assert "**Guide:** Amara" in text
    assert "Tue 2 Feb, 12.30" in text


def test_dates_are_told_by_the_clock_on_the_wall() -> None:
    """Six dates with hours, and those left out with their reason."""
    text = read(dates()).text
    assert "Meeting 2: **12.30 to 13.30 Tue 2 Mar**. Amara guides." in text
    assert "Meeting 3: **13.30 to 14.30 Tue 30 Mar**" in text  # 12.30 UTC, after the clock change
    assert "Mon 29 Mar (bank holiday)" in text
    assert "3 of 6 have answered. 1 has a clash." in text
    assert read(dates()).labels == ("Works", "One clash", "Won’t work")


def test_my_answer_to_the_dates_is_told_back() -> None:
    """One's own card says what one answered, in place of the count."""
    text = read(dates(mine=DatesAnswer.WORKS)).text
    assert "You said that these dates **work**" in text
    assert "3 of 6" not in text


def test_a_reminder_asks_and_then_tells_back() -> None:
    """It says when and where, asks, and after an answer shows it and offers the others."""
    asked, answered = read(reminder()), read(reminder(coming=Coming.COMING))
    assert "12.30 to 13.30 Tue 2 Feb" in asked.text
    assert "<t:" in asked.text
    assert asked.labels == ("Coming", "Can’t come", "Type only")
    assert "You said you are **coming**" in answered.text
    assert answered.labels == ("Can’t come", "Type only")


def test_a_reminder_can_be_drawn_again_from_its_button() -> None:
    """A button carries the meeting, the person, and which reminder it stands on."""
    assert f"b:coming.yes:{IDS}.{IDS}.24h:3" in read(reminder(ahead="24h")).ids


def test_the_last_reminder_asks_for_a_private_place() -> None:
    """15 minutes ahead it asks where people are; later it says that it has begun."""
    card = read(reminder(ahead="15m"))
    assert card.labels == ("I am somewhere private", "Not yet", "Type only")
    assert "starts at 12.30" in card.text
    assert "began at 12.30" in read(reminder(ahead="15m", late=True)).text
    done = read(reminder(ahead="15m", ready=Ready.PRIVATE, coming=Coming.COMING))
    assert "You said you are **somewhere private**" in done.text


def test_the_board_says_who_may_speak_and_until_when() -> None:
    """Part, minutes, the end on the wall and counting down, the floor, the next, the prompt."""
    card = read(board_card())
    for fact in (
        "Part 6 of 17. 15 minutes. Ends 12.41 (<t:",
        "Others ask open questions, one at a time. Priya answers or passes.",
        "Floor: Amara. Next: Tom.",
        "Hands up: Tom.",
        "Ask one open question, then wait.",
        "by typing: Jo",
    ):
        assert fact in card.text
    assert card.labels == ("Hand up", "Pass", "Done", "Pause")
    assert f"b:floor.hand:{IDS}:9" in card.ids


@pytest.mark.parametrize("speak", Speak)
@pytest.mark.parametrize("named", [True, False])
def test_every_speaking_rule_has_plain_words(speak: Speak, *, named: bool) -> None:
    """Each rule is a sentence, with a name where there is one."""
    around = {} if named else {"presenter": "", "guide": "", "floor": "", "next": ""}
    text = read(board_card(around, speak=speak)).text
    assert "{" not in text
    if named and speak in {Speak.PRESENTER, Speak.PRESENTER_LISTENS}:
        assert "Priya" in text
    if named and speak is Speak.FACILITATOR:
        assert "Sam guides" in text


@pytest.mark.parametrize(
    ("can", "label"),
    [
        (Button.ACTION, "Write an action"),
        (Button.REFLECT, "Write it down"),
        (Button.NOTE, "Your own note"),
        (Button.BRING, "Bring something"),
        (Button.REVIEW, "My actions"),
        (Button.RESUME, "Go on"),
        (Button.IDEAS_YES, "Yes, ideas please"),
        (Button.PRESENT, "I will take this turn"),
        (Button.GUIDE, "I will guide"),
    ],
)
def test_the_board_offers_what_can_be_done(can: Button, label: str) -> None:
    """What the rules allow is a button; what they do not is none."""
    assert read(board_card(can=frozenset({can}))).labels == (label,)


def test_hopes_and_worries_can_be_said_without_a_name() -> None:
    """A part that is written without names offers the form without a name."""
    card = read(board_card(write="anonymous", can=frozenset({Button.PAUSE})))
    assert card.labels == ("Say it without a name", "Pause")


def test_a_pause_shows_no_clock() -> None:
    """While all pause, nothing counts down and nobody is named as the reason."""
    text = read(board_card(paused=True, can=frozenset({Button.RESUME}))).text
    assert "We are pausing for a moment" in text
    assert "about 9 minutes left" in text
    assert "<t:" not in text


def test_a_board_that_is_over_cannot_be_pressed() -> None:
    """A past board has its title, says it is over, and has no buttons."""
    card = read(board_card(over=True, can=frozenset()))
    assert card.labels == ()
    assert card.text == "## First person: questions\n-# This part is over."
    assert "left this part out" in read(board_card(over=True, skipped=True)).text


def test_the_check_in_shows_what_people_said_they_would_try() -> None:
    """Actions stand on the board with owner, day, and who will notice."""
    text = read(board_card({"actions": (action(),)})).text
    assert "**Amara**: Ring the choir · by Tue 2 Mar · who will notice: Sam" in text


def test_the_guide_has_the_next_line_and_the_levers() -> None:
    """What to say, what to watch for, what is next, who is here, the time there is."""
    view = guide_view()
    card = read(view)
    for fact in ("**Say:** Who has an open question?", "**Watch for:** Advice", "**Next:** Quiet.",
                 "up to 4 minutes", "Amara, Tom and Priya", "**Not here:** Jo"):  # fmt: skip
        assert fact in card.text
    assert {"Next", "+2 min", "Skip", "Back", "Pause", "Stop"} <= set(card.labels)
    assert [menu.placeholder for menu in card.menus][0] == "Hand over"
    assert [option.value for option in card.menus[0].options] == ["p2", "p3"]


def test_a_guide_who_handed_over_has_no_levers() -> None:
    """The old card says who guides now and has nothing to press."""
    card = read(guide_view({"lead": "Tom"}, leading=False, can=frozenset()))
    assert "Tom guides now" in card.text
    assert card.ids == ()


def test_the_end_names_the_next_date_and_guide() -> None:
    """The closing card says that it is time, when the set meets next, and who guides."""
    card = read(closing())
    assert "That is time." in card.text
    assert "Next: Tue 2 Mar, 12.30. Priya guides." in card.text
    assert "Ring the choir" in card.text
    assert card.labels == ("Write it down", "Write an action", "Your own note")


def test_an_outage_is_owned_up_to() -> None:
    """After a restart the line says for how long the place was lost, and where we are."""
    line = v.Announcement(kind="recovered", title="Open questions", seconds=40)
    assert "I lost my place for 40 seconds" in read(line).text
    assert "We are in **Open questions**" in read(line).text
    assert "5 minutes" in read(replace(line, seconds=290)).text


def test_each_open_action_of_mine_has_its_four_answers() -> None:
    """Did it, partly, not yet, changed my mind: for open actions only, about that action."""
    mine = (action(1), action(2, state=ActionState.DID))
    card = read(v.ActionsView(mine=mine, others=(), ask=True))
    assert card.labels == ("Did it", "Partly", "Not yet", "Changed my mind")
    assert all(mine[0].action_id in one for one in card.ids)


def test_only_my_own_shared_lines_can_be_taken_back() -> None:
    """The log numbers its lines, and offers to take back those that are mine and shared."""
    lines = (reflection(1, mine=False), reflection(2), reflection(3, shared=False))
    card = read(v.LogView(set_name="Kestrel", lines=lines))
    assert card.labels == ("Take back 2",)
    assert "(only you see this)" in card.text


def test_a_note_to_oneself_is_shaped_like_a_portfolio_entry() -> None:
    """Subject, date and time stand before the text."""
    text = read(small()["self note"]).text
    assert "Learning set Kestrel: my note, Tue 2 Feb 2027" in text
    assert "**Date:** Tue 2 Feb 2027\n**Time:** 1 hour 30 minutes" in text


def test_setup_says_what_to_do_next() -> None:
    """What is missing comes first, each permission by Discord's own name and its place."""
    text = read(small()["setup empty"]).text
    assert "In the whole server, please allow me: **Manage Channels** and **Create Events**" in text
    assert "In <#44>, please allow me: **Connect**" in text
    ready = v.SetupView(desks=(desk(),), lobby_xid=3, category_xid=4)
    assert "Everything that is needed is there" in read(ready).text
    no_lead = replace(ready, desks=(desk(lead_xid=0, lead_ok=False),))
    assert "Name its safeguarding lead" in read(no_lead).text


def test_a_concern_is_seen_and_closed_by_its_lead() -> None:
    """A new concern offers both buttons, a closed one none."""
    assert read(concern()).labels == ("I have seen this", "Close")
    closed = replace(concern(), closed_at=concern().at, text="")
    assert read(closed).labels == ()


def test_urgent_numbers_come_before_the_form() -> None:
    """The card before a concern names who answers now, and that the form is not watched."""
    note = v.Note(key="concern.first", buttons=(("concern.write", "", 0),))
    text = read(note).text
    for number in ("999", "111", "116 123", "85258", "not watched day and night"):
        assert number in text
    assert text.index("999") < text.index("write to the safeguarding lead")


def test_a_closed_inbox_is_told_by_one_mention() -> None:
    """The line in the room notifies one person and shows nothing of what waits for them."""
    card = read(small()["mention"])
    assert card.text.startswith("<@9>, I have something private")
    assert [user.id for user in card.face.allowed().users or []] == [9]  # pyright: ignore[reportGeneralTypeIssues, reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
    assert card.labels == ("Open",)


def test_what_is_private_stays_on_ones_own_card() -> None:
    """Where somebody works and who they avoid stand on their profile and nowhere else."""
    assert SECRET in read(profile()).text
    assert "<@77>" in read(profile()).text
    others = (*amara_and_tom(), v.Somebody(name="Zoe", role=amara_and_tom()[0].role))
    shown = (
        consent(people=others),
        set_card(people=others),
        replace(plan(), sets=(replace(planned(1), people=others),)),
        v.WaitingView(people=tuple((o, "Devon", concern().at, 0, 6) for o in others), zone="UTC"),
    )
    for value in shown:
        text = read(value).text
        assert SECRET not in text
        assert "<@77>" not in text


def test_no_reason_speaks_of_people_kept_apart() -> None:
    """No reason a plan can give has words about who would rather not be with whom."""
    text = read(replace(plan(1, 0), unplaced=(
        v.NotPlaced(name="Jo", reason=Reason("forming.left.no_mix", {"block": "tue-lunch", "count": 6}),
                    would_help=None),
    ))).text.lower()  # fmt: skip
    assert "jo**: at their best time (tuesday lunchtime" in text
    assert "apart" not in text
    assert "rather not" not in text


@pytest.mark.parametrize("name", [*small()])
def test_no_card_shows_a_key_or_an_id(name: str) -> None:
    """No card shows a gap, a key, a block id or a bare id."""
    whole = read(small()[name]).whole
    for raw in ("{", "}", IDS, "tue-lunch", "_yet", "None", "Button."):
        assert raw not in whole


def test_large_cards_say_that_there_is_more() -> None:
    """A list that does not fit says how many are left out."""
    assert "more" in read(large()["waiting"]).text.splitlines()[-2]
