"""What a person does on the page with mouse and keys, and what the bot hears of it."""

from pathlib import Path
from typing import Any

import pytest
from chrome import BINARY, by_text
from pageseen import FOCUS, FORM, SHEET, TEXT, Seen, press

pytestmark = [
    pytest.mark.skipif(BINARY is None, reason="chromium is not installed"),
    pytest.mark.asyncio(loop_scope="session"),
]


async def test_a_press_redraws_the_card_keeps_the_focus_and_is_said(seen: Seen) -> None:
    """After a press the card changes in place; focus stays at it, and a listener hears it."""
    tab = await seen.open("Tom", "set-kestrel")
    await press(tab, "Hand up")
    await tab.until(f"{TEXT}.includes('Your hand is up')")
    assert await tab.run(f"{FOCUS}.closest('[data-message]') !== null")
    await tab.until("document.getElementById('announcer').textContent.includes('Changed. Setwise')")
    assert seen.scene.heard[-1]["user"] == seen.scene.ids["Tom"]


async def test_everything_can_be_done_by_keyboard_alone(seen: Seen) -> None:
    """From the first Tab: skip link, a command, its form with every kind of field, and back."""
    tab = await seen.open()
    await tab.key("Tab")
    assert await tab.run(f"{FOCUS}.id") == "skip"
    await tab.key("Enter")
    assert await tab.run(f"{FOCUS}.id") == "box"
    await tab.write("/jo")
    await tab.until("!document.getElementById('command-list').hidden")
    await tab.key("Enter")
    await tab.until(f"{FORM}.open")
    assert await tab.run(f"{FOCUS}.labels[0].textContent") == "First name"
    await tab.write("Amara")
    await tab.key("Tab")
    await tab.key(" ")
    await tab.key("ArrowDown")
    await tab.key("Tab")
    await tab.write("Captions")
    await tab.key("Tab")
    await tab.key(" ")
    for _ in range(21):
        await tab.key("Tab")
    await tab.key(" ")
    assert await tab.run(f"{FOCUS}.labels[0].textContent") == "I have read the principles"
    await tab.key("Tab")
    await tab.key("Tab")
    await tab.key("Enter")
    await tab.until(f"!{FORM}.open")
    sent = {part["component"]["custom_id"]: part["component"] for part in
            seen.scene.heard[-1]["data"]["components"] if "component" in part}  # fmt: skip
    assert sent["name"]["value"] == "Amara"
    assert sent["kind"]["value"] == "artist"
    assert sent["needs"]["value"] == "Captions"
    assert sent["blocks"]["values"] == ["0"]
    assert sent["read"]["value"] is True
    assert await tab.run(f"{FOCUS}.id") == "box"
    await tab.until(f"{TEXT}.includes('Only you can see this.')")


async def test_nothing_typed_is_lost_when_the_answer_fails(seen: Seen) -> None:
    """A form says what is missing; a silent bot leaves it open and filled; closing asks twice."""
    tab = await seen.open()
    await press(tab, "Join", "document.getElementById('messages')")
    await tab.until(f"{FORM}.open")
    await press(tab, "Send", FORM)
    await tab.until(f"{FORM}.innerText.includes('Please write something here.')")
    await tab.write("Amara")
    await tab.click(f"{FORM}.querySelector('input[value=gp]')")
    await tab.click(f"{FORM}.querySelector('input[type=checkbox]')")
    seen.scene.silent = True
    seen.scene.world.patience = 0.2
    await press(tab, "Send", FORM)
    await tab.until(f"{FORM}.innerText.includes('Everything you wrote is still here.')")
    assert await tab.run(f"{FORM}.querySelector('input').value") == "Amara"
    await press(tab, "Close", FORM)
    assert await tab.run(f"{FORM}.open") is True
    seen.scene.silent = False
    await press(tab, "Send", FORM)
    await tab.until(f"!{FORM}.open")
    await tab.until(f"{TEXT}.includes('Form received.')")


async def test_twenty_one_options_are_easy_on_a_phone(seen: Seen) -> None:
    """The menu opens as a sheet of big rows, counts, and sends what was ticked, in order."""
    await seen.tab.size(390, 844)
    letter = seen.scene.world.dm(seen.scene.ids["Wren"], seen.scene.world.bot.id)
    tab = seen.tab
    await tab.open(f"{seen.url}/#as={seen.scene.ids['Wren']}&c={letter.id}")
    await press(tab, "Times that are good")
    await tab.until(f"{SHEET}.open")
    heights = await tab.run(f"[...{SHEET}.querySelectorAll('.choice')].map(e => e.offsetHeight)")
    assert len(heights) == 21
    assert min(heights) >= 44
    for words in ("Fri lunch", "Mon lunch"):
        await tab.click(by_text(words, "label", SHEET))
    await tab.until(f"{SHEET}.innerText.includes('2 of 21 chosen.')")
    await press(tab, "Done", SHEET)
    await tab.until(f"!{SHEET}.open")
    await tab.until(f"{TEXT}.includes('Mon lunch, Fri lunch')")
    assert seen.scene.heard[-1]["data"]["values"] == ["1", "13"]


async def test_command_form_suggests_and_sends_typed_values(seen: Seen) -> None:
    """Suggestions come while typing; people are chosen from a list; what is needed is asked for."""
    tab = await seen.open()
    await tab.run("document.getElementById('box').focus()")
    await tab.write("/setup")
    await tab.until("!document.getElementById('command-list').hidden")
    await tab.key("Enter")
    await tab.until("!document.getElementById('command-form').hidden")
    await tab.write("De")
    await tab.until(f"{TEXT}.includes('Dorset')")
    await tab.key("ArrowDown")
    await tab.key("Enter")
    assert await tab.run(f"{FOCUS}.value") == "Dorset"
    await press(tab, "Run")
    await tab.until(f"{TEXT}.includes('Please fill in “Coordinator”.')")
    tom = seen.scene.ids["Tom"]
    await tab.run(f"{FOCUS}.value = '{tom}'")
    await press(tab, "Run")
    await tab.until("document.getElementById('command-form').hidden")
    options: list[dict[str, Any]] = seen.scene.heard[-1]["data"]["options"]
    assert [one["value"] for one in options] == ["dorset", str(tom)]


async def test_a_press_survives_a_redraw_under_the_finger(seen: Seen) -> None:
    """A button held down while its card and the places change is still pressed when let go."""
    tab = await seen.open("Tom", "set-kestrel")
    spot = await tab.hover(by_text("Hand up"))
    mouse: dict[str, Any] = {"x": spot[0], "y": spot[1], "button": "left", "clickCount": 1}
    await tab.send("Input.dispatchMouseEvent", type="mousePressed", **mouse)
    seen.scene.world.edit(seen.scene.board, {"components": seen.scene.board.components}, [])
    await seen.scene.hands.named("Sam").say(seen.scene.channel("set-kestrel").id, "Yes")
    await tab.until("document.getElementById('announcer').textContent.includes('Sam: Yes')")
    assert "edited" not in await tab.run("document.getElementById('messages').innerText")
    await tab.send("Input.dispatchMouseEvent", type="mouseReleased", **mouse)
    await tab.until(f"{TEXT}.includes('Your hand is up')")
    await tab.until("document.getElementById('messages').innerText.includes('Yes')")


async def test_voice_is_joined_and_left_by_a_button(seen: Seen) -> None:
    """Join shows me inside; Leave takes me out; others see it live."""
    tab = await seen.open("Sam")
    await press(tab, "Join", "document.getElementById('rail')")
    await tab.until(f"{TEXT}.includes('Tom, Priya, Sam')")
    await press(tab, "Leave", "document.getElementById('rail')")
    await tab.until(f"!{TEXT}.includes('Tom, Priya, Sam')")
    await seen.scene.hands.named("Wren").voice(seen.scene.channel("Kestrel voice").id)
    await tab.until(f"{TEXT}.includes('Tom, Priya, Wren')")


async def test_a_file_goes_with_a_form(seen: Seen, tmp_path: Path) -> None:
    """A chosen file is sent with the form, and the bot gets its name and content."""
    file = tmp_path / "drawing.txt"
    file.write_text("a bird")
    form = {"title": "A picture", "custom_id": "pic", "components": [
        {"type": 18, "label": "Your picture", "component": {
            "type": 19, "custom_id": "file", "max_values": 1}}]}  # fmt: skip
    seen.scene.form = form
    tab = await seen.open()
    await press(tab, "Join", "document.getElementById('messages')")
    await tab.until(f"{FORM}.open")
    found = await tab.send("Runtime.evaluate", expression=f"{FORM}.querySelector('[type=file]')")
    await tab.send("DOM.setFileInputFiles", files=[str(file)], objectId=found["result"]["objectId"])
    await press(tab, "Send", FORM)
    await tab.until(f"!{FORM}.open")
    (sent,) = seen.scene.heard[-1]["data"]["resolved"]["attachments"].values()
    assert sent["filename"] == "drawing.txt"
    assert seen.scene.world.files[int(sent["id"])].content == b"a bird"


async def test_one_person_is_chosen_from_a_list(seen: Seen) -> None:
    """A menu of people opens a list; choosing one closes it, and the bot hears who."""
    letter = seen.scene.world.dm(seen.scene.ids["Wren"], seen.scene.world.bot.id)
    tab = seen.tab
    await tab.open(f"{seen.url}/#as={seen.scene.ids['Wren']}&c={letter.id}")
    await press(tab, "Somebody to meet before")
    await tab.until(f"{SHEET}.open")
    await tab.run(f"{SHEET}.querySelector('input[type=search]').focus()")
    await tab.write("morw")
    await tab.until(f"[...{SHEET}.querySelectorAll('.choice')].filter(e => !e.hidden).length === 1")
    await press(tab, "Morwenna", SHEET)
    await tab.until(f"!{SHEET}.open")
    morwenna = str(seen.scene.ids["Morwenna"])
    await tab.until("document.querySelector('.select-chosen')?.textContent === 'Morwenna'")
    assert seen.scene.heard[-1]["data"]["values"] == [morwenna]
    assert morwenna in seen.scene.heard[-1]["data"]["resolved"]["users"]
