"""The purse: a ledger of what wishes cost, its sums that are limited, and the switches that stop what costs money."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring the tables to this revision. There is no way back but the copy that was made before."""
    op.create_table(
        "halt",
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_halt")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ledger",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("generation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("model", sa.String(length=100), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("room_platform", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("micro_usd", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("booked_at", sa.BigInteger(), nullable=False),
        sa.Column("warned", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        sa.UniqueConstraint("generation_id", "kind", name=op.f("uq_ledger_generation_id_kind")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_booked_at"), ["booked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_platform_member_booked_at"), ["platform", "member", "booked_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_ledger_room_platform_room_booked_at"), ["room_platform", "room", "booked_at"], unique=False
        )

    op.create_table(
        "purse",
        sa.Column("room_platform", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.Column("warned", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("room_platform", "room", "period", name=op.f("pk_purse")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("purse", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purse_period"), ["period"], unique=False)
    # Not in a batch: for such a default it would make the table anew.
    op.add_column("room_settings", sa.Column("room_units", sa.Integer(), server_default="0", nullable=False))
    op.add_column("room_settings", sa.Column("monthly_cents", sa.Integer(), server_default="500", nullable=False))
    op.add_column("room_settings", sa.Column("painting", sa.String(length=16), server_default="on", nullable=False))
