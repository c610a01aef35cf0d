"""Settings: documented one by one, and a bad value is one kind sentence."""

from pathlib import Path

import pytest
from dotenv import dotenv_values
from pydantic import SecretStr

from bot.settings import Settings, allowed, languages, unknown_variables, variable
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
    assert unknown_variables(tmp_path / ".env") == ("PINCEL_LOG_LEVELS", "PINCEL_TREADS")


def test_a_secret_never_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCEL_FACE_TOKEN", "hunter2-hunter2")
    settings = WithToken.read(None)
    assert settings.secrets() == ("hunter2-hunter2",)
    for shown in (str(settings), repr(settings), settings.model_dump_json(), str(settings.model_dump()), f"{settings.face_token}"):
        assert "hunter2" not in shown


def test_what_a_setting_takes_is_never_empty_where_people_are_told() -> None:
    told = [name for name in Settings.model_fields if name not in ("data", "out", "log_file")]
    assert all(allowed(Settings, name) not in ("", "None") for name in told)
