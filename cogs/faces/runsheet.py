"""The card below which a run sheet hangs, as text and as a page.

Knows what is said above the files. Must not know how they are made.
"""

from __future__ import annotations

from cogs.faces import face
from cogs.faces._kit import Sheet, Words
from cogs.faces._papers.runsheet import files_of
from services.runsheets import RunSheet


@face(RunSheet)
def draw_run_sheet(value: RunSheet, words: Words) -> Sheet:
    """Draw the next meeting as two files to keep, print or send on."""
    return Sheet(
        title=words("runsheet.title"),
        parts=(words("runsheet.above"),),
        files=files_of(value, words),
    )
