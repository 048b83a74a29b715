"""A copy locked with the secret, so that it can be kept where others could read it.

Knows a file as a row of sealed pieces: AES-256-GCM, a key drawn from the secret and a salt of the
file's own, pieces counted and the last one marked, so that none can be changed, moved or left out.
Must not know what the file holds.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from learning.refusals import Misconfigured

MARK = b"setwise locked copy 1\n"
PIECE = 1 << 20  # bytes
_SALT = 16
_TAG = 16
_CHECK = b"key"
_MORE, _LAST = b"more", b"last"


def is_locked(file: Path) -> bool:
    """Say whether this file is a locked copy."""
    with file.open("rb") as opened:
        return opened.read(len(MARK)) == MARK


def lock(plain: Path, target: Path, secret: str) -> None:
    """Write a locked copy of a file, and read it back to see that it is whole."""
    salt = secrets.token_bytes(_SALT)
    box = _box(secret, salt)
    part = target.with_name(target.name + ".part")
    try:
        with plain.open("rb") as source, _private(part) as out:
            out.write(MARK + salt + box.encrypt(_nonce(0), b"", _CHECK))
            for number, (piece, last) in enumerate(_pieces(source, PIECE), start=1):
                out.write(box.encrypt(_nonce(number), piece, _LAST if last else _MORE))
        with plain.open("rb") as source:
            for piece in opened(part, secret):
                if source.read(len(piece)) != piece:
                    raise Misconfigured("storage.bad_copy")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def unlock(locked: Path, target: Path, secret: str) -> None:
    """Write what a locked copy holds into a new file that only its owner may read.

    Raises Misconfigured "storage.copy_locked" when this is not its key, "storage.bad_copy" when it
    is not whole.
    """
    try:
        with _private(target) as out:
            for piece in opened(locked, secret):
                out.write(piece)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def opened(locked: Path, secret: str) -> Iterator[bytes]:
    """Return what a locked copy holds, piece by piece."""
    with locked.open("rb") as source:
        source.seek(len(MARK))
        box = _box(secret, source.read(_SALT))
        try:
            box.decrypt(_nonce(0), source.read(_TAG), _CHECK)
        except InvalidTag as error:
            raise Misconfigured("storage.copy_locked") from error
        try:
            for number, (piece, last) in enumerate(_pieces(source, PIECE + _TAG), start=1):
                yield box.decrypt(_nonce(number), piece, _LAST if last else _MORE)
        except InvalidTag as error:
            raise Misconfigured("storage.bad_copy") from error


def _box(secret: str, salt: bytes) -> AESGCM:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"setwise locked copy")
    return AESGCM(kdf.derive(secret.encode()))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _pieces(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Return pieces, each with whether it is the last; a file of nothing has one empty piece."""
    piece = source.read(size)
    while True:
        following = source.read(size)
        yield piece, not following
        if not following:
            return
        piece = following


def _private(file: Path) -> BinaryIO:
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
