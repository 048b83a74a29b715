"""Who may knock at the page's doors, what is refused, and what the live line carries."""

import pytest
from pagecards import text
from pagevisitor import Json, Visitor
from yarl import URL


@pytest.mark.parametrize("path", ["/", "/practice/api/state", "/practice/page/main.js"])
async def test_only_this_machine_may_ask(visitor: Visitor, path: str) -> None:
    """Another Host name, or a page from somewhere else, is turned away."""
    for headers in (
        {"Host": "evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost:1"},
        {"Origin": "null"},
    ):
        async with visitor.session.get(visitor.url + path, headers=headers) as answer:
            assert answer.status == 403, headers
    async with visitor.session.get(visitor.url + path, headers={"Origin": visitor.url}) as answer:
        assert answer.status == 200
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["/practice/page/..%2fpageapi.py", "/practice/page/nothing.js", "/practice/page/%2e%2e"]
)
async def test_files_outside_the_page_stay_inside(visitor: Visitor, path: str) -> None:
    """Only the page's own files are served."""
    async with visitor.session.get(URL(visitor.url + path, encoded=True)) as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("press", {"as": "x"}),
        ("press", {}),
        ("say", {"channel": {}}),
        ("submit", {"interaction": "1", "values": 3}),
        ("command", {"channel": "5", "name": None, "options": []}),
        ("clock", {"speed": "fast"}),
        ("clock", {"speed": -1}),
        ("clock", {}),
        ("read", {"channel": "1", "last": "-4"}),
    ],
)
async def test_nonsense_is_answered_in_words(visitor: Visitor, name: str, body: Json) -> None:
    """A malformed request gets a status below 500 and one sentence."""
    full = {"as": str(visitor.scene.ids["Tom"]), **body}
    async with visitor.session.post(f"{visitor.url}/practice/api/{name}", json=full) as answer:
        assert 400 <= answer.status < 500
        assert (await answer.json())["error"]


async def test_live_line_carries_only_what_its_person_may_see(visitor: Visitor) -> None:
    """Open messages reach everybody; private ones reach who may see them, and no one else."""
    scene = visitor.scene
    url = f"{visitor.url}/practice/api/live"
    lines = {
        who: await visitor.session.ws_connect(url, params={"as": str(scene.ids[who])})
        for who in ("Tom", "Morwenna")
    }
    scene.say(scene.channel("set-kestrel"), text("for the set"))
    scene.say(scene.channel("welcome"), text("for Tom"), only_for="Tom")
    scene.say(scene.channel("welcome"), text("for all"))
    seen: dict[str, list[str]] = {}
    for who, line in lines.items():
        seen[who] = []
        while "for all" not in seen[who]:
            push = await line.receive_json(timeout=5)
            if push["t"] == "message_create":
                seen[who].append(push["message"]["components"][0]["content"])
    assert seen == {"Tom": ["for the set", "for Tom", "for all"], "Morwenna": ["for all"]}
    for line in lines.values():
        await line.close()


async def test_live_line_tells_the_clock(visitor: Visitor) -> None:
    """A change of speed, or of what is due next, is pushed."""
    url = f"{visitor.url}/practice/api/live"
    async with visitor.session.ws_connect(url) as line:
        await visitor.post("clock", None, speed=10)
        push = await line.receive_json(timeout=5)
        assert (push["t"], push["clock"]["speed"]) == ("clock", 10)
        visitor.scene.clock.report(1, next_due=None, busy=False, seen=None)
        while push["clock"]["next_due"] is not None:
            push = await line.receive_json(timeout=5)
