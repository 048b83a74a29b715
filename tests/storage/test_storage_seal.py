"""Keeping what members write from strangers: keys, sealed files, erasing, and a new key."""

from __future__ import annotations

from pathlib import Path

import pytest
from looking import everything, refused, run, write_private_words
from made_up import SECRET, person

from learning.refusals import Misconfigured
from storage.engine import open_storage
from storage.reseal import reseal

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("made_with", "opened_with", "key"),
    [
        (SECRET, "", "storage.key_missing"),
        (SECRET, "another", "storage.key_wrong"),
        ("", SECRET, "storage.key_unused"),
    ],
)
async def test_the_wrong_key_is_said(url: str, made_with: str, opened_with: str, key: str) -> None:
    """A database is opened with the secret it was made with, and no other."""
    await (await open_storage(url, made_with)).close()
    said = await refused(url, opened_with)
    assert (type(said), said.key) == (Misconfigured, key)
    await (await open_storage(url, made_with)).close()


@pytest.mark.parametrize(("secret", "shows"), [(SECRET, False), ("", True)])
async def test_the_file_shows_no_private_word(sqlite_url: str, secret: str, shows: bool) -> None:
    """With a secret, nothing that members wrote can be read in the files; without, it can."""
    storage = await open_storage(sqlite_url, secret)
    await write_private_words(storage.units)
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    while_open = everything(folder)
    await storage.close()
    closed = everything(folder)
    for needle in (b"NEEDLE", b"9876543210123"):
        assert (needle in while_open, needle in closed) == (shows, shows)


async def test_a_sealed_text_cannot_be_moved(url: str) -> None:
    """A sealed text put into another row does not open there."""
    async with await open_storage(url, SECRET) as storage:
        async with storage.units.write() as unit:
            await unit.people.add(person(1, hope="mine"))
            await unit.people.add(person(2, hope="yours"))
        await run(url, "UPDATE person SET hope = (SELECT hope FROM person WHERE id = 'p1')")
        async with storage.units.read() as unit:
            assert (await unit.people.need("p1")).hope == "mine"
            with pytest.raises(Misconfigured, match="key_wrong"):
                await unit.people.need("p2")


async def test_what_is_erased_leaves_the_file(sqlite_url: str) -> None:
    """What was removed stands nowhere in the file any more, even where nothing is sealed."""
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    async with await open_storage(sqlite_url) as storage:
        await write_private_words(storage.units)
    assert b"NEEDLE" in everything(folder)
    async with await open_storage(sqlite_url) as storage, storage.units.write() as unit:
        await unit.people.remove("p1")
        await unit.concerns.remove("c1")
        await unit.sets.remove("s1")
    assert b"NEEDLE" not in everything(folder)


@pytest.mark.parametrize(("old", "new"), [("", SECRET), (SECRET, "another"), (SECRET, "")])
async def test_a_memory_is_given_another_key(url: str, old: str, new: str) -> None:
    """After a new key, the old one is refused and all reads as before; copies aside, no trace."""
    async with await open_storage(url, old) as storage:
        await write_private_words(storage.units)
    assert await reseal(url, old, new) == 4
    assert (await refused(url, old)).key in {
        "storage.key_missing",
        "storage.key_wrong",
        "storage.key_unused",
    }
    async with await open_storage(url, new) as storage, storage.units.read() as unit:
        kept = await unit.people.need("p1")
        assert (kept.name, kept.not_with) == ("NEEDLE-name", (9876543210123,))
        assert (await unit.reflections.need("r1")).text == "NEEDLE-text " * 50
    if new and url.startswith("sqlite"):
        assert b"NEEDLE" not in everything(Path(url.removeprefix("sqlite:///")).parent)
