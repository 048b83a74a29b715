"""No private text is ever visible to another: a word in every field of every form, searched for.

Who may read which field is `audience.csv`; a field of a form without a row there fails. Then the
same person takes all of it away as a file, and has it erased.
"""

from __future__ import annotations

import csv
import io
import json
import logging
import re
import sqlite3
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
import structlog
from journeys_house import StageSet
from journeys_stage import SECRET, Evening, opened
from rights_house import ADMIN, SIX
from rights_journey import ME, OTHERS_WORD, WORD, Journey
from rights_seen import Seen, told_in

from bot.health import Health
from bot.log import set_up
from bot.metrics import metrics
from cogs._routes import Route
from practice import cast
from practice.desk.memory import Pace
from practice.robot import control, settled
from practice.world import P

TABLE = Path(__file__).with_name("audience.csv")
SET: set[str] = set(SIX)
MAY: dict[str, set[str]] = {
    "me": {ME},
    "set": SET,  # in private answers to its members, and on the board of a meeting
    "room": SET | {ADMIN},  # in the room of the set, which a server's administrators can open
    "room+desk": SET | {ADMIN, cast.COORDINATOR},
    "lead": {ME, cast.LEAD},
}
# Filled in, with who reads them, in `test_rights_week`: a week in writing takes eight days.
# An answer to a complaint is a coordinator's: `test_rights_complaint`.
ELSEWHERE = {"week.write", "week.answer", "complaint.answer"}
THE_SETS_OWN = {"agree.edit.text", "agree.good.text"}  # written together, nobody's alone
UNDER_WAY = {"concern.new.text"}  # a lead may still have to act on it


def audience() -> dict[str, str]:
    """Read who may read which field."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["field"]: row["readers"] for row in csv.DictReader(file)}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Log everything, as `setwise run` would at its most talkative; afterwards as before."""
    root, before, written = logging.getLogger(), structlog.get_config(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    set_up("text", level=logging.DEBUG)
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.stream = written
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.raiseExceptions = True
    structlog.configure(**before)


@asynccontextmanager
async def journey_of(stage: StageSet, secret: str) -> AsyncGenerator[Journey]:
    """Play the whole journey; at the end the bot has seen the last of it."""
    stage.secret = secret
    stage.server.memory.old_edits = Pace(100_000, 1.0)
    async with opened(stage) as evening:
        stage.seat(ADMIN, P.ADMINISTRATOR)
        names = (*stage.everybody(), ADMIN)
        journey = Journey(evening, Seen(stage, WORD, names))
        await journey.whole()
        yield journey


def in_the_file(stage: StageSet, pattern: str) -> set[str]:
    """Return what is found in the bytes of the database and of its log of changes."""
    files = [one for one in stage.folder.iterdir() if one.name.startswith(stage.database.name)]
    data = b"".join(one.read_bytes() for one in files)
    return {found.decode() for found in re.findall(pattern.encode(), data)}


@pytest.mark.proof
async def test_no_word_is_in_the_bytes_of_the_memory(stage_set: StageSet) -> None:
    """With a key, nothing that was written can be read from the files, nor who may not reads it."""
    async with journey_of(stage_set, SECRET) as journey:
        is_read_as_meant(journey)
        assert in_the_file(stage_set, WORD.pattern) == set()


async def test_an_error_tells_nothing_that_was_written(
    evening: Evening, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When every form fails with its text in the error, no log and no answer holds it."""
    routes = evening.stage.house.client.app.routes

    async def fail(call: Any) -> None:
        raise RuntimeError(f"cannot keep {call.fields}")

    def find(kind: str, verb: str) -> Route:
        return Route(fail)

    monkeypatch.setattr(routes, "find", find)
    for verb in [one for one in routes.verbs() if one.startswith("f:")]:
        answer = await evening.raw_form(
            ME, f"{verb}::0", {"text": "Zqbbbwort", "what": "Zqbbbwort"}
        )
        assert "went wrong" in answer.text
        assert "Zqbbbwort" not in answer.text
    assert "RuntimeError" in log.getvalue()
    assert "Zqbbbwort" not in log.getvalue()


@pytest.mark.short
async def test_a_whole_journey_and_its_end(
    stage_set: StageSet, log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each word is read by whom it is meant for; the export is mine; erased, nothing is left."""
    async with journey_of(stage_set, "") as journey:
        is_read_as_meant(journey)
        assert "verb=reflect.share" in log.getvalue()
        assert WORD.findall(log.getvalue() + "".join(capsys.readouterr())) == []
        assert WORD.findall(await figures(stage_set)) == []
        await journey.others_write()
        evening, words = journey.evening, journey.words()
        mine = re.compile(f"{WORD.pattern}|{evening.hand(ME).id}")
        holds_all_of_mine(journey, await export(evening))
        assert str(evening.hand(ME).id) in in_the_file(stage_set, r"\d{19}")
        await erase(evening)
        await evening.pass_time(evening.minutes(5))
        stays = {words.get(word, word) for word in standing(journey, mine)}
        assert stays == THE_SETS_OWN | UNDER_WAY
        assert await stage_set.dead() == ()
        await others_read_on(journey)
        await stage_set.stop_bot()
    with closing(sqlite3.connect(stage_set.database)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    left = in_the_file(stage_set, mine.pattern)
    assert {words.get(one, one) for one in left} == THE_SETS_OWN | UNDER_WAY


def is_read_as_meant(journey: Journey) -> None:
    """Every form was filled in, and nobody read more of it than the table says, at any time."""
    table, routes = audience(), journey.evening.stage.house.client.app.routes.verbs()
    assert journey.forms | ELSEWHERE == {one[2:] for one in routes if one.startswith("f:")}
    assert set(journey.planted) == set(table)
    for name, word in journey.planted.items():
        readers, may = journey.seen.readers[word], MAY[table[name]]
        assert readers <= may, f"{name} is read by {readers - may}"
        needed = {"set": 2, "room": 2, "room+desk": 7}.get(table[name], 1)
        assert len(readers) >= needed, f"{name} is read only by {readers}"


async def figures(stage: StageSet) -> str:
    """Return all that a monitor is told, and what is kept of work that was given up."""
    house = stage.house
    found = await Health(house.storage, house.clock, house.client).look()
    told = metrics(ready=True, tally=found.tally, late=found.late, latency=0.1)
    return told + str(await stage.dead())


async def export(evening: Evening) -> dict[str, Any]:
    """Take all that is held about me away, as a member does."""
    hand = evening.hand(ME)
    card = await settled(await hand.command(evening.stage.lobby.id, "mydata"))
    answer = await (await hand.press(card, custom_id=control(card, "b:mydata.export"))).settled()
    world = evening.stage.world
    files = [world.files[int(one["id"])] for one in (answer.message or {})["attachments"]]
    return json.loads(next(one.content for one in files if one.filename.endswith(".json")))


def holds_all_of_mine(journey: Journey, told: dict[str, Any]) -> None:
    """Whatever is kept of me is in the export, and nobody else's word, name or id."""
    text, evening = json.dumps(told, ensure_ascii=False), journey.evening
    with closing(sqlite3.connect(evening.stage.database)) as connection:
        held = set(WORD.findall("\n".join(connection.iterdump())))
    kept = {journey.words()[word] for word in held} - THE_SETS_OWN
    assert len(kept) >= 10
    assert {name for name in kept if journey.planted[name] not in text} == set()
    assert OTHERS_WORD not in text
    for name in (*SIX, cast.COORDINATOR, cast.LEAD):
        if name != ME:
            assert name not in text
            assert str(evening.hand(name).id) not in text


async def erase(evening: Evening) -> None:
    """Have it all erased, as a member does."""
    hand = evening.hand(ME)
    card = await settled(await hand.command(evening.stage.lobby.id, "mydata"))
    card = await settled(await hand.press(card, custom_id=control(card, "b:mydata.ask")))
    done = await hand.press(card, custom_id=control(card, "b:mydata.erase"))
    await evening.rest()
    assert "It is erased" in done.text


def standing(journey: Journey, mine: re.Pattern[str]) -> set[str]:
    """Return what of mine stands in any channel or message that the bot can still reach.

    What was sent to me to keep is mine, and private answers pass away by themselves.
    """
    world, me, found = journey.evening.stage.world, journey.evening.hand(ME), set[str]()
    own = me.open_dm()
    for channel_id, held in world.messages.items():
        for message in held.values():
            if message.only_for is None and channel_id != own:
                found |= set(mine.findall(told_in(message)))
    cards = [m for m in world.messages.get(own, {}).values() if m.author.id == world.bot.id]
    assert all("I keep no copy" in told_in(m) for m in cards), "a card of mine is left"
    return found | set(mine.findall(journey.seen.shared_by_all()))


async def others_read_on(journey: Journey) -> None:
    """What others see is whole: their own words, no empty name, no crash."""
    evening = journey.evening
    log = await evening.tell("Bea", "set log")
    assert OTHERS_WORD in log
    for words in ("set card", "set dates", "set rota", "set log", "action list", "me hours"):
        text = await evening.tell("Bea", words)
        assert "****" not in text, text
        assert "went wrong" not in text, text
    assert [why for _, why in await evening.stage.dead() if why == "bug"] == []
