"""Erasing after a whole journey on PostgreSQL: what a dump says before it and after it.

Knows the journey and the words that were planted. Must not know how anything is erased.
"""

from __future__ import annotations

import pytest
from journeys_house import StageSet
from own_postgres import Server, postgres_server
from rights_journey import ME, WORD
from test_erasing import dump
from test_rights_markers import THE_SETS_OWN, UNDER_WAY, erase, journey_of

__all__ = ["postgres_server"]


@pytest.mark.postgres
@pytest.mark.proof
async def test_a_dump_holds_nothing_of_who_was_erased(
    stage_set: StageSet, postgres_server: Server
) -> None:
    """Neither the Discord id nor a word of theirs alone; what the set wrote together stays."""
    if not (postgres_server.programs / "pg_dump").exists():
        pytest.skip("pg_dump is not installed")
    stage_set.shared_url = postgres_server.ready()
    async with journey_of(stage_set, "") as journey:
        evening, words = journey.evening, journey.words()
        await journey.others_write()
        before = await dump(postgres_server, stage_set.shared_url)
        await erase(evening)
        await evening.pass_time(evening.minutes(5))
        after = await dump(postgres_server, stage_set.shared_url)
        mine = str(evening.hand(ME).id)
    assert mine in before
    assert len(set(WORD.findall(before))) >= 10
    assert mine not in after
    assert {words.get(one, one) for one in WORD.findall(after)} == THE_SETS_OWN | UNDER_WAY
