"""Is it an open question? Kind hints by simple rules, on this machine.

Knows a few signs of advice in disguise. Must not judge a person, nor keep what was tried.
"""

from __future__ import annotations

import re

ADVICE = re.compile(
    r"^(have you (tried|thought|considered)|why don'?t you|couldn'?t you|could you not|"
    r"shouldn'?t you|should you not|would(n'?t| not) it be|i would|i'd|you should|you could|"
    r"you need to|what if you|how about)\b",
    re.IGNORECASE,
)
CLOSED = re.compile(
    r"^(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b",
    re.IGNORECASE,
)
OPEN = re.compile(r"^(what|how|who|where|when|which|tell|in what)\b", re.IGNORECASE)


def kind_of_question(text: str) -> str:
    """Return "empty", "advice", "closed", "why", "many", "not_a_question" or "open"."""
    said = " ".join(text.split())
    if not said:
        return "empty"
    if ADVICE.match(said):
        return "advice"
    if said.count("?") > 1:
        return "many"
    if CLOSED.match(said):
        return "closed"
    if re.match(r"^why\b", said, re.IGNORECASE):
        return "why"
    return "open" if OPEN.match(said) or said.endswith("?") else "not_a_question"
