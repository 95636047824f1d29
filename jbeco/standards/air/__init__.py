"""Ambient air: GB 3095, HJ 633 and HJ 663, each in the edition that holds for the datum."""

from .editions import Edition, edition_named, edition_on, editions

__all__ = ["Edition", "edition_named", "edition_on", "editions"]
