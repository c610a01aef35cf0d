"""Where picture sets stand beside their own message: in other rooms, and as winners."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Bring the tables to this revision. There is no way back but the copy that was made before."""
    op.create_table(
        "copied",
        sa.Column("generation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_platform", sa.String(length=32), nullable=False),
        sa.Column("message_room", sa.String(length=200), nullable=False),
        sa.Column("message", sa.String(length=200), nullable=False),
        sa.Column("won", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generation.id"], name=op.f("fk_copied_generation_id_generation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("generation_id", "message_platform", "message_room", "message", name=op.f("pk_copied")),
        sqlite_with_rowid=False,
    )
