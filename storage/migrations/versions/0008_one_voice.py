"""One voice at a time: who agreed to it, and whose microphone we turned off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    for table in ("membership", "session"):
        no = sa.Column("one_voice", sa.Boolean(), nullable=False, server_default=sa.false())
        op.add_column(table, no)
    op.create_table(
        "muted",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("guild_xid", sa.BigInteger(), nullable=False),
        sa.Column("xid", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("set_id", sa.Text(), nullable=False),
        sa.Column("muted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["learning_set.id"],
            name="fk_muted_set_id_learning_set",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_muted"),
    )
    for column in ("xid", "person_id", "set_id"):
        op.create_index(f"ix_muted_{column}", "muted", [column])


def downgrade() -> None:
    op.drop_table("muted")
    for table in ("membership", "session"):
        op.drop_column(table, "one_voice")
