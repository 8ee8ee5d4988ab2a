"""The export: right cells, harmless to spreadsheets, streamed."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import Client

from config.access.problems import Problem
from config.audit.models import SYSTEM, AuditEvent
from config.outbox.models import OutboxReader
from profiles.models import Role
from scoring import fitting
from scoring.exports import response, stream
from scoring.models import FitScore
from tests.factories import AssessmentFactory, career, stored_profile

pytestmark = pytest.mark.django_db


def _rows(client: Client, query: str = "role=cto") -> list[dict[str, str]]:
    answer = client.get(f"/api/v1/exports/candidates.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode())))


def test_csv_has_a_row_per_candidate_with_score_and_versions(api: Callable[..., Client]) -> None:
    assessment = AssessmentFactory(key="1")
    (row,) = _rows(api("read"))
    assert row["full_name"] == assessment.profile.full_name
    assert (row["score"], row["band"], row["role"], row["is_llm"]) == ("72", "Good", "cto", "f")
    assert (row["template_version"], row["rubric_version"], row["current_company"]) == ("1", "2", "Northwind Health")
    assert row["assessed_at"].endswith("Z")


def test_a_fit_score_is_exported_with_whether_it_still_holds(api: Callable[..., Client]) -> None:
    profile = stored_profile()
    assert _rows(api("read"))[0]["fit_score"] == ""
    fitting.rescore([profile.pk], fitting.active_rubrics(), fitting.this_month())
    (row,) = _rows(api("read"))
    fit = FitScore.objects.get(profile=profile, rubric__role__slug="cto")
    assert (row["fit_score"], row["fit_band"], row["fit_as_of"]) == (str(fit.overall), fit.band, fitting.this_month())
    assert (row["fit_confidence"], row["fit_rubric_version"], row["fit_is_current"]) == (str(fit.confidence), "2", "t")
    OutboxReader.objects.create(name="fit")
    assert _rows(api("read"))[0]["fit_is_current"] == "f"


def test_candidate_without_a_score_is_exported_without_one(api: Callable[..., Client]) -> None:
    stored_profile()
    (row,) = _rows(api("read"))
    assert (row["score"], row["model"], row["is_llm"]) == ("", "", "f")


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2", "@cmd", "\t=1"])
def test_cell_that_a_spreadsheet_would_run_is_made_harmless(api: Callable[..., Client], text: str) -> None:
    profile = stored_profile()
    type(profile).objects.filter(pk=profile.pk).update(headline=text)
    (row,) = _rows(api("read"))
    assert row["headline"] == f"'{text}"


def test_quotes_commas_and_line_breaks_survive(api: Callable[..., Client]) -> None:
    profile = stored_profile(headline='CTO, "interim"')
    type(profile).objects.filter(pk=profile.pk).update(city="Two\nlines")
    (row,) = _rows(api("read"))
    assert (row["headline"], row["city"]) == ('CTO, "interim"', "Two\nlines")


def test_ndjson_has_an_object_per_line(api: Callable[..., Client]) -> None:
    stored_profile(headline='back\\slash "quoted" =1')
    AssessmentFactory(key="2")
    answer = api("read").get("/api/v1/exports/candidates.ndjson?role=cto")
    rows = [json.loads(line) for line in answer.getvalue().decode().splitlines()]
    assert rows[0]["headline"] == 'back\\slash "quoted" =1'
    assert (rows[0]["score"], rows[1]["score"]) == (None, 72)


def test_export_is_filtered_by_name_like_the_list(api: Callable[..., Client]) -> None:
    stored_profile("a", full_name="Ansa Berg")
    stored_profile("b", full_name="Bela Curie")
    assert [row["full_name"] for row in _rows(api("read"), "role=cto&q=curie")] == ["Bela Curie"]


def test_export_is_audited_without_what_was_searched_for(api: Callable[..., Client]) -> None:
    _rows(api("read"), "role=cto&q=curie")
    event = AuditEvent.objects.get(action="exported")
    assert event.data == {"format": "csv", "filtered": True}


def test_unknown_role_is_refused(api: Callable[..., Client]) -> None:
    answer = api("read").get("/api/v1/exports/candidates.csv?role=ceo")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_export_comes_in_blocks_and_in_one_query(cto: Role, django_assert_num_queries: Any) -> None:
    for number in range(20):
        stored_profile(f"n{number}", headline=f"H {number}")
    with django_assert_num_queries(0):  # COPY goes past Django's query log; nothing else may be asked
        blocks = list(stream(cto, "csv"))
    assert len(blocks) > 1


def test_command_writes_what_the_endpoint_answers(api: Callable[..., Client], tmp_path: Path) -> None:
    AssessmentFactory(key="1")
    target = tmp_path / "out.csv"
    call_command("export_candidates", role="cto", output=target)
    assert target.read_bytes() == api("read").get("/api/v1/exports/candidates.csv?role=cto").getvalue()
    with pytest.raises(CommandError, match="no role “ceo”"):
        call_command("export_candidates", role="ceo")


def test_name_is_not_part_of_the_file_name(api: Callable[..., Client]) -> None:
    answer = api("read").get(f"/api/v1/exports/candidates.csv?role=cto&q={career().full_name}")
    answer.getvalue()
    assert answer["Content-Disposition"] == 'attachment; filename="candidates-cto.csv"'


def _statement_timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return str(cursor.fetchone()[0])


def test_export_has_a_time_out_of_its_own(cto: Role) -> None:
    b"".join(response(cto, "csv", name="", actor=SYSTEM))
    assert _statement_timeout() == "10min"  # of the transaction, which is here the test's


@pytest.mark.django_db(transaction=True)
def test_time_out_of_an_export_ends_with_it(cto: Role) -> None:
    before = _statement_timeout()
    stored_profile()
    abandoned = stream(cto, "csv", longest_seconds=600)
    next(abandoned)
    abandoned.close()
    list(stream(cto, "csv", longest_seconds=600))
    assert _statement_timeout() == before != "10min"


@pytest.mark.usefixtures("_connection_outlives_requests")
def test_third_export_at_once_is_asked_to_come_back(cto: Role, api: Callable[..., Client]) -> None:
    under_way = [response(cto, "csv", name="", actor=SYSTEM) for _ in range(2)]
    refused = api("read").get("/api/v1/exports/candidates.csv?role=cto")
    assert (refused.status_code, refused["Content-Type"]) == (503, "application/problem+json")
    assert int(refused["Retry-After"]) > 0
    assert AuditEvent.objects.filter(action="exported").count() == 2
    for export in under_way:
        export.close()


@pytest.fixture
def _connection_outlives_requests() -> Iterator[None]:
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.mark.usefixtures("_connection_outlives_requests")
@pytest.mark.parametrize("end", ["finished", "disconnected", "never read", "dropped"])
def test_export_gives_its_place_back_however_it_ends(cto: Role, end: str) -> None:
    for number in range(20):
        stored_profile(f"n{number}")
    for _ in range(5):
        export = response(cto, "csv", name="", actor=SYSTEM)  # raises where no place is left
        if end == "finished":
            assert len(export.getvalue().splitlines()) == 21
        if end == "disconnected":
            next(iter(export))
        if end != "dropped":
            export.close()
    del export
    with pytest.raises(Problem):
        _ = [response(cto, "csv", name="", actor=SYSTEM) for _ in range(3)]
