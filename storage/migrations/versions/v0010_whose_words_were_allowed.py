"""Whose words a phrase of a room is, where a moderator allowed them on an appeal: with the person they are forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Bring the tables to this revision. There is no way back but the copy that was made before."""
    op.add_column("house_phrase", sa.Column("said_platform", sa.String(length=32), nullable=True))
    op.add_column("house_phrase", sa.Column("said", sa.String(length=200), nullable=True))
    op.create_index(op.f("ix_house_phrase_said_platform_said"), "house_phrase", ["said_platform", "said"], unique=False)
