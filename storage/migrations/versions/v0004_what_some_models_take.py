"""Options that only some models take, and what a picture to go by is used for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring the tables to this revision. There is no way back but the copy that was made before."""
    # Not in a batch: for such a default it would make the table anew, and its numbers would begin again.
    op.add_column("generation", sa.Column("options", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("picture", sa.Column("used_as", sa.String(length=32), nullable=True))
    op.add_column("picture", sa.Column("strength", sa.Float(), nullable=True))
