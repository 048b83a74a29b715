"""What can be asked of Discord by a process that keeps only some of the shards."""

from __future__ import annotations

import pytest
from bot_world import WORDS, Place, card

from bot.stage import DiscordStage
from cogs import faces
from learning.refusals import Unavailable
from learning.shards import Shards


async def test_what_another_process_hears_is_not_gone(place: Place) -> None:
    """A server of another's shard is "not now", never "gone"; messages can be sent all the same."""
    ours = Shards(2).of(place.world.guild.id)
    for shard in (ours, 1 - ours):
        async with place.bot() as (bot, _, _):
            stage = DiscordStage(faces.draw, WORDS, Shards(2))
            with pytest.raises(Unavailable):
                await stage.in_voice(place.world.guild.id, 2)
            stage.open(bot, shard)
            assert await stage.post(place.general.id, card(), key=f"k{shard}", again=False)
            assert stage.hears(place.world.guild.id) is (shard == ours)
            if shard == ours:
                assert await stage.in_voice(place.world.guild.id, 2) == ()
            else:
                assert await stage.may_mute(place.world.guild.id, 2)
                with pytest.raises(Unavailable):
                    await stage.in_voice(place.world.guild.id, 2)
                with pytest.raises(Unavailable):
                    stage.missing(place.world.guild.id)
            stage.shut(shard)
            assert not stage.hears(place.world.guild.id)
