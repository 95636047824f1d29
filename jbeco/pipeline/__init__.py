"""Evaluation of a year's stages, and its run: notebooks in a scratch folder, sealed, published."""

import sys

# jsonschema, which nbformat imports, compiles 35 grammars for IRI formats that no notebook's schema
# uses where this package is installed: two seconds of each start.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
