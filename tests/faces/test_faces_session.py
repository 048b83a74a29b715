"""In a session the cards say who may speak, until when, and what can be done."""

from dataclasses import replace
from datetime import date

import pytest
from faces_makers import IDS
from faces_meeting import action, board_card, closing, guide_view, reflection
from faces_reader import WORDS, read
from faces_small import small

from cogs.faces import sheet
from learning.protocol import Speak
from learning.session.buttons import Button
from learning.writing import ActionState
from services import values as v


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
    card = read(board_card(write="anonymous", can=frozenset({Button.HOPES, Button.PAUSE})))
    assert card.labels == ("Send a hope and a worry", "Pause")


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
                 "**If it is quiet:** count to ten",
                 "up to 4 minutes", "Amara, Tom and Priya", "**Not here:** Jo"):  # fmt: skip
        assert fact in card.text
    assert {"Next", "+2 min", "+5 min", "Skip", "Back", "Pause", "Hand over", "Stop"} <= set(
        card.labels
    )
    assert card.menus[0].placeholder == "Hand over to someone else"
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
    mine = (action(1), action(2, state=ActionState.DID, told=True))
    card = read(v.ActionsView(mine=mine, others=(), ask=True))
    assert card.labels == ("Did it", "Partly", "Not yet", "Changed my mind")
    assert all(mine[0].action_id in one for one in card.ids)


def test_only_my_own_shared_lines_can_be_taken_back() -> None:
    """The log numbers its lines; mine can be changed, taken back, or forgotten when private."""
    lines = (reflection(1, mine=False), reflection(2), reflection(3, shared=False))
    card = read(v.LogView(set_name="Kestrel", lines=lines))
    assert card.labels == ("Change 2", "Take back 2", "Change 3", "Forget 3")
    assert "(only you see this)" in card.text


def test_a_note_to_oneself_is_shaped_like_a_portfolio_entry() -> None:
    """Subject, date and time stand before the text."""
    text = read(small()["self note"]).text
    assert "Learning set Kestrel: my note, Tue 2 Feb 2027" in text
    assert "**Date:** Tue 2 Feb 2027\n**Time:** 1 hour 30 minutes" in text


def test_hours_come_as_a_file_with_dates_and_hours() -> None:
    """The statement has a table beside it that a spreadsheet opens: a line a meeting, and all."""
    lines = ((date(2027, 2, 2), "Kestrel", 1, 90), (date(2027, 3, 2), "Kestrel", 2, 60))
    made = sheet(v.HoursView(name="Amara", lines=lines, minutes=150), WORDS)
    ((name, data),) = made.files
    assert name == "learning-set-hours.csv"
    assert data.decode("utf-8-sig").splitlines() == [
        "Date,Learning set,Meeting,Hours",
        "2027-02-02,Kestrel,1,1.50",
        "2027-03-02,Kestrel,2,1.00",
        "In all,,,2.50",
    ]
