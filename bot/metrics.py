"""The house in numbers, as Prometheus reads them (text format 0.0.4).

Knows names of numbers and what they mean. Must not carry a label that names a person, set, server
or channel: there are no labels at all.
"""

from __future__ import annotations

import math
import resource
import sys

from bot import __version__
from storage.tally import Tally

_KIB = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


def metrics(*, ready: bool, tally: Tally | None, late: float, latency: float) -> str:
    """Write all numbers; those of the database are left out while it is away."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    lines = [
        *_one("up", "Whether the process answers.", 1),
        *_one("ready", "Whether Discord and the database are there.", int(ready)),
        *_one("version", f"Always 1; the version is {__version__}.", 1),
        *_one("gateway_latency_seconds", "The last heartbeat's way to Discord and back.", latency),
        *_one("cpu_seconds_total", "CPU used.", used.ru_utime + used.ru_stime, "counter"),
        *_one("memory_peak_bytes", "The most memory ever held.", used.ru_maxrss * _KIB),
    ]
    if tally is not None:
        lines += [
            *_one("work_waiting", "Due work that is not done yet.", tally.waiting),
            *_one("work_overdue", "Work that is due by now and not done.", tally.overdue),
            *_one("work_in_hand", "Work that a process has taken.", tally.in_hand),
            *_one("work_dead", "Work that was given up, with a reason.", tally.dead),
            *_one("work_oldest_overdue_seconds", "How late the oldest due work is.", late),
        ]
    return "\n".join(lines) + "\n"


def _one(name: str, about: str, value: float, kind: str = "gauge") -> tuple[str, str, str]:
    said = str(round(value, 6)) if math.isfinite(value) else "NaN"
    full = f"setwise_{name}"
    return f"# HELP {full} {about}", f"# TYPE {full} {kind}", f"{full} {said}"
