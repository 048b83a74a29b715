"""The two commands of the README work in a fresh clone, in an empty folder, with nothing else."""

import http.client
import json
import os
import signal
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from house import ROOT

pytestmark = [pytest.mark.proof, pytest.mark.timeout(900)]

KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "USER")
KEPT_BEGINNINGS = ("PIP_", "UV_", "SSL_", "HTTP", "NO_PROXY", "http", "https", "no_proxy", "PYENV")


def plain_environment() -> dict[str, str]:
    """Return an environment without anything of ours: no virtual environment, no settings."""
    own = {k: v for k, v in os.environ.items() if k in KEPT or k.startswith(KEPT_BEGINNINGS)}
    inside = str(ROOT / ".venv" / "bin")
    own["PATH"] = os.pathsep.join(p for p in own["PATH"].split(os.pathsep) if p != inside)
    return own


def run(*words: str | Path, where: Path, seconds: int) -> str:
    """Run a command as a newcomer would; show all it said when it fails."""
    ran = subprocess.run(
        words,
        cwd=where,
        env=plain_environment(),
        capture_output=True,
        text=True,
        timeout=seconds,
        stdin=subprocess.DEVNULL,
    )
    assert ran.returncode == 0, f"{words}\n{ran.stdout[-6000:]}\n{ran.stderr[-6000:]}"
    return ran.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clone what is committed into an empty folder and install it there."""
    folder = tmp_path_factory.mktemp("newcomer") / "setwise"
    run("git", "clone", "--quiet", "--no-hardlinks", ROOT, folder, where=ROOT, seconds=60)
    run("make", "install", where=folder, seconds=600)
    return folder


def test_the_command_answers(clone: Path) -> None:
    """After `make install` the command is there under both of its names."""
    program, python = clone / ".venv/bin/setwise", clone / ".venv/bin/python"
    said = run(program, "version", where=clone, seconds=60)
    assert said.strip()
    assert run(python, "-m", "bot", "version", where=clone, seconds=60) == said


def test_installing_twice_does_nothing(clone: Path) -> None:
    """A second `make install` finds all in place."""
    assert "Nothing to be done" in run("make", "install", where=clone, seconds=60)


def test_the_first_meeting_is_played(clone: Path) -> None:
    """The practice server plays the whole journey, and its transcript is a story in order."""
    run(
        "make",
        "practice",
        "ARGS=--tour first-meeting --headless --transcript out.jsonl",
        where=clone,
        seconds=180,
    )
    lines = [json.loads(line) for line in (clone / "out.jsonl").read_text().splitlines()]
    assert len(lines) > 50
    assert all({"at", "who", "where", "kind", "text"} <= line.keys() for line in lines)
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)


def test_make_practice_serves_the_page(clone: Path) -> None:
    """`make practice` prints one local address, and a page stands there."""
    serving = subprocess.Popen(
        ["make", "practice"],
        cwd=clone,
        env=plain_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert serving.stdout is not None
        line = next(line for line in serving.stdout if "http://127.0.0.1:" in line)
        address = line[line.index("http://") :].strip()
        _, _, host, *_ = address.split("/")
        with closing(http.client.HTTPConnection(host, timeout=30)) as page:
            page.request("GET", "/")
            assert b"Practice server" in page.getresponse().read()
    finally:
        os.killpg(serving.pid, signal.SIGTERM)
        serving.communicate(timeout=60)


def test_nothing_is_left_lying_about(clone: Path) -> None:
    """What installing and practising make is all ignored by git."""
    left = run("git", "status", "--porcelain", where=clone, seconds=60).splitlines()
    assert [line for line in left if "out.jsonl" not in line] == []
