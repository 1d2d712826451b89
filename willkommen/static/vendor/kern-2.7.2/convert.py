"""Convert KERN's style sheet once, when a version is vendored: python3 convert.py ORIGINAL RESULT.

Physical properties become logical ones, so that one file serves both writing directions, and
oklch() colours become hex colours, which phones from before 2023 understand as well.
"""

import math
import re
import sys
from pathlib import Path

NOTE = (
    "/* KERN 2.7.2 (npm @kern-ux/native), EUPL-1.2, see LICENSE.md. MODIFIED for Willkommen by"
    " convert.py: logical properties instead of physical ones, hex colours instead of oklch(). */\n"
)
START = r"(?<=[;{])"
NEARLY_BLACK = 0.0031308  # below it sRGB is a straight line
OKLCH = re.compile(r"oklch\(\s*([\d.]+)%\s+([\d.]+)\s+([\d.]+)\s*\)")
# No browser from before 2023 knows "inline-start" for float; the physical line stays as fall-back.
ONCE = [
    (START + r"float:left", "float:left;float:inline-start"),
    (START + r"clear:left", "clear:both"),
    (
        START + r"padding:(\.25rem) (1rem) \.25rem 0(?=[;}])",
        r"padding-block:\1;padding-inline:0 \2",
    ),
]


def logical(side: str, name: str) -> list[tuple[str, str]]:
    return [
        (rf"{START}(margin|padding)-{side}:", rf"\1-inline-{name}:"),
        (rf"{START}border-{side}(-color|-width|-style)?:", rf"border-inline-{name}\1:"),
        (rf"{START}text-align:{side}\b", f"text-align:{name}"),
        (rf"{START}{side}:", f"inset-inline-{name}:"),
    ]


def hex_colour(match: re.Match[str]) -> str:
    """Convert as CSS Color 4 does: OKLCH to OKLab to linear sRGB, clipped, to gamma-coded sRGB."""
    lightness, chroma, hue = (float(number) for number in match.groups())
    lightness, hue = lightness / 100, math.radians(hue)
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{gamma_coded(value):02x}" for value in linear)


def gamma_coded(value: float) -> int:
    value = min(max(value, 0), 1)
    coded = 12.92 * value if value <= NEARLY_BLACK else 1.055 * value ** (1 / 2.4) - 0.055
    return round(255 * coded)


def convert(css: str) -> str:
    for pattern, replacement in [*ONCE, *logical("left", "start"), *logical("right", "end")]:
        css = re.sub(pattern, replacement, css)
    # @charset counts only as the very first thing in a file; the server says UTF-8 anyway.
    return NOTE + OKLCH.sub(hex_colour, css).removeprefix('@charset "UTF-8";')


if __name__ == "__main__":
    original, result = (Path(name) for name in sys.argv[1:])
    result.write_text(convert(original.read_text("utf-8")), "utf-8")
