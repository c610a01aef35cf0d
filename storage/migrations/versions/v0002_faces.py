"""What chats need: ballots and galleries by room, results that could not be brought, linked accounts, published pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the tables to this revision. There is no way back but the copy that was made before."""
    op.create_table(
        "account",
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("home_platform", sa.String(length=32), nullable=False),
        sa.Column("home_member", sa.String(length=200), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "member", name=op.f("pk_account")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_home_platform_home_member"), ["home_platform", "home_member"], unique=False)

    op.create_table(
        "link_code",
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("claim", sa.String(length=16), nullable=True),
        sa.Column("claimed_platform", sa.String(length=32), nullable=True),
        sa.Column("claimed_member", sa.String(length=200), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "member", name=op.f("pk_link_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_link_code_code_hash")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("link_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_link_code_claimed_platform_claimed_member"), ["claimed_platform", "claimed_member"], unique=False
        )

    op.create_table(
        "link_try",
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "member", name=op.f("pk_link_try")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "published",
        sa.Column("generation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("room_platform", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generation.id"], name=op.f("fk_published_generation_id_generation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("generation_id", "room_platform", "room", name=op.f("pk_published")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("published", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_room_platform_room"), ["room_platform", "room"], unique=False)

    with op.batch_alter_table("generation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_generation_kept",
            ["platform", "member"],
            unique=False,
            sqlite_where=sa.text("kept_at IS NOT NULL"),
            postgresql_where=sa.text("kept_at IS NOT NULL"),
        )

    with op.batch_alter_table("room_settings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vote_with", sa.String(length=16), server_default="reactions", nullable=False))
        batch_op.add_column(sa.Column("results_as", sa.String(length=16), server_default="sheet", nullable=False))
