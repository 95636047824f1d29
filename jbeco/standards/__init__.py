"""What national standards prescribe, as pure functions."""
