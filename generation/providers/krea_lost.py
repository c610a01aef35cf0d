"""Which of Krea's jobs may be an order that got no answer: Krea tells when a job was made, and nothing of what was asked for.

So it is the only one made when ours must have been, and that is nobody else's yet; or nobody knows.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlencode

from generation.providers.errors import Upstream
from generation.providers.http import Answer

LISTED: Final = 1000
ARRIVES: Final = timedelta(seconds=90)  # after that an order that we began has reached Krea or never will
UPLOADS: Final = timedelta(seconds=70)  # for each picture that goes before it
SKEW: Final = timedelta(minutes=10)  # by how much our clocks may differ at most
ROUGHLY: Final = timedelta(seconds=2)  # their clock is told to the second


def latest(since: datetime, before: datetime | None, pictures: int) -> datetime:
    """By when an order that we began then, with so many pictures, had arrived. `before`: when the next one left."""
    until = since + ARRIVES + UPLOADS * pictures
    return until if before is None else min(until, before)


def listing(until: datetime) -> str:
    """The query for the newest jobs before that time, by whichever clock."""
    return urlencode({"limit": LISTED, "cursor": (until + SKEW).astimezone(UTC).isoformat()})


def made_between(answer: Answer, since: datetime, until: datetime) -> Sequence[str]:
    """The numbers of the jobs that were made in that time by our clock. Raises Upstream for a list that is none."""
    try:
        jobs = [(str(one["job_id"]), datetime.fromisoformat(one["created_at"]).astimezone(UTC)) for one in answer.object()["items"]]
    except (KeyError, TypeError, ValueError):
        raise Upstream("a list of jobs that is none") from None
    ahead = _ahead(answer)
    return [ref for ref, when in jobs if since - ROUGHLY <= when - ahead <= until + ROUGHLY]


def _ahead(answer: Answer) -> timedelta:
    """By how much their clock is ahead of ours."""
    try:
        return parsedate_to_datetime(answer.headers["date"]).astimezone(UTC) - datetime.now(UTC)
    except (KeyError, ValueError):
        return timedelta()
