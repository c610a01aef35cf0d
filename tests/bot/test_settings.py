"""Settings: documented one by one, and a bad value is one kind sentence."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.env_file import is_name, lines, shown
from bot.settings import BadSettings, Settings, allowed, languages, unknown_variables, variable
from storage.problem import Problem

EXAMPLE = Path(__file__).parents[2] / ".env.example"


class WithToken(Settings):
    """What the settings look like once a face brings its token."""

    face_token: SecretStr | None = None


def test_the_example_names_every_setting_and_no_other() -> None:
    assert set(dotenv_values(EXAMPLE)) == {variable(name) for name in Settings.model_fields}


def test_the_example_shows_the_defaults() -> None:
    assert Settings.read(EXAMPLE) == Settings.read(None)


def test_the_example_explains_every_setting() -> None:
    paragraphs = EXAMPLE.read_text(encoding="utf-8").split("\n\n")
    settings = [paragraph for paragraph in paragraphs if "PINCEL_" in paragraph]
    assert all(paragraph.startswith("# ") for paragraph in settings)


@pytest.mark.parametrize(
    ("name", "text", "takes"),
    [
        ("PINCEL_THREADS", "banana", "1 … 16"),
        ("PINCEL_THREADS", "0", "1 … 16"),
        ("PINCEL_CALLS_PER_MINUTE", "-1", "1 … 10000"),
        ("PINCEL_LOG_LEVEL", "loud", "debug, info, warning, error"),
        ("PINCEL_LOG_PROMPTS", "maybe", "yes, no"),
        ("PINCEL_LANGUAGE", "tlh", ", ".join(languages())),
        ("PINCEL_PICTURES", "3d", "auto, blocks, paths"),
    ],
)
def test_a_bad_value_names_the_variable_and_what_it_takes(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, takes: str
) -> None:
    monkeypatch.setenv(name, text)
    with pytest.raises(Problem) as caught:
        Settings.read(None)
    assert caught.value.key == "bad-setting"
    assert caught.value.details == {"name": name, "given": text, "allowed": takes}


def test_a_bad_value_in_the_file_is_found_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PINCEL_BACKUPS=many\n")
    with pytest.raises(Problem) as caught:
        Settings.read(tmp_path / ".env")
    assert caught.value.details == {"name": "PINCEL_BACKUPS", "given": "many", "allowed": "1 … 100"}


def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"PINCEL_DATA=\xff\xfe\n")
    with pytest.raises(Problem) as caught:
        Settings.read(tmp_path / ".env")
    assert caught.value.key == "unreadable-env-file"


def test_environment_goes_before_the_file_and_what_is_given_before_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("PINCEL_THREADS=3\nPINCEL_BACKUPS=5\nPINCEL_DATA=~/pincel\nSOMEBODY_ELSE=1\n")
    monkeypatch.setenv("PINCEL_THREADS", "4")
    settings = Settings.read(tmp_path / ".env", backups=6)
    assert (settings.threads, settings.backups) == (4, 6)
    assert settings.data == Path.home() / "pincel"


def test_words_may_be_written_large_and_empty_means_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCEL_LOG_LEVEL", " WARNING ")
    monkeypatch.setenv("PINCEL_LANGUAGE", "")
    settings = Settings.read(None)
    assert settings.log_level == "warning"
    assert settings.language is None


def test_mistyped_variables_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("PINCEL_TREADS=3\nPINCEL_BACKUPS=5\n")
    monkeypatch.setenv("PINCEL_LOG_LEVELS", "info")
    assert list(unknown_variables(tmp_path / ".env")) == [("PINCEL_TREADS", 1), ("PINCEL_LOG_LEVELS", 0)]


def test_small_letters_mean_the_same(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("pincel_threads=3\n")
    assert Settings.read(tmp_path / ".env").threads == 3
    assert list(unknown_variables(tmp_path / ".env")) == []
    (tmp_path / ".env").write_text("pincel_threads=many\n")
    with pytest.raises(BadSettings) as caught:
        Settings.read(tmp_path / ".env")
    assert caught.value.details["given"] == "many"


@pytest.mark.parametrize("name", ["PINCEL_OWNERS", "PINCEL_DISCORD_GUILDS"])
@pytest.mark.parametrize("text", ["@ana", "my server", "12, 3a", "-4"])
def test_who_and_where_are_numbers(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    monkeypatch.setenv(name, text)
    with pytest.raises(Problem) as caught:
        Settings.read(None)
    assert (caught.value.key, caught.value.details) == ("bad-numbers", {"name": name, "given": text})
    monkeypatch.setenv(name, "12, 34")
    assert len(getattr(Settings.read(None), name.removeprefix("PINCEL_").lower())) == 2


def test_all_that_is_wrong_is_told_at_once_and_has_its_default_where_somebody_goes_on(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PINCEL_THREADS=many\nPINCEL_BACKUPS=5\nPINCEL_LANGUAGE: es\nPINCEL_OWNERS=@ana\n")
    with pytest.raises(BadSettings) as caught:
        Settings.read(tmp_path / ".env")
    settings, wrong = Settings.mended(tmp_path / ".env")
    assert [problem.key for problem in wrong] == ["env-line", "bad-setting", "bad-numbers"]
    assert [problem.details for problem in caught.value.all] == [problem.details for problem in wrong]
    assert wrong[0].details == {"line": 3, "path": str(tmp_path / ".env"), "name": "PINCEL_LANGUAGE"}
    assert (settings.threads, settings.backups, settings.owners) == (2, 5, ())


SECRET = "c2VjcmV0" * 3


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (SECRET, "none"),
        (f"{SECRET}.abc.def", "none"),
        (f"{SECRET}==", "none"),
        (f"12345:{SECRET}", "none"),
        (f"PINCEL_DISCORD_TOKEN: {SECRET}", "PINCEL_DISCORD_TOKEN"),
        (f"PINCEL_DISCORD_TOKEN:{SECRET}", "PINCEL_DISCORD_TOKEN"),
        (f"pincel_discord_token {SECRET}", "PINCEL_DISCORD_TOKEN"),
        (f'export PINCEL_DISCORD_TOKEN="{SECRET}', "PINCEL_DISCORD_TOKEN"),
        ("PINCEL_DISCORD_TOKEN", "PINCEL_DISCORD_TOKEN"),
    ],
)
def test_a_line_that_says_nothing_is_told_by_its_number_alone(tmp_path: Path, line: str, name: str) -> None:
    (tmp_path / ".env").write_text(f"# remark\n\n\n{line}\nPINCEL_BACKUPS=5\n")
    settings, (problem,) = Settings.mended(tmp_path / ".env")
    assert (problem.key, problem.details["line"], problem.details["name"]) == ("env-line", 4, name)
    assert SECRET not in str(problem)
    assert settings.backups == 5


@tried(deadline=None)  # files on a busy machine
@given(text=st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=1))
def test_lines_are_read_as_their_values_are(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / ".env"
        path.write_text(f"PINCEL_BACKUPS=5\n{text}\n", encoding="utf-8")
        named = {line.name: line.value for line in lines(path) if line.name}
        assert named.items() <= dotenv_values(path, interpolate=False).items()


def test_only_what_must_be_a_name_is_shown_as_one() -> None:
    assert all(is_name(text) for text in ("COLOUR", "PINCEL_DISCROD_TOKEN", "pincel_owner", "Pincel_Treads", "S3_BUCKET", "_A"))
    assert not any(is_name(text) for text in (SECRET, "sk_liveABC123def", "r8_Ab3dEf", "A" * 20, "deadbeef01deadbeef02", "A-B", ""))


def test_a_token_in_the_wrong_place_is_not_shown() -> None:
    assert shown("a" * 30) == shown(SECRET) == shown(f"Bot {SECRET}") == shown(f"https://me:{SECRET}@example.org") == "…"
    assert [shown(text) for text in ("@ana", "my server", "banana", "1 2")] == ["@ana", "my server", "banana", "1 2"]
    assert len(shown("a " * 500)) == 60


def test_a_secret_never_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCEL_FACE_TOKEN", "hunter2-hunter2")
    settings = WithToken.read(None)
    assert settings.secrets() == ("hunter2-hunter2",)
    for said in (str(settings), repr(settings), settings.model_dump_json(), str(settings.model_dump()), f"{settings.face_token}"):
        assert "hunter2" not in said


def test_what_a_setting_takes_is_never_empty_where_people_are_told() -> None:
    told = [name for name in Settings.model_fields if name not in ("data", "out", "log_file")]
    assert all(allowed(Settings, name) not in ("", "None") for name in told)
