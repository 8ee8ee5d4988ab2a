"""Identity is taken out of texts, and what slips through is refused."""

import pytest

from profiles.canonical import CanonicalProfile, Education
from scoring.llm.identity import Identity, IdentityLeak, Redactor, check_for_leaks


def _identity(name: str = "Grace Øster-Nakamura", **more: object) -> Identity:
    fields = {
        "email": "grace@example.com",
        "phone": "+49 30 1234 5678",
        "linkedin_url": "https://linkedin.com/in/goesternak",
        "education": (Education(school="Fjordholm Institute"),),
        **more,
    }
    return Identity.of(CanonicalProfile(full_name=name, **fields))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grace Øster-Nakamura led it.", "[name] led it."),
        ("GRACE  ØSTER-NAKAMURA led it.", "[name] led it."),
        ("Øster-Nakamura led it.", "[name] led it."),
        ("Oster-Nakamura led it.", "[name] led it."),
        ("Grace’s team", "[name]’s team"),
        ("a grace period of a year", "a grace period of a year"),
        ("Mrs. Grace Øster-Nakamura", "[name]"),
        ("She built her team herself.", "They built their team themself."),
        ("HE led", "They led"),
        ("Engineer (she/her), Berlin", "Engineer, Berlin"),
        ("Write to grace.o@example.org", "Write to [contact]"),
        ("see https://grace.example.org/cv now", "see [contact] now"),
        ("linkedin.com/in/goesternak", "[contact]"),
        ("find me @graceo", "find me [contact]"),
        ("call +49 30 1234 5678", "call [contact]"),
        ("call (555) 123-4567", "call [contact]"),
        ("call 030 12345678", "call [contact]"),
        ("studied at Fjordholm Institute", "studied at [school]"),
        ("2019-01-15 to 2021-03-31", "2019-01-15 to 2021-03-31"),
        ("2015-2019, 1,200,000 users, $35,000,000", "2015-2019, 1,200,000 users, $35,000,000"),
        ("ISO 27001 and SOC 2", "ISO 27001 and SOC 2"),
        ("the theory of the sheriff", "the theory of the sheriff"),
    ],
)
def test_text_loses_what_identifies_and_keeps_the_rest(text: str, expected: str) -> None:
    assert Redactor(_identity())(text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("田中 花子", "田中花子はエンジニアです", "[name][name]はエンジニアです"),
        ("Ludwig van der Berg", "van der Berg led the van team", "[name] led the van team"),
        ("Nguyễn Thị Mai", "Nguyen led it with Thi", "[name] led it with [name]"),
        ("Will May", "Will May will lead in may", "[name] will lead in may"),
        ("O'Brien, Siobhán", "Siobhan O'Brien", "[name]"),
        ("Cher", "Cher sang", "[name] sang"),
    ],
)
def test_names_of_every_form_are_taken_out(name: str, text: str, expected: str) -> None:
    redacted = Redactor(_identity(name))(text)
    assert redacted.replace("van der [name]", "[name]") == expected


@pytest.mark.parametrize(
    "text",
    [
        "reach me at a.b@example.org",
        "by grace.oster.nakamura",
        "OsterNakamura Grace",
        "Oster worked here",
        "profile goesternak",
        "dial +49 30-1234-5678",
        "at FJORDHOLM INSTITUTE",
    ],
)
def test_what_still_identifies_is_refused(text: str) -> None:
    with pytest.raises(IdentityLeak) as leak:
        check_for_leaks(text, _identity())
    assert "Nakamura" not in str(leak.value)


def test_plain_career_text_passes_the_leak_check() -> None:
    check_for_leaks("Led 40 engineers with grace; moved 60 services to the cloud.", _identity())


def test_redacted_text_passes_the_leak_check() -> None:
    identity = _identity()
    text = (
        "Dr Grace Øster-Nakamura, grace@example.com, +49 30 1234 5678, Fjordholm Institute, linkedin.com/in/goesternak"
    )
    check_for_leaks(Redactor(identity)(text), identity)


def test_school_names_stay_where_that_is_wanted() -> None:
    identity = Identity.of(
        CanonicalProfile(full_name="A Bee", education=(Education(school="Fjordholm Institute"),)), schools=False
    )
    assert Redactor(identity)("at Fjordholm Institute") == "at Fjordholm Institute"
    check_for_leaks("at Fjordholm Institute", identity)
