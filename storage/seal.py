"""Sealing of what members write, so that a stolen file or dump cannot be read.

Knows AES-GCM and one secret. Must not know tables; the place a text stands in is handed over and
bound to it, so that a sealed text cannot be moved to another row or column.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from dataclasses import dataclass
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from learning.refusals import Misconfigured

VERSION = "s1."  # the first way of sealing; another key or cipher will have another prefix
_NONCE = 12
_CHECK = "setwise"
_CHECK_PLACE = "meta\x1fcheck\x1fvalue"


class Seal(Protocol):
    """How text is put into a column and read back."""

    def close(self, text: str, place: str) -> str:
        """Return the text as it is kept."""
        ...

    def open(self, kept: str, place: str) -> str:
        """Return the text as it was written; Misconfigured when this is not its key."""
        ...


class Clear:
    """No sealing: text is kept as it is. For practice and development only."""

    def close(self, text: str, place: str) -> str:
        """Return the text unchanged."""
        del place
        return text

    def open(self, kept: str, place: str) -> str:
        """Return the text unchanged."""
        del place
        return kept


class Sealed:
    """AES-256-GCM with a key drawn from the secret by HKDF."""

    def __init__(self, secret: str) -> None:
        kdf = HKDF(
            algorithm=SHA256(), length=32, salt=None, info=b"setwise storage " + VERSION.encode()
        )
        self._cipher = AESGCM(kdf.derive(secret.encode()))

    def close(self, text: str, place: str) -> str:
        """Return version, nonce and sealed text in one line of base64."""
        nonce = secrets.token_bytes(_NONCE)
        body = self._cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), place.encode())
        return VERSION + base64.b64encode(nonce + body).decode()

    def open(self, kept: str, place: str) -> str:
        """Return the text; Misconfigured "storage.key_wrong" when it was not sealed here."""
        if not kept:
            return ""  # a column that is younger than its row
        if not kept.startswith(VERSION):
            raise Misconfigured("storage.key_wrong")
        try:
            raw = base64.b64decode(kept.removeprefix(VERSION), validate=True)
            body = self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], place.encode())
        except (InvalidTag, binascii.Error, ValueError) as error:
            raise Misconfigured("storage.key_wrong") from error
        return body.decode("utf-8", "surrogatepass")


def seal_of(secret: str) -> Seal:
    """Choose how this house keeps text: sealed, or in clear when there is no secret."""
    return Sealed(secret) if secret else Clear()


@dataclass(frozen=True, slots=True)
class Mark:
    """What a database says of its own sealing."""

    sealed: str  # "no", or the version of sealing
    check: str  # a known text as kept under the key


def mark_of(secret: str) -> Mark:
    """Say how a new database is sealed."""
    return Mark(VERSION if secret else "no", seal_of(secret).close(_CHECK, _CHECK_PLACE))


def refuse_wrong_key(mark: Mark, secret: str) -> None:
    """Raise Misconfigured unless the secret fits what the database says of itself."""
    if mark.sealed == "no":
        if secret:
            raise Misconfigured("storage.key_unused")
        return
    if not secret:
        raise Misconfigured("storage.key_missing")
    if seal_of(secret).open(mark.check, _CHECK_PLACE) != _CHECK:
        raise Misconfigured("storage.key_wrong")


def pack(value: object, seal: Seal, place: str) -> str:
    """Seal a text, a dict or a tuple."""
    text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    return seal.close(text, place)


def unpack(kept: str, shape: type, seal: Seal, place: str) -> Any:
    """Open what `pack` sealed, in the shape it had."""
    text = seal.open(kept, place)
    if shape is str:
        return text
    value = json.loads(text)
    return tuple(value) if shape is tuple else value
