"""Two profiles become one, and two again exactly as they were."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.audit.models import SYSTEM, Actor, AuditEvent
from config.outbox.models import OutboxEvent
from profiles import merges, retention
from profiles.canonical import CanonicalProfile, Experience
from profiles.companies.choosing import choose_employer
from profiles.holds import release, standing_hold
from profiles.imports import Outcome, Result, store
from profiles.imports.judging import DryRun
from profiles.imports.matching import Incoming
from profiles.merges import CannotMerge
from profiles.models import Deletion, DeletionEntry, Duplicate, LegalHold, Merge, Profile, SourceRecord
from profiles.models import Experience as ExperienceRow
from profiles.models.people import CareerPart
from profiles.sources import Record
from tests.factories import career, stored_profile

pytestmark = pytest.mark.django_db
PERSON = Merge.Rule.PERSON


def two(**changes: Any) -> tuple[Profile, Profile]:
    """The same name and career from two sources; the second has `changes`."""
    return stored_profile(), stored_profile("2", **changes)


def merge(kept: Profile, merged: Profile, **more: Any) -> Merge:
    return merges.merge(kept.pk, merged.pk, rule=PERSON, actor=SYSTEM, **more)


def undo(done: Merge) -> None:
    merges.undo(done, actor=SYSTEM)


def said(profile_id: int) -> CanonicalProfile:
    return Profile.objects.with_career().get(pk=profile_id).canonical()


def pair(one: Profile, other: Profile, **columns: Any) -> Duplicate:
    first, second = sorted((one.pk, other.pk))
    return Duplicate.objects.create(first_id=first, second_id=second, likeness=70, reasons=["Same name"], **columns)


# --- one of two --------------------------------------------------------------------------------


def test_the_merged_profile_becomes_part_of_the_kept_one() -> None:
    kept, merged = two(phone="+46 31 555 01 00", city="Malmö")
    merge(kept, merged)
    assert not Profile.everyone.filter(pk=merged.pk).exists()
    assert SourceRecord.objects.filter(profile=kept).count() == 2
    assert (said(kept.pk).phone, said(kept.pk).city, said(kept.pk).email) == (
        "+46 31 555 01 00",
        "Malmö",
        "imara@example.com",
    )


def test_what_a_person_chose_wins_over_the_newest() -> None:
    kept, merged = two(headline="Chief Digital Officer")
    merge(kept, merged, choices={"headline": kept.source_records.get().pk})
    assert said(kept.pk).headline == "Chief Technology Officer"


def test_the_kept_profile_can_take_the_address_of_the_merged_one() -> None:
    address = "https://www.linkedin.com/in/imara-o"
    kept, merged = two(linkedin_url=address)
    merge(kept, merged)
    assert said(kept.pk).linkedin_url == address


def test_choices_of_other_records_are_refused() -> None:
    kept, merged = two()
    stranger = stored_profile("3", full_name="Somebody Else").source_records.get().pk
    with pytest.raises(CannotMerge, match="no longer there"):
        merge(kept, merged, choices={"headline": stranger})
    assert Profile.objects.filter(pk=merged.pk).exists()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda kept, merged: Profile.objects.filter(pk=merged.pk).update(deleted_at=timezone.now()), "was deleted"),
        (lambda kept, merged: Profile.objects.filter(pk=kept.pk).update(deleted_at=timezone.now()), "was deleted"),
        (lambda kept, merged: merged.delete(), "no longer here"),
        (lambda kept, merged: SourceRecord.objects.filter(profile=merged).delete(), "no source"),
        (lambda kept, merged: merge(kept, merged), "already"),
    ],
)
def test_refused_with_a_reason(make: Any, reason: str) -> None:
    kept, merged = two()
    number = merged.pk
    make(kept, merged)
    with pytest.raises(CannotMerge, match=reason):
        merges.merge(kept.pk, number, rule=PERSON, actor=SYSTEM)


def test_a_profile_is_not_merged_with_itself() -> None:
    kept = stored_profile()
    with pytest.raises(CannotMerge, match="not two"):
        merge(kept, kept)


def test_followers_and_the_audit_are_told() -> None:
    kept, merged = two()
    OutboxEvent.objects.all().delete()
    done = merge(kept, merged)
    told = set(OutboxEvent.objects.values_list("subject_id", "change"))
    assert told == {(kept.pk, "changed"), (merged.pk, "merged")}
    event = AuditEvent.objects.get(action="profiles_merged")
    assert event.subject == f"profile:{kept.pk}"
    assert event.data == {"merged": merged.pk, "merge": done.pk, "rule": "person"}


def test_what_a_person_chose_is_kept_at_the_next_import_of_another_source() -> None:
    kept, merged = two(headline="Chief Digital Officer")
    merge(kept, merged, choices={"headline": kept.source_records.get().pk})
    stored_profile("2", headline="Chief Operating Officer", city="Malmö")
    assert (said(kept.pk).headline, said(kept.pk).city) == ("Chief Technology Officer", "Malmö")


def test_what_a_person_chose_follows_its_own_source() -> None:
    kept, merged = two(headline="Chief Digital Officer")
    merge(kept, merged, choices={"headline": kept.source_records.get().pk})
    stored_profile(headline="Chief Product Officer")
    assert said(kept.pk).headline == "Chief Product Officer"


def test_a_later_import_of_the_merged_source_goes_to_the_kept_profile() -> None:
    kept, merged = two()
    merge(kept, merged)
    assert stored_profile("2", headline="Chief Operating Officer").pk == kept.pk
    assert said(kept.pk).headline == "Chief Operating Officer"


def test_the_record_of_a_merge_holds_no_personal_data() -> None:
    done = merge(*two(summary="Wrote the book on platforms."))
    for text in ("Imara", "Northwind", "example.com", "platforms"):
        assert text not in f"{done.moved}{done.choices_before}{done.merged_choices}"


# --- until when they are kept --------------------------------------------------------------------

EARLY, LATE = date(2030, 1, 1), date(2031, 5, 1)


def dates() -> list[date | None]:
    return list(Profile.objects.order_by("pk").values_list("keep_until", flat=True))


def keep_until(*days: date | None) -> list[Profile]:
    people = [stored_profile(str(number)) for number in range(1, len(days) + 1)]
    for profile, day in zip(people, days, strict=True):
        Profile.objects.filter(pk=profile.pk).update(keep_until=day)
    return people


@pytest.mark.parametrize(
    ("kept", "merged", "both"),
    [(EARLY, LATE, LATE), (LATE, EARLY, LATE), (None, LATE, None), (LATE, None, None), (None, None, None)],
)
def test_the_later_of_two_dates_to_keep_somebody_holds_and_none_is_for_ever(
    kept: date | None, merged: date | None, both: date | None
) -> None:
    done = merge(*keep_until(kept, merged))
    assert dates() == [both]
    undo(done)
    assert dates() == [kept, merged]


@pytest.mark.parametrize(
    ("kept", "merged", "both"),
    [
        (None, LATE, LATE),
        (None, date(2020, 1, 1), None),
        (date(2020, 1, 1), None, date(2026, 1, 11)),
        (LATE, None, LATE),
        (None, None, None),
    ],
)
def test_who_has_no_date_is_kept_as_long_as_everyone(
    settings: Any, kept: date | None, merged: date | None, both: date | None
) -> None:
    settings.RETENTION_DAYS = 10
    people = keep_until(kept, merged)
    Profile.objects.update(created_at=datetime(2026, 1, 1, 12, tzinfo=UTC))
    done = merge(*people)
    assert dates() == [both]
    undo(done)
    assert dates() == [kept, merged]


def test_a_date_set_since_the_merge_stays_when_it_is_undone() -> None:
    done = merge(*keep_until(EARLY, LATE))
    Profile.objects.update(keep_until=date(2040, 1, 1))
    undo(done)
    assert dates() == [date(2040, 1, 1), LATE]


def test_the_date_of_who_is_still_merged_goes_on_holding() -> None:
    kept, one, other = keep_until(EARLY, None, LATE)
    done = merge(kept, one)
    merge(kept, other)
    undo(done)
    assert dates() == [LATE, None]


def restored_from_retention(*people: Profile) -> None:
    deletion = Deletion.objects.create(criteria={"retention": True}, total=len(people))
    for profile in people:
        DeletionEntry.objects.create(deletion=deletion, profile=profile, state=DeletionEntry.State.RESTORED)


def test_who_was_restored_is_not_deleted_for_a_merge_or_its_undoing() -> None:
    kept, merged = keep_until(date(2021, 1, 1), date(2020, 1, 1))
    restored_from_retention(merged)
    done = merge(kept, merged)
    assert not retention.overdue().exists()
    undo(done)
    assert [profile.pk for profile in retention.overdue()] == [kept.pk]


def test_both_who_were_restored_from_one_deletion_stay() -> None:
    people = keep_until(date(2020, 1, 1), date(2020, 1, 1))
    restored_from_retention(*people)
    done = merge(*people)
    assert not retention.overdue().exists()
    undo(done)
    assert not retention.overdue().exists()


def test_what_another_of_the_merged_was_restored_from_stays_with_them() -> None:
    kept, one, other = keep_until(*[date(2020, 1, 1)] * 3)
    restored_from_retention(one, other)
    done = merge(kept, one)
    merge(kept, other)
    undo(done)
    assert not retention.overdue().exists()


def test_a_deletion_that_waits_for_the_merged_one_does_not_delete_the_kept_one() -> None:
    kept, merged = two()
    deletion = Deletion.objects.create(criteria={}, total=1)
    DeletionEntry.objects.create(deletion=deletion, profile=merged)
    merge(kept, merged)
    assert not deletion.entries.exists()


# --- holds, pairs, employers ---------------------------------------------------------------------


def holds() -> list[tuple[int, str]]:
    return list(LegalHold.objects.filter(released_at=None).order_by("profile_id").values_list("profile_id", "reason"))


def test_a_hold_on_the_merged_profile_stays_in_force() -> None:
    kept, merged = two()
    LegalHold.objects.create(profile=merged, reason="A lawsuit")
    done = merge(kept, merged)
    assert holds() == [(kept.pk, "A lawsuit")]
    undo(done)
    assert holds() == [(merged.pk, "A lawsuit")]


def held(*reasons: str) -> list[Profile]:
    """A profile for each, with a hold for that reason, or without one."""
    people = [stored_profile(str(number), city=f"City {number}") for number in range(1, len(reasons) + 1)]
    for profile, reason in zip(people, reasons, strict=True):
        if reason:
            LegalHold.objects.create(profile=profile, reason=reason)
    return people


def test_of_two_holds_one_stands_and_says_both_reasons_until_the_merge_is_undone() -> None:
    kept, merged = held("An audit", "A lawsuit")
    done = merge(kept, merged)
    standing = standing_hold(kept)
    assert standing
    assert standing.reason == "An audit; also: A lawsuit"
    undo(done)
    assert holds() == [(kept.pk, "An audit"), (merged.pk, "A lawsuit")]


@pytest.mark.parametrize("reasons", [("An audit", "A lawsuit", "A claim"), ("", "A lawsuit", "A claim")])
@pytest.mark.parametrize("first", [0, 1])
def test_holds_stand_again_in_whichever_order_merges_are_undone(reasons: tuple[str, ...], first: int) -> None:
    kept, *others = held(*reasons)
    before = holds()
    done = [merge(kept, other) for other in others]
    undo(done[first])
    assert {profile for profile, _ in holds()} == {kept.pk, others[first].pk}
    undo(done[1 - first])
    assert holds() == before


def test_a_hold_of_any_length_comes_back_as_it_was() -> None:
    kept, merged = held("a" * 500, "b" * 500)
    before = holds()
    undo(merge(kept, merged))
    assert holds() == before


def test_a_hold_released_for_both_stays_released_when_the_merge_is_undone(recruiter: User) -> None:
    kept, merged = held("An audit", "A lawsuit")
    done = merge(kept, merged)
    release(kept, actor=Actor(user_id=recruiter.pk))
    undo(done)
    assert holds() == []


def test_who_is_not_the_merged_one_is_not_the_kept_one() -> None:
    (kept, merged), third = two(), stored_profile("3")
    pair(kept, merged)
    pair(merged, third, state="dismissed")
    done = merge(kept, merged)
    assert list(Duplicate.objects.values_list("first", "second", "state")) == [(kept.pk, third.pk, "dismissed")]
    undo(done)
    states = {(each.first_id, each.second_id): each.state for each in Duplicate.objects.all()}
    assert states == {(kept.pk, merged.pk): "suggested", (merged.pk, third.pk): "dismissed"}


def employers(profile_id: int) -> list[str | None]:
    rows = ExperienceRow.objects.filter(profile=profile_id, employer_chosen=True)
    return list(rows.values_list("employer__name", flat=True))


def test_an_employer_that_a_person_chose_is_kept_through_a_merge_and_back() -> None:
    kept, merged = two()
    entry = ExperienceRow.objects.get(profile=merged, company="Northwind Health")
    choose_employer(entry, "Northwind Health of Gothenburg", is_new=True, actor=SYSTEM)
    done = merge(kept, merged)
    assert employers(kept.pk) == ["Northwind Health of Gothenburg"]
    undo(done)
    assert employers(merged.pk) == ["Northwind Health of Gothenburg"]


# --- two of one --------------------------------------------------------------------------------


def test_undone_the_profile_is_there_under_its_number() -> None:
    kept, merged = two(city="Malmö")
    undo(merge(kept, merged))
    back = Profile.objects.get(pk=merged.pk)
    assert (back.created_at, back.city, back.content_hash) == (merged.created_at, "Malmö", merged.content_hash)
    assert Profile.objects.get(pk=kept.pk).content_hash == kept.content_hash
    assert AuditEvent.objects.filter(action="merge_undone").count() == 1


def test_undone_both_have_their_own_address_again() -> None:
    kept, merged = two(linkedin_url="https://www.linkedin.com/in/imara-o")
    undo(merge(kept, merged))
    assert said(kept.pk).linkedin_url.endswith("okafor-lindqvist")
    assert said(merged.pk).linkedin_url.endswith("imara-o")


def test_choices_are_as_before_but_for_those_made_since() -> None:
    kept, merged = two(headline="Chief Digital Officer", city="Malmö")
    own, other = kept.source_records.get().pk, merged.source_records.get().pk
    Profile.objects.filter(pk=kept.pk).update(choices={"headline": own})
    done = merge(kept, merged, choices={"headline": other, "city": own})
    Profile.objects.filter(pk=kept.pk).update(choices={"headline": other, "city": own, "email": own})
    undo(done)
    assert Profile.objects.get(pk=kept.pk).choices == {"headline": own, "email": own}


@pytest.mark.parametrize("rounds", [1, 2])
def test_two_whose_merge_was_undone_can_be_merged_the_other_way_round_and_undone(rounds: int) -> None:
    kept, merged = two(headline="CTO")
    before = said(kept.pk), said(merged.pk)
    undo(merge(kept, merged))
    for _ in range(rounds):
        undo(merge(merged, kept))
        undo(merge(kept, merged))
    assert (said(kept.pk), said(merged.pk)) == before


def test_undoing_twice_is_told() -> None:
    done = merge(*two())
    undo(done)
    with pytest.raises(CannotMerge, match="already"):
        undo(done)
    assert Profile.objects.count() == 2


def test_what_was_imported_for_the_merged_source_since_goes_back_with_it() -> None:
    kept, merged = two()
    done = merge(kept, merged)
    stored_profile("2", headline="Chief Operating Officer")
    undo(done)
    assert (said(kept.pk).headline, said(merged.pk).headline) == ("Chief Technology Officer", "Chief Operating Officer")


def test_not_while_the_kept_profile_is_deleted() -> None:
    kept, merged = two()
    done = merge(kept, merged)
    Profile.objects.filter(pk=kept.pk).update(deleted_at=timezone.now())
    with pytest.raises(CannotMerge, match="Restore it first"):
        undo(done)


def test_not_when_its_address_belongs_to_somebody_else_by_now() -> None:
    address = "https://www.linkedin.com/in/imara-o"
    kept, merged = two(linkedin_url=address)
    done = merge(kept, merged, choices={"linkedin_url": kept.source_records.get().pk})
    stored_profile("3", linkedin_url=address)
    with pytest.raises(CannotMerge, match="belongs to another profile"):
        undo(done)
    assert not Profile.everyone.filter(pk=merged.pk).exists()


def test_not_when_nothing_is_left_of_it() -> None:
    kept, merged = two()
    done = merge(kept, merged)
    SourceRecord.objects.filter(pk__in=done.moved["profiles_sourcerecord"]).delete()
    with pytest.raises(CannotMerge, match="Nothing is left"):
        undo(done)


def test_the_later_merge_is_undone_first() -> None:
    (middle, last), first = two(), stored_profile("3")
    earlier = merge(middle, last)
    later = merge(first, middle)
    assert merges.became(last.pk) == first.pk
    with pytest.raises(CannotMerge, match=f"profile {first.pk} since"):
        undo(earlier)
    undo(later)
    undo(Merge.objects.get(pk=earlier.pk))
    hashes = {each.pk: each.content_hash for each in (first, middle, last)}
    assert dict(Profile.objects.values_list("pk", "content_hash")) == hashes


def test_merges_into_one_profile_are_undone_in_any_order() -> None:
    (kept, second), third = two(city="Malmö"), stored_profile("3", city="Lund")
    one, two_ = merge(kept, second), merge(kept, third)
    undo(one)
    undo(two_)
    assert [said(each.pk).city for each in (kept, second, third)] == ["Gothenburg", "Malmö", "Lund"]


# --- by rule, undone, and imported again ---------------------------------------------------------

ADDRESS = "https://www.linkedin.com/in/imara-o"


def come(key: str, **changes: Any) -> Result:
    profile = career(**{"linkedin_url": "", "email": "", **changes})
    payload = profile.model_dump(mode="json")
    return store(Record("shortlist", key, payload, profile, email_verified=bool(profile.email)))


def merged_by_address() -> tuple[Result, Result, Merge]:
    """The first and the second, whose address the first's source then says too."""
    first, second = come("1", city="Malmö"), come("2", linkedin_url=ADDRESS)
    come("1", city="Malmö", linkedin_url=ADDRESS)
    return first, second, Merge.objects.get(rule=Merge.Rule.SAME_URL)


def addresses() -> dict[int, str]:
    return dict(Profile.objects.values_list("pk", "linkedin_url"))


def test_a_merge_by_address_can_be_undone_and_the_merged_one_has_it_again() -> None:
    first, second, done = merged_by_address()
    undo(done)
    assert addresses() == {first.profile_id: "", second.profile_id: ADDRESS}


def test_the_kept_one_has_its_earlier_address_again() -> None:
    own = career().linkedin_url
    first, second = come("1", linkedin_url=own), come("2", linkedin_url=ADDRESS)
    for address in (own, ADDRESS):  # another source says the same address, and then another
        store(Record("jsonresume", "7", {"says": address}, career(linkedin_url=address)))
    done = Merge.objects.get(kept=first.profile_id)
    assert addresses() == {first.profile_id: ADDRESS}
    undo(done)
    assert addresses() == {first.profile_id: own, second.profile_id: ADDRESS}


def test_the_same_record_after_the_undoing_merges_nobody_and_is_told() -> None:
    first, second, done = merged_by_address()
    undo(done)
    again = come("1", city="Malmö", linkedin_url=ADDRESS)
    assert again.outcome == Outcome.REFUSED
    assert f"belongs to profile {second.profile_id}" in again.reason
    assert f"not the same person as profile {first.profile_id}" in again.reason
    assert Profile.objects.count() == 2


def test_the_records_next_address_is_taken() -> None:
    first, second, done = merged_by_address()
    undo(done)
    own = "https://www.linkedin.com/in/imara-of-malmo"
    assert come("1", city="Malmö", linkedin_url=own).outcome == Outcome.CHANGED
    assert addresses() == {first.profile_id: own, second.profile_id: ADDRESS}


def test_payloads_read_again_do_not_take_the_address_back(capsys: pytest.CaptureFixture[str]) -> None:
    first, second, done = merged_by_address()
    undo(done)
    call_command("reextract", apply=True)
    assert addresses() == {first.profile_id: "", second.profile_id: ADDRESS}


def test_undone_by_a_person_an_address_that_both_say_merges_them_no_more() -> None:
    first, second = come("1", city="Malmö"), come("2", linkedin_url=ADDRESS)
    assert first.profile_id
    assert second.profile_id
    done = merges.merge(first.profile_id, second.profile_id, rule=PERSON, actor=SYSTEM)
    come("1", city="Malmö", linkedin_url=ADDRESS)
    undo(done)
    assert addresses() == {first.profile_id: "", second.profile_id: ADDRESS}
    assert come("1", city="Malmö", linkedin_url=ADDRESS).outcome == Outcome.REFUSED


def two_people(**second: Any) -> tuple[int, int]:
    """Two of one name about whom somebody has said so; the second with these signs."""
    one, other = come("1").profile_id, come("2", **second).profile_id
    assert one
    assert other
    Duplicate.objects.create(first_id=one, second_id=other, likeness=90, reasons=[], state="dismissed")
    return one, other


def test_no_address_merges_two_people() -> None:
    one, other = two_people(linkedin_url=ADDRESS)
    told = come("1", linkedin_url=ADDRESS)
    assert (told.outcome, Profile.objects.count()) == (Outcome.REFUSED, 2)
    assert str(one) in told.reason
    assert str(other) in told.reason


def test_no_verified_email_merges_two_people() -> None:
    one, _ = two_people(email="imara@example.com")
    told = come("1", email="imara@example.com")
    assert (told.outcome, told.profile_id, Profile.objects.count()) == (Outcome.CHANGED, one, 2)


def test_a_check_knows_who_are_two_people() -> None:
    two_people(linkedin_url=ADDRESS)
    profile = career(linkedin_url=ADDRESS, email="")
    (told,) = DryRun().judge([Incoming.of(Record("shortlist", "1", {}, profile))])
    assert told.outcome == Outcome.REFUSED


# --- any two -------------------------------------------------------------------------------------

_texts = st.sampled_from(("", "Malmö", "Chief Digital Officer", "+46 31 555 01 00"))
_jobs = st.lists(
    st.builds(
        Experience,
        title=st.sampled_from(("CTO", "CIO", "Head of IT")),
        company=st.sampled_from(("", "Northwind Health", "Bluefjord Payments")),
        start=st.sampled_from((None, "2014", "2019-03")),
    ),
    max_size=4,
).map(tuple)
_careers = st.builds(
    lambda **fields: career(**fields),
    full_name=st.sampled_from(("Imara Okafor", "I. Okafor")),
    headline=_texts,
    phone=_texts,
    city=_texts,
    country=_texts,
    linkedin_url=st.just(""),
    email=st.sampled_from(("", "imara@example.com")),
    experience=_jobs,
    skills=st.sampled_from(((), ("Go",), ("Go", "Rust"))),
)


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everybody's rows, but for when they were written and the numbers of those that are written anew."""
    passing = {"id", "created_at", "updated_at"}
    kept = {"profiles_profile": {"updated_at"}, "profiles_sourcerecord": {"updated_at"}}
    return {
        model._meta.db_table: sorted(
            (
                {name: value for name, value in row.items() if name not in kept.get(model._meta.db_table, passing)}
                for row in model._base_manager.values()
            ),
            key=str,
        )
        for model in (Profile, SourceRecord, *CareerPart.__subclasses__())
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tellings=st.lists(_careers, min_size=2, max_size=4), split=st.integers(1, 3), chosen=st.sampled_from((None, 0)))
def test_merge_then_undo_changes_nobody(
    db: None, tellings: list[CanonicalProfile], split: int, chosen: int | None
) -> None:
    Profile.everyone.all().delete()
    split = min(split, len(tellings) - 1)
    ids = []
    for place, profile in enumerate(tellings):
        record = Record(source="shortlist", key=str(place), payload={"n": place}, profile=profile, warnings=())
        ids.append(store(record).profile_id)
    for place in range(len(tellings)):  # several sources each
        SourceRecord.objects.filter(key=str(place)).update(profile_id=ids[0] if place < split else ids[split])
    Profile.objects.exclude(pk__in=(ids[0], ids[split])).delete()
    merges.rebuild([ids[0], ids[split]])
    before = rows()
    choices = {"headline": SourceRecord.objects.order_by("pk")[chosen].pk} if chosen is not None else {}
    done = merges.merge(ids[0], ids[split], rule=PERSON, actor=SYSTEM, choices=choices)
    undo(done)
    assert rows() == before


# --- at once -----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_double_click_merges_once() -> None:
    kept, merged = two()

    def click(_: int) -> str:
        try:
            merges.merge(kept.pk, merged.pk, rule=PERSON, actor=SYSTEM)
            return "merged"
        except CannotMerge as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(click, range(4)))
    assert answers == [f"Profile {merged.pk} is part of profile {kept.pk} already."] * 3 + ["merged"]
    assert Merge.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_opposite_merges_one_is_made() -> None:
    one, other = two()

    def click(kept: int) -> bool:
        try:
            merges.merge(kept, one.pk + other.pk - kept, rule=PERSON, actor=SYSTEM)
            return True
        except CannotMerge:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(click, (one.pk, other.pk))) == [False, True]
    assert Profile.objects.count() == 1
