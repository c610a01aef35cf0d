"""The first tables: generations, votes, games, people, rooms."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the tables to this revision. There is no way back but the copy that was made before."""
    op.create_table(
        "ban",
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "member", name=op.f("pk_ban")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "generation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("room_platform", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("asked_model", sa.String(length=100), nullable=False),
        sa.Column("ratio", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=True),
        sa.Column("variety", sa.Float(), nullable=False),
        sa.Column("style", sa.String(length=100), nullable=True),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("parent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("model", sa.String(length=100), nullable=False),
        sa.Column("why", sa.String(length=100), nullable=False),
        sa.Column("safe_prompt", sa.Text(), nullable=False),
        sa.Column("metaprompt_id", sa.String(length=100), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("cost_units", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("message_platform", sa.String(length=32), nullable=True),
        sa.Column("message_room", sa.String(length=200), nullable=True),
        sa.Column("message", sa.String(length=200), nullable=True),
        sa.Column("delivered_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("problem", sa.String(length=100), nullable=True),
        sa.Column("error_id", sa.String(length=100), nullable=True),
        sa.Column("vote_closes_at", sa.BigInteger(), nullable=True),
        sa.Column("vote_closed_at", sa.BigInteger(), nullable=True),
        sa.Column("vote_announced_at", sa.BigInteger(), nullable=True),
        sa.Column("winner", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["parent"], ["generation.id"], name=op.f("fk_generation_parent_generation"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_generation")),
        sa.UniqueConstraint("platform", "member", "key", name=op.f("uq_generation_platform_member_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_generation_delivered_at_id"), "generation", ["delivered_at", "id"], unique=False)
    op.create_index(op.f("ix_generation_finished_at_id"), "generation", ["finished_at", "id"], unique=False)
    op.create_index(
        op.f("ix_generation_message_platform_message_room_message"),
        "generation",
        ["message_platform", "message_room", "message"],
        unique=False,
    )
    op.create_index(op.f("ix_generation_parent"), "generation", ["parent"], unique=False)
    op.create_index(
        op.f("ix_generation_platform_member_created_at"), "generation", ["platform", "member", "created_at"], unique=False
    )
    op.create_index(op.f("ix_generation_platform_member_id"), "generation", ["platform", "member", "id"], unique=False)
    op.create_index(
        op.f("ix_generation_room_platform_room_created_at"), "generation", ["room_platform", "room", "created_at"], unique=False
    )
    op.create_index(
        op.f("ix_generation_vote_announced_at_vote_closes_at"), "generation", ["vote_announced_at", "vote_closes_at"], unique=False
    )
    op.create_table(
        "person",
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("platform", "member", name=op.f("pk_person")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "room_settings",
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("default_model", sa.String(length=100), nullable=False),
        sa.Column("daily_units", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("ballots", sa.String(length=16), nullable=False),
        sa.Column("vote_minutes", sa.Integer(), nullable=False),
        sa.Column("challenge_minutes", sa.Integer(), nullable=False),
        sa.Column("guess_tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "room", name=op.f("pk_room_settings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "challenge",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("room_platform", sa.String(length=32), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("author_platform", sa.String(length=32), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=True),
        sa.Column("opener_platform", sa.String(length=32), nullable=True),
        sa.Column("opener", sa.String(length=200), nullable=True),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("generation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("secrets", sa.JSON(), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("picture_sha256", sa.String(length=200), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("announced_at", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("season", sa.String(length=16), nullable=False),
        sa.Column("message_platform", sa.String(length=32), nullable=True),
        sa.Column("message_room", sa.String(length=200), nullable=True),
        sa.Column("message", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["generation_id"], ["generation.id"], name=op.f("fk_challenge_generation_id_generation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_challenge_author_platform_author"), "challenge", ["author_platform", "author"], unique=False)
    op.create_index(op.f("ix_challenge_opener_platform_opener"), "challenge", ["opener_platform", "opener"], unique=False)
    op.create_index(op.f("ix_challenge_announced_at_closes_at"), "challenge", ["announced_at", "closes_at"], unique=False)
    op.create_index(op.f("ix_challenge_generation_id"), "challenge", ["generation_id"], unique=True)
    op.create_index(
        op.f("ix_challenge_message_platform_message_room_message"),
        "challenge",
        ["message_platform", "message_room", "message"],
        unique=False,
    )
    op.create_index(op.f("ix_challenge_picture_sha256"), "challenge", ["picture_sha256"], unique=False)
    op.create_index(
        op.f("ix_challenge_room_platform_room_opened_at"), "challenge", ["room_platform", "room", "opened_at"], unique=False
    )
    op.create_index(op.f("ix_challenge_room_platform_room_season"), "challenge", ["room_platform", "room", "season"], unique=False)
    op.create_index(
        "uq_challenge_open",
        "challenge",
        ["room_platform", "room"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "favourite",
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("generation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("variant", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generation.id"], name=op.f("fk_favourite_generation_id_generation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("platform", "member", "generation_id", "variant", name=op.f("pk_favourite")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_favourite_generation_id"), "favourite", ["generation_id"], unique=False)
    op.create_table(
        "picture",
        sa.Column("generation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=200), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("mime", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generation.id"], name=op.f("fk_picture_generation_id_generation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("generation_id", "role", "place", name=op.f("pk_picture")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_picture_sha256"), "picture", ["sha256"], unique=False)
    op.create_table(
        "vote",
        sa.Column("generation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("variant", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generation.id"], name=op.f("fk_vote_generation_id_generation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("generation_id", "platform", "member", name=op.f("pk_vote")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_vote_platform_member"), "vote", ["platform", "member"], unique=False)
    op.create_table(
        "vote_step",
        sa.Column("generation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("variant", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generation.id"], name=op.f("fk_vote_step_generation_id_generation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("generation_id", "variant", "step", name=op.f("pk_vote_step")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "guess",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("challenge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("hits", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_guess_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guess")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_guess_challenge_id_platform_member"), "guess", ["challenge_id", "platform", "member"], unique=False)
    op.create_index(op.f("ix_guess_platform_member_id"), "guess", ["platform", "member", "id"], unique=False)
    op.create_table(
        "hint",
        sa.Column("challenge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_hint_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("challenge_id", "platform", "member", name=op.f("pk_hint")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_hint_platform_member"), "hint", ["platform", "member"], unique=False)
    op.create_table(
        "witness",
        sa.Column("challenge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_witness_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("challenge_id", "platform", "member", name=op.f("pk_witness")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_witness_platform_member"), "witness", ["platform", "member"], unique=False)
