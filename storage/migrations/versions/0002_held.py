"""An index over work that is in hand, so that each process can leave another's alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

HELD = sa.text("done_at IS NULL AND owner != ''")


def upgrade() -> None:
    op.create_index("ix_work_held", "work", ["about"], sqlite_where=HELD, postgresql_where=HELD)


def downgrade() -> None:
    op.drop_index("ix_work_held", table_name="work")
