from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from profiles.models import Profile
from scoring import fitting
from scoring.models import FitScore, Rubric
from tests.factories import AssessmentFactory, requested_job, stored_profile

pytestmark = pytest.mark.django_db
Pages = Callable[..., HttpResponse]


@pytest.fixture
def pages(signed_in: Client) -> Pages:
    return lambda **query: signed_in.get("/candidates/", query)


def names(response: HttpResponse) -> list[str]:
    return [person.profile.full_name for person in response.context["listing"].people]


def person(key: str, name: str, **changes: Any) -> Profile:
    return stored_profile(key, full_name=name, **changes)


def scored(key: str, name: str, score: int, role: str = "cto") -> None:
    AssessmentFactory(job=requested_job(person(key, name), role), score=score)


def fitted() -> None:
    everyone = Profile.objects.values_list("pk", flat=True)
    fitting.rescore(list(everyone), fitting.active_rubrics(), fitting.this_month())


def test_strangers_are_sent_to_sign_in_and_back(client: Client) -> None:
    assert client.get("/candidates/?q=ada")["Location"] == "/sign-in/?next=/candidates/%3Fq%3Dada"


def test_the_front_door_leads_here(signed_in: Client) -> None:
    assert signed_in.get("/")["Location"] == "/candidates/"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_get_is_answered(signed_in: Client, method: str) -> None:
    assert getattr(signed_in, method)("/candidates/").status_code == 405


def test_with_nobody_it_says_how_to_bring_people_in(pages: Pages) -> None:
    assert "Import people" in pages().text


def test_newest_first(pages: Pages) -> None:
    person("a", "Ada Novak")
    person("b", "Bo Lind")
    assert names(pages()) == ["Bo Lind", "Ada Novak"]
    assert names(pages(sort="nonsense")) == ["Bo Lind", "Ada Novak"]


def test_by_name_accents_and_capitals_aside(pages: Pages) -> None:
    for key, name in enumerate(["Zoe Adams", "élodie Petit", "Emil Dahl", "adam Zeller"]):
        person(str(key + 2), name)
    assert names(pages(sort="name")) == ["adam Zeller", "élodie Petit", "Emil Dahl", "Zoe Adams"]


def test_search_takes_any_part_of_the_name(pages: Pages) -> None:
    person("a", "Élodie Petit")
    person("b", "Bo Lind")
    assert names(pages(q="PETIT elo")) == ["Élodie Petit"]


def test_no_match_says_so_and_offers_to_clear(pages: Pages) -> None:
    person("a", "Bo Lind")
    page = pages(q="nobody", sort="name").text
    assert "Nobody is called “nobody”" in page
    assert 'href="?sort=name">Clear the search' in page


def test_by_score_shows_those_who_have_one_highest_first(pages: Pages) -> None:
    scored("a", "Ada Novak", 60)
    scored("b", "Bo Lind", 88)
    scored("c", "Cy Moe", 99, role="cio")
    assert names(pages(sort="cto")) == ["Bo Lind", "Ada Novak"]
    assert "People who are not scored as CTO yet are left out." in pages(sort="cto").text


def test_by_score_and_name_together(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    scored("a", "Ada Lind", 60)
    scored("b", "Bo Lind", 88)
    scored("c", "Cy Moe", 99)
    assert names(pages(sort="cto", q="lind")) == ["Bo Lind", "Ada Lind"]
    monkeypatch.setattr("scoring.candidates.COUNT_LIMIT", 1)
    assert names(pages(sort="cto", q="lind")) == ["Bo Lind", "Ada Lind"]


def test_nobody_scored_for_a_role_says_what_to_do(pages: Pages) -> None:
    person("a", "Bo Lind")
    assert "press “Score as CISO”" in pages(sort="ciso").text


def test_a_score_is_shown_with_band_confidence_and_giver(pages: Pages) -> None:
    scored("a", "Ada Novak", 72)
    page = pages().text
    for part in (
        '<b class="number">72</b>',
        ">Good<",
        "confidence 3 of 4",
        "Offline evaluator · not an LLM",
        'x="85%"',
    ):
        assert part in page


def test_a_score_by_a_language_model_names_it(pages: Pages) -> None:
    AssessmentFactory(model="gpt-5-mini")
    assert "gpt-5-mini" in pages().text
    assert "not an LLM" not in pages().text


def test_the_newest_assessment_is_the_one_shown(pages: Pages, settings: Any) -> None:
    profile = person("a", "Ada Novak")
    AssessmentFactory(job=requested_job(profile), score=31)
    settings.LLM_MODEL = "another"
    AssessmentFactory(job=requested_job(profile), score=64, model="another")
    assert '<b class="number">64</b>' in pages().text
    assert '<b class="number">31</b>' not in pages().text


def test_a_job_under_way_is_a_pill(pages: Pages) -> None:
    job = requested_job()
    assert f'<a class="plain" href="/jobs/{job.pk}/"><span class="pill pending">' in pages().text


def test_fifty_to_a_page_with_the_state_in_the_address(pages: Pages) -> None:
    for number in range(101):
        Profile.objects.create(full_name=f"Ada {number:03}", search_name=f"ada {number:03}", content_hash="")
    first = pages(q="ada", sort="name")
    second = pages(q="ada", sort="name", cursor=first.context["listing"].page.older)
    third = pages(q="ada", sort="name", cursor=second.context["listing"].page.older)
    assert [len(names(page)) for page in (first, second, third)] == [50, 50, 1]
    assert "?q=ada&amp;sort=name&amp;cursor=" in second.text
    assert names(pages(q="ada", sort="name", cursor=second.context["listing"].page.newer)) == names(first)


@pytest.mark.parametrize("cursor", ["nonsense", "b", "aWzk5OTk5OTk5OTk5OTk5OTk5OTk5OV0", "a\0", "é"])
@pytest.mark.parametrize("sort", ["", "name", "cto"])
def test_a_bad_cursor_gives_the_first_page(pages: Pages, cursor: str, sort: str) -> None:
    scored("a", "Ada Novak", 60)
    assert names(pages(sort=sort, cursor=cursor)) == ["Ada Novak"]


def test_what_cannot_be_in_a_name_is_no_error(pages: Pages) -> None:
    person("a", "Bo Lind")
    assert names(pages(q="bo\0lind")) == ["Bo Lind"]
    assert names(pages(q="%_\\" * 400)) == []


def test_a_fit_score_stands_for_every_role_and_sorts_everybody_who_has_one(pages: Pages) -> None:
    person("a", "Ada Novak", experience=(), summary="", headline="")
    person("b", "Bo Lind")
    assert "of before" not in pages().text
    fitted()
    assert names(pages(sort="cto-fit")) == ["Bo Lind", "Ada Novak"]
    assert pages().text.count('without a model">Fit<') == 6
    assert names(pages(sort="cto-fit", q="ada")) == ["Ada Novak"]
    assert "Fit as CTO" in pages(sort="cto-fit").text


@pytest.mark.parametrize("stale", [{"profile_hash": "other"}, {"as_of": "2020-01"}, {"engine": 0}, {"phrases": 0}])
def test_a_fit_score_that_no_longer_holds_says_so_on_the_list(pages: Pages, stale: dict[str, Any]) -> None:
    person("a", "Ada Novak")
    fitted()
    FitScore.objects.filter(rubric__role__slug="cto").update(**stale)
    assert pages().text.count("Fit, of before") == 1


@pytest.mark.parametrize(("score", "disagree"), [(20, True), (95, False)])
def test_a_mark_says_where_fit_and_assessment_are_more_than_a_band_apart(
    pages: Pages, score: int, disagree: bool
) -> None:
    job = requested_job(person("a", "Ada Novak"))
    assessed = AssessmentFactory(job=job, score=score, band="Weak" if disagree else "Good")
    fitted()
    assert FitScore.objects.get(rubric__role__slug="cto", profile=assessed.profile).band in ("Good", "Strong")
    assert ("they disagree" in pages().text) == disagree


def test_counting_stops_where_the_page_stops_saying(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.candidates.COUNT_LIMIT", 1)
    person("a", "Bo Lind")
    assert "<b>1</b> person" in pages().text
    person("b", "Cy Moe")
    assert "<b>1,000+</b> people" in pages().text


@pytest.mark.parametrize("query", [{}, {"sort": "name", "q": "a"}, {"sort": "cto"}, {"sort": "cto-fit", "q": "a"}])
def test_seven_queries_however_many_people(
    pages: Pages, query: dict[str, str], django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        scored(f"s{number}", f"Ada {number}", 50 + number)
        requested_job(person(f"p{number}", f"Pia {number}"), "cio")
    fitted()
    with django_assert_max_num_queries(7):
        assert pages(**query).status_code == 200


def test_htmx_gets_the_list_alone_and_caches_keep_the_two_apart(signed_in: Client) -> None:
    person("a", "Bo Lind")
    part = signed_in.get("/candidates/", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="listing">')
    assert "HX-Request" in part["Vary"]
    going_back = signed_in.get("/candidates/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert going_back.text.startswith("<!doctype html>")


def test_names_are_escaped(pages: Pages) -> None:
    person("a", "<script>alert(1)</script>", headline='"><img src=x>')
    page = pages(q="<script>alert").text
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_role_without_a_rubric_has_no_column(pages: Pages) -> None:
    scored("a", "Ada Novak", 60)
    Rubric.objects.filter(role__slug="cto").update(is_active=False)
    assert [role.slug for role in pages().context["listing"].roles] == ["cio", "ciso"]


def test_only_staff_see_the_way_to_the_admin(pages: Pages, admin: Any, client: Client) -> None:
    assert "/admin/" not in pages().text
    client.force_login(admin)
    assert 'href="/admin/"' in client.get("/candidates/").text
