"""What Telegram refuses, and what becomes of the job then: it is never lost and never delivered twice."""

import asyncio
import io
from pathlib import Path

import pytest
from PIL import Image
from telegram.error import BadRequest, Forbidden, TimedOut

from bot.app import Kit
from bot.telegram.edits import Edits
from bot.telegram.troubles import Trouble, trouble
from commands.core.reply import Ballot, Picture, Reply, Unreachable
from storage.records import Member, MessageRef, Room, Status
from tests.bot.telegram.fake import Refused, Telegram
from tests.bot.telegram.world import GROUP, Person, World, buttons, house, words
from tests.walks.conftest import Clock

ROOM = Room("telegram", str(GROUP))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Message is not modified: specified new message content and reply markup are exactly the same", Trouble.UNCHANGED),
        ("Message to edit not found", Trouble.GONE),
        ("There is no text in the message to edit", Trouble.NO_TEXT),
        ("Can't parse entities: unsupported start tag", Trouble.UNREADABLE),
        ("Query is too old and response timeout expired or query id is invalid", Trouble.TOO_LATE),
        ("Wrong file identifier/HTTP URL specified", Trouble.FILE),
        ("Chat not found", Trouble.UNREACHABLE),
        ("Not enough rights to send photos to the chat", Trouble.UNREACHABLE),
        ("TOPIC_CLOSED", Trouble.UNREACHABLE),
        ("Something new", Trouble.OTHER),
    ],
)
def test_refusals_have_a_meaning(said: str, kind: Trouble) -> None:
    assert trouble(BadRequest(said)) is kind


def test_a_blocked_bot_is_unreachable_and_a_slow_network_is_not() -> None:
    assert trouble(Forbidden("bot was blocked by the user")) is Trouble.UNREACHABLE
    assert trouble(TimedOut()) is Trouble.OTHER


async def test_too_many_requests_are_tried_again_after_the_time_that_is_asked_for(world: World, ana: Person) -> None:
    world.server.refuse("sendMessage", Refused("Too Many Requests: retry after 1", 429, retry_after=1))
    await ana.says("a red fox --count 1")
    assert "photo" in world.last(ana.id)
    assert len(world.server.calls("sendMessage")) == 2


async def test_eleven_mebibytes_are_a_document_with_every_byte(world: World) -> None:
    # Three bytes a pixel, none of which can be made smaller.
    picture = Image.frombytes("RGB", (2000, 1923), bytes((seed * seed >> 3) % 251 for seed in range(5923)) * 1948 + bytes(96))
    data = io.BytesIO()
    picture.save(data, "PNG", compress_level=0)
    assert len(data.getvalue()) > 11 * 2**20
    sha256 = await world.app.house.storage.pictures.put(data.getvalue())
    ref = await world.face.deliver(ROOM, Reply("Large", (Picture(sha256, "large.png", "image/png", "", 2000, 1923),)))
    sent = world.server.messages[GROUP][int(ref.id)]
    assert world.server.files[sent["document"]["file_id"]] == data.getvalue()
    assert words(sent) == "Large"


async def test_two_thousand_characters_are_one_wish_and_one_message(world: World, ana: Person) -> None:
    await ana.says("/imagine " + "a red fox and " * 142 + "a frog --count 1", GROUP)
    assert "photo" in world.last(GROUP)
    assert len(words(world.last(GROUP))) <= 1024
    (wish,) = await world.app.house.storage.generations.by_member(Member("telegram", str(ana.id)), before=None, limit=5)
    assert len(wish.request.prompt) > 1990


async def test_a_deleted_placeholder_is_no_lost_picture(world: World, ana: Person) -> None:
    world.server.refuse("editMessageMedia", Refused("Bad Request: message to edit not found"))
    await ana.says("a red fox --count 2")
    sheet = world.last(ana.id)
    assert "photo" in sheet
    assert [one for one in world.seen(ana.id) if "photo" in one] == [sheet]
    (wish,) = await world.app.house.storage.generations.by_member(Member("telegram", str(ana.id)), before=None, limit=5)
    assert wish.message == MessageRef(Room("telegram", str(ana.id)), str(sheet["message_id"]))


async def test_a_deleted_result_is_not_posted_again(world: World, ana: Person, bob: Person) -> None:
    await ana.says("/imagine a red fox --count 2", GROUP)
    sheet = world.last(GROUP)
    del world.server.messages[GROUP][sheet["message_id"]]
    await bob.presses(sheet, "1️⃣")
    await ana.says("/results --close", GROUP)
    photos = [one for one in world.seen(GROUP) if "photo" in one]
    assert len(photos) == 1, "only the winner"
    assert "wins" in words(photos[0])


async def test_a_group_that_lets_nobody_send_photos_is_told_so_once_and_the_picture_comes_in_private(
    world: World, ana: Person
) -> None:
    no_photos = Refused("Bad Request: not enough rights to send photos to the chat")
    for method in ("editMessageMedia", "sendPhoto"):
        world.server.refuse(method, no_photos, times=9, where=lambda given: given["chat_id"] == GROUP)
    await ana.says("/imagine a red fox --count 1", GROUP)
    await ana.says("/imagine a green frog --count 1", GROUP)
    told = [one for one in world.seen(GROUP) if "not allowed to send photos" in words(one)]
    assert len(told) == 1
    assert [words(one) for one in world.seen(ana.id) if "photo" in one]


async def test_who_blocked_the_bot_finds_the_picture_later(world: World, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.pipeline.PLACE_WAIT_S", 0.1)
    world.server.refuse("sendMessage", Refused("Forbidden: bot was blocked by the user", 403), times=9)
    world.server.refuse("sendPhoto", Refused("Forbidden: bot was blocked by the user", 403), times=9)
    await ana.says("a red fox --count 1")
    (wish,) = await world.app.house.storage.generations.by_member(Member("telegram", str(ana.id)), before=None, limit=5)
    assert wish.status is Status.DONE
    assert wish.message is None


async def test_a_group_that_becomes_a_supergroup_keeps_its_pictures(world: World, ana: Person, bob: Person) -> None:
    old, new = -5, -1005
    world.server.refuse(
        "editMessageMedia", Refused("Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=new)
    )
    await ana.says("/imagine a red fox --count 2", old)
    sheet = world.last(new)
    assert "photo" in sheet
    shown = await bob.presses(sheet, "2️⃣")
    assert "You voted for picture 2" in shown["text"]
    (wish,) = await world.app.house.storage.generations.by_member(Member("telegram", str(ana.id)), before=None, limit=5)
    assert wish.request.room == Room("telegram", str(new))


async def test_the_news_of_a_supergroup_alone_moves_the_room(world: World, ana: Person) -> None:
    await ana.says("/imagine a red fox --count 1", -5)
    await ana.says("", -5, migrate_to_chat_id=-1005)
    (wish,) = await world.app.house.storage.generations.by_member(Member("telegram", str(ana.id)), before=None, limit=5)
    assert wish.request.room == Room("telegram", "-1005")


async def test_an_update_of_an_unknown_kind_is_left_alone(world: World, ana: Person) -> None:
    world.server.bring("hologram", {"id": 5})
    world.server.bring("edited_message", {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "/imagine x"})
    world.server.bring("channel_post", {"message_id": 1, "date": 1, "chat": {"id": -7, "type": "channel"}, "text": "/imagine x"})
    await world.settles()
    assert world.seen(ana.id) == []
    await ana.says("/help")
    assert world.last(ana.id)["from"]["username"] == "pincel_bot"


async def test_the_same_update_twice_paints_once(world: World, ana: Person) -> None:
    number = await ana.says("a red fox --count 1")
    (first,) = [one for one in world.seen(ana.id) if one["message_id"] == number]
    world.server.bring("message", first, update_id=1)
    await world.settles()
    assert len([one for one in world.seen(ana.id) if "photo" in one]) == 1


async def test_the_same_update_after_a_restart_paints_and_posts_once(
    tmp_path: Path, kit: Kit, clock: Clock, server: Telegram
) -> None:
    async with house(tmp_path, kit, clock, server) as evening:
        ana = evening.person(7, "Ana")
        number = await ana.says("a red fox --count 1")
        before = evening.seen(7)
    async with house(tmp_path, kit, clock, server) as morning:
        (again,) = [one for one in before if one["message_id"] == number]
        said = len(server.calls("sendMessage"))
        server.bring("message", again)
        await morning.settles()
        assert morning.seen(7) == before
        assert len(server.calls("sendMessage")) == said, "not even for a moment"


async def test_an_unchanged_message_is_no_error(world: World) -> None:
    ref = await world.face.deliver(ROOM, Reply("Hello"))
    posting = world.face._posting
    assert posting is not None
    posting._seen.clear()
    assert await world.face.deliver(ROOM, Reply("Hello"), ref) == ref
    assert len(world.server.calls("editMessageText")) == 1


async def test_a_server_without_moments_is_spared_them(world: World) -> None:
    no_moments = Refused('Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 8')
    world.server.refuse("sendMessage", no_moments, where=lambda given: "tg-time" in given["text"], times=9)
    for _ in range(2):
        await world.face.deliver(ROOM, Reply("**until** <t:1795371300:t>"))
    said = world.last(GROUP)
    assert words(said) == "until 18:15 UTC"
    assert said["entities"][0]["type"] == "bold"
    assert len(world.server.calls("sendMessage")) == 3


async def test_a_file_that_telegram_has_forgotten_is_uploaded_again(world: World, ana: Person) -> None:
    await ana.says("/imagine a red fox --count 1", GROUP)
    world.server.files = {name: data for name, data in world.server.files.items() if not name.startswith("photo")}
    await ana.says("/gallery")
    assert "photo" in world.last(ana.id)


async def test_unreachable_rooms_are_told_as_such(world: World) -> None:
    with pytest.raises(Unreachable):
        await world.face.deliver(Room("telegram", "@99"), Reply("Hello"))
    with pytest.raises(Unreachable):
        await world.face.deliver(Room("telegram", "@-100"), Reply("Nobody's private chat"))


async def test_counts_are_drawn_at_most_every_three_seconds_and_the_last_ones_win() -> None:
    edits, drawn = Edits(every_s=0.05), list[int]()

    async def draw(count: int) -> None:
        drawn.append(count)

    for count in range(1, 20):
        await edits.do(GROUP, 1, lambda count=count: draw(count), may_wait=True)  # type: ignore[misc] # a default as closure
    assert drawn == [1]
    await asyncio.sleep(0.12)
    assert drawn == [1, 19]
    await edits.do(GROUP, 1, lambda: draw(20), may_wait=True)
    await edits.do(GROUP, 1, lambda: draw(21), may_wait=True)
    await edits.finish()
    assert drawn[-1] == 21


@pytest.mark.parametrize("waited", [False, True])
async def test_who_stops_waits_for_the_edit_under_way(waited: bool) -> None:
    edits, begun, turn, made = Edits(every_s=0.01), asyncio.Event(), asyncio.Event(), list[str]()

    async def quick() -> None:
        made.append("before")

    async def slow() -> None:
        begun.set()
        await turn.wait()
        made.append("under way")

    async def last() -> None:
        made.append("last")

    await edits.do(GROUP, 1, quick, may_wait=True)
    under_way = asyncio.create_task(edits.do(GROUP, 1, slow, may_wait=waited))
    async with asyncio.timeout(5):
        await begun.wait()
        await edits.do(GROUP, 1, last, may_wait=True)
        stopping = asyncio.create_task(edits.finish())
        await asyncio.sleep(0.05)
        assert not stopping.done()
        turn.set()
        await stopping
        assert made == ["before", "under way", "last"]
        await under_way


async def test_many_votes_are_few_edits(world: World, ana: Person) -> None:
    world.server.administrators[GROUP] = {ana.id}
    await ana.says("/settings --ballots visible", GROUP)
    await ana.says("/imagine a red fox --count 2", GROUP)
    sheet = dict(world.last(GROUP))
    voters = [world.person(number, f"V{number}") for number in range(20, 26)]
    for voter in voters:
        await voter.presses(sheet, "1️⃣")
    edits = [one for one in world.server.sent if one.method.startswith("editMessage") and one.method != "editMessageMedia"]
    assert len(edits) <= 2
    posting = world.face._posting
    assert posting is not None
    await posting.edits.finish()
    assert buttons(world.last(GROUP))[0] == "1️⃣ · 6"


async def test_a_gallery_room_votes_on_one_sheet_all_the_same(world: World, ana: Person) -> None:
    await ana.says("/imagine a red fox --count 2", GROUP)
    (wish,) = await world.app.house.storage.generations.by_member(Member("telegram", str(ana.id)), before=None, limit=5)
    pictures = tuple(Picture(one.sha256, "x.png", one.mime, "", one.width, one.height) for one in wish.variants)
    ref = await world.face.deliver(ROOM, Reply("Two", pictures, ballot=Ballot(wish.id, 2, None, closed=False)))
    assert "photo" in world.server.messages[GROUP][int(ref.id)]
    assert buttons(world.server.messages[GROUP][int(ref.id)]) == ["1️⃣", "2️⃣"]


async def test_a_result_that_overtakes_its_placeholder_is_the_only_message(
    world: World, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.pipeline.PLACE_WAIT_S", 0.1)
    turn = world.server.waits["sendMessage"] = asyncio.Event()  # as in a group in which much is said
    asking = asyncio.create_task(ana.says("a red fox --count 2"))
    async with asyncio.timeout(20):
        while not any("photo" in one for one in world.seen(ana.id)):  # noqa: ASYNC110 - nobody tells when
            await asyncio.sleep(0.02)
    turn.set()
    await asking
    (sheet,) = [one for one in world.seen(ana.id) if one["from"]["is_bot"]]
    assert "photo" in sheet
    wish = await world.app.house.storage.generations.get(1)
    assert wish is not None
    assert wish.message is not None
    assert wish.message.id == str(sheet["message_id"])


async def test_a_chat_that_asks_for_patience_is_the_only_one_that_gets_it(world: World, ana: Person, bob: Person) -> None:
    await ana.says("/imagine a red fox --count 2", GROUP)
    sheet = world.last(GROUP)
    other = Room("telegram", "-1002")
    world.server.refuse(
        "sendMessage", Refused("Too Many Requests: retry after 2", 429, retry_after=2), where=lambda it: it["chat_id"] == -1002
    )
    slow = asyncio.create_task(world.face.deliver(other, Reply("Hello")))
    await asyncio.sleep(0.05)
    assert (await bob.presses(sheet, "2️⃣"))["text"], "a button elsewhere is answered"
    await world.face.deliver(ROOM, Reply("Meanwhile"))
    assert not slow.done()
    await slow
    assert words(world.last(-1002)) == "Hello"


async def talk(world: World, times: int) -> None:
    for number in range(times):
        await world.face.deliver(ROOM, Reply(f"Line {number}"))


async def test_in_a_busy_group_a_promise_is_a_nod_and_the_result_a_message(
    world: World, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.pipeline.PLACE_WAIT_S", 0.1)
    await talk(world, 16)
    edited = len(world.server.calls("editMessageMedia"))
    number = await ana.says("/imagine a red fox --count 2", GROUP)
    sheet = world.last(GROUP)
    assert "photo" in sheet
    chat = world.face._chat
    assert chat is not None
    await chat.finish()
    assert world.server.reactions[GROUP, number]
    assert len(world.server.calls("editMessageMedia")) == edited, "one message of the group's twenty a minute"
    shown = await ana.presses(sheet, "Again")
    assert "a red fox" in shown["text"], "accepted, and told over the chat"


async def test_in_a_busy_group_counts_wait_and_buttons_do_not(world: World, ana: Person, bob: Person) -> None:
    world.server.administrators[GROUP] = {ana.id}
    await ana.says("/settings --ballots visible", GROUP)
    await ana.says("/imagine a red fox --count 2", GROUP)
    sheet = dict(world.last(GROUP))
    await talk(world, 16)
    before = len(world.server.sent)
    shown = await bob.presses(sheet, "1️⃣")
    assert "You voted for picture 1" in shown["text"]
    assert not [one for one in world.server.sent[before:] if one.method.startswith("edit")]
    posting = world.face._posting
    assert posting is not None
    await posting.edits.finish()
    assert any("1️⃣ · 1" in buttons(one) for one in world.seen(GROUP))
