"""The `setwise` command: run, practice, plan, doctor, migrate, backup, restore, rekey, version.

Knows arguments and exit codes: 0 well, 1 something is not right, 2 a setting or an argument is
wrong. Must not know what any of them does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import __version__
from bot.backing import run_backup, run_migrate, run_restore
from bot.doctor import run_doctor
from bot.planning import plan_arguments, run_plan
from bot.rekeying import run_rekey
from bot.running import run_bot
from cogs._errors import sentence_of
from config.settings import Settings, read_settings, with_env_file
from config.words import Words, load_words
from learning.refusals import Said

WRONG = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["practice"]:
        return _practice(given[1:])
    words = load_words()
    asked = _parser(words).parse_args(given)
    try:
        settings = read_settings(with_env_file(os.environ))
        return _do(asked, settings, words)
    except Said as said:
        sys.stderr.write(f"{sentence_of(said, words, marked=False)}\n")
        return WRONG


def _do(asked: argparse.Namespace, settings: Settings, words: Words) -> int:
    match asked.command:
        case "run":
            return asyncio.run(run_bot(settings))
        case "plan":
            return run_plan(asked, words, settings.areas)
        case "doctor":
            return asyncio.run(run_doctor(settings, words))
        case "migrate":
            return asyncio.run(run_migrate(settings, words))
        case "backup":
            return asyncio.run(run_backup(settings, words, asked.to, encrypt=asked.encrypt))
        case "rekey":
            return asyncio.run(run_rekey(settings, words, asked.old))
        case "restore":
            return asyncio.run(run_restore(settings, words, asked.file, force=asked.force))
        case _:
            sys.stdout.write(f"setwise {__version__}\n")
            return 0


def _practice(arguments: Sequence[str]) -> int:
    """Hand over to the practice room: it stands above this one and is reached from outside."""
    command = [sys.executable, "-m", "practice", *arguments]
    os.execv(sys.executable, command)  # noqa: S606  # our own program, with no shell
    return WRONG


def _parser(words: Words) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="setwise", description=words("cli.about"))
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("run", "practice", "doctor", "migrate", "version"):
        commands.add_parser(name, help=words(f"cli.{name}"))
    plan_arguments(commands.add_parser("plan", help=words("cli.plan")), words)
    backup = commands.add_parser("backup", help=words("cli.backup"))
    backup.add_argument("to", type=Path, help=words("cli.backup.to"))
    backup.add_argument("--encrypt", action="store_true", help=words("cli.backup.encrypt"))
    rekey = commands.add_parser("rekey", help=words("cli.rekey"))
    rekey.add_argument("--old", type=Path, help=words("cli.rekey.old"))
    restore = commands.add_parser("restore", help=words("cli.restore"))
    restore.add_argument("file", type=Path, help=words("cli.restore.file"))
    restore.add_argument("--force", action="store_true", help=words("cli.restore.force"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
