"""What no client of Discord's would send: forged presses and forms, as somebody might by hand.

Knows the wire. Must not know what any address means.
"""

from __future__ import annotations

from journeys_house import StageSet

from practice.hands import Answer as Said
from practice.tours.script import SEEN, Script
from practice.transcript import Transcript
from practice.world import wire
from practice.world.talks import COMMAND, COMPONENT, MODAL


class Forger(Script):
    """A script that can also send what no screen shows."""

    def __init__(self, stage: StageSet) -> None:
        super().__init__(stage, Transcript(stage))
        self.stage = stage

    async def raw_press(self, name: str, custom_id: str, channel_xid: int = 0) -> Said:
        """Press a button that this person's screen does not show, as a forged client might."""
        hand, world = self.hand(name), self.stage.world
        channel = world.channels[channel_xid or hand.open_dm()]
        said = (m for one in world.channels for m in world.said_in(one, world.bot.id))
        source = next(m for m in said if m.author.id == world.bot.id and m.only_for is None)
        data = {"component_type": 2, "custom_id": custom_id, "id": 1}
        one = world.interact(COMPONENT, hand.id, channel, data, source=source)
        answer = await Said(world, one).acknowledged()
        if one.answered != SEEN:
            await answer.settled()
        await self.rest()
        return answer

    async def raw_form(self, name: str, custom_id: str, fields: dict[str, str]) -> Said:
        """Send a form with fields that no client would let through."""
        hand = self.hand(name)
        parts = [
            {
                "type": 18,
                "id": n,
                "component": {"type": 4, "id": n + 50, "custom_id": key, "value": v},
            }
            for n, (key, v) in enumerate(fields.items(), 1)
        ]
        data = {"custom_id": custom_id, "components": parts}
        world = self.stage.world
        cause = {
            "id": str(world.next_id()),
            "type": COMMAND,
            "name": "forged",
            "user": wire.user(world.users[hand.id]),
            "authorizing_integration_owners": {"0": str(world.guild.id)},
        }
        one = world.interact(MODAL, hand.id, self.stage.lobby, data, cause=cause)
        answer = await (await Said(self.stage.world, one).acknowledged()).settled()
        await self.rest()
        return answer
