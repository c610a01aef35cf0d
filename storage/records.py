"""The nouns: frozen records of the standard library only; every room speaks in them.

Times are aware datetimes in UTC. Units stand in names. Members and rooms are `(platform, id)`: no type of a chat library
leaves its face.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Audience(StrEnum):
    """Who a room draws for; `CHILDREN` is the default everywhere."""

    CHILDREN = "children"
    TEENS = "teens"
    ADULTS = "adults"


class Status(StrEnum):
    """Where a generation stands. `ACCEPTED` is committed before the person is told so."""

    ACCEPTED = "accepted"
    PAINTING = "painting"
    DONE = "done"
    FAILED = "failed"


class Ballots(StrEnum):
    """Room setting: is the tally hidden until the vote closes."""

    HIDDEN = "hidden"
    VISIBLE = "visible"


class VoteWith(StrEnum):
    """Room setting: what people vote with where a chat has both; reactions cannot hide a tally, buttons can."""

    REACTIONS = "reactions"
    BUTTONS = "buttons"


class ResultsAs(StrEnum):
    """Room setting: one numbered contact sheet, or the single pictures side by side where a chat has galleries."""

    SHEET = "sheet"
    GALLERY = "gallery"


class Painting(StrEnum):
    """Room setting: does the bot paint here at all; `FREE`: only with models that cost no money."""

    ON = "on"
    FREE = "free"
    OFF = "off"


class CaseKind(StrEnum):
    """What a case is about: words that were refused, a doubtful picture, one that waits for approval, one that was reported."""

    WORDS = "words"
    PICTURE = "picture"
    APPROVAL = "approval"
    REPORT = "report"


class CaseState(StrEnum):
    """`NOTED`: nobody has to look, unless its person appeals; `OPEN`: it waits for a moderator; the others were decided."""

    NOTED = "noted"
    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"


class Held(StrEnum):
    """Why a picture set is hidden until a moderator has looked."""

    REPORTED = "reported"
    DOUBTFUL = "doubtful"
    APPROVAL = "approval"


class Reason(StrEnum):
    """Why somebody reports pictures."""

    SCARY = "scary"
    HURTFUL = "hurtful"
    UNSAFE = "unsafe"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Member:
    """A person on one platform. Equality and votes go by `(platform, id)`; `name` is only what is shown."""

    platform: str
    id: str
    name: str = field(compare=False, default="")


@dataclass(frozen=True, slots=True)
class Room:
    """A channel, group or private chat on one platform.

    A thread or topic is "parent/thread": what was never set for it holds as in its parent. "@member" is the private chat with that
    person, which a face may have to open first.
    """

    platform: str
    id: str

    @property
    def parent(self) -> "Room | None":
        """The channel or group around a thread or topic."""
        above, slash, _ = self.id.rpartition("/")
        return Room(self.platform, above) if slash else None

    @classmethod
    def private_with(cls, member: Member) -> "Room":
        """The private chat with that person."""
        return cls(member.platform, f"@{member.id}")


@dataclass(frozen=True, slots=True)
class MessageRef:
    """A message of the bot that can be edited."""

    room: Room
    id: str


@dataclass(frozen=True, slots=True)
class InputPicture:
    """A picture to go by. `role` is one of the columns of a row's `inputs`; `sha256` names its bytes in the picture store."""

    role: str
    sha256: str
    strength: float | None = None


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """What a person asked for, as they asked for it. `ratio` is "W:H"; `seed` None means free; `variety` is 0..1."""

    asked_by: Member
    room: Room
    locale: str
    prompt: str
    model: str = "auto"
    ratio: str = "1:1"
    count: int = 4
    seed: int | None = None
    variety: float = 0.5
    style: str | None = None
    audience: Audience = Audience.CHILDREN
    parent: int | None = None
    purpose: str = "imagine"  # "imagine" | "challenge"
    private: bool = False  # asked for in a chat of two with the bot: nobody else is there to vote
    inputs: tuple[InputPicture, ...] = ()
    negative: str = ""  # what shall not be in it, in the person's words
    quality: str | None = None
    resolution: str | None = None
    raw: bool | None = None
    creativity: str | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """One picture of a generation. `index` counts from 1 as people see it; `sha256` names the bytes in the picture store."""

    index: int
    sha256: str
    seed: int
    width: int
    height: int
    mime: str


@dataclass(frozen=True, slots=True)
class Generation:
    """A request and what became of it. `safe_prompt` is what the provider was given; `missing` the words it could not draw."""

    id: int
    request: GenerationRequest
    status: Status
    created_at: datetime
    model: str  # the resolved row of models.toml, never "auto"
    why: str = ""  # Auto's reason: a words key, or empty
    safe_prompt: str = ""
    metaprompt_id: str = ""
    variants: tuple[Variant, ...] = ()
    sheet_sha256: str | None = None
    missing: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    cost_units: int = 0
    seconds: float = 0.0
    message: MessageRef | None = None
    delivered_at: datetime | None = None
    finished_at: datetime | None = None
    problem: str | None = None  # words key of the failure (`problem-<key>`)
    error_id: str | None = None  # the short id that the log has too
    vote_closes_at: datetime | None = None
    vote_closed_at: datetime | None = None
    winner: int | None = None
    hidden_at: datetime | None = None  # its room sees it again when a moderator has looked
    held: Held | None = None  # why it is hidden: set and unset with `hidden_at`
    kept_at: datetime | None = None  # it could be brought to nobody, and waits in the gallery


@dataclass(frozen=True, slots=True)
class Vote:
    """A person's one changeable vote on a generation.

    `at` is when this choice was made; `reacted`: it was last said by a reaction, which it stands and falls with.
    """

    generation_id: int
    member: Member
    variant: int
    at: datetime
    reacted: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes per variant, in order of variants, and who leads. `reached_at[i]` is when variant i+1 came to its present count."""

    counts: tuple[int, ...]
    reached_at: tuple[datetime | None, ...]
    winner: int | None
    tied: tuple[int, ...] = ()  # all variants that share the top count when more than one does


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """What a room's moderators chose. `language` None: each person's own."""

    room: Room
    audience: Audience = Audience.CHILDREN
    default_model: str = "auto"
    daily_units: int = 200  # compute units per person and UTC day
    language: str | None = None
    ballots: Ballots = Ballots.HIDDEN
    vote_minutes: int = 60
    challenge_minutes: int = 30
    guess_tries: int = 5
    vote_with: VoteWith = VoteWith.REACTIONS
    results_as: ResultsAs = ResultsAs.SHEET
    room_units: int = 0  # compute units of everybody together per UTC day; 0: no limit
    monthly_cents: int = 500  # money for everybody together per UTC month; 0: none, so only what is free paints
    painting: Painting = Painting.ON
    approval: bool = False  # a moderator approves each picture before the room sees it
    log_room: str | None = None  # id of the room, on the same platform, in which this one's cases are told
    retention_days: int = 30  # for so long the words of its cases are kept
    reports_hide_at: int = 3  # so many people's reports hide a picture set


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a moderator may be asked to look at. Whoever is forgotten, or long past, is `Member("", "")`; their words are ""."""

    id: int
    kind: CaseKind
    state: CaseState
    room: Room
    private: bool  # it came up in a chat of two with the bot: the bot's owners decide
    member: Member
    locale: str  # in which its person is to be told what was decided; "": they have been
    audience: Audience
    category: str
    rule: str
    text: str = ""  # what was refused, for those who decide only
    command: str = ""
    generation_id: int | None = None
    opened_at: datetime
    appealed_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: Member | None = None


@dataclass(frozen=True, slots=True)
class CaseTally:
    """What came up in a room and its threads since a moment, and how many cases wait now. What never came is not in the maps."""

    opened: Mapping[CaseKind, int]
    categories: Mapping[str, int]
    appealed: int
    approved: int
    refused: int
    waiting: int


@dataclass(frozen=True, slots=True)
class HouseRules:
    """What a room's moderators added: phrases, in the order in which they came."""

    blocked: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspension:
    """Somebody is shut out of a room and its threads for a while. `by` None: whoever it was is forgotten."""

    member: Member
    room: Room
    until: datetime
    reason: str
    by: Member | None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A row of the audit trail. Rooms and people stand in it under random names; who that is, is known as long as they are."""

    number: int
    at: datetime
    action: str
    room_alias: str
    actor_alias: str
    subject: str  # an alias, or what it was about ("case 12")
    facts: Mapping[str, str | int | float]
    before: str  # the hash of the row before
    hash: str
    room: Room | None = None
    actor: Member | None = None
    member: Member | None = None  # whom `subject` means, if anybody


@dataclass(frozen=True, slots=True)
class Challenge:
    """A guess-the-prompt game in a room. `secrets` holds the prompt per language it exists in ("en", "es", "zh")."""

    id: int
    room: Room
    author: Member | None  # None: the bot's own, from the deck
    generation_id: int
    secrets: dict[str, str]
    locale: str  # the language of the announcement
    picture_sha256: str | None
    opened_at: datetime
    closes_at: datetime
    tries: int
    season: str  # e.g. "2026-11"
    closed_at: datetime | None = None
    message: MessageRef | None = None
    seen_by: tuple[Member, ...] = ()  # people who saw the source and therefore cannot play
    opener: Member | None = None  # who started it, the bot's own games too
    code: str = ""  # "12-kqxwzbnm": opens the game from a private chat; only the room is told
    started_at: datetime | None = None  # when the picture was there; until then the clock stands still
    thread: Room | None = None  # opened for this game alone, below its room


@dataclass(frozen=True, slots=True)
class Guess:
    """One try. `score` is 0..100 by meaning; `points` what it is worth after hints and tries; private until the reveal."""

    id: int
    challenge_id: int
    member: Member
    text: str
    score: int
    points: int
    hits: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A line of a room's table for a season. `streak_days`: consecutive UTC days with a finished game."""

    member: Member
    points: int
    games: int
    wins: int
    streak_days: int
    best_score: int
    last_played: date | None
