"""Measures that the words of the outlook mean what they say, and how often trend tests cry wolf."""
