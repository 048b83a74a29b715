"""What a reflection may bring along: an address on the web, and a picture.

Knows which addresses are plain to see and which pictures can be shown. Must not open either.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from learning.refusals import Refusal

LONGEST_LINK = 300
LARGEST = 8 * 1024 * 1024  # bytes of a picture
_KINDS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
_SHOWABLE = re.compile(r"[!-;=?-~]+")  # no space, no < or >, nothing that looks like another letter


def link(text: str) -> str:
    """Return an address that begins with https:// as it is; anything else is refused.

    One that hides where it goes, by a name before an @ or by letters that look like others, is
    refused as well: people see the whole address and nothing else.
    """
    said = text.strip()
    if not said:
        return ""
    try:
        parts = urlsplit(said)
        whole = parts.scheme == "https" and "." in (parts.hostname or "")
    except ValueError:
        whole, parts = False, urlsplit("")
    if not whole or "@" in parts.netloc or not _SHOWABLE.fullmatch(said):
        raise Refusal("reflection.link")
    if len(said) > LONGEST_LINK:
        raise Refusal("reflection.link_long", most=LONGEST_LINK)
    return said


def picture(kind: str, size: int) -> None:
    """Refuse what is no picture, or one that is too large."""
    if kind.partition(";")[0].strip().lower() not in _KINDS:
        raise Refusal("reflection.picture_kind")
    if size > LARGEST:
        raise Refusal("reflection.picture_large", most=LARGEST // 1024 // 1024)


def picture_name(address: str) -> str:
    """Return the plain name under which a picture is shown: its own may tell too much."""
    end = urlsplit(address).path.rpartition(".")[2].lower()
    end = "jpg" if end == "jpeg" else end
    return f"picture.{end if end in _KINDS.values() else 'png'}"
