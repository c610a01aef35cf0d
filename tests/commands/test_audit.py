"""/audit: who decided what, in words and as a file that proves itself; and the room in which cases are told."""

import hashlib
import json
from datetime import timedelta

import pytest

from storage.records import Room
from tests.commands.studio import PLATFORM, SQUARE, Studio

GUN = "/imagine a knight with a gun"
TEACHERS = Room(PLATFORM, "teachers")


async def logged(studio: Studio) -> None:
    """The square's cases are told among the teachers."""
    offer = await studio.olga.at(TEACHERS).moderates("/settings --log here")
    assert "`/settings --log teachers`" in offer.reply.text
    told = await studio.olga.moderates("/settings --log teachers")
    assert "Cases are told in another room: yes" in told.text


def told_teachers(studio: Studio) -> list[str]:
    return [reply.text for ref, reply in studio.messages.items() if ref.room == TEACHERS]


class TestTrail:
    async def test_every_decision_has_a_line_in_words(self, studio: Studio) -> None:
        await studio.ana(GUN)
        await studio.ana.presses("appeal:1")
        await studio.olga.moderates.presses("moderation:1:approve")
        await studio.olga.moderates("/settings --audience teens")
        await studio.olga.moderates("/rules --block slime")
        await studio.ana("/imagine people having sex")
        told = await studio.olga.moderates("/audit")
        assert told.private
        for line in (
            "Ana · asked to look again at case 1",
            "Olga · approved case 1",
            "Olga · changed the settings (audience: teens)",
            "Olga · added a refused phrase",
            "Ana · was refused what no room may allow (case 2) (sexual)",
        ):
            assert line in told.text, line
        assert "nothing was changed afterwards" in told.text
        assert "knight" not in told.text
        assert "slime" not in told.text

    async def test_what_it_tells_besides_is_said_in_words(self, studio: Studio) -> None:
        await studio.ana(GUN)
        await studio.olga.moderates("/settings --approval yes --reports 1 --money 2.5")
        await studio.olga.moderates("/member c1 --hours 2 --why words")
        await studio.made(by=studio.bob)
        await studio.cai("/report scary 1")
        told = (await studio.olga.speaking("es").moderates("/audit")).text
        for words in ("aprobación: sí", "avisos: 1", "dinero: 2.50", "horas: 2", "motivo: palabras"):
            assert words in told, told
        for word in ("none", "True", "reports_hide_at", "reason", "lexicon", "2.0"):
            assert word not in told
        assert "Olga · dio una pausa a Ana" in told, "by their names, also of who has done nothing else yet"
        await studio.ana.alone("/forget yes")
        told = (await studio.olga.speaking("zh").moderates("/audit")).text
        assert "让 某人 休息（小时：2、原因：用语）" in told
        assert "member-" not in told

    async def test_there_is_more_than_a_page(self, studio: Studio) -> None:
        for number in range(14):
            await studio.olga.moderates(f"/rules --block slime{number}")
        first = await studio.olga.moderates("/audit")
        assert first.text.count("added a refused phrase") == 12
        last = await studio.olga.moderates.presses(first.buttons[0].token)
        assert last.text.count("added a refused phrase") == 2
        assert len(last.buttons) == 1, "the file alone"

    @pytest.mark.parametrize(("locale", "line"), [("es", "aprobó el caso 1"), ("zh", "批准了事项 1")])
    async def test_in_the_language_of_who_reads(self, studio: Studio, locale: str, line: str) -> None:
        await studio.ana(GUN)
        await studio.ana.presses("appeal:1")
        await studio.olga.moderates.presses("moderation:1:approve")
        assert line in (await studio.olga.speaking(locale).moderates("/audit")).text

    async def test_the_file_is_a_chain_without_names_and_words(self, studio: Studio) -> None:
        await studio.ana(GUN)
        await studio.ana.presses("appeal:1")
        await studio.olga.moderates.presses("moderation:1:refuse")
        card = await studio.olga.moderates("/audit")
        told = await studio.olga.moderates.presses(card.buttons[0].token)
        rows = [json.loads(line) for line in told.file.decode().splitlines()]
        assert [row["action"] for row in rows] == ["case-appealed", "case-refused"]
        before = "0" * 64
        for row in rows:
            assert row["before"] == before
            before = row["hash"]
            assert len(before) == hashlib.sha256().digest_size * 2
        assert not any(word in told.file.decode() for word in ("ana", "Olga", "knight", "square"))

    async def test_of_other_rooms_the_file_has_the_hashes_alone(self, studio: Studio) -> None:
        await studio.olga.moderates("/rules --block slime")
        await studio.rita.at(TEACHERS).moderates("/rules --block ooze")
        await studio.olga.moderates("/rules --block goo")
        told = await studio.olga.moderates("/audit --export")
        first, second, third = (json.loads(line) for line in told.file.decode().splitlines())
        assert set(second) == {"number", "before", "hash"}
        assert (first["hash"], second["hash"]) == (second["before"], third["before"])

    async def test_a_broken_chain_is_said(self, studio: Studio) -> None:
        await studio.olga.moderates("/rules --block slime")
        async with studio.storage.audit._database.writing() as connection:
            await connection.exec_driver_sql("DROP TRIGGER audit_no_update")
            await connection.exec_driver_sql("UPDATE audit SET action = 'pardoned'")
        assert "does not fit from row 1 on" in (await studio.olga.moderates("/audit")).text


class TestLogRoom:
    async def test_only_who_moderates_both_within_the_hour(self, studio: Studio) -> None:
        assert (await studio.olga.moderates("/settings --log teachers")).reply.problem == "log-not-offered"
        await studio.rita.at(TEACHERS).moderates("/settings --log here")
        assert (await studio.olga.moderates("/settings --log teachers")).reply.problem == "log-not-offered", "it was Rita"
        await studio.olga.at(TEACHERS).moderates("/settings --log here")
        studio.clock += timedelta(minutes=61)
        assert (await studio.olga.moderates("/settings --log teachers")).reply.problem == "log-not-offered"
        assert (await studio.olga.moderates("/settings --log square")).reply.problem == "log-same-room"
        assert (await studio.olga.at(TEACHERS)("/settings --log here")).reply.problem == "moderators-only"
        await logged(studio)
        assert "From now on I tell here" in told_teachers(studio)[-1]
        assert "another room: no" in (await studio.olga.moderates("/settings --log off")).text

    async def test_it_hears_of_appeals_reports_and_decisions_made_elsewhere(self, studio: Studio) -> None:
        await logged(studio)
        await studio.ana(GUN)
        await studio.ana.presses("appeal:1")
        assert "asks a moderator to look again" in told_teachers(studio)[-1]
        await studio.olga.moderates.presses("moderation:1:approve")
        assert "Olga has decided case 1 (weapons): approved" in told_teachers(studio)[-1]
        await studio.made()
        for name in ("bob", "cai", "dan"):
            await getattr(studio, name)("/report scary 1")
        assert [text.count("were reported") for text in told_teachers(studio)[-2:]] == [1, 1]
        assert "and are hidden now" in told_teachers(studio)[-1]
        assert not any("knight" in text or "fox" in text or "Bob" in text for text in told_teachers(studio))

    async def test_those_who_moderate_it_decide(self, studio: Studio) -> None:
        await logged(studio)
        await studio.ana(GUN)
        await studio.ana.presses("appeal:1")
        case = await studio.pam.at(TEACHERS).moderates("/moderation")
        assert "Case 1" in case.text
        assert "approved" in (await studio.pam.at(TEACHERS).moderates.presses("moderation:1:approve")).text
        assert (await studio.pam.at(TEACHERS)("/moderation")).reply.problem == "moderators-only"


class TestDigest:
    async def test_once_a_day_in_numbers(self, studio: Studio) -> None:
        await logged(studio)
        await studio.ana(GUN)
        await studio.bob(GUN)
        await studio.ana("/imagine a girl cutting her wrists")
        await studio.ana.presses("appeal:1")
        before = len(told_teachers(studio))
        await studio.passes(hours=13)
        (digest,) = told_teachers(studio)[before:]
        assert "Refused wishes: 3" in digest
        assert "weapons 2" in digest
        assert "other 1" in digest, "who is not well is not looked for"
        assert "waiting now: 1" in digest
        assert not any(word in digest for word in ("Ana", "Bob", "knight", "wrists"))
        number, hashed = await studio.storage.audit.head()
        assert f"{number}:{hashed[:16]}" in digest
        await studio.passes(minutes=10)
        assert len(told_teachers(studio)) == before + 1
        await studio.passes(days=1)
        assert len(told_teachers(studio)) == before + 2

    async def test_a_room_without_a_log_hears_nothing(self, studio: Studio) -> None:
        await studio.ana(GUN)
        await studio.passes(hours=13)
        assert studio.messages == {}


async def test_settings_of_safety(studio: Studio) -> None:
    told = await studio.olga.moderates("/settings --approval yes --reports 5 --retention 7")
    for line in ("approves each picture: yes", "so many report them: 5", "kept for 7 days"):
        assert line in told.text
    settings = await studio.storage.rooms.settings(SQUARE)
    assert (settings.approval, settings.reports_hide_at, settings.retention_days) == (True, 5, 7)
