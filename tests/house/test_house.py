"""The house stays readable for the one person who will carry it on."""

import ast
import re
from pathlib import Path

import pytest
from house import ROOMS, ROOT, python, read, tracked, tree

MOST_LINES = 300
MOST_IN_A_FUNCTION = 40
TEXT = {".py", ".md", ".toml", ".txt", ".in", ".ini", ".cfg", ".csv", ".html", ".css", ".js", ""}

# Put together from halves, so that this file does not hold what it looks for.
FORBIDDEN = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + r"work(?=/|\b(?!\w))",
            r"\.lib" + r"rary\b",
            r"py" + r"pi\.org",
            r"python" + r"hosted",
            r"(?<!no-emit-)(extra-)?index" + r"[-_]url",
            r"find" + r"-links",
            r"/sim" + r"ple/?(?=[\s\"']|$)",
        ]
    ),
    re.IGNORECASE,
)
PAGES = r"docs/(decisions|how-to|reference|tours|why)/[^/]+\.md$"
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?[^)]*\)")


def test_no_file_is_too_long() -> None:
    """No Python file has more than 300 lines."""
    long = {path: n for path in python() if (n := len(read(path).splitlines())) > MOST_LINES}
    assert long == {}


def test_no_function_is_too_long() -> None:
    """No function of a room has more than 40 lines, its docstring left out."""
    long = [
        f"{path}:{node.lineno}: {node.name}"
        for path in python(*ROOMS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if lines_of(node) > MOST_IN_A_FUNCTION
    ]
    assert not long, "\n".join(long)


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node, clean=False) is not None:
        first = node.body[0]
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def test_every_module_says_what_it_knows() -> None:
    """Every module has a docstring, and in the rooms it says what the file knows."""
    silent = [path for path in python() if not ast.get_docstring(tree(path))]
    assert not silent, "\n".join(silent)
    vague = [
        path
        for path in python(*ROOMS)
        if not path.endswith("__init__.py")
        and "\n\nKnows " not in (ast.get_docstring(tree(path)) or "")
    ]
    assert not vague, "\n".join(vague)


def test_nothing_names_this_machine() -> None:
    """No tracked file names a path of the machine it was made on, or where packages come from."""
    found = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in tracked()
        if Path(path).suffix in TEXT
        for number, line in enumerate(read(path).splitlines(), start=1)
        if FORBIDDEN.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("cd /" + "work/main", True),
        ("--extra-index" + "-url http://x", True),
        ("https://py" + "pi.org/project/x", True),
        ("uv pip compile --no-emit-index-url", False),
        ("see docs/why/work.md", False),
        ("the work table; /workers", False),
    ],
)
def test_such_a_name_would_be_found(line: str, caught: bool) -> None:
    """The search finds such names, and lets honest text pass."""
    assert bool(FORBIDDEN.search(line)) == caught


def test_requirements_are_pinned_and_hashed() -> None:
    """Every requirement is one version with hashes, and no line says where to get it."""
    for name in ("run", "dev"):
        lines = read(f"requirements/{name}.txt").replace("\\\n", " ").splitlines()
        wanted = [line for line in lines if line.strip() and not line.startswith("#")]
        assert len(wanted) > 20
        assert all(
            re.match(r"[A-Za-z0-9._-]+(\[[^]]+\])?==\S+ .*--hash=sha256:", w) for w in wanted
        )


def test_links_in_the_docs_lead_somewhere() -> None:
    """Every relative link and picture in a Markdown file is there."""
    lost = [
        f"{path}: {target}"
        for path in tracked()
        if path.endswith(".md")
        for target in LINK.findall(re.sub(r"(?s)```.*?```", "", read(path)))
        if not re.match(r"[a-z]+:|#", target)
        if not (ROOT / path).parent.joinpath(target.split("#")[0]).exists()
    ]
    assert not lost, "\n".join(lost)


def test_decisions_have_one_shape() -> None:
    """Each decision is numbered in a row, under a page, and answers the same five questions."""
    pages = [path for path in tracked() if path.startswith("docs/decisions/0")]
    numbers = [int(Path(path).name[:4]) for path in pages]
    assert numbers == [*range(1, len(pages) + 1)]
    for path in pages:
        heads = re.findall(r"(?m)^\*\*(.+?)\.\*\*", read(path))
        assert heads == ["Question", "Choice", "Because", "Cost", "How to undo"], path
        assert len(read(path).splitlines()) <= 60, path


def test_every_decision_is_in_the_list_of_the_docs() -> None:
    """The front page of the docs leads to each decision, oldest first, and to each page beside."""
    page = "docs/README.md"
    led = [target.split("#")[0] for target in LINK.findall(read(page))]
    pages = [path.removeprefix("docs/") for path in tracked() if re.match(PAGES, path)]
    assert [one for one in led if one.startswith("decisions/")] == [
        one for one in pages if one.startswith("decisions/")
    ]
    assert not set(pages) - set(led)
