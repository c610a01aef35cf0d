"""The tables: SQLAlchemy Core, portable SQL (SQLite today, PostgreSQL later), a name for every constraint.

Only plain columns are indexed: Alembic's autogenerate silently skips expression and DESC indices on SQLite, and SQLite walks a
plain index backwards anyway.

Longer than 400 lines, because whoever reads one table wants to see the others; only those of moderation have a file of their own.
After a change here: `python -m storage.migrations.new "what changes"` writes the migration.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    String,
    Table,
    UniqueConstraint,
    and_,
    false,
)

import storage.schema_moderation  # noqa: F401 - its tables are in `metadata`, too
from storage import columns
from storage.columns import Id, Moment, Words
from storage.records import Member, MessageRef, Room

metadata = columns.metadata  # all tables are in it once this file is read

# Ids are never used again (AUTOINCREMENT): a button such as `vote:48213:2` lives for ever and must not change its meaning.
generation = Table(
    "generation",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False),
    Column("platform", String(32), nullable=False),
    Column("member", String(200), nullable=False),
    Column("room_platform", String(32), nullable=False),
    Column("room", String(200), nullable=False),
    Column("locale", String(16), nullable=False),
    Column("prompt", Words, nullable=False),
    Column("asked_model", String(100), nullable=False),
    Column("ratio", String(32), nullable=False),
    Column("count", Integer, nullable=False),
    Column("seed", BigInteger),
    Column("variety", Float, nullable=False),
    Column("style", String(100)),
    Column("audience", String(16), nullable=False),
    Column("parent", Id, ForeignKey("generation.id", ondelete="SET NULL"), index=True),
    Column("purpose", String(16), nullable=False),
    Column("private", Boolean, nullable=False, server_default=false()),  # asked for where nobody else is
    Column("status", String(16), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("model", String(100), nullable=False),
    Column("why", String(100), nullable=False),
    Column("safe_prompt", Words, nullable=False),
    Column("metaprompt_id", String(100), nullable=False),
    Column("missing", JSON, nullable=False),
    Column("drawn", JSON, nullable=False),
    Column("cost_units", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("message_platform", String(32)),
    Column("message_room", String(200)),
    Column("message", String(200)),
    Column("delivered_at", Moment),
    Column("finished_at", Moment),
    Column("problem", String(100)),
    Column("error_id", String(100)),
    Column("vote_closes_at", Moment),
    Column("vote_closed_at", Moment),
    Column("vote_announced_at", Moment),
    Column("winner", Integer),
    Column("options", JSON, nullable=False, server_default="{}"),  # what only some models take: negative, quality, raw ...
    Column("hidden_at", Moment),  # since when no moderator has looked
    Column("held", String(16)),  # why it is hidden: reported, doubtful, or nothing is shown here without approval
    Column("kept_at", Moment),  # it could be brought to nobody, and waits in its person's gallery
    UniqueConstraint("platform", "member", "key"),  # whatever a chat calls its requests: of one person they differ
    Index(None, "platform", "member", "id"),  # a person's gallery, page by page
    Index(None, "platform", "member", "created_at"),  # what a person spent today
    Index(None, "room_platform", "room", "created_at"),  # the newest picture of a room
    Index(None, "message_platform", "message_room", "message"),  # whose reaction was that
    Index(None, "delivered_at", "id"),  # what is still owed
    Index(None, "finished_at", "id"),  # how many are ahead in the queue
    Index(None, "vote_announced_at", "vote_closes_at"),  # votes whose time is up
    sqlite_autoincrement=True,
)
# Hardly any generation is kept: those that are should be found without a walk through a long gallery.
Index(
    "ix_generation_kept",
    generation.c.platform,
    generation.c.member,
    sqlite_where=generation.c.kept_at.is_not(None),
    postgresql_where=generation.c.kept_at.is_not(None),
)

# Every picture that a generation stands on, by role: "variant" (with all columns), "sheet", "input" (with its use and strength).
# One table, so that "does anybody still need this file" is one look at one index.
picture = Table(
    "picture",
    metadata,
    Column("generation_id", Id, ForeignKey("generation.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(16), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String(200), nullable=False, index=True),
    Column("seed", BigInteger),
    Column("width", Integer),
    Column("height", Integer),
    Column("mime", String(100)),
    Column("used_as", String(32)),  # of an input: which kind
    Column("strength", Float),
    sqlite_with_rowid=False,
)

vote = Table(
    "vote",
    metadata,
    Column("generation_id", Id, ForeignKey("generation.id", ondelete="CASCADE"), primary_key=True),
    Column("platform", String(32), primary_key=True),
    Column("member", String(200), primary_key=True),
    Column("variant", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reacted", Boolean, nullable=False, server_default=false()),  # it stands and falls with a reaction on the message
    Index(None, "platform", "member"),
    sqlite_with_rowid=False,
)

# The stairs of a tally: a variant with three votes has the steps 1, 2 and 3, each with the time at which it was reached.
# A vote that comes adds a step, a vote that goes takes the highest one away; the highest that is left says count and time.
vote_step = Table(
    "vote_step",
    metadata,
    Column("generation_id", Id, ForeignKey("generation.id", ondelete="CASCADE"), primary_key=True),
    Column("variant", Integer, primary_key=True, autoincrement=False),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

favourite = Table(
    "favourite",
    metadata,
    Column("platform", String(32), primary_key=True),
    Column("member", String(200), primary_key=True),
    Column("generation_id", Id, ForeignKey("generation.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("variant", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# Who found that pictures should not be there; once a moderator has looked, these say no more.
report = Table(
    "report",
    metadata,
    Column("generation_id", Id, ForeignKey("generation.id", ondelete="CASCADE"), primary_key=True),
    Column("platform", String(32), primary_key=True),
    Column("member", String(200), primary_key=True),
    Column("reason", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("cleared_at", Moment),
    Column("room_platform", String(32)),  # whose moderators decide about it: a room, not its thread; none of old ones
    Column("around", String(200)),
    Index(None, "platform", "member"),
    sqlite_with_rowid=False,
)

challenge = Table(
    "challenge",
    metadata,
    Column("id", Id, primary_key=True),
    Column("room_platform", String(32), nullable=False),
    Column("room", String(200), nullable=False),
    Column("author_platform", String(32)),
    Column("author", String(200)),
    Column("opener_platform", String(32)),
    Column("opener", String(200)),
    Column("code", String(16), nullable=False),  # letters nobody can foresee: they open the game from a private chat
    Column("generation_id", Id, ForeignKey("generation.id"), nullable=False, index=True, unique=True),  # no secret is played twice
    Column("secrets", JSON, nullable=False),
    Column("locale", String(16), nullable=False),
    Column("picture_sha256", String(200), index=True),
    Column("opened_at", Moment, nullable=False),
    Column("started_at", Moment),  # the picture is there, the clock runs
    Column("closes_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("announced_at", Moment),
    Column("tries", Integer, nullable=False),
    Column("season", String(16), nullable=False),
    Column("message_platform", String(32)),
    Column("message_room", String(200)),
    Column("message", String(200)),
    Column("thread", String(200)),  # the room below its room that was opened for it
    Index(None, "room_platform", "room", "season"),  # the standings
    Index(None, "room_platform", "room", "opened_at"),  # the latest game of a room
    Index(None, "room_platform", "thread"),
    Index(None, "author_platform", "author"),
    Index(None, "opener_platform", "opener"),
    Index(None, "message_platform", "message_room", "message"),  # which game is this an answer to
    Index(None, "announced_at", "closes_at"),  # games whose time is up
    sqlite_autoincrement=True,
)
# One open game a room: a rule of the database, so that it also holds where several processes write.
Index(
    "uq_challenge_open",
    challenge.c.room_platform,
    challenge.c.room,
    unique=True,
    sqlite_where=challenge.c.closed_at.is_(None),
    postgresql_where=challenge.c.closed_at.is_(None),
)

# Who saw the source of a game and therefore cannot play it.
witness = Table(
    "witness",
    metadata,
    Column("challenge_id", Id, ForeignKey("challenge.id", ondelete="CASCADE"), primary_key=True),
    Column("platform", String(32), primary_key=True),
    Column("member", String(200), primary_key=True),
    Column("place", Integer, nullable=False),
    Index(None, "platform", "member"),
    sqlite_with_rowid=False,
)

guess = Table(
    "guess",
    metadata,
    Column("id", Id, primary_key=True),
    Column("challenge_id", Id, ForeignKey("challenge.id", ondelete="CASCADE"), nullable=False),
    Column("platform", String(32), nullable=False),
    Column("member", String(200), nullable=False),
    Column("text", Words, nullable=False),
    Column("score", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("hits", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "challenge_id", "platform", "member"),
    Index(None, "platform", "member", "id"),
    sqlite_autoincrement=True,
)

hint = Table(
    "hint",
    metadata,
    Column("challenge_id", Id, ForeignKey("challenge.id", ondelete="CASCADE"), primary_key=True),
    Column("platform", String(32), primary_key=True),
    Column("member", String(200), primary_key=True),
    Column("taken", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "platform", "member"),
    sqlite_with_rowid=False,
)

# Names as last seen: the only place where a name is kept, so that forgetting it is one row.
person = Table(
    "person",
    metadata,
    Column("platform", String(32), primary_key=True),
    Column("member", String(200), primary_key=True),
    Column("name", Words, nullable=False),
    Column("language", String(16)),
    sqlite_with_rowid=False,
)

ban = Table(
    "ban",
    metadata,
    Column("platform", String(32), primary_key=True),
    Column("member", String(200), primary_key=True),
    Column("until", Moment, nullable=False),
    Column("reason", Words, nullable=False),
    sqlite_with_rowid=False,
)

room_settings = Table(
    "room_settings",
    metadata,
    Column("platform", String(32), primary_key=True),
    Column("room", String(200), primary_key=True),
    Column("audience", String(16), nullable=False),
    Column("default_model", String(100), nullable=False),
    Column("daily_units", Integer, nullable=False),
    Column("language", String(16)),
    Column("ballots", String(16), nullable=False),
    Column("vote_minutes", Integer, nullable=False),
    Column("challenge_minutes", Integer, nullable=False),
    Column("guess_tries", Integer, nullable=False),
    Column("vote_with", String(16), nullable=False, server_default="reactions"),
    Column("results_as", String(16), nullable=False, server_default="sheet"),
    Column("room_units", Integer, nullable=False, server_default="0"),
    Column("monthly_cents", Integer, nullable=False, server_default="500"),
    Column("painting", String(16), nullable=False, server_default="on"),
    Column("approval", Boolean, nullable=False, server_default=false()),
    Column("log_room", String(200)),  # on the same platform
    Column("retention_days", Integer, nullable=False, server_default="30"),
    Column("reports_hide_at", Integer, nullable=False, server_default="3"),
    Index(None, "log_room", "platform"),  # whose cases are told here
    sqlite_with_rowid=False,
)

# An account that was joined to another one, which has the history of both. Nobody's home is itself in this table as a guest.
account = Table(
    "account",
    metadata,
    Column("platform", String(32), primary_key=True),
    Column("member", String(200), primary_key=True),
    Column("home_platform", String(32), nullable=False),
    Column("home_member", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "home_platform", "home_member"),
    sqlite_with_rowid=False,
)

# A person's one-time code, and the account that typed it: the first one only. `claim` names that one in the button that joins;
# `agreed`: it has said yes to joining, after it was told to whom.
link_code = Table(
    "link_code",
    metadata,
    Column("platform", String(32), primary_key=True),
    Column("member", String(200), primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("expires_at", Moment, nullable=False),
    Column("claim", String(16)),
    Column("claimed_platform", String(32)),
    Column("claimed_member", String(200)),
    Column("agreed", Boolean, nullable=False, default=False),
    Index(None, "claimed_platform", "claimed_member"),
    sqlite_with_rowid=False,
)

# How many codes a person has typed since when: nobody shall try them out.
link_try = Table(
    "link_try",
    metadata,
    Column("platform", String(32), primary_key=True),
    Column("member", String(200), primary_key=True),
    Column("since", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What wishes cost, entry by entry; none is ever changed but for whose it is. "reserve" when a wish is accepted; when it ends, what
# it came to ("settle") and what is given back ("refund"): together they are the reserve. "return": of what was settled, units of a
# set that moderators refused. `booked_at` is the reserve's `at` in all
# three: days and months are summed by it, so that what is given back later makes no other month cheaper.
# No foreign key: sums outlive a generation that is forgotten, and then have no person.
ledger = Table(
    "ledger",
    metadata,
    Column("id", Id, primary_key=True),
    Column("generation_id", Id, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("model", String(100), nullable=False),
    Column("platform", String(32), nullable=False),
    Column("member", String(200), nullable=False),
    Column("room_platform", String(32), nullable=False),
    Column("room", String(200), nullable=False),
    Column("units", Integer, nullable=False),
    Column("micro_usd", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("booked_at", Moment, nullable=False),
    Column("warned", String(64), nullable=False),  # of a reserve: the limits of which it took the last fifth
    UniqueConstraint("generation_id", "kind"),  # nothing is reserved, settled or given back twice
    Index(None, "platform", "member", "booked_at"),
    Index(None, "room_platform", "room", "booked_at"),
    Index(None, "booked_at"),
    sqlite_autoincrement=True,
)

# The ledger's sums that are limited: reserved less given back, by day (units) and month (millionths of a dollar) of a room with all
# its threads; the room ("", "") is all rooms. A limit is looked at in the statement that adds, so no two can both take the rest.
purse = Table(
    "purse",
    metadata,
    Column("room_platform", String(32), primary_key=True),
    Column("room", String(200), primary_key=True),
    Column("period", String(10), primary_key=True),  # "2026-11-21" or "2026-11", UTC
    Column("spent", BigInteger, nullable=False),
    Column("warned", BigInteger, nullable=False),  # the limit of which the last fifth was reached and told; 0: none yet
    Index(None, "period"),
    sqlite_with_rowid=False,
)

# What the bot's owners have stopped everywhere ("paid": models that cost money), and since when.
halt = Table(
    "halt",
    metadata,
    Column("what", String(16), primary_key=True),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# In which other rooms a picture set was shown by the person who has it.
published = Table(
    "published",
    metadata,
    Column("generation_id", Id, ForeignKey("generation.id", ondelete="CASCADE"), primary_key=True),
    Column("room_platform", String(32), primary_key=True),
    Column("room", String(200), primary_key=True),
    Column("at", Moment, nullable=False),
    Index(None, "room_platform", "room"),
    sqlite_with_rowid=False,
)

# The further messages in which a picture set stands, beside its own: shown in another room, or as the winner of its vote.
copied = Table(
    "copied",
    metadata,
    Column("generation_id", Id, ForeignKey("generation.id", ondelete="CASCADE"), primary_key=True),
    Column("message_platform", String(32), primary_key=True),
    Column("message_room", String(200), primary_key=True),
    Column("message", String(200), primary_key=True),
    Column("won", Boolean, nullable=False),  # it tells the winner
    Column("locale", String(16), nullable=False),
    sqlite_with_rowid=False,
)


def of_member(table: Table, member: Member) -> ColumnElement[bool]:
    """The rows of `table` that belong to this person."""
    return and_(table.c.platform == member.platform, table.c.member == member.id)


def in_room(table: Table, room: Room) -> ColumnElement[bool]:
    """The rows of `table` (generation or challenge) that belong to this room."""
    return and_(table.c.room_platform == room.platform, table.c.room == room.id)


def message_of(row: RowMapping) -> MessageRef | None:
    """The message in a generation's or a challenge's row, if it was placed."""
    return None if row["message"] is None else MessageRef(Room(row["message_platform"], row["message_room"]), row["message"])


def name_of(table: Table) -> ColumnElement[bool]:
    """The join of `table` with the name of its person."""
    return and_(person.c.platform == table.c.platform, person.c.member == table.c.member)
