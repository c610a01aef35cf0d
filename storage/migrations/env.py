"""What Alembic runs: the migrations, on the connection that `storage/upgrade.py` or `storage/migrations/new.py` has opened."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import BigInteger, Connection, TypeDecorator

from storage.schema import metadata


def _plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Our own types are written as what they are stored as: a migration must not change when they do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return "sa.BigInteger()" if isinstance(item.impl_instance, BigInteger) else "sa.Text()"
    return False


connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True, render_item=_plain_type)
with context.begin_transaction():
    context.run_migrations()
