"""On what basis (口径) a figure stands, as codes: what may be compared, and what may not.

A department writes a basis in its own words; the list ``bases.csv`` (and that of a plan) knows the
spellings. Nothing said is no other basis; what is said and not in the list stands for itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from ..problems import JbecoError, Problem
from ..schema import Names, OptionalWhole, Records, read_records

__all__ = ["BASES", "Basis", "Break", "basis_codes", "basis_name", "breaks", "is_unlisted"]

HERE = Path(__file__).parent
NOT_SAID = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w.]|_")
"""Signs that say nothing of a basis: spaces, dashes, brackets, commas; not a decimal point."""

LETTERS = re.compile(r"[a-z]+")
UNLISTED = "“"
"""First sign of a basis that is in no list: it stands for itself, in quotation marks."""


@dataclass(frozen=True, eq=False)  # one of a list: texts are looked up in it all the time
class Basis:
    """One basis of the list.

    ``family`` names what it decides: of one family a figure has one basis, and two figures on two
    bases of one family may not be compared without a bridge. ``first_year`` is the first year of
    which a figure can stand on it. ``spellings`` are those that departments use.
    """

    code: str
    kind: Literal["standard", "prices", "survey", "census", "stations", "sections", "list", "scope"]
    family: str
    name: str
    first_year: OptionalWhole
    spellings: Names
    source: str


@dataclass(frozen=True)
class Break:
    """Bases of one family, or with nothing in common, that two figures stand on."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def _read() -> Mapping[str, Basis]:
    problems: list[Problem] = []
    table: Records[Basis] = read_records(HERE / "bases.csv", Basis, problems, key="code")
    if problems:
        raise JbecoError(problems)
    return MappingProxyType({basis.code: basis for _, basis in table.pairs})


BASES = _read()
"""Every basis that is common to all districts, by its code."""


def basis_codes(
    text: str, year: int | None = None, bases: Mapping[str, Basis] = BASES
) -> tuple[str, ...]:
    """Return the codes of the bases that a text names.

    Parameters
    ----------
    text : str
        As a department wrote it, such as ``GB 3095—2012，不剔除例外事件``; a code is taken too.
    year : int, optional
        The year of the figure: ``2021年`` before a figure of 2021 says nothing of its basis.
    bases : mapping of Basis
        The list.

    Returns
    -------
    tuple of str
        Sorted codes. The longest spelling wins: 不含灌木林 is not 含灌木林. A text with no listed
        basis stands for itself, and so does what is left of one beside a listed basis when it holds
        a number: the version of a list, a coefficient. No text gives nothing.
    """
    if not text:
        return ()
    if text in bases or is_unlisted(text):
        return (text,)
    return _codes_in(text, year, tuple(bases.values()))


@lru_cache(maxsize=4096)
def _codes_in(text: str, year: int | None, bases: tuple[Basis, ...]) -> tuple[str, ...]:
    """Return the codes that a text names; the same few texts are asked for again and again."""
    rest, found = _plain(text), set[str]()
    for spelling, code in _spellings(bases):
        left = re.sub(spelling, "", rest)
        if left != rest:
            found.add(code)
            rest = left
    rest = rest.replace(f"{year}年", "")
    if rest and (not found or re.search(r"\d", rest)):
        found.add(f"{UNLISTED}{rest}”")
    return tuple(sorted(found))


def is_unlisted(code: str) -> bool:
    """Whether a basis is in no list."""
    return code.startswith(UNLISTED)


def basis_name(code: str, bases: Mapping[str, Basis] = BASES) -> str:
    """Return how a reader sees a basis."""
    return bases[code].name if code in bases else code


def breaks(
    before: Iterable[str], after: Iterable[str], bases: Mapping[str, Basis] = BASES
) -> tuple[Break, ...]:
    """Return where two figures stand on different bases; nothing when they may be compared.

    Parameters
    ----------
    before, after : iterable of str
        Codes of the two figures.
    bases : mapping of Basis
        The list.

    Returns
    -------
    tuple of Break
        One for each family of which both name another basis. Two figures whose bases have nothing
        in common, though both name one, are not known to be comparable: that is a break, too.
    """
    earlier, later = _by_family(before, bases), _by_family(after, bases)
    shared = earlier.keys() & later.keys()
    alike = {family for family in shared if _alike(earlier[family], later[family])}
    if alike or not earlier or not later:
        shared -= alike
    elif not shared:
        return (Break(_all(earlier), _all(later)),)
    return tuple(Break(tuple(sorted(earlier[f])), tuple(sorted(later[f]))) for f in sorted(shared))


def _alike(mine: set[str], theirs: set[str]) -> bool:
    """Whether the bases of one family are the same; of texts one may say more than the other."""
    if mine == theirs:
        return True
    pairs = [(one.strip("“”"), other.strip("“”")) for one in mine for other in theirs]
    unlisted = all(map(is_unlisted, mine | theirs))
    return unlisted and any(one in other or other in one for one, other in pairs)


def _by_family(codes: Iterable[str], bases: Mapping[str, Basis]) -> dict[str, set[str]]:
    """Return codes by family; those in no list have the family ``""``."""
    found: dict[str, set[str]] = {}
    for code in codes:
        found.setdefault(bases[code].family if code in bases else "", set()).add(code)
    return found


def _all(families: Mapping[str, set[str]]) -> tuple[str, ...]:
    return tuple(sorted(code for codes in families.values() for code in codes))


@cache
def _spellings(bases: tuple[Basis, ...]) -> list[tuple[str, str]]:
    """Return patterns of plain spellings with their codes, the longest first.

    A word of letters alone, such as EI, is no part of a longer word of letters.
    """
    pairs = {(_plain(word), basis.code) for basis in bases for word in basis.spellings}
    return [
        (f"(?<![a-z]){word}(?![a-z])" if LETTERS.fullmatch(word) else re.escape(word), code)
        for word, code in sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
    ]


def _plain(text: str) -> str:
    """Return a text without the signs and the case that say nothing."""
    return NOT_SAID.sub("", unicodedata.normalize("NFKC", text).casefold())
