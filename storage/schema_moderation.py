"""The tables of moderation: cases, strikes, suspensions, phrases, the audit trail and its aliases, the daily digest.

`around` is the room around all threads (or the room itself): moderators answer for a room with its threads, so most questions
are asked by it, and an index can answer only what stands in a column.
"""

from typing import Final

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    literal_column,
)

from storage.columns import Id, Moment, Words, metadata

# What a moderator may be asked to look at. After the room's retention, or when its person is forgotten, words and person are "".
moderation_case = Table(
    "moderation_case",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("room_platform", String(32), nullable=False),
    Column("room", String(200), nullable=False),
    Column("around", String(200), nullable=False),
    Column("private", Boolean, nullable=False),
    Column("platform", String(32), nullable=False),
    Column("member", String(200), nullable=False),
    Column("locale", String(16), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("category", String(64), nullable=False),
    Column("rule", String(200), nullable=False),
    Column("text", Words, nullable=False),
    Column("command", String(200), nullable=False),
    Column("generation_id", Id, ForeignKey("generation.id", ondelete="SET NULL")),
    Column("opened_at", Moment, nullable=False),
    Column("appealed_at", Moment),
    Column("decided_at", Moment),
    Column("decided_by_platform", String(32)),
    Column("decided_by", String(200)),
    Index(None, "room_platform", "around", "opened_at"),  # the digest's counts, and what is past its retention
    Index(None, "room_platform", "around", "decided_at"),
    Index(None, "room_platform", "around", "appealed_at"),
    Index(None, "platform", "member"),
    Index(None, "decided_by_platform", "decided_by"),
    Index(None, "generation_id"),
    sqlite_autoincrement=True,
)
# Written out and not as values of a statement: else SQLite would not see that an index of some rows has all that are asked for.
is_open: Final = moderation_case.c.state == literal_column("'open'")
has_person: Final = moderation_case.c.platform != literal_column("''")
Index(  # the queue: hardly any case is open
    "ix_moderation_case_open",
    moderation_case.c.private,
    moderation_case.c.room_platform,
    moderation_case.c.around,
    moderation_case.c.id,
    sqlite_where=is_open,
    postgresql_where=is_open,
)
Index(  # what will be past its retention one day
    "ix_moderation_case_told",
    moderation_case.c.opened_at,
    sqlite_where=has_person,
    postgresql_where=has_person,
)
# A picture set is in a room's queue once for each reason, by a rule of the database: it also holds where several processes write.
Index(
    "uq_moderation_case_open",
    moderation_case.c.generation_id,
    moderation_case.c.kind,
    moderation_case.c.room_platform,
    moderation_case.c.around,
    unique=True,
    sqlite_where=is_open,
    postgresql_where=is_open,
)

# What weighs against a person in a room and its threads; it halves every week.
strike = Table(
    "strike",
    metadata,
    Column("id", Id, primary_key=True),
    Column("platform", String(32), nullable=False),
    Column("member", String(200), nullable=False),
    Column("room_platform", String(32), nullable=False),
    Column("around", String(200), nullable=False),
    Column("category", String(64), nullable=False),
    Column("weight", Float, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "platform", "member", "at"),
    Index(None, "room_platform", "around", "at"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

# Who is shut out of a room and its threads; who is shut out of the whole bot stands in `ban`.
suspension = Table(
    "suspension",
    metadata,
    Column("platform", String(32), primary_key=True),
    Column("member", String(200), primary_key=True),
    Column("room_platform", String(32), primary_key=True),
    Column("around", String(200), primary_key=True),
    Column("until", Moment, nullable=False),
    Column("reason", Words, nullable=False),
    Column("by_platform", String(32)),
    Column("by", String(200)),
    Index(None, "room_platform", "around", "until"),
    Index(None, "by_platform", "by"),
    Index(None, "until"),
    sqlite_with_rowid=False,
)

# What a room's moderators added to the rules.
house_phrase = Table(
    "house_phrase",
    metadata,
    Column("id", Id, primary_key=True),
    Column("room_platform", String(32), nullable=False),
    Column("room", String(200), nullable=False),
    Column("kind", String(16), nullable=False),  # "blocked", "allowed"
    Column("phrase", Words, nullable=False),
    Column("by_platform", String(32)),
    Column("by", String(200)),
    Column("at", Moment, nullable=False),
    Column("said_platform", String(32)),  # whose words they were, where a moderator allowed them on an appeal
    Column("said", String(200)),
    UniqueConstraint("room_platform", "room", "phrase"),
    Index(None, "by_platform", "by"),
    Index(None, "said_platform", "said"),
    sqlite_autoincrement=True,
)

# The audit trail: each row has the hash of the row before and its own over that and all its columns (`storage/audit.py`). Nobody's
# id and nobody's words stand in it, so no row need ever change, and none can: see the triggers below.
audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("action", String(64), nullable=False),
    Column("room", String(32), nullable=False),  # an alias
    Column("actor", String(32), nullable=False),  # an alias; "": the bot itself
    Column("subject", String(64), nullable=False),
    Column("facts", Text, nullable=False),  # canonical JSON, as it was hashed
    Column("before", String(64), nullable=False, unique=True),  # two rows after the same one would be a fork
    Column("hash", String(64), nullable=False, unique=True),
    Index(None, "room", "at"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

# PostgreSQL has triggers, too, but in a language of its own: there, take UPDATE, DELETE and TRUNCATE on this table away from the
# bot's role (REVOKE), which is stronger, because the bot cannot drop that.
for _what in ("update", "delete"):
    _refuse = DDL(  # type: ignore[no-untyped-call] # SQLAlchemy has not typed it
        f"CREATE TRIGGER audit_no_{_what} BEFORE {_what.upper()} ON audit "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END"
    )
    event.listen(audit, "after_create", _refuse.execute_if(dialect="sqlite"))
# INSERT OR REPLACE takes away what stands in its way, and asks no trigger for DELETE.
_refuse = DDL(  # type: ignore[no-untyped-call] # SQLAlchemy has not typed it
    "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit "
    "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id OR before = NEW.before OR hash = NEW.hash) "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END"
)
event.listen(audit, "after_create", _refuse.execute_if(dialect="sqlite"))

# Who or which room is meant by a name in the audit trail. Random names, so that nothing is left of a person when the row is gone.
alias = Table(
    "alias",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("kind", String(8), nullable=False),  # "member", "room"
    Column("platform", String(32), nullable=False),
    Column("id", String(200), nullable=False),
    Column("made_on", String(32), nullable=False),  # the platform of the account it was made for, should accounts part again
    Index(None, "kind", "platform", "id"),
    sqlite_with_rowid=False,
)

# The last day of which a room was told the digest; the row ("", "") is the bot's own daily work. Beside it the newest row of the
# audit trail at that time: should its end be cut off, this knows.
digest = Table(
    "digest",
    metadata,
    Column("room_platform", String(32), primary_key=True),
    Column("room", String(200), primary_key=True),
    Column("day", String(10), nullable=False),  # "2026-11-21", UTC
    Column("audit_id", Id, nullable=False),
    Column("audit_hash", String(64), nullable=False),
    sqlite_with_rowid=False,
)
