"""Sentences that may leave a set; those offered as slips go, as only their meeting could answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "sentence",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("set_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["learning_set.id"],
            name="fk_sentence_set_id_learning_set",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sentence"),
    )
    op.create_table(
        "sentence_yes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sentence_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("yes", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sentence_id"],
            ["sentence.id"],
            name="fk_sentence_yes_sentence_id_sentence",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sentence_yes"),
    )
    for table, column in (
        *(("sentence", one) for one in ("set_id", "person_id")),
        *(("sentence_yes", one) for one in ("sentence_id", "person_id")),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.execute("DELETE FROM slip WHERE kind IN ('sentence', 'shareable', 'may_leave')")


def downgrade() -> None:
    op.drop_table("sentence_yes")
    op.drop_table("sentence")
