"""Reports of picture sets, and which sets are hidden for them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the tables to this revision. There is no way back but the copy that was made before."""
    op.create_table(
        "report",
        sa.Column("generation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("cleared_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generation.id"], name=op.f("fk_report_generation_id_generation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("generation_id", "platform", "member", name=op.f("pk_report")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_platform_member"), ["platform", "member"], unique=False)

    op.add_column("generation", sa.Column("hidden_at", sa.BigInteger(), nullable=True))
