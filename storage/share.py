"""Which of the work is for this process, when several keep a shard each.

Knows the way from a piece of work to its server. Must not know how shards are shared out.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Integer, func, literal, select

from learning.shards import Shards
from storage.tables import MeetingRow, SetRow, WorkRow

_TIME_FROM = literal(22, Integer())  # the bits of a Discord id below are no time


def for_us(shards: Shards) -> tuple[ColumnElement[bool], ...]:
    """Say that work is about a set (or a meeting of one) of a server of ours, or about no set.

    What is about no set, such as a reminder to a person, needs no server: it is for whoever
    comes first, and so is shared by all.
    """
    if shards.undivided:
        return ()
    ours = sorted(shards.ours)
    of_set = select(SetRow.guild_xid).where(SetRow.id == WorkRow.about)
    of_meeting = (
        select(SetRow.guild_xid)
        .join(MeetingRow, MeetingRow.set_id == SetRow.id)
        .where(MeetingRow.id == WorkRow.about)
    )
    guild = func.coalesce(of_set.scalar_subquery(), of_meeting.scalar_subquery())
    shard = guild.bitwise_rshift(_TIME_FROM) % shards.count
    return (func.coalesce(shard, *ours[:1]).in_(ours),)
