"""Followers read every change once its transaction has ended, in an order that nothing slips into later."""

import threading

import pytest
from django.db import connection, transaction

from config.outbox.models import OutboxEvent, announce
from tests.concurrency import all_settle

pytestmark = pytest.mark.django_db(transaction=True)

CREATED = OutboxEvent.Change.CREATED


def test_an_event_is_settled_when_no_earlier_one_can_appear() -> None:
    announced, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            announce("profile", CREATED, [1])
            announced.set()
            may_end.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    announced.wait(10)
    announce("profile", CREATED, [2])
    before = list(OutboxEvent.objects.settled().values_list("subject_id", flat=True))
    may_end.set()
    thread.join()
    assert before == []
    all_settle()
    assert list(OutboxEvent.objects.settled().values_list("subject_id", flat=True)) == [1, 2]


def test_a_follower_goes_on_behind_what_it_has_read() -> None:
    announce("profile", CREATED, [1, 2])
    announce("profile", CREATED, [3])
    all_settle()
    first = OutboxEvent.objects.settled().first()
    assert first
    rest = OutboxEvent.objects.settled().after(first.transaction, first.pk)
    assert list(rest.values_list("subject_id", flat=True)) == [2, 3]


def test_what_is_rolled_back_was_never_announced() -> None:
    with transaction.atomic():
        announce("profile", CREATED, [1])
        transaction.set_rollback(True)
    assert not OutboxEvent.objects.exists()
