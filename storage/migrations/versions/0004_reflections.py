"""Reflections with a link or a picture's words; actions whose outcome is told to the set or not."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SEALED = ("link", "picture", "picture_says")


def upgrade() -> None:
    for name in SEALED:
        op.add_column("reflection", sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")))
    told = sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("action", told)


def downgrade() -> None:
    op.drop_column("action", "told")
    for name in SEALED:
        op.drop_column("reflection", name)
