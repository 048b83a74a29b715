"""Small pictures as inline SVG: a shape for each kind of work, and a bar for each weekly time.

Knows shapes. Must not know people or plans. Nothing is told by colour alone: every shape holds
letters, and the second half of a bar is hatched.
"""

from __future__ import annotations

from html import escape

SHAPES = {
    "gp": '<circle cx="20" cy="20" r="18"/>',
    "artist": '<rect x="3" y="3" width="34" height="34" rx="3"/>',
    "commissioner": '<path d="M20 1 39 20 20 39 1 20Z"/>',
    "researcher": '<path d="M20 1 39 37H1Z"/>',
    "community": '<path d="M11 3H29L39 20 29 37H11L1 20Z"/>',
    "other": '<path d="M4 3H36V25Q36 37 20 39Q4 37 4 25Z"/>',
}
LOWER = {"researcher": 31}  # where the letters of a narrow top stand
WIDE = 300
HATCH = (
    '<svg class="defs" aria-hidden="true" focusable="false" width="0" height="0"><defs>'
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
    '<line x1="0" y1="0" x2="0" y2="6" stroke="#1c2b2a" stroke-width="2.4"/></pattern>'
    "</defs></svg>"
)


def shape(role: str, letters: str, said: str = "") -> str:
    """Draw one person; `said` is the text alternative, "" when the text stands beside it."""
    known = role if role in SHAPES else "other"
    means = f'role="img" aria-label="{escape(said)}"' if said else 'aria-hidden="true"'
    return (
        f'<svg class="mark {known}" viewBox="0 0 40 40" width="40" height="40" {means}>'
        f'{SHAPES[known]}<text x="20" y="{LOWER.get(known, 25)}">{escape(letters)}</text></svg>'
    )


def bar(first: int, second: int, most: int, said: str) -> str:
    """Draw two amounts as one bar, the second hatched; `said` is its text alternative."""
    scale = (WIDE - 2) / max(1, most)
    solid, hatched = round(first * scale, 1), round(second * scale, 1)
    return (
        f'<svg class="bar" viewBox="0 0 {WIDE} 16" preserveAspectRatio="xMinYMid" role="img" '
        f'aria-label="{escape(said)}">'
        f'<rect class="solid" x="1" y="2" width="{solid}" height="12"/>'
        f'<rect class="hatched" x="{1 + solid}" y="2" width="{hatched}" height="12"/></svg>'
    )
