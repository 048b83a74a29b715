"""Calls, and who said "count me in"."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("guild_xid", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("opened_at", WHEN, nullable=False),
        sa.Column("closes_at", WHEN, nullable=False),
        sa.Column("closed_at", WHEN, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_call"),
    )
    op.create_index("ix_call_guild_xid", "call", ["guild_xid"])
    op.create_table(
        "counted_in",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("xid", sa.BigInteger(), nullable=False),
        sa.Column("said_at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name="fk_counted_in_call_id_call", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_counted_in"),
    )
    for column in ("call_id", "xid"):
        op.create_index(f"ix_counted_in_{column}", "counted_in", [column])


def downgrade() -> None:
    op.drop_table("counted_in")
    op.drop_table("call")
