"""`setwise plan` for a coordinator: a template, one file of people, and answers that open well."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from sheet_made import HEADINGS, TOM, changed, made

from benchmarks.forming_people import people
from bot.__main__ import main
from learning.forming.problem import Problem

KINDS = ("GP", "artist")
NAMES = ("Amara", "Ben", "Cleo", "Dev", "=SUM(A1)", "Fay")


@pytest.fixture
def six(tmp_path: Path) -> Path:
    """Six people in Devon who can all meet on Tuesdays; one has a name like a formula."""
    rows = [
        [name, KINDS[at % 2], "Plymouth", "NHS area", "", "", "yes", "good", ""]
        for at, name in enumerate(NAMES)
    ]
    file = tmp_path / "people.csv"
    file.write_bytes(made(*rows, headings=(*HEADINGS, "tue-lunch", "thu-evening")))
    return file


def test_a_spreadsheet_becomes_sets(six: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One command gives the sets as JSON, and as a table that no spreadsheet takes for formulas."""
    out, table = six.with_name("sets.json"), six.with_name("sets.csv")
    asked = ["plan", str(six), "--out", str(out), "--csv", str(table), "--time-limit", "1"]
    assert main(asked) == 0
    assert "1 sets, 6 people placed, 0 not placed." in capsys.readouterr().err
    assert json.loads(out.read_text(encoding="utf-8"))["status"] == "optimal"
    data = table.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")  # by which Excel knows the encoding
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert {row["id"] for row in rows} == {*NAMES, "'=SUM(A1)"} - {"=SUM(A1)"}
    assert {(row["area_name"], row["time"]) for row in rows} == {
        ("Plymouth", "Tuesday lunchtime, 12.30 to 14.00")
    }
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_the_page_says_the_smallest_things_that_would_make_one_more_set(six: Path) -> None:
    """Four more, all on Friday: one person more, or a smaller set, would do, and is said so."""
    rows = [
        [name, KINDS[at % 2], "Plymouth", "NHS area", "", "", "", *when]
        for people, when in (("ABCDEF", ("good", "")), ("GHIJ", ("", "good")))
        for at, name in enumerate(people)
    ]
    six.write_bytes(made(*rows, headings=(*HEADINGS, "tue-lunch", "fri-lunch")))
    page = six.with_name("plan.html")
    assert main(["plan", str(six), "--page", str(page), "--time-limit", "1"]) == 0
    text = page.read_text(encoding="utf-8")
    friday = "Friday lunchtime, 12.30 to 14.00"
    assert f"One more GP in Plymouth who can do {friday} would make one more set." in text
    assert "If sets of 4 were allowed, there could be one more set in Plymouth" in text


def test_faults_end_with_two_and_at_most_twenty_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All is said at once, and never more than a person can take in."""
    file = tmp_path / "people.csv"
    file.write_bytes(made(*(changed(changed(TOM, 0, f"P{n}"), 1, "vet") for n in range(25))))
    assert main(["plan", str(file)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "25 things in people.csv have to be mended first:"
    assert sum(line.startswith("  Row ") for line in said) == 20
    assert said[-1] == "And 5 more. Mend these first."


def test_the_template_never_takes_the_place_of_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is written where it is asked for, and refused over a file that may hold people."""
    file = tmp_path / "new.csv"
    assert main(["plan", "--template", str(file)]) == 0
    before = file.read_bytes()
    assert main(["plan", "--template", str(file)]) == 2
    assert file.read_bytes() == before
    assert "is there already" in capsys.readouterr().err


def test_own_areas_take_the_place_of_the_shipped_ones(
    six: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a file of areas, only those are known."""
    own = six.with_name("areas.csv")
    own.write_text(
        "level,code,name,parent\ncountry,XX,Wales,\nregion,W1,North Wales,XX\n", encoding="utf-8"
    )
    assert main(["plan", str(six), "--areas", str(own)]) == 2
    assert "“Plymouth” in “Area” is not an area I know" in capsys.readouterr().err


def test_ctrl_c_gives_the_best_plan_so_far(tmp_path: Path) -> None:
    """One press ends the work early, says so, and the answer is whole."""
    problem = people(150, 1)
    file = tmp_path / "people.json"
    file.write_text(_written(problem), encoding="utf-8")
    command = [sys.executable, "-m", "bot", "plan", str(file), "--time-limit", "3000", "--progress"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        first = running.stderr.readline()
        assert "% done" in first
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 0
    assert "You stopped it. This is the best plan so far." in err
    assert len(json.loads(out)["sets"]) > 10


def _written(problem: Problem) -> str:
    """Return a problem as setwise-members/1."""
    whole = {
        "format": "setwise-members/1",
        "areas": [asdict(area) for area in problem.areas],
        "blocks": problem.blocks,
        "members": [asdict(member) for member in problem.members],
    }
    return json.dumps(whole, default=sorted)
