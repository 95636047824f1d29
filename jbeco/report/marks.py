"""How a verdict looks: colour, word and shape together, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MARKS", "ORDER", "TRUTH_MARKS", "Mark"]


@dataclass(frozen=True)
class Mark:
    """Shape and colours of one verdict code; ``hatch`` tells bars apart in grey print."""

    shape: str
    ink: str
    fill: str
    hatch: str


MARKS = {
    "met": Mark("●", "#146c43", "#2f9e6e", ""),
    "already_met": Mark("●", "#146c43", "#2f9e6e", ""),
    "on_track": Mark("▲", "#0b6e8a", "#3aa6c2", ".."),
    "partly": Mark("△", "#8a5a00", "#e0b04c", "\\\\"),
    "behind": Mark("◆", "#a6420a", "#e58a4f", "xx"),
    "regressed": Mark("▼", "#8b1e3f", "#c2567a", "++"),
    "not_met": Mark("■", "#a61b1b", "#d9534f", "//"),
    "doubtful": Mark("◇", "#6b4fa0", "#b7a4dc", "oo"),
    "unknown": Mark("○", "#4b5563", "#ffffff", "--"),
    "not_applicable": Mark("–", "#6b7280", "#d9dde3", ""),
}
"""All inks keep a contrast of at least 4.5:1 on white."""

ORDER = [
    "met",
    "already_met",
    "on_track",
    "partly",
    "behind",
    "regressed",
    "not_met",
    "doubtful",
    "unknown",
    "not_applicable",
]

TRUTH_MARKS = {True: "✓", False: "✗", None: "?"}
