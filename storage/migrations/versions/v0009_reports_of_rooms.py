"""Reports know whose moderators decide about them: each room from which one came has a case of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Bring the tables to this revision. There is no way back but the copy that was made before."""
    op.add_column("report", sa.Column("room_platform", sa.String(length=32), nullable=True))
    op.add_column("report", sa.Column("around", sa.String(length=200), nullable=True))
    op.drop_index("uq_moderation_case_open", table_name="moderation_case")
    op.create_index(
        "uq_moderation_case_open",
        "moderation_case",
        ["generation_id", "kind", "room_platform", "around"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
