"""People in charge, told to every face: refusal and appeal, reports, pictures that wait for a word, break, trail, pardon."""

import json
from itertools import pairwise

from commands.core.markup import plain
from tests.walks.story import Seen, Stage

# A fox that the sketch can draw, with what is not for children.
WISHES = {"en": "a red fox with a gun", "es": "un zorro rojo con una pistola", "zh": "一只拿着手枪的红狐狸"}
SAFE = {"en": "a blue fox in the snow", "es": "un zorro azul en la nieve", "zh": "雪地里的一只蓝狐狸"}


class Watch:
    """Alice moderates; Bob, Carol and Dave are in the room. Each chapter goes on where the one before ended."""

    def __init__(self, stage: Stage, locale: str) -> None:
        self._stage = stage
        self._locale = locale
        self._wish, self._safe = WISHES[locale], SAFE[locale]

    def label(self, key: str) -> str:
        """What is written on a button."""
        return plain(self._stage.house.words.say(self._locale, key))

    def begins(self, key: str, **values: object) -> str:
        """How a sentence begins, up to where it holds a value that nobody here knows."""
        return plain(self._stage.house.words.say(self._locale, key, **values))

    def newest(self, who: str, part: str) -> Seen:
        """The newest message with these words that this person sees."""
        found = [one for one in self._stage.read(who) if part in one.text]
        assert found, f"{who} sees nothing about {part!r}: {[one.text for one in self._stage.read(who)]}"
        return found[-1]

    def unseen(self, words: str, *people: str) -> None:
        """None of the bot's messages to these people holds the words."""
        for who in people:
            assert not [one.text for one in self._stage.read(who) if words in one.text], who

    async def refused_appealed_approved_painted(self) -> None:
        """The words are read by moderators alone, until one says that they may be."""
        stage = self._stage
        await stage.say("alice", f"/settings --language {self._locale}")
        await stage.say("bob", f'/imagine "{self._wish}" --count 1 --seed 7')
        assert await stage.house.storage.generations.get(1) is None
        await stage.press("bob", self.label("refused-button-appeal"))
        self.newest("bob", self.begins("appeal-done", number="1", private="no"))
        self.unseen(self._wish, "alice", "carol", "dave")
        await stage.restart()
        await stage.say("alice", "/moderation")
        self.newest("alice", self._wish)
        self.unseen(self._wish, "carol", "dave")
        await stage.press("alice", self.label("moderation-button-approve"))
        self.newest("alice", self.begins("moderation-done", number="1", approved="yes", added="no", left=0))
        self.newest("bob", self._told("words", "yes", number="1", again="yes"))
        await stage.press("bob", self.label("case-button-paint"))
        await stage.painted()
        assert self.newest("carol", self._wish).pictures == 1
        await stage.say("carol", f'/imagine "{self._wish}"')
        assert await stage.house.storage.generations.get(2) is None, "the word was for Bob"
        await stage.press("carol", self.label("refused-button-try"))  # the safer words
        await stage.painted()
        safer = await stage.house.storage.generations.get(2)
        assert safer is not None
        assert safer.variants
        assert safer.request.prompt != self._wish
        self.newest("dave", safer.request.prompt)

    async def reported_hidden_and_shown(self) -> None:
        stage = self._stage
        for who in ("bob", "carol", "dave"):
            await stage.say(who, "/report scary 1")
        hidden = self.newest("carol", self.begins("report-hidden", number="1", why="reported"))
        assert hidden.pictures == 1
        self.unseen(f"“{self._wish}”", "carol", "dave")
        await stage.say("alice", "/moderation")
        case = [one for one in stage.read("alice") if one.pictures][-1]
        assert self.label("moderation-button-approve") in " ".join(case.buttons)
        await stage.press("alice", self.label("moderation-button-approve"))
        self.newest("bob", self._told("report", "yes", pictures="1"))
        self.newest("dave", self._wish)

    async def each_picture_is_approved(self) -> None:
        stage = self._stage
        await stage.say("alice", "/settings --approval yes")
        await stage.say("bob", f'/imagine "{self._safe}" --count 1 --seed 8')
        await stage.painted()
        waits = self.begins("report-hidden", number="3", why="approval")
        self.newest("carol", waits)
        await stage.say("alice", "/moderation")
        await stage.press("alice", self.label("moderation-button-refuse"))
        self.newest("bob", self._told("approval", "no", pictures="3"))
        self.newest("carol", self.begins("report-hidden", number="3", why="refused"))
        await stage.say("bob", f'/imagine "{self._safe}" --count 1 --seed 9')
        await stage.painted()
        await stage.say("alice", "/moderation")
        await stage.press("alice", self.label("moderation-button-approve"))
        assert self.newest("carol", self._safe).pictures == 1
        await stage.say("alice", "/settings --approval no")

    async def a_break(self) -> None:
        """It is said kindly, holds for this room, and ends by itself."""
        stage = self._stage
        await stage.say("alice", "/member c1 --hours 1 --why words")
        await stage.say("bob", "/models")
        text = self._stage.house.words.say(self._locale, "problem-suspended", until="§", reason="words", unit="minutes", count=60)
        kind = self.newest("bob", plain(text).split("§")[0])
        assert plain(text).split("§")[1].strip(" .。")[:12] in kind.text
        await stage.later(minutes=61)
        await stage.say("bob", "/budget")
        assert "§" not in stage.read("bob")[-1].text
        assert plain(text).split("§")[0] not in stage.read("bob")[-1].text

    async def the_trail(self) -> None:
        """A file that shows that nothing in it was changed, without anybody's words or name."""
        stage = self._stage
        await stage.say("alice", "/audit --export yes")
        (data,) = next(one.files for one in reversed(stage.read("alice")) if one.files).values()
        rows = [json.loads(line) for line in data.decode().splitlines()]
        actions = [row["action"] for row in rows]
        assert actions.count("case-approved") == 3
        assert actions.count("case-refused") == 1
        assert "suspended" in actions
        assert all(later["before"] == earlier["hash"] for earlier, later in pairwise(rows))
        assert self._wish not in data.decode()
        assert "bob" not in data.decode().casefold()
        assert await stage.house.storage.audit.broken() is None

    async def strikes_halve_and_are_forgotten(self) -> None:
        stage = self._stage
        for strikes in ("0.5", "0.2"):
            await stage.say("alice", "/member carol")
            self.newest("alice", self.begins("member-card", name="§", strikes=strikes).split("§")[1])
            await stage.later(minutes=7 * 24 * 60)
        await stage.press("alice", self.label("member-button-pardon"))
        self.newest("alice", self.begins("member-pardoned"))
        await stage.say("alice", "/member")
        self.newest("alice", self.begins("member-title", count=0))

    def _told(self, kind: str, approved: str, *, number: str = "0", pictures: str = "0", again: str = "no") -> str:
        values = {"kind": kind, "approved": approved, "number": number, "pictures": pictures, "again": again}
        return self.begins("case-told", **values)


async def watch(stage: Stage, locale: str) -> None:
    """The whole story in a language, from beginning to end."""
    told = Watch(stage, locale)
    await told.refused_appealed_approved_painted()
    await told.reported_hidden_and_shown()
    await told.each_picture_is_approved()
    await told.a_break()
    await told.the_trail()
    await told.strikes_halve_and_are_forgotten()
