"""A problem survives being stored by a durable job."""

import pickle

from storage.problem import Problem


def test_a_problem_comes_back_from_a_pickle() -> None:
    problem = pickle.loads(pickle.dumps(Problem("budget-spent", units=3, left=1.5)))  # noqa: S301 - our own bytes of just now
    assert isinstance(problem, Problem)
    assert (problem.key, problem.details) == ("budget-spent", {"units": 3, "left": 1.5})
    assert str(problem) == "budget-spent {'units': 3, 'left': 1.5}"
    assert str(Problem("vote-closed")) == "vote-closed"
