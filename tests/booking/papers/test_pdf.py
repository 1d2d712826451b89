"""The paper: readable for screen readers, in both languages, and made of our own files only."""

import re
import zlib

import pytest

from booking.papers.appointment import appointment_pdf
from booking.papers.pdf import OwnFiles, StrangeFileError

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["de", "ar", "uk"])
def test_a_paper_is_tagged_and_names_its_language_and_title(amal, language):
    paper = appointment_pdf(amal, language)
    everything = paper + b"".join(_streams(paper))
    assert paper.startswith(b"%PDF-1.7")
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", everything)
    assert f"/Lang ({language})".encode() in everything
    assert b"pdfuaid:part" in everything
    assert b"/DisplayDocTitle true" in everything


def _streams(paper: bytes) -> list[bytes]:
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL)
    return [zlib.decompress(one) for one in found if one[:1] == b"\x78"]


@pytest.mark.parametrize(
    "url", ["https://example.org/x.png", "file:///etc/passwd", "http://127.0.0.1/"]
)
def test_nothing_is_fetched_from_elsewhere(url):
    with pytest.raises(StrangeFileError):
        OwnFiles().fetch(url)
