"""What each person may see on the page, and what comes of what they do there."""

import json

from pagecards import PEOPLE
from pagevisitor import Visitor


async def test_state_has_every_part_the_page_draws(visitor: Visitor) -> None:
    """One answer holds who I am, everybody, places, commands, events, people and the clock."""
    state = await visitor.get("state", "Priya")
    assert state["me"]["name"] == "Priya"
    assert [one["name"] for one in state["cast"]] == list(PEOPLE)
    assert state["cast"][1]["about"] == "GP in Exeter"
    assert {one["type"] for one in state["channels"]} == {"text", "voice", "category", "dm"}
    assert "sets plan" in [one["name"] for one in state["commands"]]
    assert state["events"][0]["where"] == "Kestrel voice"
    assert state["clock"]["bot"] == "ready"
    assert state["clock"]["next_due"].startswith("2027-02-02T12:30:00")
    assert len(state["welcome"]) == 4


async def test_command_options_say_what_the_form_needs(visitor: Visitor) -> None:
    """A command's options carry type, need, choices, suggestions and limits."""
    state = await visitor.get("state")
    commands = {one["name"]: one["options"] for one in state["commands"]}
    area, size = commands["sets plan"]
    assert [one["value"] for one in area["choices"]] == ["devon", "cornwall"]
    assert (size["min"], size["max"], size["required"]) == (5, 7, False)
    assert commands["setup"][0]["autocomplete"] is True


async def test_private_place_is_not_there_for_others(visitor: Visitor) -> None:
    """Who is not in the set sees neither its channel, nor its messages, nor its events."""
    state = await visitor.get("state", "Morwenna")
    names = [one["name"] for one in state["channels"]]
    assert "set-kestrel" not in names
    assert "Kestrel voice" not in names
    assert state["events"] == []
    found = await visitor.messages("Morwenna", "set-kestrel")
    assert found == {"error": "You cannot see that channel."}


async def test_ephemeral_message_is_seen_by_its_one_reader(visitor: Visitor) -> None:
    """The guide's card is in Amara's messages and in nobody else's."""
    mine = await visitor.messages("Amara", "set-kestrel")
    theirs = await visitor.messages("Tom", "set-kestrel")
    assert len(mine) == len(theirs) + 1
    assert "Your card as guide" in json.dumps(mine)
    assert "Your card as guide" not in json.dumps(theirs)


async def test_unread_counts_fall_when_read(visitor: Visitor) -> None:
    """Reading up to the last message clears the mark, for that person only."""
    place = str(visitor.scene.channel("welcome").id)

    async def unread(who: str) -> int:
        state = await visitor.get("state", who)
        return next(one["unread"] for one in state["channels"] if one["id"] == place)

    assert await unread("Priya") == 4
    last = (await visitor.messages("Priya", "welcome"))[-1]["id"]
    await visitor.post("read", "Priya", channel=place, last=last)
    assert await unread("Priya") == 0
    assert await unread("Sam") == 4


async def test_what_waits_for_others_shows_in_the_cast(visitor: Visitor) -> None:
    """The list of people counts private places and letters, not the open channels."""
    state = await visitor.get("state")
    waiting = {one["name"]: one["unread"] for one in state["cast"]}
    assert waiting["Sam"] == 3
    assert waiting["Morwenna"] == 0


async def test_press_reaches_the_bot_as_that_person(visitor: Visitor) -> None:
    """A press carries the custom_id and the person; the board changes for everybody."""
    board = visitor.scene.board
    status, _ = await visitor.post(
        "press", "Tom", channel=str(board.channel_id), message=str(board.id), custom_id="hand:1:4"
    )
    assert status == 200
    heard = visitor.scene.heard[-1]
    assert heard["user"] == visitor.scene.ids["Tom"]
    assert heard["data"]["custom_id"] == "hand:1:4"
    assert "Your hand is up" in json.dumps(await visitor.messages("Priya", "set-kestrel"))


async def test_disabled_button_is_refused_in_words(visitor: Visitor) -> None:
    """A press that the screen would not allow is answered with one sentence."""
    board = visitor.scene.board
    status, body = await visitor.post(
        "press", "Tom", channel=str(board.channel_id), message=str(board.id), custom_id="done:1:4"
    )
    assert status == 409
    assert "switched off" in body["error"]
    assert visitor.scene.heard == []


async def test_silent_bot_is_said_kindly(visitor: Visitor) -> None:
    """When the bot does not answer in time, the page hears that nothing was lost."""
    visitor.scene.silent = True
    visitor.scene.world.patience = 0.2
    place = str(visitor.scene.channel("welcome").id)
    status, body = await visitor.post("command", channel=place, name="help", options={})
    assert status == 504
    assert body["error"].endswith("please try again.")


async def test_form_goes_back_with_its_values(visitor: Visitor) -> None:
    """A form is sent for the interaction that opened it, and only by the person it opened for."""
    place = str(visitor.scene.channel("welcome").id)
    await visitor.post("command", "Tom", channel=place, name="join", options={})
    opened = next(one for one in visitor.scene.world.interactions.values() if one.modal)
    values = {"name": "Tom", "kind": "gp", "needs": "", "blocks": ["1", "4"], "read": True}
    status, body = await visitor.post("submit", "Sam", interaction=str(opened.id), values=values)
    assert (status, body["error"]) == (409, "That form was closed long ago.")
    status, _ = await visitor.post("submit", "Tom", interaction=str(opened.id), values=values)
    assert status == 200
    assert "Tom" in json.dumps(visitor.scene.heard[-1]["data"])
    bad = values | {"name": "T"}
    status, body = await visitor.post("submit", "Tom", interaction=str(opened.id), values=bad)
    assert status == 409
    assert "at least 2" in body["error"]


async def test_autocomplete_gives_choices(visitor: Visitor) -> None:
    """Typing in an option that makes suggestions brings the bot's choices."""
    place = str(visitor.scene.channel("welcome").id)
    _, body = await visitor.post(
        "autocomplete", channel=place, name="setup", options={"area": "D"}, focused="area"
    )
    assert [one["name"] for one in body["choices"]] == ["Devon", "Dorset"]


async def test_say_voice_event_and_dismiss_work(visitor: Visitor) -> None:
    """Writing, joining voice, pressing Interested and putting a private message away."""
    scene = visitor.scene
    place = str(scene.channel("welcome").id)
    _, body = await visitor.post("say", "Beth", channel=place, content="Good morning")
    assert body["message"]["content"] == "Good morning"
    voice = str(scene.channel("Kestrel voice").id)
    await visitor.post("voice", "Sam", channel=voice)
    state = await visitor.get("state", "Sam")
    room = next(one for one in state["channels"] if one["id"] == voice)
    assert room["voice"] == ["Tom", "Priya", "Sam"]
    assert room["here"] is True
    await visitor.post("voice", "Sam", channel=None)
    assert scene.ids["Sam"] not in scene.world.voices
    event = state["events"][0]["id"]
    await visitor.post("event", "Sam", event=event, interested=True)
    after = (await visitor.get("state", "Sam"))["events"][0]
    assert (after["interested"], after["mine"]) == (2, True)
    private = (await visitor.messages("Amara", "set-kestrel"))[-1]
    status, _ = await visitor.post(
        "dismiss", "Tom", channel=private["channel_id"], message=private["id"]
    )
    assert status == 409
    await visitor.post("dismiss", channel=private["channel_id"], message=private["id"])
    assert (await visitor.messages("Amara", "set-kestrel"))[-1]["id"] != private["id"]


async def test_clock_runs_fast_jumps_and_never_goes_back(visitor: Visitor) -> None:
    """The clock takes a speed, a jump to what is next, and a jump ahead; never one back."""
    status, body = await visitor.post("clock", None, speed=60)
    assert (status, body["speed"]) == (200, 60)
    await visitor.post("clock", None, speed=0)
    _, body = await visitor.post("clock", None, jump="next")
    assert body["now"].startswith("2027-02-02T12:30:00")
    _, body = await visitor.post("clock", None, jump="2027-02-03T09:00:00Z")
    assert body["now"].startswith("2027-02-03T09:00:00")
    status, body = await visitor.post("clock", None, jump="2027-02-01T09:00:00Z")
    assert status == 409
    assert "only moves on" in body["error"]


async def test_people_can_be_asked_to_act_alone(visitor: Visitor) -> None:
    """The hook hears each person, or everybody as None; the state says who acts alone."""
    tom = visitor.scene.ids["Tom"]
    _, body = await visitor.post("cast", "Tom", self_driving=True)
    assert body["cast_acts"] == {"all": False, "ids": [str(tom)]}
    _, body = await visitor.post("cast", None, self_driving=True)
    assert body["cast_acts"]["all"] is True
    assert visitor.scene.cast_calls == [(tom, True), (None, True)]
    assert (await visitor.get("state"))["cast_acts"]["all"] is True
