"""Principles are eight short lines, and an area may have its own."""

from pathlib import Path

import pytest

from config.principles import load_principles
from learning.refusals import Misconfigured


def test_eight_lines_are_shipped() -> None:
    """The shipped principles are eight lines, each short enough to say in a breath."""
    lines = load_principles().lines_for(["QJK"])
    assert len(lines) == 8
    assert max(map(len, lines)) < 80


def test_the_narrowest_area_with_its_own_lines_wins(tmp_path: Path) -> None:
    """Lines are looked for from narrow to wide, and the usual ones come last."""
    (tmp_path / "QJK.toml").write_text('lines = ["We are in Devon."]')
    (tmp_path / "Y58.toml").write_text('lines = ["We are in the South West."]')
    found = load_principles(tmp_path)
    assert found.lines_for(["E06000026", "QJK", "Y58"]) == ("We are in Devon.",)
    assert found.lines_for(["QT6", "Y58"]) == ("We are in the South West.",)
    assert found.lines_for(["QMF"]) == load_principles().lines_for()


@pytest.mark.parametrize("text", ["", "lines = []", "lines = [1]", 'lines = [""]', "lines = ["])
def test_a_file_without_lines_is_refused(tmp_path: Path, text: str) -> None:
    """A file that holds no lines of text is refused by its name."""
    (tmp_path / "QJK.toml").write_text(text)
    with pytest.raises(Misconfigured) as caught:
        load_principles(tmp_path)
    assert caught.value.facts["where"] == "QJK.toml"
