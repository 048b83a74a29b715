"""Copies: made while the house is in use, checked, and brought back over nothing by mistake."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from made_up import SECRET, person

from learning.refusals import Misconfigured, Refusal, Unavailable
from storage.backup import backup, restore
from storage.engine import open_storage
from storage.parcel import PIECE, lock, unlock


async def names(url: str) -> list[str]:
    """Read who is kept at an address."""
    async with await open_storage(url, SECRET) as storage, storage.units.read() as unit:
        return [p.name for p in await unit.people.where()]


async def keep(url: str, number: int, name: str) -> None:
    """Keep one person more at an address."""
    async with await open_storage(url, SECRET) as storage, storage.units.write() as unit:
        await unit.people.add(person(number, name=name))


def copies(folder: Path) -> list[str]:
    """Name the copies in a folder."""
    return [path.name for path in folder.glob("copy*")]


async def test_a_copy_brings_back_what_was_there(url: str, tmp_path: Path) -> None:
    """A copy made while the house is open holds that moment, and is brought back whole."""
    async with await open_storage(url, SECRET) as storage:
        async with storage.units.write() as unit:
            await unit.people.add(person(1, name="Early"))
        copy = await backup(url, tmp_path / "copy")
    await keep(url, 2, "Late")
    assert b"Early" not in copy.read_bytes()
    with pytest.raises(Refusal, match=r"storage\.exists"):
        await restore(copy, url)
    assert await names(url) == ["Early", "Late"]
    await restore(copy, url, force=True)
    assert await names(url) == ["Early"]


async def test_a_locked_copy_says_nothing_without_its_key(url: str, tmp_path: Path) -> None:
    """A locked copy shows no name, opens with its own key only, and leaves no open file behind."""
    await keep(url, 1, "Early")
    copy = await backup(url, tmp_path / "copy", secret=SECRET)
    await keep(url, 2, "Late")
    assert b"SQLite" not in copy.read_bytes()
    assert b"people" not in copy.read_bytes()
    for wrong in ("", "another key that is long enough"):
        with pytest.raises(Misconfigured, match=r"storage\.copy_locked"):
            await restore(copy, url, force=True, secret=wrong)
    assert await names(url) == ["Early", "Late"]
    await restore(copy, url, force=True, secret=SECRET)
    assert await names(url) == ["Early"]
    assert copies(tmp_path) == ["copy"]


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_any_file_can_be_locked_and_none_can_be_changed(tmp_path: Path, size: int) -> None:
    """Whatever its size a file comes back as it was; cut short or changed, it does not."""
    plain, locked, back = tmp_path / "plain", tmp_path / "locked", tmp_path / "back"
    plain.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))
    lock(plain, locked, SECRET)
    unlock(locked, back, SECRET)
    assert back.read_bytes() == plain.read_bytes()
    whole = locked.read_bytes()
    for broken in (whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1]), whole + b"x", whole[:60]):
        locked.write_bytes(broken)
        with pytest.raises(Misconfigured, match=r"storage\.bad_copy"):
            unlock(locked, back, SECRET)
        assert not back.exists()


async def test_a_copy_is_never_written_over(url: str, tmp_path: Path) -> None:
    """A copy goes to a new file; an old one is left as it is."""
    (tmp_path / "copy").write_text("precious")
    with pytest.raises(Refusal, match=r"storage\.exists"):
        await backup(url, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "precious"


async def test_a_copy_made_amid_writing_is_whole(sqlite_url: str, tmp_path: Path) -> None:
    """While many write, a copy still holds whole units only, and passes its check."""
    async with await open_storage(sqlite_url, SECRET) as storage:

        async def write(number: int) -> None:
            async with storage.units.write() as unit:
                await unit.people.add(person(2 * number))
                await unit.people.add(person(2 * number + 1))

        writing = [asyncio.create_task(write(n)) for n in range(60)]
        copy = await backup(sqlite_url, tmp_path / "copy.db")
        await asyncio.gather(*writing)
    assert len(await names(f"sqlite:///{copy}")) % 2 == 0


async def test_a_copy_goes_to_a_new_place(sqlite_url: str, tmp_path: Path) -> None:
    """A copy is brought to an address where nothing was, without `force`."""
    await keep(sqlite_url, 1, "Here")
    copy = await backup(sqlite_url, tmp_path / "copy.db")
    new = f"sqlite:///{tmp_path / 'new.db'}"
    await restore(copy, new)
    assert await names(new) == ["Here"]
    assert not any((tmp_path / f"{name}.part").exists() for name in ("copy.db", "new.db.fresh"))
    assert not (tmp_path / "new.db.fresh").exists()


async def test_a_broken_copy_is_not_brought_back(url: str, tmp_path: Path) -> None:
    """A copy that is something else or torn is refused, and what is there stays."""
    await keep(url, 1, "Safe")
    copy = await backup(url, tmp_path / "copy")
    torn = copy.read_bytes()[: copy.stat().st_size // 3]
    for content in (b"Dear doctor, " * 99, torn):
        (tmp_path / "broken").write_bytes(content)
        with pytest.raises(Misconfigured):
            await restore(tmp_path / "broken", url, force=True)
        assert await names(url) == ["Safe"]
    with pytest.raises(Misconfigured, match="missing"):
        await restore(tmp_path / "never", url)


async def test_nothing_is_brought_back_under_a_running_house(
    sqlite_url: str, tmp_path: Path
) -> None:
    """While a process holds the database, a copy is not put in its place, even by force."""
    async with await open_storage(sqlite_url):
        copy = await backup(sqlite_url, tmp_path / "copy.db")
        with pytest.raises(Unavailable, match="in_use"):
            await restore(copy, sqlite_url, force=True)


@pytest.mark.postgres
async def test_without_the_programs_it_is_said(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where pg_dump is not installed, that is what is said."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Misconfigured) as said:
        await backup(postgres_url, tmp_path / "copy")
    assert (said.value.key, said.value.facts) == ("storage.no_program", {"program": "pg_dump"})


@pytest.mark.postgres
async def test_a_server_that_is_away_is_said(tmp_path: Path) -> None:
    """Where the server does not answer, it is away for now."""
    with pytest.raises(Unavailable, match="away"):
        await backup("postgresql://nobody:secret@127.0.0.1:1/none", tmp_path / "copy")
