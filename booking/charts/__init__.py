"""Pictures of numbers: where things stand in an SVG, as values; a template draws them.

No colours and no styles, only places and kinds, so that they work under our content policy, in
both directions of writing, and on paper.
"""

from booking.charts.columns import Column, columns
from booking.charts.line import Point, line
from booking.charts.picture import Dot, Picture, Rect, Text
from booking.charts.share import Part, share

__all__ = [
    "Column",
    "Dot",
    "Part",
    "Picture",
    "Point",
    "Rect",
    "Text",
    "columns",
    "line",
    "share",
]
