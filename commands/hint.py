"""/hint: gives a little more of the secret away, to one person, for some of their points."""

from commands.core.call import Call, House
from commands.core.game import HINT_COST, HINTS, SOLVED, initials, is_han, secret_in, word_count
from commands.core.playing import joined
from commands.core.reply import Button, Reply
from commands.core.tokens import token
from generation.ports import Scorer
from storage.problem import Problem
from storage.records import Challenge, Guess


async def hint(call: Call, challenge: str | None = None) -> Reply:
    """The next of four hints and those before it. Each costs 10 points of every later guess; reading them again is free."""
    game = await joined(call, challenge)
    if isinstance(game, Reply):
        return game
    house = call.house
    mine = await house.storage.challenges.guesses(game.id, call.member)
    if any(one.score >= SOLVED for one in mine):
        raise Problem("hint-solved")
    if len(mine) >= game.tries:
        raise Problem("no-tries-left", tries=game.tries)
    before = await house.storage.challenges.hints(game.id, call.member)
    taken = before if before >= HINTS else await house.storage.challenges.hint_taken(game.id, call.member, house.now())
    taken = min(taken, HINTS)
    hints = await _hints(house, game, mine, call.locale)
    lines = [call.say("hint-line", number=number, text=text) for number, text in enumerate(hints[:taken], start=1)]
    if before >= HINTS:
        lines.append(call.say("hint-all"))
    else:
        lines.append(call.say("hint-cost", cost=HINT_COST, total=HINT_COST * taken, left=HINTS - taken))
    more = (Button(call.say("hint-button-more"), token("hint", game.code), "💡"),) if taken < HINTS else ()
    return Reply("\n".join(lines), buttons=more, private=True)


async def _hints(house: House, game: Challenge, mine: tuple[Guess, ...], locale: str) -> tuple[str, ...]:
    """The four hints in order: category, how much, first letters, one word. `mine` are the person's guesses so far."""
    say = house.words.say
    secret = secret_in(game, locale)
    things, word = await house.pool.run(_things, house.scorer, secret, tuple(one.text for one in mine))
    size = {"words": word_count(secret), "things": things, "script": "han" if is_han(secret) else "letters"}
    category = _category(house, game, locale)
    if category:
        opening = (say(locale, "hint-category", category=category), say(locale, "hint-words-and-things", **size))
    else:
        # Somebody's own secret is in no category.
        opening = (say(locale, "hint-words", **size), say(locale, "hint-things", **size))
    return *opening, say(locale, "hint-initials", letters=initials(secret)), say(locale, "hint-word", word=word)


def _things(scorer: Scorer, secret: str, guesses: tuple[str, ...]) -> tuple[int, str]:
    """How many things the secret names, and the first that the guesses have not found yet. CPU work: runs in the pool."""
    found = {hit for guess in guesses for hit in scorer.score(secret, guess).hits}
    things = scorer.score(secret, "").elements or tuple(secret.split())
    return len(things), next((thing for thing in things if thing not in found), things[-1])


def _category(house: House, game: Challenge, locale: str) -> str | None:
    """The category of a secret from the deck."""
    for secret in house.deck.secrets:
        if secret.prompts == game.secrets:
            return secret.category.get(locale) or secret.category["en"]
    return None
