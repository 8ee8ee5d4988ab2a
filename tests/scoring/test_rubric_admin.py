"""An admin reads a rubric, makes a new version of it by a form, sees its effect, and activates it."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from lxml import html

from config.runs import engine
from config.runs.models import Run
from scoring.measure_words import KINDS, TOLD
from scoring.models import Rubric, RubricActivation
from scoring.rubric_forms import RubricForm
from tests.factories import rubric_draft, stored_profile

pytestmark = pytest.mark.django_db


def rubric_of(role: str = "cto") -> Rubric:
    return Rubric.objects.with_past().get(role__slug=role, is_active=True)


def page_of(rubric: Rubric, page: str = "change") -> str:
    return f"/admin/scoring/rubric/{rubric.pk}/{page}/"


def filled(client: Client, rubric: Rubric) -> dict[str, Any]:
    """What a browser sends of the form as it opens."""
    return sent(client.get(page_of(rubric, "new-version")).content.decode())


def sent(page: str) -> dict[str, Any]:
    form = html.fromstring(page).get_element_by_id("rubric-form")
    data: dict[str, Any] = {"note": "Sharper."}
    for name, value in form.form_values():
        if name not in ("note", "csrfmiddlewaretoken"):
            data.setdefault(name, []).append(value.removeprefix("\n"))  # as browsers do to a text area
    return data


def save(client: Client, rubric: Rubric, **changes: Any) -> str:
    answer = client.post(page_of(rubric, "new-version"), {**filled(client, rubric), **changes}, follow=True)
    assert answer.status_code == 200
    return text_of(answer.content.decode())


def text_of(page: str) -> str:
    words = " ".join(html.fromstring(page).get_element_by_id("main").itertext()).split()
    return " ".join(words).replace(" :", ":").replace(" ,", ",")


def newest(role: str = "cto") -> Rubric:
    return Rubric.objects.with_past().filter(role__slug=role).latest("version")


def place(rubric: Rubric, key: str) -> str:
    """The prefix of a criterion's fields."""
    return next(
        f"categories-{number}-criteria-{place}"
        for number, category in enumerate(rubric.content.categories)
        for place, criterion in enumerate(category.criteria)
        if criterion.key == key
    )


@pytest.mark.parametrize("role", ["cto", "cio", "ciso"])
def test_the_form_says_the_same_rubric_again(signed_in_admin: Client, role: str) -> None:
    rubric = rubric_of(role)
    form = RubricForm(querydict(filled(signed_in_admin, rubric)))
    assert form.is_valid(), form.problems
    assert form.definition.model_dump(mode="json") == rubric.content.model_dump(mode="json")


def querydict(data: dict[str, Any]) -> Any:
    return RequestFactory().post("/", data).POST


def test_saving_without_a_change_makes_no_version(signed_in_admin: Client) -> None:
    rubric = rubric_of()
    assert "Nothing differs from CTO rubric v2" in save(signed_in_admin, rubric)
    assert newest() == rubric


def test_a_change_is_the_next_version_a_draft_with_author_and_note(signed_in_admin: Client, admin: User) -> None:
    rubric = rubric_of()
    page = save(signed_in_admin, rubric, **{f"{place(rubric, 'team_scale')}-name": "Teams"})
    assert "Saved as CTO rubric v3. It is a draft" in page
    made = newest()
    assert (made.version, made.state, made.author, made.note) == (3, "draft", admin, "Sharper.")
    assert "Teams" in {criterion.name for criterion in made.content.criteria}
    assert rubric_of() == rubric


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("weight", "6", "The weights add up to 96, not to 100."),
        ("weight", "0", "Criterion “Team scale”, Weight: Ensure this value is greater than or equal to 1."),
        ("name", "", "Criterion “”, Name: This field is required."),
        ("name", "x" * 81, "Name: Ensure this value has at most 80 characters (it has 81)."),
        ("description", "", "Criterion “Team scale”, Description: This field is required."),
        ("key", "Team Scale", "Criterion “Team scale”, Key: Small letters, digits and _, and a letter first."),
        ("key", "education", "Criterion “Education”, Key: “education” is there already."),
        ("measures-0-steps", "10: 40, 5: 20", "Steps go up, in value and in percent."),
        ("measures-0-steps", "ten: 40", "measure “People led”, People: percent: “ten: 40” is not like “100: 70”."),
        ("measures-0-steps", "10: 400", "measure “People led”, People: percent: Input should be less than or equal"),
        ("measures-0-weight", "", "measure “People led”, Weight: This field is required."),
        ("measures-1-level", "emperor", "measure “Size of the company”, At this level or above: Select a valid choice"),
        ("name", "Age", "“Age” asks for age: “age” in its name. Nobody may be scored by that."),
    ],
)
def test_what_is_wrong_is_told_at_its_place(signed_in_admin: Client, field: str, value: str, problem: str) -> None:
    rubric = rubric_of()
    page = save(signed_in_admin, rubric, **{f"{place(rubric, 'team_scale')}-{field}": value})
    assert problem in page
    assert "Not saved." in page
    assert newest() == rubric


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("note", "", "What you change, and why: This field is required."),
        ("functions", "magic: 100", "There is no magic; there are technology, information"),
        ("functions", "", "Without any, no fit score can be made."),
        ("teams", "", "People led: percent: This field is required."),
        ("bands-0-threshold", "60", "Bands go from the highest threshold down to 0."),
        ("bands-0-name", "Good", "Band “Good”, Name: “Good” is there already."),
        ("categories-0-key", "company_scale", "Category “Company scale”, Key: “company_scale” is there already."),
        ("categories-0-name", "Nationality", "“Nationality” asks for origin: “nationality” in its name."),
    ],
)
def test_what_is_wrong_with_the_whole_is_told(signed_in_admin: Client, field: str, value: str, problem: str) -> None:
    rubric = rubric_of()
    assert problem in save(signed_in_admin, rubric, **{field: value})
    assert newest() == rubric


def test_what_was_typed_stays_where_it_was_refused(signed_in_admin: Client) -> None:
    rubric = rubric_of()
    changed = {**filled(signed_in_admin, rubric), f"{place(rubric, 'team_scale')}-name": ["Marital status"]}
    answer = signed_in_admin.post(page_of(rubric, "new-version"), changed)
    assert sent(answer.content.decode()) == changed


def test_a_proxy_is_saved_and_warned_about(signed_in_admin: Client) -> None:
    rubric = rubric_of()
    page = save(signed_in_admin, rubric, **{f"{place(rubric, 'education')}-description": "A top university."})
    warning = (
        "“Education” says “top university” in its description, which often stands in for where somebody comes from"
    )
    assert warning in page
    assert newest().version == 3
    for other in ("new-version", "effect"):
        assert warning in text_of(signed_in_admin.get(page_of(newest(), other)).content.decode())


def test_rows_are_added_by_the_server_and_say_nothing_yet_of_what_is_missing(signed_in_admin: Client) -> None:
    rubric = rubric_of()
    data = {**filled(signed_in_admin, rubric), "_add": "categories"}
    for rows in ("categories", "categories-5-criteria-0-measures", "categories-5-criteria", "bands"):
        data |= {"_add": rows, "categories-5-criteria-0-measures-new": "education"}
        page = signed_in_admin.post(page_of(rubric, "new-version"), data).content.decode()
        assert "This field is required" not in page
        data = sent(page)
    assert data["categories-5-criteria-TOTAL_FORMS"] == ["2"]
    assert data["categories-5-criteria-0-measures-0-kind"] == ["education"]
    assert "doctorate: 100" in data["categories-5-criteria-0-measures-0-degrees"][0]
    assert data["bands-TOTAL_FORMS"] == ["5"]
    assert newest() == rubric


def test_an_added_criterion_is_saved_with_a_key_from_its_name(signed_in_admin: Client) -> None:
    rubric = rubric_of()
    data = {**filled(signed_in_admin, rubric), "_add": "categories-0-criteria"}
    added = sent(signed_in_admin.post(page_of(rubric, "new-version"), data).content.decode())
    new = {"name": "Café sourcing", "description": "Buys coffee.", "weight": "5"}
    added |= {f"categories-0-criteria-3-{name}": value for name, value in new.items()}
    added[f"{place(rubric, 'team_scale')}-weight"] = "5"
    page = text_of(signed_in_admin.post(page_of(rubric, "new-version"), added, follow=True).content.decode())
    assert "“Café sourcing” has no measure: in the fit score everybody gets nothing for it." in page
    assert newest().content.categories[0].criteria[3].key == "cafe_sourcing"


def test_a_removed_row_is_gone_and_nothing_in_it_has_to_be_right(signed_in_admin: Client) -> None:
    rubric = rubric_of()
    gone = place(rubric, "team_scale")
    changes = {f"{gone}-DELETE": "on", f"{gone}-name": "", f"{place(rubric, 'education')}-weight": "18"}
    save(signed_in_admin, rubric, **changes)
    assert "team_scale" not in {criterion.key for criterion in newest().content.criteria}
    assert newest().version == 3


@pytest.mark.parametrize(
    "rows", ["", "measures", "categories-99-criteria", "bands-0", "categories-0-criteria-x-measures"]
)
def test_rows_that_there_are_not_are_not_added(signed_in_admin: Client, rows: str) -> None:
    rubric = rubric_of()
    data = filled(signed_in_admin, rubric)
    page = signed_in_admin.post(page_of(rubric, "new-version"), {**data, "_add": rows})
    assert sent(page.content.decode()) == data


def test_a_form_without_its_rows_is_refused_and_not_an_error(signed_in_admin: Client) -> None:
    page = signed_in_admin.post(page_of(rubric_of(), "new-version"), {"note": "x"})
    assert page.status_code == 200
    assert newest() == rubric_of()


def test_a_version_is_a_readable_page(signed_in_admin: Client) -> None:
    page = text_of(signed_in_admin.get(page_of(rubric_of())).content.decode())
    assert "People led, weight 3 People: percent: 1: 5, 10: 20" in page
    assert "Topics: engineering organisations" in page
    assert "{" not in page


def test_rubrics_of_before_there_were_measures_are_readable(signed_in_admin: Client) -> None:
    first = Rubric.objects.get(role__slug="cto", version=1)
    page = text_of(signed_in_admin.get(page_of(first)).content.decode())
    assert "Earlier, not active" in page
    assert "no fit score can be made" in page
    assert signed_in_admin.get(page_of(first, "new-version")).status_code == 200


def test_activating_asks_why_and_shows_the_run_that_scores_everyone(signed_in_admin: Client) -> None:
    stored_profile()
    made = rubric_draft()
    assert "Nobody has worked out its effect yet." in text_of(signed_in_admin.get(page_of(made)).content.decode())
    page = signed_in_admin.post(page_of(made, "activate"), {"note": " "}, follow=True)
    assert "Say why it is activated" in text_of(page.content.decode())
    page = text_of(signed_in_admin.post(page_of(made, "activate"), {"note": "Try it."}, follow=True).content.decode())
    assert "CTO rubric v3 is active now." in page
    assert "Scoring everyone by this version" in page
    assert rubric_of() == made
    again = signed_in_admin.post(page_of(made, "activate"), {"note": "Twice."}, follow=True)
    assert "was active already" in text_of(again.content.decode())
    assert Run.objects.filter(kind="fit").count() == 1
    assert RubricActivation.objects.filter(version=made).count() == 1


@pytest.mark.parametrize("page", ["new-version", "activate", "effect"])
@pytest.mark.parametrize("right", [None, "view_rubric"])
def test_who_has_no_right_to_it_changes_nothing(client: Client, page: str, right: str | None) -> None:
    made = rubric_draft()
    user = User.objects.create_user("clerk", password="a long enough password", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename=right))
    client.force_login(user)
    assert client.post(page_of(made, page), {"note": "x"}).status_code == 403
    assert client.get(page_of(made)).status_code == (200 if right else 403)
    assert not Run.objects.exists()


def test_buttons_are_for_those_who_may_press_them(client: Client) -> None:
    made = rubric_draft()
    user = User.objects.create_user("clerk", password="a long enough password", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_rubric"))
    client.force_login(user)
    page = text_of(client.get(page_of(made)).content.decode())
    assert "New version" not in page
    assert "Why is it activated" not in page


@pytest.mark.parametrize("page", ["change", "new-version", "effect", "activate"])
def test_pages_of_a_rubric_are_no_recruiters(signed_in: Client, page: str) -> None:
    assert signed_in.get(page_of(rubric_of(), page)).status_code == 302


def test_a_rubric_that_there_is_not_is_not_found(signed_in_admin: Client) -> None:
    assert signed_in_admin.get("/admin/scoring/rubric/999/change/").status_code == 404
    assert signed_in_admin.get(page_of(rubric_draft(), "activate")).status_code == 405


def test_the_effect_is_worked_out_in_the_background_and_shown(signed_in_admin: Client) -> None:
    for number in range(3):
        stored_profile(str(number))
    made = rubric_draft()
    page = signed_in_admin.post(page_of(made, "effect"), follow=True).content.decode()
    assert "Waiting for a worker" in page
    engine.work_off_all()
    page = text_of(signed_in_admin.get(page_of(made, "effect")).content.decode())
    assert "Change band 3 of 3" in page
    assert "Nobody rises." in page
    assert rubric_of() != made


def test_pages_ask_as_much_for_many_as_for_few(signed_in_admin: Client) -> None:
    made = rubric_draft()

    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            signed_in_admin.get(page_of(made, page))
        return len(asked)

    few = [queries(page) for page in ("change", "effect")]
    for number in range(4):
        stored_profile(str(number))
        rubric_draft(functions={"security": 50 + number})
    signed_in_admin.post(page_of(made, "effect"))
    engine.work_off_all()
    assert queries("change") == few[0]
    assert queries("effect") <= few[1] + 2


@pytest.mark.parametrize(
    "tampered",
    [
        {"categories-TOTAL_FORMS": "1000000000"},
        {"categories-TOTAL_FORMS": "-1"},
        {"categories-0-criteria-TOTAL_FORMS": "x"},
        {"categories-0-criteria-0-measures-0-kind": "astrology"},
        {"categories-0-criteria-0-name": "\0"},
        {"categories-0-criteria-0-name": "<script>alert(1)</script>" * 9},
        {"categories-0-criteria-0-weight": "9" * 5000},
        {"categories-2-criteria-0-measures-0-steps": f"{'9' * 400}: 5"},
        {"functions": "technology: 100" + ", technology: 100" * 9000},
        {"bands-0-DELETE": "on", "bands-1-DELETE": "on", "bands-2-DELETE": "on", "bands-3-DELETE": "on"},
        {f"categories-{number}-DELETE": "on" for number in range(5)},
        {f"categories-0-criteria-{number}-DELETE": "on" for number in range(3)},
        {"_add": "categories-0-criteria-0-measures", "categories-0-criteria-0-measures-new": "astrology"},
    ],
    ids=lambda tampered: " ".join(tampered)[:60],
)
def test_what_no_browser_sends_is_answered_with_the_form(signed_in_admin: Client, tampered: dict[str, str]) -> None:
    rubric = rubric_of()
    answer = signed_in_admin.post(page_of(rubric, "new-version"), {**filled(signed_in_admin, rubric), **tampered})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert newest() == rubric


def test_a_reason_is_kept_without_what_the_database_cannot_keep(signed_in_admin: Client) -> None:
    made = rubric_draft()
    signed_in_admin.post(page_of(made, "activate"), {"note": "\0Because." + "x" * 400})
    assert RubricActivation.objects.get(version=made).note == ("Because." + "x" * 400)[:300]


def test_an_activation_ends_the_preview_that_it_makes_needless(signed_in_admin: Client) -> None:
    made = rubric_draft()
    signed_in_admin.post(page_of(made, "effect"))
    signed_in_admin.post(page_of(made, "activate"), {"note": "At once."})
    assert dict(Run.objects.values_list("kind", "state")) == {"rubric_preview": "cancelled", "fit": "waiting"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_measure_has_words_and_a_form_of_its_own(signed_in_admin: Client, kind: str) -> None:
    rubric = rubric_of()
    rows = f"{place(rubric, 'education')}-measures"
    data = {**filled(signed_in_admin, rubric), f"{rows}-new": kind, "_add": rows}
    page = signed_in_admin.post(page_of(rubric, "new-version"), data).content.decode()
    assert TOLD[kind][1] in text_of(page)
    assert sent(page)[f"{rows}-2-kind"] == [kind]


def test_skills_are_chosen_by_family_and_read_by_name(signed_in_admin: Client) -> None:
    rubric = rubric_of()
    rows = f"{place(rubric, 'education')}-measures"
    data = {**filled(signed_in_admin, rubric), f"{rows}-new": "skills", "_add": rows}
    added = sent(signed_in_admin.post(page_of(rubric, "new-version"), data).content.decode())
    added[f"{rows}-2-skills"] = ["google_cloud", "kubernetes"]
    page = text_of(signed_in_admin.post(page_of(rubric, "new-version"), added, follow=True).content.decode())
    assert "Skills: google cloud, kubernetes" in page


def test_going_back_to_a_rubric_without_measures_says_what_that_means(signed_in_admin: Client) -> None:
    first = Rubric.objects.get(role__slug="cto", version=1)
    page = signed_in_admin.post(page_of(first, "activate"), {"note": "Back."}, follow=True)
    assert "it has no measures, so there are no fit scores for the role" in text_of(page.content.decode())
    assert not Run.objects.exists()
