"""Characters that cannot be seen and turn a text round: shown as marks, never passed on."""

from __future__ import annotations

import re

__all__ = ["has_hidden", "show_hidden"]

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
"""Control characters apart from tab and line ends, and those that set the direction of a text."""


def has_hidden(text: str) -> bool:
    """Whether a text holds a character that is not seen but changes what is."""
    return HIDDEN.search(text) is not None


def show_hidden(text: str) -> str:
    """Return the text with such characters as marks, such as ``〔U+202E〕``."""
    return HIDDEN.sub(lambda found: f"〔U+{ord(found[0]):04X}〕", text)
