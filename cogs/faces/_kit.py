"""The kit as faces use it: everything comes from `cogs._kit`, which forms and errors share.

Knows nothing of its own. Faces import from here, so that they need not look outside their folder.
"""

from __future__ import annotations

from cogs._kit import (
    Button,
    Control,
    Lines,
    Link,
    Menu,
    Option,
    Part,
    PickChannel,
    PickPeople,
    Picture,
    Row,
    Rule,
    Sheet,
    Small,
    Words,
    channel,
    clock,
    day,
    marker,
    person,
    plain,
    shorten,
    tick,
    when,
)

__all__ = [
    "Button",
    "Control",
    "Lines",
    "Link",
    "Menu",
    "Option",
    "Part",
    "PickChannel",
    "PickPeople",
    "Picture",
    "Row",
    "Rule",
    "Sheet",
    "Small",
    "Words",
    "channel",
    "clock",
    "day",
    "marker",
    "person",
    "plain",
    "shorten",
    "tick",
    "when",
]
