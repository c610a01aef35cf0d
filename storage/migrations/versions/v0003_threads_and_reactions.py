"""What a game has a thread for, which votes are reactions, and which wishes were made where nobody else is."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the tables to this revision. There is no way back but the copy that was made before."""
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.add_column(sa.Column("thread", sa.String(length=200), nullable=True))
        batch_op.create_index(batch_op.f("ix_challenge_room_platform_thread"), ["room_platform", "thread"], unique=False)

    # Not in a batch: for such a default it would make the table anew, and its numbers would begin again.
    op.add_column("generation", sa.Column("private", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("vote", sa.Column("reacted", sa.Boolean(), server_default=sa.false(), nullable=False))
