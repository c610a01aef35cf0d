"""`pincel review`: what the guard, with the judge if one is set up, thinks of texts, or of each text of a file.

Texts in quotes are one each; words without any are one text together.

`--json` prints one object a line, with these keys:
  text (as given), verdict (allow | review | block), rule (which one decided, or ""), categories (list).
With --file each object has, after these, the other fields of its input line; a file may also be plain text, one text a line.
"""

import asyncio
from argparse import Namespace
from collections.abc import Iterable
from contextlib import AsyncExitStack
from pathlib import Path

from bot.cli.arguments import Parser, needed, one_of
from bot.cli.session import Session, show
from bot.judges import judge_of
from bot.settings import Settings
from generation.meaning import Meaning
from generation.pool import Pool
from generation.ports import Judge
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
        words: list[str] = given.text
        texts = words if any(" " in word.strip() for word in words) else [needed("review", "text", words)]
        records: Iterable[dict[str, object]] = [{"text": text} for text in texts]
    else:
        records = session.texts(Path(given.file))
    asyncio.run(_review(records, audience, session, as_json=given.json))
    return session.status


async def _review(records: Iterable[dict[str, object]], audience: Audience, session: Session, *, as_json: bool) -> None:
    async with AsyncExitStack() as stack:
        pool = Pool(session.settings.threads)
        stack.callback(pool.close)
        guard = Guard.standard(Meaning(), pool, await _judge(session.settings, stack))
        for record in records:
            text = str(record["text"])
            review = await guard.review(text, audience)
            if as_json:
                said = {"text": text, "verdict": review.verdict.value, "rule": review.rule, "categories": list(review.categories)}
                show(said | {name: value for name, value in record.items() if name not in said})
            else:
                print(session.say("cli-review-verdict", verdict=review.verdict.value, rule=review.rule or "none", text=text))


async def _judge(settings: Settings, stack: AsyncExitStack) -> Judge | None:
    """The judge, if one is set up: then it reads along here as in a chat."""
    if settings.judge is None:
        return None
    from generation.providers.http import Http  # noqa: PLC0415 - brings the HTTP client

    http = Http()
    stack.push_async_callback(http.close)
    return judge_of(settings, http)
