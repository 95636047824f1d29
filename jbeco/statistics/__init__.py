"""Statistics beside the verdicts: trends, outlooks and uncertainty; never a verdict itself."""
