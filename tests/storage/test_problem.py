"""A problem survives being stored by a durable job; what breaks says nothing of what people wrote."""

import pickle
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from storage.problem import Problem
from storage.schema_moderation import moderation_case
from storage.storage import Storage


def test_a_problem_comes_back_from_a_pickle() -> None:
    problem = pickle.loads(pickle.dumps(Problem("budget-spent", units=3, left=1.5)))  # noqa: S301 - our own bytes of just now
    assert isinstance(problem, Problem)
    assert (problem.key, problem.details) == ("budget-spent", {"units": 3, "left": 1.5})
    assert str(problem) == "budget-spent {'units': 3, 'left': 1.5}"
    assert str(Problem("vote-closed")) == "vote-closed"


async def test_what_breaks_in_the_database_says_nothing_of_what_people_wrote(data_folder: Path) -> None:
    storage = await Storage.open(data_folder)
    try:
        with pytest.raises(IntegrityError) as broken:
            async with storage.cases._database.writing() as connection:
                await connection.execute(insert(moderation_case).values(id=1, text="words of somebody"))
    finally:
        await storage.close()
    assert "words of somebody" not in str(broken.value)
