"""What stands on the sheets of a PDF, and where: read by poppler's ``pdftotext``."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

XHTML = "{http://www.w3.org/1999/xhtml}"
MILLIMETRE = 72 / 25.4
"""In points, the unit of a PDF."""


@dataclass(frozen=True)
class Word:
    """A piece of text without a blank, and the box around it in points from the top left."""

    text: str
    left: float
    top: float
    right: float


@dataclass(frozen=True)
class Sheet:
    """One side of paper."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """All its words, without blanks: where lines and cells break does not matter."""
        return "".join(word.text for word in self.words)

    def foot(self, height_mm: float) -> str:
        """Return what stands in the margin below."""
        start = self.height - height_mm * MILLIMETRE
        return "".join(word.text for word in self.words if word.top >= start)


def sheets(pdf: Path) -> list[Sheet]:
    """Read a PDF, sheet by sheet."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    found = subprocess.run(command, check=True, capture_output=True).stdout
    return [
        Sheet(
            float(page.attrib["width"]),
            float(page.attrib["height"]),
            tuple(
                Word(
                    word.text or "",
                    float(word.attrib["xMin"]),
                    float(word.attrib["yMin"]),
                    float(word.attrib["xMax"]),
                )
                for word in page.iter(f"{XHTML}word")
            ),
        )
        for page in ElementTree.fromstring(found).iter(f"{XHTML}page")
    ]
