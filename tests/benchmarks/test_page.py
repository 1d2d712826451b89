"""What the made-up people of bin/bench read on a page, and what their browsers send."""

import pytest

from benchmarks.page import Form, Page, ReadError

PAGE = Page(
    "/de/offer/7/times/?persons=1",
    200,
    """<title>
    Tag &amp; Zeit – Willkommen</title>
    <form action="/elsewhere/"><button class="kern-btn--primary">Suchen</button></form>
    <main id="main">
      <a class="go-link" href="/de/offer/7/?a=1&amp;b=2">zurück</a>
      <a href="/de/next/" class="kern-btn kern-btn--primary">weiter</a>
      <form method="post" action="/away/"><button>nicht mehr</button></form>
      <form class="form" method="post">
        <input type="hidden" name="csrfmiddlewaretoken" value="abc">
        <input type="text" name="note" value="a &quot;b&quot;"><input type="checkbox" name="no">
        <input type="radio" name="persons" value="1" checked><input type="radio" name="persons"
          value="2">
        <input type="radio" name="start" value="2027-01-04T07:00Z" id="at-1">
        <input type="radio" name="start" value="2027-01-04T07:10Z" id="at-2">
        <input type="submit" name="" value="Weiter" class="kern-btn kern-btn--primary">
      </form>
    </main>""",
)


def test_the_form_with_the_main_button_is_sent_as_it_stands():
    assert PAGE.form() == Form(
        method="POST",
        action="/de/offer/7/times/?persons=1",
        fields={"csrfmiddlewaretoken": "abc", "note": 'a "b"', "persons": "1"},
        starts=["2027-01-04T07:00Z", "2027-01-04T07:10Z"],
    )


def test_links_are_found_by_what_stands_in_their_address():
    assert PAGE.link("/offer/", "a=1") == "/de/offer/7/?a=1&b=2"
    assert PAGE.primary_link() == "/de/next/"
    assert PAGE.title == "Tag & Zeit – Willkommen"


def test_what_is_not_there_is_said():
    with pytest.raises(ReadError, match="/nowhere/"):
        PAGE.link("/nowhere/")
    with pytest.raises(ReadError, match="form"):
        Page("/", 200, "<main></main>").form()
    with pytest.raises(ReadError, match="answered 500"):
        Page("/", 500, "").form()
