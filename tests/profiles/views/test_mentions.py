"""The page and the calls on which an administrator decides what others may say of people who were erased."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.audit.models import SYSTEM
from config.runs import engine
from profiles import holds
from profiles.erasure import erase
from profiles.models import Mention, Profile, SourceRecord
from tests.factories import stored_profile

pytestmark = pytest.mark.django_db
NAME = "Zaphodia Quuxenberg"


def speaker(number: int = 0, said: str = f"Reported to {NAME}. <b>Led 40.") -> Profile:
    return stored_profile(f"friend {number}", full_name=f"Bo Lind {number}", summary=said)


def erase_her() -> None:
    erase(stored_profile("hers", full_name=NAME).pk, actor=SYSTEM)


def decide(client: Client, profile: Profile, act: str, *ticked: int, seal: str = "") -> Any:
    page = client.get("/mentions/")
    seals = {row[0].pk: row[1].seal for row in page.context["rows"]}
    data = {"act": act, "passage": ticked, "seal": seal or seals.get(profile.pk, "")}
    return client.post(f"/mentions/{profile.pk}/", data, follow=True)


def summary(profile: Profile) -> str:
    return Profile.objects.get(pk=profile.pk).summary


def test_each_passage_stands_there_with_its_words_marked(signed_in_admin: Client) -> None:
    friend = speaker()
    erase_her()
    page = signed_in_admin.get("/mentions/")
    assert f"Reported to <mark>{NAME}</mark>. &lt;b&gt;Led 40." in page.text
    assert f'<a href="/candidates/{friend.pk}/sources/">Bo Lind 0</a>' in page.text
    assert "Take all of these out" in page.text
    assert page["Cache-Control"] == "no-store"


def test_where_nothing_waits_the_page_says_what_it_is_for(signed_in_admin: Client) -> None:
    assert "Nothing waits" in signed_in_admin.get("/mentions/").text


def test_deletions_and_the_erasure_lead_there(signed_in_admin: Client) -> None:
    speaker()
    person = stored_profile("hers", full_name=NAME)
    address = signed_in_admin.post(f"/candidates/{person.pk}/care/erase/", {"sure": "1"}).headers["Location"]
    engine.work_off_all()
    assert '<a class="button" href="/mentions/">Decide what goes</a>' in signed_in_admin.get(address).text
    assert "<b>1</b> to decide" in signed_in_admin.get("/deletions/").text


def test_a_recruiter_sees_and_decides_nothing(signed_in: Client) -> None:
    friend = speaker()
    erase_her()
    assert signed_in.get("/mentions/").status_code == 403
    assert signed_in.post(f"/mentions/{friend.pk}/", {"act": "all"}).status_code == 403
    assert "/mentions/" not in signed_in.get("/deletions/").text
    assert NAME in summary(friend)


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/mentions/").url.startswith("/sign-in/")
    assert client.post("/mentions/1/").url.startswith("/sign-in/")


def test_nothing_is_decided_by_a_link(signed_in_admin: Client) -> None:
    assert signed_in_admin.get("/mentions/1/").status_code == 405


def test_what_is_ticked_goes_and_the_rest_stays(signed_in_admin: Client) -> None:
    friend = speaker(said=f"Reported to {NAME}. Joined {NAME} GmbH.")
    erase_her()
    page = decide(signed_in_admin, friend, "ticked", 1)
    assert "Taken out" in page.text
    assert "Nothing waits" in page.text
    assert summary(friend) == f"Reported to [removed]. Joined {NAME} GmbH."


@pytest.mark.parametrize(("act", "left"), [("all", 0), ("none", 2)])
def test_all_goes_or_all_stays(signed_in_admin: Client, act: str, left: int) -> None:
    friend = speaker(said=f"Reported to {NAME}. Joined {NAME} GmbH.")
    erase_her()
    decide(signed_in_admin, friend, act)
    assert summary(friend).count(NAME) == left
    assert not Mention.objects.exists()


@pytest.mark.parametrize("ticked", [(), (7,)])
def test_where_nothing_is_ticked_nothing_changes(signed_in_admin: Client, ticked: tuple[int, ...]) -> None:
    friend = speaker()
    erase_her()
    assert "Nothing was changed" in decide(signed_in_admin, friend, "ticked", *ticked).text
    assert NAME in summary(friend)
    assert Mention.objects.exists()


@pytest.mark.parametrize(("act", "ticked"), [("ticked", (1,)), ("all", ()), ("none", ())])
def test_of_two_clicks_the_second_changes_nothing_and_says_so(
    signed_in_admin: Client, act: str, ticked: tuple[int, ...]
) -> None:
    friend = speaker()
    erase_her()
    seal = signed_in_admin.get("/mentions/").context["rows"][0][1].seal
    decide(signed_in_admin, friend, "none")
    assert "somebody has decided" in decide(signed_in_admin, friend, act, *ticked, seal=seal).text
    assert NAME in summary(friend)


def test_a_form_that_shows_something_else_decides_nothing(signed_in_admin: Client) -> None:
    friend = speaker(said=f"Reported to {NAME}. Then to Trillian Astrazon.")
    erase_her()
    seal = signed_in_admin.get("/mentions/").context["rows"][0][1].seal
    erase(stored_profile("other", full_name="Trillian Astrazon").pk, actor=SYSTEM)
    assert "Look again" in decide(signed_in_admin, friend, "all", seal=seal).text
    assert NAME in summary(friend)


def test_a_record_that_changed_since_can_only_be_left(signed_in_admin: Client) -> None:
    friend = speaker()
    erase_her()
    SourceRecord.objects.filter(profile=friend).update(payload={"full_name": "Bo Lind 0"})
    page = signed_in_admin.get("/mentions/").text
    assert "has changed since" in page
    assert "Take" not in page
    decide(signed_in_admin, friend, "none")
    assert not Mention.objects.exists()


def test_it_says_before_that_a_document_is_dropped(signed_in_admin: Client) -> None:
    speaker()
    SourceRecord.objects.update(original=b"%PDF", original_name="cv.pdf")
    erase_her()
    assert "The kept document cv.pdf cannot be changed: it is dropped" in signed_in_admin.get("/mentions/").text


def test_under_a_hold_nothing_can_be_ticked(signed_in_admin: Client) -> None:
    friend = speaker()
    erase_her()
    holds.place(friend, "Claim 12", actor=SYSTEM)
    page = signed_in_admin.get("/mentions/").text
    assert "legal hold</a> stands" in page
    assert "Take" not in page
    assert "legal hold" in decide(signed_in_admin, friend, "all").text
    assert NAME in summary(friend)


def test_more_profiles_cost_no_more_questions(signed_in_admin: Client) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert signed_in_admin.get("/mentions/").status_code == 200
        return len(asked)

    speaker()
    erase_her()
    few = questions()
    for number in range(1, 9):
        speaker(number)
    erase_her()
    assert questions() == few


def test_a_decision_leads_back_to_the_page_that_it_was_made_on(signed_in_admin: Client) -> None:
    friend = speaker()
    erase_her()
    answer = signed_in_admin.post(f"/mentions/{friend.pk}/", {"act": "none", "cursor": "a=&b"})
    assert answer.url == "/mentions/?cursor=a%3D%26b"


def test_what_is_not_there_any_more_is_told(signed_in_admin: Client) -> None:
    assert "no longer here" in signed_in_admin.post("/mentions/9/", {"act": "none"}, follow=True).text


# --- for other systems -------------------------------------------------------------------------


def test_the_api_lists_what_waits_and_takes_it_out_once(api: Callable[..., Client]) -> None:
    friend = speaker()
    erase_her()
    caller = api("admin")
    (item,) = caller.get("/api/v1/mentions").json()["items"]
    assert item["profile_id"] == friend.pk
    assert item["passages"] == [
        {
            "number": 1,
            "before": "Reported to ",
            "words": NAME,
            "after": ". <b>Led 40.",
            "records": [SourceRecord.objects.get(profile=friend).pk],
        }
    ]
    body = {"seal": item["seal"], "take_out": [1]}
    address = f"/api/v1/mentions/{friend.pk}"
    assert caller.post(address, body, content_type="application/json").status_code == 204
    again = caller.post(address, body, content_type="application/json")
    assert (again.status_code, "somebody has decided" in again.json()["detail"]) == (409, True)
    assert "[removed]" in summary(friend)
    assert caller.get("/api/v1/mentions").json() == {"items": [], "next": None}


def test_the_api_leaves_all_for_an_empty_list(api: Callable[..., Client]) -> None:
    friend = speaker()
    erase_her()
    (item,) = api("admin").get("/api/v1/mentions").json()["items"]
    body = {"seal": item["seal"], "take_out": []}
    assert api("admin").post(f"/api/v1/mentions/{friend.pk}", body, content_type="application/json").status_code == 204
    assert NAME in summary(friend)


def test_the_api_goes_on_page_by_page(api: Callable[..., Client]) -> None:
    friends = [speaker(number) for number in range(3)]
    erase_her()
    first = api("admin").get("/api/v1/mentions?limit=2").json()
    rest = api("admin").get(f"/api/v1/mentions?limit=2&cursor={first['next']}").json()
    assert [item["profile_id"] for item in first["items"] + rest["items"]] == [each.pk for each in reversed(friends)]


@pytest.mark.parametrize(("method", "path"), [("get", "mentions"), ("post", "mentions/1")])
def test_the_api_wants_an_administrators_key(api: Callable[..., Client], method: str, path: str) -> None:
    assert getattr(api("read", "write"), method)(f"/api/v1/{path}").status_code == 403


def test_times_of_others_do_not_move(signed_in_admin: Client) -> None:
    friend, other = speaker(), stored_profile("other", full_name="Cy Moor")
    Profile.objects.filter(pk=other.pk).update(updated_at=timezone.now())
    before = Profile.objects.get(pk=other.pk).updated_at
    erase_her()
    decide(signed_in_admin, friend, "all")
    assert Profile.objects.get(pk=other.pk).updated_at == before
