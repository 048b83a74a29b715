"""Cards say what matters: names, times, what is next; and keep what is private."""

from dataclasses import replace

import pytest
from discord import ButtonStyle, ui
from faces_large import large
from faces_makers import (
    IDS,
    SECRET,
    amara_and_tom,
    concern,
    consent,
    dates,
    desk,
    plan,
    planned,
    profile,
    reminder,
    set_card,
)
from faces_reader import read
from faces_small import small

from learning.forming.plan import Reason
from learning.meetings import Coming, Ready
from learning.sets import Consent, DatesAnswer
from services import values as v


def test_a_plan_is_understood_at_a_glance() -> None:
    """The first lines say how many sets, where, for how many, how good, and that nobody knows."""
    first = read(plan()).text.split("\n\n")[0]
    assert "3 sets are possible in Devon, for 18 of 20 people" in first
    assert "No better plan exists" in first
    assert "until you press Publish" in first
    assert read(plan()).labels == ("Publish", "Plan again", "Look wider", "Change something")


def test_a_plan_says_how_much_better_it_could_be() -> None:
    """A plan not proven best says how far it is from that, rounded up."""
    assert "At most 3 % better is possible" in read(plan(optimal=False, gap=2.1)).text


def test_a_planned_set_shows_time_and_people_by_kind() -> None:
    """A set is told by its time, its people by kind of work, and its reasons as sentences."""
    text = read(plan(1, 1)).text
    assert "Tuesday lunchtime, 12.30 to 14.00" in text
    assert "GPs: Person0, Person2 and Person4" in text
    assert "One can guide." in text
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
    assert read(dates()).labels == ("Works", "One clash", "Won’t work", "Calendar file")


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
    assert card.face.ping == 9
    assert card.face.allowed().to_dict() == {"parse": [], "users": [9]}
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
    why = Reason("forming.left.no_mix", {"block": "tue-lunch", "count": 6})
    jo = v.NotPlaced(name="Jo", reason=why, would_help=None)
    text = read(replace(plan(1, 0), unplaced=(jo,))).text.lower()
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


def test_what_cannot_be_undone_looks_so_and_all_else_looks_alike() -> None:
    """On a note no answer is the expected one; only what is for good is red."""
    verbs = ("mydata.export", "mydata.ask", "concern.complain")
    note = v.Note(key="mydata.sure", buttons=tuple((verb, "", 0) for verb in verbs))
    drawn = [one for one in read(note).face.walk_children() if isinstance(one, ui.Button)]
    export, erase, complain = (button.style for button in drawn)
    assert erase is ButtonStyle.danger
    assert export is complain is not erase
