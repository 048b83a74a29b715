"""The first shape: people, sets, meetings, sessions, writing, and the one table of work."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def words(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def choices(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(24), nullable=False) for name in names]


def numbers(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def xids(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def flags(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def lists(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]


def moments(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in names]


def maybe_moments(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.DateTime(timezone=True)) for name in names]


def key(name: str = "id") -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), primary_key=True)


def owned(column: str, owner: str, *, key: bool = False) -> sa.Column[Any]:
    """A column that names its owner: when the owner goes, so does this row."""
    foreign = sa.ForeignKey(f"{owner}.id", ondelete="CASCADE")
    return sa.Column(column, sa.Text(), foreign, primary_key=key, nullable=False)


def make(name: str, *columns: Any, index: tuple[str, ...] = ()) -> None:
    metadata = sa.MetaData(naming_convention=NAMES)
    for column in columns:
        for foreign in getattr(column, "foreign_keys", ()):
            owner = foreign.target_fullname.partition(".")[0]
            if owner not in metadata.tables:
                sa.Table(owner, metadata, sa.Column("id", sa.Text(), primary_key=True))
    table = sa.Table(name, metadata, *columns)
    for column in index:
        sa.Index(f"ix_{name}_{column}", table.c[column])
    table.create(op.get_bind())


def upgrade() -> None:
    people()
    sets()
    sessions()
    writing()
    work()


def people() -> None:
    make(
        "person",
        key(),
        *xids("guild_xid", "xid"),
        *words("name", "own_words", "area", "access", "organisation", "not_with", "hope"),
        *choices("role", "how_far", "standing"),
        *lists("good", "possible"),
        *flags("can_guide", "typing"),
        *moments("joined_at"),
        *numbers("rounds_waited", "revision"),
        sa.UniqueConstraint("guild_xid", "xid"),
    )
    make("server", key(), *xids("guild_xid", "lobby_xid", "category_xid"), *numbers("revision"))
    make(
        "desk",
        key(),
        *xids("guild_xid", "lead_xid", "deputy_xid"),
        *words("area", "refer"),
        *lists("coordinator_xids"),
        sa.Column("lead_checked", sa.Date()),
        *numbers("revision"),
        index=("guild_xid",),
    )


def sets() -> None:
    make(
        "learning_set",
        key(),
        *xids("guild_xid", "text_xid", "voice_xid"),
        *words("area", "name", "block", "guide_id", "deputy_id", "agreement", "going_well_if"),
        *choices("stage"),
        *moments("formed_at"),
        *maybe_moments("expires_at"),
        *numbers("seed", "revision"),
        index=("guild_xid",),
    )
    make(
        "membership",
        key(),
        owned("set_id", "learning_set"),
        *words("person_id"),
        *choices("consent", "dates"),
        *maybe_moments("asked_at", "answered_at", "left_at"),
        *numbers("seat", "revision"),
        index=("set_id", "person_id"),
    )
    make(
        "meeting",
        key(),
        owned("set_id", "learning_set"),
        *words("wall", "zone", "plan_id", "guide_id", "where"),
        *choices("state"),
        *lists("presenter_ids"),
        *xids("event_xid"),
        *moments("starts_at"),
        *numbers("number", "minutes", "moved", "revision"),
        index=("set_id", "state"),
    )
    make(
        "answer",
        key(),
        owned("meeting_id", "meeting"),
        *words("person_id"),
        *choices("coming", "ready"),
        *numbers("revision"),
        index=("meeting_id", "person_id"),
    )


def sessions() -> None:
    make(
        "session",
        owned("id", "meeting", key=True),
        *words("set_id", "plan_id", "guide_id", "deputy_id", "floor_id"),
        *choices("status", "offers"),
        *moments("started_at", "ends_at", "part_ends_at"),
        *maybe_moments("ended_at", "changed_at", "paused_at", "floor_since"),
        *numbers("part", "part_since", "fresh_since", "paused_seconds", "announced", "revision"),
        *flags("turn_over"),
        index=("set_id", "status"),
    )
    place = {"primary_key": True, "autoincrement": False}
    make(
        "session_part",
        owned("session_id", "session", key=True),
        sa.Column("place", sa.Integer(), **place),
        *numbers("number", "planned", "seconds", "turn", "before", "goes", "extra"),
        *flags("keep", "skipped"),
        *maybe_moments("started_at", "ended_at"),
        *words("presenter_id"),
    )
    make(
        "session_seat",
        owned("session_id", "session", key=True),
        sa.Column("place", sa.Integer(), **place),
        *words("person_id"),
        *choices("mode"),
        *numbers("order", "spoken"),
        *flags("turn_taken"),
        *maybe_moments("hand_at"),
    )


def writing() -> None:
    of_set = ("set_id", "person_id")
    make(
        "reflection",
        key(),
        owned("set_id", "learning_set"),
        *words("meeting_id", "person_id", "text"),
        *flags("shared"),
        *moments("made_at"),
        *numbers("revision"),
        index=(*of_set, "meeting_id"),
    )
    make(
        "action",
        key(),
        owned("set_id", "learning_set"),
        *words("meeting_id", "person_id", "what", "who_notices"),
        *choices("state"),
        sa.Column("by_when", sa.Date()),
        *moments("made_at"),
        *numbers("carried", "revision"),
        index=(*of_set, "meeting_id"),
    )
    make(
        "bid",
        key(),
        owned("set_id", "learning_set"),
        *words("person_id", "text"),
        *choices("pressing"),
        *moments("made_at"),
        *numbers("revision"),
        index=of_set,
    )
    make(
        "question",
        key(),
        owned("set_id", "learning_set"),
        *words("person_id", "text"),
        *moments("asked_at"),
        *maybe_moments("shown_at"),
        *numbers("revision"),
        index=of_set,
    )
    make(
        "concern",
        key(),
        *xids("guild_xid", "person_xid"),
        *words("area", "about", "text", "receipt"),
        *moments("raised_at"),
        *maybe_moments("seen_at", "closed_at"),
        *numbers("revision"),
        index=("guild_xid", "person_xid"),
    )
    make(
        "draft",
        key(),
        *xids("person_xid"),
        *words("form", "fields"),
        *moments("saved_at"),
        index=("person_xid",),
    )
    make(
        "audit",
        key(),
        *xids("guild_xid", "actor_xid"),
        *moments("at"),
        *words("what", "about", "set_id"),
        index=("guild_xid", "set_id"),
    )


def work() -> None:
    in_byte_order = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    make(
        "work",
        sa.Column("key", in_byte_order, primary_key=True),
        *choices("kind"),
        *words("about", "owner", "why"),
        *moments("due_at", "available_at"),
        *maybe_moments("useful_until", "done_at"),
        *numbers("nth", "attempts"),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(24)),
        *xids("channel_xid", "message_xid"),
    )
    undone, dead = sa.text("done_at IS NULL"), sa.text("outcome = 'dead'")
    op.create_index(
        "ix_work_available",
        "work",
        ["available_at", "nth", "key"],
        sqlite_where=undone,
        postgresql_where=undone,
    )
    op.create_index("ix_work_dead", "work", ["done_at"], sqlite_where=dead, postgresql_where=dead)
    make("meta", key("key"), *words("value"))


def downgrade() -> None:
    for table in (
        "meta", "work", "audit", "draft", "concern", "question", "bid", "action", "reflection",
        "session_seat", "session_part", "session", "answer", "meeting", "membership",
        "learning_set", "desk", "server", "person",
    ):
        op.drop_table(table)
