"""Changing hours, closures and desks: steps that are tried out first and saved together."""
