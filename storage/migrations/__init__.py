"""Alembic's migrations: `versions/` holds one file a change; `storage/upgrade.py` runs them on start."""
