"""Settings are read from a mapping, and each wrong one is named in words that exist."""

from pathlib import Path

import pytest

from config.settings import NAMES, Settings, read_settings, with_env_file
from config.words import load_words
from learning.refusals import Misconfigured


def test_nothing_given_is_the_defaults() -> None:
    """With an empty environment every setting has its default, and nothing is refused."""
    settings = read_settings({})
    assert settings == Settings()
    assert settings.database_url == "sqlite+aiosqlite:///setwise.db"
    assert settings.timezone == "Europe/London"


def test_everything_given_is_read(tmp_path: Path) -> None:
    """Each name is read into its place, with blanks around values taken off."""
    settings = read_settings(
        {
            "SETWISE_TOKEN": " a.b.c ",
            "SETWISE_DATABASE_URL": "postgresql+psycopg://me@localhost/setwise",
            "SETWISE_TIMEZONE": "Europe/Dublin",
            "SETWISE_SECRET_KEY": "sixteen letters.",
            "SETWISE_LOG_FORMAT": "json",
            "SETWISE_HEALTH_PORT": "8080",
            "SETWISE_DISCORD_API": "http://127.0.0.1:9000/api/v10/",
            "SETWISE_DISCORD_GATEWAY": "ws://127.0.0.1:9000/gateway",
            "SETWISE_CLOCK": "http://127.0.0.1:9001",
            "SETWISE_PLANS": str(tmp_path),
            "SETWISE_WORDS": str(tmp_path),
            "SETWISE_AREAS": str(tmp_path),
            "SETWISE_RULES": str(tmp_path),
            "PATH": "/bin",
        }
    )
    assert settings.need_token() == "a.b.c"
    assert settings.need_secret_key() == "sixteen letters."
    assert settings.health_port == 8080
    assert settings.discord_api == "http://127.0.0.1:9000/api/v10"
    assert settings.log_format == "json"
    assert settings.plans == settings.words == settings.areas == settings.rules == tmp_path


WRONG = [
    ("SETWISE_DATABASE_URL", "mysql://localhost/x", "settings.database"),
    ("SETWISE_DATABASE_URL", "sqlite:///plain.db", "settings.database"),
    ("SETWISE_TIMEZONE", "Europe/Lundon", "settings.timezone"),
    ("SETWISE_TIMEZONE", "../../etc/passwd", "settings.timezone"),
    ("SETWISE_SECRET_KEY", "k3y", "settings.secret"),
    ("SETWISE_LOG_FORMAT", "xml", "settings.log_format"),
    ("SETWISE_HEALTH_PORT", "eighty", "settings.port"),
    ("SETWISE_HEALTH_PORT", "0", "settings.port"),
    ("SETWISE_HEALTH_PORT", "65536", "settings.port"),
    ("SETWISE_HEALTH_PORT", "٨٠", "settings.port"),
    ("SETWISE_DISCORD_API", "localhost:9000", "settings.address"),
    ("SETWISE_SHARDS", "two", "settings.count"),
    ("SETWISE_SHARDS", "0", "settings.count"),
    ("SETWISE_SHARDS", "257", "settings.count"),
    ("SETWISE_DISCORD_API", "http://127.0.0.1:notaport", "settings.address"),
    ("SETWISE_DISCORD_GATEWAY", "http://127.0.0.1", "settings.address"),
    ("SETWISE_CLOCK", "tomorrow", "settings.address"),
    ("SETWISE_PLANS", "/no/such/folder", "settings.folder"),
]


@pytest.mark.parametrize(("name", "value", "key"), WRONG)
def test_a_wrong_value_names_its_setting(name: str, value: str, key: str) -> None:
    """A wrong value is refused by the name of its setting, and the value itself is not told."""
    with pytest.raises(Misconfigured) as caught:
        read_settings({name: value})
    error = caught.value
    assert error.key == key
    assert error.facts["name"] == name
    sentence = load_words()(f"misconfigured.{error.key}", **error.facts)
    assert name in sentence
    assert value not in sentence


def test_a_missing_token_is_refused_only_when_it_is_needed() -> None:
    """Practice needs no token; running does, and is told which setting is missing."""
    settings = read_settings({})
    with pytest.raises(Misconfigured, match=r"settings\.missing") as caught:
        settings.need_token()
    assert caught.value.facts == {"name": "SETWISE_TOKEN"}
    with pytest.raises(Misconfigured, match=r"settings\.missing"):
        settings.need_secret_key()


def test_secrets_are_never_printed() -> None:
    """Printing settings shows no token, key or database password."""
    settings = Settings(token="T0KEN", secret_key="S3CRET", database_url="x://me:PASS@h/d")
    assert not {part for part in ("T0KEN", "S3CRET", "PASS") if part in repr(settings)}


def test_names_are_those_of_the_docs() -> None:
    """Every setting is described in the reference, and every one described exists."""
    page = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"
    told = {line.split("`")[1] for line in page.read_text().splitlines() if line.startswith("| `")}
    assert told == set(NAMES)


def test_an_env_file_is_read_simply(tmp_path: Path) -> None:
    """Lines NAME=VALUE are read; comments, quotation marks and "export" are understood."""
    file = tmp_path / ".env"
    file.write_text(
        "# mine\n\nSETWISE_TOKEN='a=b'\nexport SETWISE_TIMEZONE = Europe/Dublin\nOTHER=\"x\"\n"
    )
    assert with_env_file({"HOME": "/h"}, file) == {
        "HOME": "/h",
        "SETWISE_TOKEN": "a=b",
        "SETWISE_TIMEZONE": "Europe/Dublin",
        "OTHER": "x",
    }


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    """What the environment says counts more than the file; no file at all is fine."""
    file = tmp_path / ".env"
    assert with_env_file({"A": "1"}, file) == {"A": "1"}
    file.write_text("SETWISE_TOKEN=file\n")
    assert with_env_file({"SETWISE_TOKEN": "real"}, file)["SETWISE_TOKEN"] == "real"


@pytest.mark.parametrize("line", ["SETWISE_TOKEN", "two words=1", "=x"])
def test_a_line_that_is_no_setting_is_refused_by_number(tmp_path: Path, line: str) -> None:
    """A line of another shape is refused with the file and the line."""
    file = tmp_path / ".env"
    file.write_text(f"# first\n{line}\n")
    with pytest.raises(Misconfigured) as caught:
        with_env_file({}, file)
    assert (caught.value.key, caught.value.facts) == ("settings.line", {"name": ".env", "line": 2})


def test_a_misspelt_name_in_the_file_is_refused(tmp_path: Path) -> None:
    """A name that is nearly one of ours is refused, with the one that was meant."""
    file = tmp_path / ".env"
    file.write_text("SETWISE_TOKN=x\n")
    with pytest.raises(Misconfigured) as caught:
        with_env_file({}, file)
    assert caught.value.facts == {"name": "SETWISE_TOKN", "near": "SETWISE_TOKEN"}
