"""Who looks at the purse, told to the faces: what each may see of it, and the switch of those who run the bot."""

from typing import Protocol

from tests.walks.story import Evening, Stage


class OwnedStage(Stage, Protocol):
    """A stage on which somebody may run the bot."""

    async def owns(self, who: str) -> None:
        """The operator enters this person among those who run it and starts it again."""


async def look_into_the_purse(stage: OwnedStage) -> None:
    """Bob paints; Alice moderates; Dave runs the bot; Carol looks on."""
    told, purse = Evening(stage), stage.house.storage.purse
    await stage.say("bob", "/imagine a red fox in the snow --count 2 --seed 7")
    await stage.painted()

    await stage.say("bob", "/budget")
    own = told.newest("bob", "units left")
    assert "198 of 200 units left" in own.text
    assert "$" not in own.text
    assert not any("units left" in one.text for one in stage.read("carol")), "what somebody has left is theirs alone"

    await stage.say("alice", "/budget")
    room = told.newest("alice", "This room this month").text
    assert "This room this month: $0.00 of $5.00 spent" in room
    assert "bob: 2 units · $0.00" in room.casefold().splitlines()
    assert not any("All rooms" in one.text for one in stage.read("alice"))

    await stage.say("alice", "/budget --stop yes")
    assert "can do that" in told.newest("alice", "Only whoever runs this bot").text
    assert await purse.stopped() is None

    await stage.owns("dave")
    purse = stage.house.storage.purse
    await stage.say("dave", "/budget")
    assert "All rooms this month: $0.00 of $50.00 spent" in told.newest("dave", "All rooms").text
    await stage.press("dave", told.label("button-stop-paid"))
    assert await purse.stopped() is not None
    await stage.say("carol", "/budget")
    assert "free ones go on" in told.newest("carol", "Paid models are stopped").text
    await stage.say("carol", "/imagine a blue fox")
    await stage.painted()
    assert told.newest("carol", "a blue fox").pictures, "what is free goes on"
    await stage.press("dave", told.label("button-go-on"))
    assert await purse.stopped() is None
