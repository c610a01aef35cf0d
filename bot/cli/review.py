"""`pincel review`: what the guard thinks of a text, or of each text of a file.

`--json` prints one object a line, with these keys:
  text (as given), verdict (allow | review | block), rule (which one decided, or ""), categories (list).
With --file each object has, after these, the other fields of its input line.
"""

import asyncio
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from bot.cli.arguments import Parser, needed, one_of
from bot.cli.session import Session, show
from generation.meaning import Meaning
from generation.pool import Pool
from generation.safety.guard import Guard
from storage.records import Audience


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.given("text", many=True)
    parser.option("file")
    parser.option("audience")
    parser.flag("json")


def run(given: Namespace, session: Session) -> int:
    """Print the verdicts."""
    audience = Audience(one_of("audience", given.audience or Audience.CHILDREN, [one.value for one in Audience]))
    if given.file is None:
        records: Iterable[dict[str, object]] = [{"text": needed("review", "text", given.text)}]
    else:
        records = session.objects(Path(given.file), "text")
    asyncio.run(_review(records, audience, session, as_json=given.json))
    return session.status


async def _review(records: Iterable[dict[str, object]], audience: Audience, session: Session, *, as_json: bool) -> None:
    pool = Pool(session.settings.threads)
    try:
        guard = Guard.standard(Meaning(), pool)
        for record in records:
            text = str(record["text"])
            review = await guard.review(text, audience)
            if as_json:
                said = {"text": text, "verdict": review.verdict.value, "rule": review.rule, "categories": list(review.categories)}
                show(said | {name: value for name, value in record.items() if name not in said})
            else:
                print(session.say("cli-review-verdict", verdict=review.verdict.value, rule=review.rule or "none", text=text))
    finally:
        pool.close()
