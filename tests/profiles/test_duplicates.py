"""People who may be in here twice: whom the search keeps, what is decided about them, whom a rule merges."""

from typing import Any

import pytest
from django.utils import timezone

from config.audit.models import SYSTEM, AuditEvent
from config.runs import engine, states
from config.runs.models import Run, State
from profiles import duplicates
from profiles.duplicates import dismiss, search_all, take_apart, unite
from profiles.imports import store
from profiles.merges import CannotMerge
from profiles.models import Duplicate, Merge, Profile
from profiles.sources import Record
from tests.factories import career, stored_profile

pytestmark = pytest.mark.django_db


def search() -> Run:
    search_all(actor=SYSTEM)
    run = states.claim()
    assert run
    engine.work_off(run)
    run.refresh_from_db()
    return run


def pairs() -> list[tuple[int, int, str]]:
    return list(Duplicate.objects.order_by("first", "second").values_list("first_id", "second_id", "state"))


def two(**changes: Any) -> tuple[Profile, Profile]:
    return stored_profile(), stored_profile("2", **changes)


def test_keeps_who_looks_like_one_person_with_the_reasons() -> None:
    first, second = two()
    stored_profile("3", full_name="Bo Ekholm", experience=(), education=())
    run = search()
    assert (run.state, run.done, run.total, run.counts) == (State.COMPLETED, 3, 3, {"alike": 1})
    assert pairs() == [(first.pk, second.pk, "suggested")]
    assert "Same name" in Duplicate.objects.get().reasons


def test_ends_well_where_nobody_is_there() -> None:
    assert search().state == State.COMPLETED


def test_one_search_at_a_time() -> None:
    assert search_all(actor=SYSTEM).pk == search_all(actor=SYSTEM).pk


def test_forgets_who_no_longer_looks_like_one_person() -> None:
    two()
    search()
    stored_profile("2", full_name="Bo Ekholm", experience=(), education=())
    search()
    assert pairs() == []


def test_leaves_alone_what_a_person_has_decided() -> None:
    first, second = two()
    search()
    dismiss(Duplicate.objects.get(), actor=SYSTEM)
    search()
    assert pairs() == [(first.pk, second.pk, "dismissed")]


def test_that_two_are_two_people_is_noted() -> None:
    first, second = two()
    search()
    dismiss(Duplicate.objects.get(), actor=SYSTEM)
    event = AuditEvent.objects.get(action="duplicate_dismissed")
    assert (event.subject, event.data) == (f"profile:{first.pk}", {"other": second.pk})


def test_passes_over_the_deleted() -> None:
    first, _ = two()
    Profile.objects.filter(pk=first.pk).update(deleted_at=timezone.now())
    search()
    assert pairs() == []


def test_begins_anew_after_it_was_interrupted() -> None:
    first, second = two()
    run = states.claim(search_all(actor=SYSTEM).pk)
    assert run
    next(duplicates.finding(run))  # its worker dies before anything is written
    run.refresh_from_db()
    assert (run.done, pairs()) == (2, [])
    engine.work_off(run)
    run.refresh_from_db()
    assert (run.done, pairs()) == (2, [(first.pk, second.pk, "suggested")])


def test_goes_back_to_waiting_when_its_worker_is_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    two()
    monkeypatch.setattr(engine.stop_requested, "is_set", lambda: True)
    assert (search().state, pairs()) == (State.WAITING, [])


def test_passes_over_who_was_erased_while_it_compared() -> None:
    _, second = two()
    run = states.claim(search_all(actor=SYSTEM).pk)
    assert run
    write = next(duplicates.finding(run))
    Profile.everyone.filter(pk=second.pk).delete()
    write()
    assert pairs() == []


def test_stops_when_somebody_cancels_it() -> None:
    two()
    run = states.claim(search_all(actor=SYSTEM).pk)
    assert run
    states.cancel(Run.objects.get(pk=run.pk))
    engine.work_off(run)
    assert pairs() == []


# --- deciding ------------------------------------------------------------------------------------


def test_who_looked_like_the_merged_one_is_compared_with_the_kept_one() -> None:
    (first, second), third = two(), stored_profile("3")
    search()
    unite(Duplicate.objects.get(first=first, second=second), **decision(first))
    assert pairs() == [(first.pk, third.pk, "suggested")]


def test_taken_apart_all_pairs_are_there_again() -> None:
    first, second = two()
    stored_profile("3")
    search()
    before = list(Duplicate.objects.order_by("first", "second").values("first", "second", "likeness", "reasons"))
    take_apart(unite(Duplicate.objects.get(first=first, second=second), **decision(second)), actor=SYSTEM)
    after = list(Duplicate.objects.order_by("first", "second").values("first", "second", "likeness", "reasons"))
    assert after == before


def test_whoever_comes_second_is_told() -> None:
    first, _ = two()
    search()
    pair = Duplicate.objects.get()
    dismiss(pair, actor=SYSTEM)
    with pytest.raises(CannotMerge, match=r"^Somebody has said already that these are two people\.$"):
        unite(pair, **decision(first))
    with pytest.raises(duplicates.CannotDecide, match=r"^Somebody has said already that these are two people\.$"):
        dismiss(pair, actor=SYSTEM)
    Duplicate.objects.all().delete()
    with pytest.raises(duplicates.CannotDecide, match=r"^These two have been decided about meanwhile\.$"):
        dismiss(pair, actor=SYSTEM)


def test_the_kept_one_is_one_of_the_two() -> None:
    two()
    third = stored_profile("3", full_name="Bo Ekholm", experience=(), education=())
    search()
    with pytest.raises(CannotMerge, match="which of the two"):
        unite(Duplicate.objects.get(), **decision(third))


def decision(kept: Profile) -> dict[str, Any]:
    return {"was": "suggested", "kept_id": kept.pk, "choices": {}, "actor": SYSTEM}


# --- by rule -----------------------------------------------------------------------------------


def come_verified(key: str, name: str, email: str = "home@example.com", **changes: Any) -> int | None:
    profile = career(full_name=name, email=email, linkedin_url="", **changes)
    return store(Record("shortlist", key, {"key": key}, profile, email_verified=True)).profile_id


def test_one_name_with_one_verified_email_is_one_person() -> None:
    assert come_verified("1", "Robert Fairburn") == come_verified("2", "Bob Fairburn")


@pytest.mark.parametrize("name", ["Ann Fairburn", "Robert Fairburn Jr.", "Robert Ekholm"])
def test_a_family_shares_its_mailbox(name: str) -> None:
    assert come_verified("1", "Robert Fairburn") != come_verified("2", name)


def test_a_mailbox_of_two_people_is_no_sign_for_a_third() -> None:
    both = {come_verified("1", "Robert Fairburn"), come_verified("2", "Ann Fairburn")}
    assert come_verified("3", "Ann Fairburn") not in both


def test_an_office_shares_its_mailbox() -> None:
    first = come_verified("1", "Maria Garcia", "info@example.com")
    assert come_verified("2", "Maria Garcia", "info@example.com") != first


def test_nobody_is_merged_for_a_likeness() -> None:
    two()
    search()
    assert not Merge.objects.exists()
