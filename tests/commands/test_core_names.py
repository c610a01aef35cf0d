"""Names of options and choices, and lists, as each language says them."""

import pickle

import pytest

from commands.core.names import Listed, Name
from commands.core.words import FOLDER, Words

LISTS = Words(
    {
        code: "\n".join(
            line for line in (FOLDER / f"{code}.ftl").read_text("utf-8").splitlines() if line.startswith(("list-", "    .clash"))
        )
        + "\nsaid = { $row }\n"
        for code in ("en", "es", "zh")
    }
)


@pytest.mark.parametrize(
    ("items", "joint", "said"),
    [
        (("fox",), "and", {"en": "fox", "es": "fox", "zh": "fox"}),
        (("a", "b"), "and", {"en": "a and b", "es": "a y b", "zh": "a和b"}),
        (("a", "b", "c"), "or", {"en": "a, b or c", "es": "a, b o c", "zh": "a、b或c"}),
        (("a", "b", "c"), "comma", {"en": "a, b, c", "es": "a, b, c", "zh": "a、b、c"}),
        (("agua", "hilo"), "and", {"es": "agua e hilo"}),
        (("agua", "hielo"), "and", {"es": "agua y hielo"}),
        (("tinta", "óleo"), "or", {"es": "tinta u óleo"}),
        (("a", "a"), "and", {"en": "a and a"}),
        (("*", "_"), "and", {"en": r"\* and \_"}),
        ((), "and", {"en": ""}),
    ],
)
def test_lists_are_said_as_each_language_does(items: tuple[str, ...], joint: str, said: dict[str, str]) -> None:
    assert {code: LISTS.say(code, "said", row=Listed(items, joint)) for code in said} == said
    assert Listed(items) == ", ".join(items)


def test_names_and_lists_survive_a_restart() -> None:
    listed = pickle.loads(pickle.dumps(Listed([Name("oil", "option-style.oil")], "or")))  # noqa: S301 - our own bytes
    assert (listed.joint, listed.items[0].key) == ("or", "option-style.oil")
