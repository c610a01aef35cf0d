"""Moderation: cases, strikes, suspensions, phrases of a room, the audit trail, the digest; and why a picture set is hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the tables to this revision. There is no way back but the copy that was made before."""
    op.create_table(
        "alias",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("made_on", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_alias")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alias_kind_platform_id"), ["kind", "platform", "id"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("room", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("before", name=op.f("uq_audit_before")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_room_at"), ["room", "at"], unique=False)

    op.create_table(
        "digest",
        sa.Column("room_platform", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("audit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("audit_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("room_platform", "room", name=op.f("pk_digest")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "house_phrase",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("room_platform", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("by_platform", sa.String(length=32), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_phrase")),
        sa.UniqueConstraint("room_platform", "room", "phrase", name=op.f("uq_house_phrase_room_platform_room_phrase")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("house_phrase", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_house_phrase_by_platform_by"), ["by_platform", "by"], unique=False)

    op.create_table(
        "strike",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("room_platform", sa.String(length=32), nullable=False),
        sa.Column("around", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strike")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("strike", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_strike_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_strike_platform_member_at"), ["platform", "member", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_strike_room_platform_around_at"), ["room_platform", "around", "at"], unique=False)

    op.create_table(
        "suspension",
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("room_platform", sa.String(length=32), nullable=False),
        sa.Column("around", sa.String(length=200), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_platform", sa.String(length=32), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("platform", "member", "room_platform", "around", name=op.f("pk_suspension")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("suspension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suspension_by_platform_by"), ["by_platform", "by"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_suspension_room_platform_around_until"), ["room_platform", "around", "until"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_suspension_until"), ["until"], unique=False)

    op.create_table(
        "moderation_case",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("room_platform", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("around", sa.String(length=200), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("command", sa.String(length=200), nullable=False),
        sa.Column("generation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("appealed_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by_platform", sa.String(length=32), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generation.id"], name=op.f("fk_moderation_case_generation_id_generation"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_case")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("moderation_case", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_case_decided_by_platform_decided_by"), ["decided_by_platform", "decided_by"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_moderation_case_generation_id"), ["generation_id"], unique=False)
        batch_op.create_index(
            "ix_moderation_case_open",
            ["private", "room_platform", "around", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index(batch_op.f("ix_moderation_case_platform_member"), ["platform", "member"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_moderation_case_room_platform_around_appealed_at"),
            ["room_platform", "around", "appealed_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_case_room_platform_around_decided_at"),
            ["room_platform", "around", "decided_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_case_room_platform_around_opened_at"), ["room_platform", "around", "opened_at"], unique=False
        )
        batch_op.create_index(
            "ix_moderation_case_told",
            ["opened_at"],
            unique=False,
            sqlite_where=sa.text("platform != ''"),
            postgresql_where=sa.text("platform != ''"),
        )
        batch_op.create_index(
            "uq_moderation_case_open",
            ["generation_id", "kind"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.add_column("generation", sa.Column("held", sa.String(length=16), nullable=True))
    op.execute("UPDATE generation SET held = 'reported' WHERE hidden_at IS NOT NULL")
    # Not in a batch: for such a default it would make the table anew.
    op.add_column("room_settings", sa.Column("approval", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("room_settings", sa.Column("log_room", sa.String(length=200), nullable=True))
    op.add_column("room_settings", sa.Column("retention_days", sa.Integer(), server_default="30", nullable=False))
    op.add_column("room_settings", sa.Column("reports_hide_at", sa.Integer(), server_default="3", nullable=False))
    op.create_index(op.f("ix_room_settings_log_room_platform"), "room_settings", ["log_room", "platform"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for what in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER audit_no_{what} BEFORE {what.upper()} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END"
            )
        op.execute(
            "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit "
            "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id OR before = NEW.before OR hash = NEW.hash) "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END"
        )
