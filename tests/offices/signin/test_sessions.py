"""Where somebody is signed in; how that ends from elsewhere, and by itself."""

import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from booking import tasks
from offices.models import SignInEvent
from offices.signin import browsers, idle
from tests.signing_in import browser, kinds, signed_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 13; K) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0"
IPAD = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/605"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (PHONE, "Chrome on Android"),
        (EDGE, "Edge on Windows"),
        (IPAD, "Safari on iPad"),
        ("curl/8.0", "A browser we do not know"),
    ],
)
def test_a_browser_is_named_in_words(said, words):
    assert browsers.in_words(said) == words


def age(client, *, minutes: float):
    """As after so many minutes in which nothing happened."""
    session = client.session
    session[idle.RENEWED] -= int(60 * minutes)
    session.save()
    passed = timedelta(minutes=minutes)
    held = Session.objects.get(session_key=session.session_key)
    held.expire_date -= passed
    held.save()
    if idle.COOKIE in client.cookies:
        client.cookies[idle.COOKIE] = str(int(time.time() - 60 * minutes))


def test_every_browser_is_listed_this_one_first(erika):
    signed_in(erika, **{"user-agent": FIREFOX})
    here = signed_in(erika, **{"user-agent": PHONE})
    page = here.get("/accounts/sessions/")
    listed = [(one.browser, one.session_key) for one in page.context["sessions"]]
    assert [name for name, _key in listed] == ["Chrome on Android", "Firefox on Windows"]
    assert listed[0][1] == here.session.session_key
    assert page.content.decode().count("This browser") == 1


def test_no_address_of_a_browser_is_kept(erika):
    client = signed_in(erika)
    client.get("/accounts/sessions/")
    assert set(UserSession.objects.values_list("ip", flat=True)) == {idle.NOWHERE}


def test_one_is_ended_and_cannot_go_on(erika):
    there, here = signed_in(erika), signed_in(erika)
    session = UserSession.objects.get(session_key=there.session.session_key)
    answer = here.post(f"/accounts/sessions/{session.pk}/end/")
    assert answer["Location"] == "/accounts/sessions/"
    assert not Session.objects.filter(session_key=session.session_key).exists()
    assert there.get("/admin/").status_code == 302
    assert here.get("/admin/").status_code == 200
    assert kinds(erika) == ["signed_in", "signed_in", "session_ended"]


def test_all_others_are_ended(erika):
    there, elsewhere, here = (signed_in(erika) for _ in range(3))
    here.post("/accounts/sessions/")
    answers = [client.get("/admin/").status_code for client in (there, elsewhere, here)]
    assert answers == [302, 302, 200]
    assert kinds(erika)[3:] == ["session_ended", "session_ended"]


def test_whoever_ends_the_session_they_use_is_signed_out(erika):
    here = signed_in(erika)
    session = UserSession.objects.get(session_key=here.session.session_key)
    assert here.post(f"/accounts/sessions/{session.pk}/end/")["Location"] == "/accounts/login/"
    assert here.get("/accounts/").status_code == 302


def test_nobody_ends_the_sessions_of_others(erika, mara):
    there, here = signed_in(erika), signed_in(mara)
    session = UserSession.objects.get(session_key=there.session.session_key)
    assert here.post(f"/accounts/sessions/{session.pk}/end/").status_code == 404
    assert there.get("/admin/").status_code == 200


# --- when nothing happens ----------------------------------------------------------------------
def test_after_an_hour_the_sign_in_page_says_why_and_leads_back(erika):
    client = signed_in(erika)
    client.get("/admin/")
    age(client, minutes=60)
    answer = client.get("/admin/offices/desk/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2Foffices%2Fdesk%2F"
    page = answer.content.decode()
    assert "You were signed out because nothing happened for 60 minutes." in page
    assert 'name="next" value="/admin/offices/desk/"' in page


def test_whoever_was_signed_out_from_elsewhere_reads_that_instead(erika):
    client = signed_in(erika)
    client.get("/admin/")
    Session.objects.all().delete()
    page = client.get("/accounts/login/").content.decode()
    assert "You were signed out from another place, or you have a new password." in page


def test_whoever_signed_out_or_was_never_here_reads_neither(erika):
    client = signed_in(erika)
    client.post("/accounts/logout/")
    assert client.get("/accounts/login/").context["why"] == ""
    assert browser().get("/accounts/login/").context["why"] == ""


def test_activity_begins_the_hour_anew_but_not_more_than_once_a_minute(erika):
    client = signed_in(erika)
    age(client, minutes=0.5)
    before = Session.objects.get().expire_date
    client.get("/admin/")
    assert Session.objects.get().expire_date == before
    age(client, minutes=50)
    client.get("/admin/")
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=59) < left <= timedelta(minutes=60)


def test_a_page_that_looks_for_news_by_itself_is_no_activity(erika):
    client = signed_in(erika)
    age(client, minutes=50)
    before = Session.objects.get().expire_date
    client.get("/desk/changes/", headers={"HX-Request": "true"})
    assert Session.objects.get().expire_date == before
    client.get("/desk/changes/")
    assert Session.objects.get().expire_date > before


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in():
    asked = {"HX-Request": "true", "HX-Current-URL": "https://willkommen.example/desk/12/"}
    answer = browser().get("/accounts/sessions/", headers=asked)
    where = "/accounts/login/?next=%2Fdesk%2F12%2F"
    assert (answer.status_code, answer["HX-Redirect"]) == (200, where)


def test_public_pages_ask_for_no_session(client):
    assert not client.get("/de/").wsgi_request.session.accessed


def test_a_session_that_ran_out_is_written_down_with_the_minute_it_did(erika, mara):
    client, other = signed_in(erika), signed_in(mara)
    age(client, minutes=70)
    ends = Session.objects.get(session_key=client.session.session_key).expire_date
    assert tasks.end_idle_sessions() == 1
    (event,) = SignInEvent.objects.filter(kind="idle")
    assert (event.user, event.at) == (erika, ends)
    assert list(UserSession.objects.values_list("user", flat=True)) == [mara.pk]
    assert other.get("/admin/").status_code == 200
    assert tasks.end_idle_sessions() == 0


def test_a_session_that_a_new_password_had_ended_is_no_idle_one(erika):
    client = signed_in(erika)
    age(client, minutes=70)
    erika.set_password("another good password")
    erika.save()
    assert tasks.end_idle_sessions() == 0
    assert not Session.objects.exists()
