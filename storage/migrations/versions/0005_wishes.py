"""Wishes of reminders, and walks between meetings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "wishes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("remind", sa.JSON(), nullable=False),
        sa.Column("in_room", sa.Boolean(), nullable=False),
        sa.Column("any_hour", sa.Boolean(), nullable=False),
        sa.Column("walks", sa.Boolean(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wishes"),
    )
    op.create_table(
        "walk",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("set_id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("with_ids", sa.JSON(), nullable=False),
        sa.Column("said", sa.String(24), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id"], ["learning_set.id"], name="fk_walk_set_id_learning_set", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_walk"),
    )
    for table, column in (
        ("wishes", "person_id"),
        ("wishes", "feed"),
        ("walk", "set_id"),
        ("walk", "meeting_id"),
        ("walk", "person_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    op.drop_table("walk")
    op.drop_table("wishes")
