"""${message}."""

import sqlalchemy as sa
from alembic import op

revision = "${up_revision}"
down_revision = ${f'"{down_revision}"' if down_revision else None}


def upgrade() -> None:
    """Bring the tables to this revision. There is no way back but the copy that was made before."""
    ${upgrades if upgrades else "pass"}
