"""The pages of duplicates: the list, two side by side, merging with a choice per field, and undo."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from config.runs.models import Run
from profiles.models import Duplicate, Merge, Profile
from tests.factories import career, stored_profile

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(db: None) -> Duplicate:
    """The newer one says another headline, and a city that the older one does not say."""
    older = stored_profile(city="", country="")
    newer = stored_profile("2", headline="Chief Digital Officer", city="Malmö")
    return Duplicate.objects.create(first=older, second=newer, likeness=87, reasons=["Same name", "Same school"])


def decided(client: Client, pair: Duplicate, **more: object) -> str:
    data = {"was": pair.state, "kept": pair.first_id, **more}
    return client.post(f"/duplicates/{pair.pk}/merge/", data, follow=True).text


def record_of(profile: Profile) -> int:
    return profile.source_records.get().pk


def test_the_list_shows_both_and_why(signed_in: Client, pair: Duplicate) -> None:
    page = signed_in.get("/duplicates/").text
    for said in ("Imara Okafor-Lindqvist", "Chief Digital Officer", "Same name · Same school", "87"):
        assert said in page


@pytest.mark.parametrize("place", ["first", "second"])
@pytest.mark.parametrize("state", ["suggested", "dismissed"])
def test_no_pair_with_somebody_deleted_is_shown(signed_in: Client, pair: Duplicate, place: str, state: str) -> None:
    Duplicate.objects.update(state=state)
    Profile.objects.filter(pk=getattr(pair, f"{place}_id")).update(deleted_at=timezone.now())
    assert f"/duplicates/{pair.pk}/" not in signed_in.get(f"/duplicates/?state={state}").text
    assert "changed or gone" in signed_in.get(f"/duplicates/{pair.pk}/", follow=True).text
    assert "changed or gone" in decided(signed_in, pair)
    assert not Merge.objects.exists()


def test_what_differs_is_to_choose_and_the_newest_is_chosen(signed_in: Client, pair: Duplicate) -> None:
    page = signed_in.get(f"/duplicates/{pair.pk}/").text
    chosen = re.findall(r'name="choice-(\w+)" value="(\d+)" checked', page)
    assert chosen == [("headline", str(record_of(pair.second)))]
    assert "Same name" in page


def test_of_two_careers_the_fuller_one_is_proposed(signed_in: Client) -> None:
    fuller = stored_profile()
    newer = stored_profile("2", experience=[career().experience[0]])
    assert len(career().experience) > 1
    both = Duplicate.objects.create(first=fuller, second=newer, likeness=87, reasons=["Same name"])
    page = signed_in.get(f"/duplicates/{both.pk}/").text
    assert f'name="choice-experience" value="{record_of(fuller)}" checked' in page
    assert "has more" in page


def test_merging_keeps_the_choice_of_each_field(signed_in: Client, pair: Duplicate) -> None:
    page = decided(signed_in, pair, **{"choice-headline": record_of(pair.first)})
    kept = Profile.objects.get()
    assert (kept.pk, kept.headline, kept.city) == (pair.first_id, "Chief Technology Officer", "Malmö")
    assert f"Profile {pair.second_id} is now part of" in page


def test_the_newer_profile_can_be_kept(signed_in: Client, pair: Duplicate) -> None:
    decided(signed_in, pair, kept=pair.second_id)
    assert Profile.objects.get().pk == pair.second_id


def test_a_merge_is_undone_with_one_click(signed_in: Client, pair: Duplicate) -> None:
    decided(signed_in, pair)
    page = signed_in.post(f"/duplicates/merged/{Merge.objects.get().pk}/undo/", follow=True).text
    assert "are two again" in page
    headlines = dict(Profile.objects.values_list("pk", "headline"))
    assert headlines == {pair.first_id: "Chief Technology Officer", pair.second_id: "Chief Digital Officer"}


def test_a_merge_into_somebody_deleted_since_is_not_shown(signed_in: Client, pair: Duplicate) -> None:
    decided(signed_in, pair)
    merge = Merge.objects.get()
    assert "Imara" in signed_in.get("/duplicates/merged/").text
    Profile.objects.update(deleted_at=timezone.now())
    assert "Imara" not in signed_in.get("/duplicates/merged/").text
    assert "Imara" not in signed_in.get(f"/duplicates/?merged={merge.pk}").text


def test_two_people_are_not_suggested_again(signed_in: Client, pair: Duplicate) -> None:
    assert "They are two people" in signed_in.post(f"/duplicates/{pair.pk}/dismiss/", follow=True).text
    assert "Imara" not in signed_in.get("/duplicates/").text
    assert "Imara" in signed_in.get("/duplicates/?state=dismissed").text
    assert "recruiter has said that they are two people" in signed_in.get(f"/duplicates/{pair.pk}/").text


def test_who_decides_second_is_told(signed_in: Client, pair: Duplicate) -> None:
    signed_in.post(f"/duplicates/{pair.pk}/dismiss/")
    assert "recruiter has said already that these are two people." in decided(signed_in, pair)
    assert Profile.objects.count() == 2


def test_the_address_of_a_merged_pair_tells_what_became_of_it(signed_in: Client, pair: Duplicate) -> None:
    decided(signed_in, pair)
    page = signed_in.get(f"/duplicates/{pair.pk}/", follow=True).text
    assert "These two were merged by recruiter on " in page
    assert f'<a href="/candidates/{pair.first_id}/">Imara Okafor-Lindqvist</a> now.' in page
    assert "These two were merged by recruiter" in decided(signed_in, pair)


def test_the_address_of_a_pair_leads_to_the_pair_that_they_are_again(signed_in: Client, pair: Duplicate) -> None:
    decided(signed_in, pair)
    signed_in.post(f"/duplicates/merged/{Merge.objects.get().pk}/undo/")
    again = Duplicate.objects.get()
    assert again.pk != pair.pk
    assert signed_in.get(f"/duplicates/{pair.pk}/").headers["Location"] == f"/duplicates/{again.pk}/"
    decided(signed_in, again)
    assert "These two were merged" in signed_in.get(f"/duplicates/{pair.pk}/", follow=True).text


def test_of_a_pair_that_no_merge_tells_of_it_is_said_neutrally(signed_in: Client) -> None:
    page = signed_in.get("/duplicates/7/", follow=True).text
    assert "These two have been decided about meanwhile, or one of them has changed or gone." in page


@pytest.mark.parametrize("kept", ["", "x", "0", "9" * 30, "²"])
def test_whom_to_keep_has_to_be_said(signed_in: Client, pair: Duplicate, kept: str) -> None:
    assert "Say which of the two" in decided(signed_in, pair, kept=kept)


def test_a_search_is_begun_once(signed_in: Client) -> None:
    for _ in range(2):
        signed_in.post("/duplicates/look/")
    assert Run.objects.filter(kind="find-duplicates").count() == 1
