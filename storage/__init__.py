"""MEMORY: records and all SQL."""
