"""The doctor sees what is wrong, beside a running bot, and says so in its exit code."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web
from doctor_clinic import NOW, Clinic

from config.plans import SHIPPED
from learning.effects import Card, Place, To, post, wake
from learning.ports import Dead
from practice.world import Overwrite, P
from practice.world.things import ScheduledEvent
from storage.shape import head


async def test_a_well_house(clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    """Where all is well nothing is BAD, and the exit code is 0."""
    await clinic.set_up()
    assert await clinic.visit(capsys) == 0
    assert clinic.lines("BAD") == []
    assert clinic.lines("look") == []
    well = "\n".join(clinic.lines("well"))
    for part in ("SQLite 3.", head(), "0 things to do", "nothing was given up", "clock agrees"):
        assert part in well
    assert "Discord knows this bot" in well
    assert "no privileged intent" in well
    assert "on Arts and health the bot may do all it has to, in 2 channels" in well
    assert clinic.said[-1] == "All is well."


async def test_the_next_day_at_a_glance(clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    """Messages and meetings of the next 24 hours are counted, with the first."""
    await clinic.set_up()
    place, card = Place(To.ROOM, "s1"), Card("board", "m1")
    soon = NOW + timedelta(hours=3)
    async with clinic.storage.units.write() as unit:
        await unit.work.add([post("a", place, card, due=soon)], NOW)
        await unit.work.add([post("b", place, card, due=soon + timedelta(days=3))], NOW)
        await unit.work.add([wake("c", "session.start", "m1", soon)], NOW)
        await unit.work.settle([Dead("b", NOW, "dm_closed")])
    assert await clinic.visit(capsys) == 0
    well = "\n".join(clinic.lines("well"))
    assert "2 things to do, 2 of them in the next 24 hours" in well
    assert "1 messages, 1 meetings begin" in well
    assert clinic.lines("look") == ["1 thing was given up, for this reason: dm_closed 1"]


async def test_work_that_nobody_does(clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    """Work that is long overdue means that no bot is at work."""
    await clinic.set_up()
    async with clinic.storage.units.write() as unit:
        await unit.work.add([wake("a", "w", "m1", NOW - timedelta(hours=2))], NOW)
    assert await clinic.visit(capsys) == 1
    (late,) = clinic.lines("BAD")
    assert late.startswith("1 thing should have been done, 1")


async def test_leads_have_dates(clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    """A lead checked more than a year ago is BAD; one whose year ends within a month is shown."""
    await clinic.set_up(checked=350)
    assert await clinic.visit(capsys) == 0
    assert "must be checked again by" in clinic.lines("look")[0]
    async with clinic.storage.units.write() as unit:
        (desk,) = await unit.desks.where()
        await unit.desks.save(replace(desk, lead_checked=NOW.date() - timedelta(days=400)))
    assert await clinic.visit(capsys) == 1
    assert "safeguarding lead" in clinic.lines("BAD")[0]


async def test_rights_and_channels(clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    """A right that is lacking is named with its place, and so is a channel that is gone."""
    await clinic.set_up()
    world = clinic.server.world
    lobby = world.channel_named("lobby")
    lobby.overwrites[world.bot.id] = Overwrite(world.bot.id, 1, deny=P.SEND_MESSAGES)
    world.drop_channel(world.channel_named("Sets"))
    assert await clinic.visit(capsys) == 1
    bad = "\n".join(clinic.lines("BAD"))
    assert "in #lobby, the bot lacks the right: " in bad
    assert "gone or hidden" in bad
    assert clinic.said[-1] == "2 things need you."


@pytest.mark.parametrize(("many", "seen"), [(89, []), (93, ["93 events"])])
async def test_a_calendar_that_is_nearly_full(
    clinic: Clinic, capsys: pytest.CaptureFixture[str], many: int, seen: list[str]
) -> None:
    """From ninety events of the hundred that there can be, a calendar is worth a look."""
    await clinic.set_up()
    world = clinic.server.world
    for _ in range(many):
        start, end = NOW + timedelta(days=3), NOW + timedelta(days=3, hours=1)
        event = ScheduledEvent(
            world.next_id(), world.guild.id, "x", start, 3, 1, end, None, None, ""
        )
        world.add_event(event)
    assert await clinic.visit(capsys) == 0
    told = clinic.lines("look")
    assert len(told) == len(seen)
    assert all(part in line for part, line in zip(seen, told, strict=True))


async def test_a_wrong_token(clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    """A token that Discord does not know is one BAD line; the rest is still looked at."""
    await clinic.set_up()
    clinic.settings = replace(clinic.settings, token="wrong")
    assert await clinic.visit(capsys) == 1
    assert len(clinic.lines("BAD")) == 1
    assert any("database is whole" in line for line in clinic.lines("well"))


async def test_a_clock_that_is_off(clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    """A clock that is minutes away from Discord's is BAD."""

    async def gateway(_: web.Request) -> web.Response:
        wrong = format_datetime(datetime.now(UTC) + timedelta(minutes=4), usegmt=True)
        return web.json_response({"url": "ws://x"}, headers={"Date": wrong})

    app = web.Application()
    app.router.add_get("/api/v10/gateway", gateway)
    app.router.add_get("/{rest:.*}", _refused)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    clinic.settings = replace(clinic.settings, discord_api=f"http://127.0.0.1:{port}")
    try:
        assert await clinic.visit(capsys) == 1
    finally:
        await runner.cleanup()
    assert "240 seconds away" in clinic.lines("BAD")[0] or "239" in clinic.lines("BAD")[0]


async def _refused(_: web.Request) -> web.Response:
    return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)


async def test_a_damaged_file(clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    """A file with a lost reference is BAD, with what the database says of itself."""
    await clinic.set_up()
    import sqlite3

    file = clinic.settings.database_url.removeprefix("sqlite+aiosqlite:///")
    with sqlite3.connect(file) as behind:
        behind.execute("PRAGMA foreign_keys=OFF")
        behind.execute(
            "INSERT INTO membership (id, set_id, person_id, seat, consent, dates, revision)"
            " VALUES ('x', 'lost', 'lost', 1, 'yes', 'none', 1)"
        )
    behind.close()
    assert await clinic.visit(capsys) == 1
    assert "damaged" in clinic.lines("BAD")[0]


async def test_a_broken_plan_of_the_owner(
    clinic: Clinic, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """One BAD sentence with the file, the part and what to mend."""
    await clinic.set_up()
    folder = tmp_path / "plans"
    folder.mkdir()
    shipped = (SHIPPED / "trio-30.toml").read_text(encoding="utf-8")
    broken = shipped.replace('speak = "silence"', 'speak = "quiet"', 1)
    (folder / "walk-30.toml").write_text(broken, encoding="utf-8")
    clinic.settings = replace(clinic.settings, plans=folder)
    assert await clinic.visit(capsys) == 1
    (bad,) = clinic.lines("BAD")
    assert bad.startswith("walk-30.toml, part 1: I do not know “quiet” under speak.")
    assert "silence" in bad
