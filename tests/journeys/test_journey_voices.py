"""One voice at a time over real sockets: two edits a hand-over, and nobody stays muted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from journeys_stage import Evening, StageSet

from practice.hands import text_of
from practice.theatre import Theatre

SIX: tuple[str, ...] = ("Amara", "Priya", "Tom", "Leila", "Jonah", "Bea")
PATCH = "/guilds/{guild_id}/members/{user_id}"


class Voices:
    """Who is in voice, who is muted, and every edit of a microphone that Discord was asked for."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        self.stage: StageSet = evening.stage
        self.edits = 0
        self.room = 0
        self.stage.world.watch(self._heard)

    def _heard(self, kind: str, _: dict[str, Any]) -> None:
        self.edits += kind == "member_update"

    def muted(self) -> set[str]:
        """Return who is muted for the server, as Discord has it."""
        members = self.stage.world.guild.members
        return {name for name in SIX if members[self.stage.hand(name).id].mute}

    async def agree(self, answer: str = "yes") -> None:
        """Let everybody say yes in private."""
        for name in SIX:
            await self.evening.tell(name, "set voices", answer=answer)

    async def go_in(self) -> None:
        """Let everybody go into the set's voice room."""
        self.room = self.room or (await self.evening.set_of("Amara")).voice_xid
        for name in SIX:
            await self.stage.hand(name).voice(self.room)
        await self.stage.until(lambda: len(self.stage.world.voices) == len(SIX))

    async def until_muted(self, names: set[str]) -> None:
        """Wait until exactly these are muted."""
        await self.stage.until(lambda: self.muted() == names)

    async def waiting(self) -> set[str]:
        """Return who should be muted: all but who speaks and who guides."""
        session = await self.evening.session("Amara")
        heard = {self.evening.name_of(one) for one in (session.floor_id, session.guide_id)}
        return set(SIX) - heard


@pytest.fixture
async def voices(gathered: Evening) -> Voices:
    """A meeting of six by voice, in a round, in which everybody agreed."""
    session = await gathered.begin(SIX)
    found = Voices(gathered)
    await found.agree()
    await found.go_in()
    await gathered.tell(gathered.name_of(session.guide_id), "session next")
    await found.until_muted(await found.waiting())
    await gathered.rest()
    return found


async def hand_on(voices: Voices) -> None:
    """Let whoever speaks say Done."""
    evening = voices.evening
    speaker = evening.name_of((await evening.session("Amara")).floor_id)
    await evening.press(speaker, evening.board(speaker), "Done")


async def test_the_floor_goes_on_with_two_edits_and_every_end_lets_all_speak(
    voices: Voices,
) -> None:
    """Each hand-over is two edits at most; a pause, and an orderly stop of the bot, free all."""
    evening = voices.evening
    assert "Microphones are off for those who wait" in text_of(evening.board("Tom"))
    for _ in range(3):
        before = voices.edits
        await hand_on(voices)
        await voices.until_muted(await voices.waiting())
        await evening.rest()
        assert voices.edits - before <= 2
    await evening.press("Bea", evening.board("Bea"), "Pause")
    await voices.until_muted(set())
    await evening.press("Bea", evening.board("Bea"), "Go on")
    await voices.until_muted(await voices.waiting())
    await evening.stage.house.finish()  # as at SIGTERM
    assert voices.muted() == set()


async def test_a_cut_line_an_error_and_a_no_leave_nobody_muted(voices: Voices) -> None:
    """Without the gateway all can speak until it is back; so too when the right is taken away."""
    evening, stage = voices.evening, voices.stage
    waiting = await voices.waiting()
    edits = voices.edits
    stage.server.faults.drop_gateway()
    await stage.until(lambda: voices.edits >= edits + len(waiting))
    await voices.until_muted(waiting)  # each was let speak; now the line is back
    assert voices.edits == edits + 2 * len(waiting)
    await evening.rest()
    stage.server.faults.plan("unavailable", method="PATCH", template=PATCH, times=1)
    await hand_on(voices)
    await voices.until_muted(set())  # and it is tried again in a while
    await evening.leap(stage.clock.now() + timedelta(seconds=5))
    await voices.until_muted(await voices.waiting())
    card = evening.need(evening.in_room("Tom", button="No, leave mine alone"), "no card")
    await evening.press("Tom", card, "No, leave mine alone")
    await voices.until_muted(set())
    await evening.rest()
    told = [text_of(m) for m in stage.seen_by("Bea") if "microphone" in text_of(m).lower()]
    assert told
    assert not any("Tom" in one for one in told)


@pytest.mark.short
async def test_after_a_kill_the_next_start_lets_all_speak(
    voices: Voices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL while people are muted, one leaves voice, and the meeting is over meanwhile."""
    stage = voices.stage
    session = await voices.evening.session("Amara")
    await voices.evening.stage.stop_bot()
    monkeypatch.setattr(StageSet, "rest", Theatre.rest)
    stage.leave_the_clock()
    await Theatre.start_bot(stage)  # the same memory, in a process that can be killed
    await stage.until(lambda: len(voices.muted()) >= len(SIX) - 2)
    await Theatre.kill_bot(stage)
    left, *rest = sorted(voices.muted())
    assert rest
    await stage.hand(left).voice(None)
    stage.clock.jump(session.ends_at + timedelta(minutes=1))
    await Theatre.start_bot(stage)
    await stage.until(lambda: voices.muted() == {left})
    await stage.hand(left).voice(voices.room)
    await stage.until(lambda: voices.muted() == set())
    await Theatre.stop_bot(stage)
