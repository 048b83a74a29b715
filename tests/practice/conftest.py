"""The `stage` of every test here: a fresh world with a guild, three members, and its server."""

from collections.abc import AsyncIterator

import pytest
from practice_stage import START, Stage

from practice.check import openapi
from practice.clock import PracticeClock
from practice.desk.call import Reply, Route
from practice.hands import Hands
from practice.server import PracticeServer
from practice.world import World


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """A fresh world and server; the clock is held; wrong answers of ours fail the test."""
    clock = PracticeClock(START, speed=0)
    world = World(clock)
    world.build_guild("South West", channels=("general", "sets"))
    world.add_member("Asha")
    world.add_member("Ben", dms_open=False)
    world.add_member("Cora")
    server = PracticeServer(world, clock)
    await server.start()
    wrong = listen_for_wrong_answers(server)
    yield Stage(world, clock, server, Hands(world), monkeypatch)
    await server.stop()
    assert "\n".join(wrong) == ""


def listen_for_wrong_answers(server: PracticeServer) -> list[str]:
    """What Discord's own description says against any answer of the practice server."""
    wrong: list[str] = []
    description = openapi.load()

    def judge(one: Route, reply: Reply) -> None:
        if description is None:
            return
        where = f"{one.method} {one.template}"
        found = description.reply_problems(one.method, one.template, reply.status, reply.body)
        wrong.extend(f"{where}: {problem}" for problem in found)

    server.door.on_reply = judge
    return wrong
