"""What the page draws: messages from raw parts, text marks, times, counts, colours and names."""

import base64
from pathlib import Path

import pytest
from chrome import BINARY, by_text
from pagecards import text
from pageseen import FORM, TEXT, Seen, press

from practice.world import Attachment, Draft

pytestmark = [
    pytest.mark.skipif(BINARY is None, reason="chromium is not installed"),
    pytest.mark.asyncio(loop_scope="session"),
]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PROBE = (Path(__file__).parent / "probe.js").read_text()


async def test_messages_are_drawn_from_raw_parts_and_never_as_markup(seen: Seen) -> None:
    """Headings, lists, quotes, mentions, links and cards become elements; user text stays text."""
    tab = await seen.open()
    shape = await tab.run(
        "(() => { const m = document.getElementById('messages'); return {"
        "heading: m.querySelector('h3').textContent, nested: !!m.querySelector('ul ul li'),"
        "quote: m.querySelector('blockquote').textContent,"
        "small: m.querySelector('p.small').textContent,"
        "code: m.querySelector('code').textContent, bold: !!m.querySelector('b'),"
        "script: !!m.querySelector('script'),"
        "raw: m.innerText.includes('<script>alert(1)</script>'),"
        "link: m.querySelector('a[rel]').rel,"
        "file: m.querySelector('a.file').download,"
        "fields: m.querySelectorAll('dl dt').length }; })()"
    )
    assert shape["heading"] == "Welcome"
    assert shape["nested"] is True
    assert "one thing to try" in shape["quote"]
    assert "@Amara" in shape["small"]
    assert (shape["code"], shape["bold"], shape["script"], shape["raw"]) == (
        "/join", False, False, True,
    )  # fmt: skip
    assert shape["link"] == "noopener noreferrer"
    assert (shape["file"], shape["fields"]) == ("run-sheet.txt", 2)


async def test_pictures_files_replies_and_hidden_parts(seen: Seen) -> None:
    """A gallery loads from this machine, a file downloads, a reply names what it answers."""
    world, place = seen.scene.world, seen.scene.channel("news")
    picture = Attachment(world.next_id(), "bird.png", PNG, "image/png", "A bird, drawn")
    sheet = Attachment(world.next_id(), "sheet.txt", b"12.30", "text/plain")
    parts = [
        {"type": 12, "items": [{"media": {"url": "attachment://bird.png"},
                                "description": "A bird, drawn"}]},
        {"type": 13, "file": {"url": "attachment://sheet.txt"}, "name": "sheet.txt", "size": 5},
        {"type": 17, "spoiler": True, "components": [text("Kept for later")]},
    ]  # fmt: skip
    files = [picture, sheet]
    first = world.post(place, world.bot, Draft(components=parts, attachments=files, flags=1 << 15))
    tom = world.users[seen.scene.ids["Tom"]]
    answer = {"message_id": str(first.id), "channel_id": str(place.id)}
    world.post(place, tom, Draft("Lovely", reference=answer, kind=19))
    tab = await seen.open("Tom", "news")
    await tab.until("document.querySelector('.gallery img').naturalWidth === 1")
    assert await tab.run("document.querySelector('.gallery img').alt") == "A bird, drawn"
    assert await tab.run("document.querySelectorAll('a.file').length") == 1
    assert "Answer to Setwise: Kept for later" in await tab.run(TEXT)
    await press(tab, "Show hidden part")
    assert "Kept for later" in await tab.run("document.querySelector('.card').innerText")


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
        ("snake_case_name _yes_", "<p>snake_case_name <em>yes</em></p>"),
        ("__u__ ~~s~~ `**x**`", "<p><u>u</u> <del>s</del> <code>**x**</code></p>"),
        ("\\*not\\* 2 * 3 * 4", "<p>*not* 2 * 3 * 4</p>"),
        ("```py\na < b\n```", '<pre tabindex="0"><code>a &lt; b</code></pre>'),
        ("1. one\n2. two", '<ol start="1"><li>one</li><li>two</li></ol>'),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("> a\n> b\nc", "<blockquote><p>a\nb</p></blockquote><p>c</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("-# small *print*", '<p class="small">small <em>print</em></p>'),
        ("### Three", '<h5 class="md-h3">Three</h5>'),
        ("**never closed", "<p>**never closed</p>"),
        ("</join:12>", '<p><span class="mention">/join</span></p>'),
    ],
)  # fmt: skip
async def test_markdown(seen: Seen, words: str, html: str) -> None:
    """A text becomes exactly these elements."""
    tab = await seen.open()
    got = await tab.run(
        "import('/practice/page/markdown.js').then(m => { const d = document.createElement('div');"
        f" d.append(...m.blocks({words!r})); return d.innerHTML; }})"
    )
    assert got == html


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("t", "13.05"), ("T", "13.05.09"), ("d", "02/07/2027"), ("D", "2 July 2027"),
        ("f", "2 July 2027, 13.05"), ("F", "Friday 2 July 2027, 13.05"), ("R", "in 5 months"),
    ],
)  # fmt: skip
async def test_time_marks_are_london_summer_time(seen: Seen, style: str, words: str) -> None:
    """Each style of time mark is written in London time, an hour ahead of UTC in July."""
    tab = await seen.open()
    unix = 1814529909  # 2027-07-02 12:05:09 UTC
    got = await tab.run(
        "import('/practice/page/markdown.js')"
        f".then(m => m.blocks('<t:{unix}:{style}>')[0].textContent)"
    )
    assert got == words


async def test_relative_times_tick_by_the_practice_clock(seen: Seen) -> None:
    """When the clock jumps, "in 9 minutes" becomes what it should be, and stamps follow."""
    tab = await seen.open(channel="set-kestrel")
    await tab.until("document.querySelector('time[data-relative]').textContent === 'in 9 minutes'")
    await press(tab, "Jump to the next thing")
    await tab.until("document.querySelector('time[data-relative]').textContent === 'in 7 minutes'")
    await tab.until("document.getElementById('clock-face').textContent.endsWith('12.30')")
    await tab.until(f"{TEXT}.includes('nothing is waiting')")


async def test_speed_buttons_say_which_one_is_on(seen: Seen) -> None:
    """×60 runs the practice clock sixty times as fast; Pause holds it."""
    tab = await seen.open()
    await press(tab, "×60")
    await tab.until("document.querySelector('[data-key=speed-60]').ariaPressed === 'true'")
    await press(tab, "Pause")
    await tab.until("document.querySelector('[data-key=speed-0]').ariaPressed === 'true'")
    assert seen.scene.clock.speed == 0
    assert seen.scene.clock.now() > seen.scene.clock.now().replace(hour=12, minute=28, second=1)


async def test_unread_marks_come_and_go(seen: Seen) -> None:
    """A message elsewhere marks its place with a count; opening it takes the mark away."""
    tab = await seen.open("Tom", "welcome")
    badge = f"({by_text('set-kestrel', 'a.place')})?.querySelector('.badge')?.firstChild.data"
    await tab.until(f"{badge} === '3'")
    await seen.scene.hands.named("Sam").say(seen.scene.channel("set-kestrel").id, "Hello")
    await tab.until(f"{badge} === '4'")
    await tab.click(by_text("set-kestrel", "a.place"))
    await tab.until(f"{badge} === undefined")
    await tab.click(by_text("welcome", "a.place"))
    await tab.until("document.title.startsWith('(1)')")  # his one letter


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844), (320, 640)])
async def test_contrast_names_and_width(seen: Seen, size: tuple[int, int], dark: bool) -> None:
    """Every text reaches WCAG AA contrast, every control has a name, and nothing is too wide."""
    await seen.tab.size(*size, dark=dark)
    for channel in ("welcome", "set-kestrel"):
        tab = await seen.open("Amara", channel)
        found = await tab.run(PROBE)
        assert found["faults"] == []
        assert found["texts"] > 20
    if size[0] < 800:
        await press(tab, "Clock")
    for words in ("Send", "×1", "Pause"):
        await tab.hover(by_text(words))
        assert (await tab.run(PROBE))["faults"] == []
    await tab.run("document.getElementById('me').click()")
    await tab.until("document.getElementById('people').open")
    assert (await tab.run(PROBE))["faults"] == []
    await tab.key("Escape")
    await tab.run("document.getElementById('box').focus()")
    await tab.write("/join")
    await tab.key("Enter")
    await tab.until(f"{FORM}.open")
    assert (await tab.run(PROBE))["faults"] == []
