"""Evaluation of a year's stages, and its run: notebooks in a scratch folder, sealed, published."""
