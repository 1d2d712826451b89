"""QR codes: vectors with a name for screen readers, and no style of their own."""

from booking.papers.codes import qr_svg


def test_a_code_is_drawn_without_inline_style():
    drawn = qr_svg("https://termine.example/de/", "Code to check <this>")
    assert drawn.startswith("<svg ")
    assert "style=" not in drawn
    assert "<title>Code to check &lt;this&gt;</title>" in drawn


def test_another_address_is_another_code():
    assert qr_svg("https://termine.example/de/", "") != qr_svg("https://termine.example/en/", "")
