"""Figures of an office: each says its message in a sentence, shows it, and has its table."""

from booking.views.manager.figures.figure import Figure, Shown, toward

__all__ = ["Figure", "Shown", "toward"]
