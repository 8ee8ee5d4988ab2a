import pytest
from django.contrib.auth.models import User
from django.test import Client

pytestmark = pytest.mark.django_db
RIGHT = {"username": "recruiter", "password": "a long enough password"}


def test_the_page_is_open_and_keeps_where_one_was_going(client: Client) -> None:
    page = client.get("/sign-in/?next=/jobs/")
    assert page.status_code == 200
    assert '<input type="hidden" name="next" value="/jobs/">' in page.text


def test_signing_in_goes_on_to_where_one_was_going(client: Client, recruiter: User) -> None:
    assert client.post("/sign-in/", {**RIGHT, "next": "/jobs/"})["Location"] == "/jobs/"
    assert client.get("/jobs/").status_code == 200


def test_it_leads_nowhere_else(client: Client, recruiter: User) -> None:
    assert client.post("/sign-in/", {**RIGHT, "next": "https://example.org/"})["Location"] == "/candidates/"


def test_a_wrong_password_is_told_without_saying_which_half_was_wrong(client: Client, recruiter: User) -> None:
    known = client.post("/sign-in/", {**RIGHT, "password": "wrong"}).text
    unknown = client.post("/sign-in/", {"username": "nobody", "password": "wrong"}).text
    for page in (known, unknown):
        assert "That user name and password do not go together." in page
    assert 'value="recruiter"' in known
    assert "wrong" not in known


def test_who_is_signed_in_already_goes_on(signed_in: Client) -> None:
    assert signed_in.get("/sign-in/")["Location"] == "/candidates/"


def test_signing_out_takes_a_post(signed_in: Client) -> None:
    assert signed_in.get("/sign-out/").status_code == 405
    assert signed_in.post("/sign-out/")["Location"] == "/sign-in/"
    assert signed_in.get("/candidates/").status_code == 302


def test_pages_that_do_not_exist_look_like_the_others(signed_in: Client) -> None:
    page = signed_in.get("/no/such/page/")
    assert page.status_code == 404
    assert "There is nothing at this address" in page.text


@pytest.mark.parametrize("path", ["/sign-in/", "/candidates/", "/jobs/"])
def test_nothing_on_a_page_needs_a_looser_policy(signed_in: Client, path: str) -> None:
    page = signed_in.get(path)
    assert "script-src 'self'" in page["Content-Security-Policy"]
    for inline in ("<style", " style=", "<script>", " onclick=", "hx-on"):
        assert inline not in page.text
