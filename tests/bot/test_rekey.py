"""Another secret key for a database: all or nothing, and safe to ask for twice."""

from __future__ import annotations

from pathlib import Path

import pytest

import storage.reseal
from bot.rekeying import run_rekey
from config.settings import Settings
from config.words import load_words
from learning.refusals import Misconfigured
from learning.writing import Draft
from scheduling.clock import SystemClock
from storage.engine import open_storage

OLD, NEW = "an old key that is long enough", "a new key that is long enough"
TEXT = "kingfisher"


async def kept(tmp_path: Path, secret: str) -> Settings:
    """Make a database with one text under a secret, and settings with the new one."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'setwise.db'}"
    async with (
        await open_storage(url, secret, upgrade=True) as storage,
        storage.units.write() as unit,
    ):
        draft = Draft(id="d", person_xid=7, form="join", fields={"hope": TEXT},
                      saved_at=SystemClock().now())  # fmt: skip
        await unit.drafts.add(draft)
    (tmp_path / "old").write_text(f"{OLD}\n", encoding="utf-8")
    return Settings(database_url=url, secret_key=NEW)


async def read(settings: Settings, secret: str) -> str:
    """Return the text as it is read with a secret."""
    address = settings.database_url
    async with await open_storage(address, secret) as storage, storage.units.read() as unit:
        return (await unit.drafts.need("d")).fields["hope"]


async def test_the_new_key_opens_and_the_old_one_no_more(tmp_path: Path) -> None:
    """After it only the new key fits; done twice it changes nothing."""
    settings, words, old = await kept(tmp_path, OLD), load_words(), tmp_path / "old"
    assert await run_rekey(settings, words, old) == 0
    assert await run_rekey(settings, words, old) == 0
    assert await read(settings, NEW) == TEXT
    with pytest.raises(Misconfigured, match="key_wrong"):
        await read(settings, OLD)


async def test_what_was_never_locked_is_locked(tmp_path: Path) -> None:
    """Without an old key the texts were in clear; afterwards no byte of them is in the file."""
    settings = await kept(tmp_path, "")
    assert TEXT.encode() in (tmp_path / "setwise.db").read_bytes()
    await run_rekey(settings, load_words(), None)
    assert TEXT.encode() not in (tmp_path / "setwise.db").read_bytes()
    assert await read(settings, NEW) == TEXT


async def test_a_wrong_old_key_changes_nothing(tmp_path: Path) -> None:
    """The refusal is the usual one, and the right key still fits."""
    settings = await kept(tmp_path, OLD)
    (tmp_path / "old").write_text("not the key of this database", encoding="utf-8")
    with pytest.raises(Misconfigured, match="key_wrong"):
        await run_rekey(settings, load_words(), tmp_path / "old")
    with pytest.raises(Misconfigured, match=r"rekey\.unreadable"):
        await run_rekey(settings, load_words(), tmp_path / "nowhere")
    assert await read(settings, OLD) == TEXT


async def test_cut_off_in_the_middle_it_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it ends before its end the old key still fits, and a second time all is done."""
    settings = await kept(tmp_path, OLD)

    async def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(storage.reseal, "_mark", cut_off)
        with pytest.raises(KeyboardInterrupt):
            await run_rekey(settings, load_words(), tmp_path / "old")
    assert await read(settings, OLD) == TEXT
    await run_rekey(settings, load_words(), tmp_path / "old")
    assert await read(settings, NEW) == TEXT


async def test_nobody_is_locked_out_while_a_bot_runs(tmp_path: Path) -> None:
    """A database that is in use is refused."""
    settings = await kept(tmp_path, OLD)
    async with await open_storage(settings.database_url, OLD):
        with pytest.raises(Exception, match="in_use"):
            await run_rekey(settings, load_words(), tmp_path / "old")
