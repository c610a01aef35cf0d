"""`pincel score`: how near a guess comes to a secret, or each guess of a file to its secret.

`--json` prints one object a line, with these keys:
  secret, guess (both as given), score (0-100 by meaning), hits (the elements of the secret that the guess named),
  elements (all of them).
With --file each object has, after these, the other fields of its input line (such as "referee").
"""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from bot.cli.arguments import Parser, needed
from bot.cli.session import Session, show
from commands.core.names import Listed
from generation.meaning import Meaning
from generation.scoring import MeaningScorer


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.option("secret")
    parser.option("guess")
    parser.option("file")
    parser.flag("json")


def run(given: Namespace, session: Session) -> int:
    """Print the scores."""
    if given.file is None:
        secret, guess = needed("score", "--secret", given.secret), needed("score", "--guess", given.guess)
        records: Iterable[dict[str, object]] = [{"secret": secret, "guess": guess}]
    else:
        records = session.objects(Path(given.file), "secret", "guess")
    scorer = MeaningScorer(Meaning())
    for record in records:
        score = scorer.score(str(record["secret"]), str(record["guess"]))
        if given.json:
            said = {
                "secret": record["secret"],
                "guess": record["guess"],
                "score": score.points,
                "hits": list(score.hits),
                "elements": list(score.elements),
            }
            show(said | {name: value for name, value in record.items() if name not in said})
        else:
            print(session.say("cli-score-result", points=score.points, hits=Listed(score.hits) or "none"))
    return session.status
