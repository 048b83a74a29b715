"""What no client would send: far too long, with nothing in it, or addressed to nobody."""

from __future__ import annotations

from journeys_stage import Evening, labels

from practice import cast
from practice.hands import fields
from practice.robot import form_of


async def test_text_beyond_the_limits_of_a_client_is_given_back(gathered: Evening) -> None:
    """A forged form with too long a text is refused in a sentence, and nothing of it is kept."""
    long = "x" * 3900
    for form, typed, said in (
        ("f:reflect.new::0", {"text": long}, "3900 characters"),
        ("f:action.new::0", {"what": long, "by_when": "", "who_notices": ""}, "3900 characters"),
        ("f:action.new::0", {"what": "a", "by_when": "", "who_notices": long}, "3900 characters"),
        ("f:ask.new::0", {"text": long}, "3900 characters"),
        ("f:bring.new::0", {"text": long, "pressing": "high"}, "3900 characters"),
        ("f:concern.new::0", {"about": "worry", "text": long}, "3900 characters"),
    ):
        refused = await gathered.raw_form("Tom", form, typed)
        assert refused.private
        assert said in refused.text, (form, refused.text)
        assert refused.message is not None
        assert labels(refused.message) == ["Change it"]
        again = await gathered.hand("Tom").press(refused.message, "Change it")
        boxes = [str(one.get("value", "")) for _, one in fields(form_of(again)) if one["type"] == 4]
        assert any(box and set(box) == {"x"} for box in boxes), "what was typed is not brought back"
    for noun in ("reflections", "actions", "questions", "bids", "concerns"):
        assert await gathered.stage.look(lambda unit, noun=noun: getattr(unit, noun).where()) == ()


async def test_a_join_form_beyond_the_limits_is_given_back(evening: Evening) -> None:
    """A name of thousands of letters is refused and puts nobody on the list."""
    await evening.set_up()
    typed = {
        "name": "x" * 3900,
        "role": "gp",
        "own_words": "y" * 3900,
        "area": cast.EXETER,
        "how_far": "icb",
    }
    refused = await evening.raw_form("Tom", "f:join.first::0", typed)
    assert "characters" in refused.text, refused.text
    assert await evening.stage.look(lambda unit: unit.people.where()) == ()


async def test_a_forged_form_with_nothing_in_it_is_a_sentence(gathered: Evening) -> None:
    """A form without its fields is answered in plain words, never left without an answer."""
    for form in (
        "reflect.new",
        "action.new",
        "ask.new",
        "bring.new",
        "concern.new",
        "note.new",
        "join.first",
        "join.second",
        "practise.new",
    ):
        answer = await gathered.raw_form("Tom", f"f:{form}::0", {})
        assert answer.private
        assert answer.text, form
        assert "reference" not in answer.text.lower(), f"{form}: a bug of ours: {answer.text}"


async def test_forged_addresses_are_answered_in_plain_words(gathered: Evening) -> None:
    """An address that nobody drew is refused kindly, whatever stands in it."""
    for address in (
        "b:consent.yes:nobody.nothing:1",
        "b:coming.yes:nobody.nothing.7d:0",
        "b:coming.yes::0",
        "b:card.open:nothing~here:0",
        "b:floor.done:nothing:0",
        "b:guide.next::0",
        "b:action.did:nothing:0",
        "b:reflect.withdraw:nothing:0",
        "b:reflect.share::0",
        "b:dates.works:nothing:0",
        "b:concern.seen:nothing:0",
        "b:sets.close:nothing:0",
        "b:sets.publish:nothing:0",
        "b:no.such:thing:0",
        "b:form.again:nothing|:0",
    ):
        answer = await gathered.raw_press("Tom", address, gathered.stage.lobby.id)
        assert answer.private, address
        assert answer.text, address
        assert "reference" not in answer.text.lower(), f"{address}: a bug of ours: {answer.text}"
