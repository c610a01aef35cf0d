"""/guess: says what one thinks the secret of the running game is; only the person sees how near it was."""

from commands.challenge import language_of, told
from commands.core.call import Call
from commands.core.game import GUESS_CHARS, HINTS, SOLVED, Warmth, bar, best_score, own_words, points, time_of, warmth
from commands.core.names import Listed
from commands.core.playing import joined
from commands.core.reply import Button, Reply
from commands.core.tokens import token
from storage.problem import Problem
from storage.records import Challenge, Guess


async def guess(call: Call, text: str | None = None, challenge: str | None = None) -> Reply:
    """Score a guess by meaning, in any language. A guess that is refused costs no try; without a text it says how to guess.

    Points: the score of 0 to 100, less 4 for every try before this one and 10 for every hint taken; the best guess counts.
    """
    if text is None:
        return await _how(call, challenge)
    text = " ".join(text.split())
    if len(text) > GUESS_CHARS:
        raise Problem("guess-too-long", limit=GUESS_CHARS, given=len(text))
    if not any(sign.isalnum() for sign in text):
        raise Problem("guess-empty")
    game = await joined(call, challenge)
    if isinstance(game, Reply):
        return game
    house = call.house
    earlier = await house.storage.challenges.guesses(game.id, call.member)
    if len(earlier) >= game.tries:
        raise Problem("no-tries-left", tries=game.tries)
    # Others read it after the game, so it passes the guard like a prompt, and goes on without invisible signs.
    settings = await house.storage.rooms.settings(game.room)
    rules = await house.storage.house_rules.of_words(game.room, call.member, settings.audience, text)
    text = (await house.guard.safe_prompt(text, audience=settings.audience, ratio="1:1", rules=rules)).words
    if any(one.text.casefold() == text.casefold() for one in earlier):
        raise Problem("guess-again-same")
    score, secret = await house.pool.run(best_score, house.scorer, tuple(game.secrets.values()), text)
    counted = await house.storage.challenges.guess(
        game.id,
        call.member,
        text=text,
        score=score.points,
        worth=lambda tries_used, hints: points(score.points, tries_used=tries_used, hints=min(HINTS, hints)),
        hits=score.hits,
        now=house.now(),
    )
    right = await house.pool.run(own_words, house.scorer, secret, text) if score.hits else ()
    # Once more, because others of this person's guesses may have come in the meantime.
    earlier = tuple(one for one in await house.storage.challenges.guesses(game.id, call.member) if one.id < counted.id)
    key = _told_to_room(earlier, counted)
    if key and not (call.sender.private and game.room == call.room):
        locale = await language_of(house, game)
        name = await house.storage.people.called(call.member, game.room.platform)
        await told(house, game.thread or game.room, Reply(house.words.say(locale, key, name=name), locale=locale))
    return _answer(call, game, (*earlier, counted), right)


def _told_to_room(earlier: tuple[Guess, ...], counted: Guess) -> str | None:
    """The key of what the room reads: that somebody plays, once, and has solved it, once. How near a guess is stays between us."""
    if any(one.score >= SOLVED for one in earlier):
        return None
    if counted.score >= SOLVED:
        return "guess-public-solved"
    return None if earlier else "guess-public"


async def _how(call: Call, challenge: str | None) -> Reply:
    """What the button "Guess" says: where and how to type a guess."""
    game = await joined(call, challenge)
    if isinstance(game, Reply):
        return game
    if call.sender.private:
        here = "yes" if game.room == call.room else "no"
        return Reply(call.say("guess-how-private", code=game.code, here=here), private=True, asks=token("guess", None, game.code))
    return Reply(call.say("guess-how", code=game.code), private=True)


def _answer(call: Call, game: Challenge, guesses: tuple[Guess, ...], right: tuple[str, ...]) -> Reply:
    latest = guesses[-1]
    how = warmth(latest.score)
    solved = any(one.score >= SOLVED for one in guesses)
    known = solved and how is not Warmth.SOLVED  # a worse guess after the right one: nothing is missing any more
    best = max(one.points for one in guesses)
    left = game.tries - len(guesses)
    lines = [
        call.say(
            "guess-score", symbol=SYMBOLS[how], score=latest.score, bar=bar(latest.score), warmth="known" if known else how.value
        ),
        *([] if known else [call.say("guess-hits", words=Listed(right), any="yes" if right else "no")]),
        call.say("guess-points", points=latest.points, best=best, better="yes" if best > latest.points else "no"),
    ]
    if solved:
        lines.append(call.say("guess-solved", left=left))
    else:
        lines.append(call.say("guess-left", left=left, time=time_of(game.closes_at, call.house.now())))
    hint = Button(call.say("challenge-button-hint"), token("hint", game.code), "💡")
    return Reply("\n".join(lines), buttons=() if solved or not left else (hint,), private=True)


SYMBOLS = {
    Warmth.ICY: "🧊",
    Warmth.COLD: "❄️",
    Warmth.MILD: "🌤️",
    Warmth.WARM: "☀️",
    Warmth.HOT: "🔥",
    Warmth.SOLVED: "🎉",
}
