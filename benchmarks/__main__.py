"""The short measures, all in one: `python -m benchmarks`; `--full` for the long ones.

Knows which measures there are. Must not know how they are taken.
"""

from __future__ import annotations

import sys

from benchmarks import forming
from benchmarks.screening import main as screening

if __name__ == "__main__":
    screening([])
    print()
    forming.main(sys.argv[1:] or ["--short"])
