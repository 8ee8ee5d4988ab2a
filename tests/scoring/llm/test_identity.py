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
        ("HE led", "HE led"),
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
        ("田中 花子", "田中花子はエンジニアです", "[name]はエンジニアです"),
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


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Sinéad O'Brien", "O’Brien led; OBRIEN led", "[name] led; [name] led"),
        ("Jürgen Müller", "Mueller led. Juergen led.", "[name] led. [name] led."),
        ("Juergen Mueller", "Müller led", "[name] led"),
        ("Søren Åkesson", "Soeren Aakesson led", "[name] led"),
        ("Jane Hewitt\u2011Jones", "Hewitt-Jones ran IT; Hewitt was CIO", "[name] ran IT; [name] was CIO"),
        ("Anne-Marie Dupont", "AnneMarie and Anne Marie and Annemarie", "[name] and [name] and [name]"),
        ("Annemarie Dupont", "Anne-Marie and Anne Marie", "[name] and [name]"),
        ("王小明", "小明负责平台", "[name]负责平台"),
        ("김민수", "민수는 CTO", "[name]는 CTO"),
        ("D. J. Hewitt", "DJ Hewitt; DJ led", "[name]; [name] led"),
        ("Jane Hewitt", "HewittLabs, hewitt2024, janehewitt.com", "[name]Labs, [name]2024, [name].com"),
        ("Jane Hewitt", "Ms.Hewitt led", "[name] led"),
        ("Per Hansen", "per hansen reported to Per", "[name] reported to [name]"),
        ("Xi", "Xi led it", "[name] led it"),
        ("Jack Ma", "Ma led it", "[name] led it"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(name: str, text: str, expected: str) -> None:
    assert Redactor(Identity.of(CanonicalProfile(full_name=name)))(text) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Per Hansen", "5,000 requests per second; Cost Per User fell"),
        ("Are Berg", "Teams are distributed. Are we agile?"),
        ("An Nguyen", "Led an engineering team and an SRE group"),
        ("Even Dahl", "Even at scale, even under load"),
        ("My Tran", "My role was CTO; grew my team"),
        ("Mark Engineer", "Engineer by training; principal engineer; mark of quality"),
        ("Dev Kumar", "DevOps for a dev team"),
        ("Lan Pham", "LAN and WAN"),
        ("Hana Lim", "S/4HANA"),
        ("Jane Doe, MBA, CISSP", "MBA in finance; CISSP since 2010"),
        ("John Smith II", "World War II, Phase II"),
        ("Erin Gan", "Head of engineering and product"),
        ("Ana Lin", "Suez canal in Egypt"),
        ("Per Ito", "paid per itodo"),
        ("Tim Ing", "timing and tooling"),
    ],
)
def test_ordinary_words_stay_and_are_never_refused(name: str, text: str) -> None:
    identity = Identity.of(CanonicalProfile(full_name=name))
    assert Redactor(identity)(text) == text
    check_for_leaks(text, identity)


@pytest.mark.parametrize(
    ("own", "text"),
    [
        ("+1 415 555 0100", "(415)555-0100"),
        ("+1 415 555 0100", "4155550100"),
        ("+1 415 555 0100", "555-0100"),
        ("+49 170 1234567", "01701234567"),
        ("+49 170 1234567", "1701234567"),
        ("+49 170 1234567", "0049 170 1234567"),
        ("+49 170 1234567", "+49 (0)170 / 123 45 67"),
        ("", "+48 601 234 567"),
        ("", "0170-123-4567"),
    ],
)
def test_phone_numbers_go_in_every_grouping(own: str, text: str) -> None:
    identity = Identity.of(CanonicalProfile(full_name="Jane Hewitt", phone=own))
    assert Redactor(identity)(f"call {text}, please") == "call [contact], please"


@pytest.mark.parametrize(
    "text",
    [
        "+1 000 000 000 users",
        "+10 000 000 EUR",
        "ARR +100,000,000",
        "10.000.000",
        "100 000 0000",
        "ratio 012-345",
        "port 8080-8090",
        "NIST 800-53, ISO 27001:2013, 0.125 0.250",
        "CTO @Stripe, ex @Google",
        "CTO at Booking.com",
        "HIS (hospital information system), HE sector, HER2 assays",
        "Platform security engineering",
    ],
)
def test_amounts_companies_and_acronyms_stay(text: str) -> None:
    profile = CanonicalProfile(
        full_name="Jane Hewitt", phone="+1 415 555 0100", linkedin_url="https://www.linkedin.com/in/security"
    )
    identity = Identity.of(profile)
    assert Redactor(identity)(text) == text
    check_for_leaks(text, identity)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("techlady77 (at) gmail.com", "[contact]"),
        ("techlady77 at gmail dot com", "[contact]"),
        ("github techlady77", "github [contact]"),
        ("known as cyberlady9", "known as [contact]"),
        ("ask @janeh or @hewitt_j", "ask [contact] or [contact]"),
    ],
)
def test_own_handles_go(text: str, expected: str) -> None:
    profile = CanonicalProfile(
        full_name="Jane Hewitt", email="techlady77@gmail.com", linkedin_url="https://linkedin.com/in/cyberlady9/"
    )
    assert Redactor(Identity.of(profile))(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CTO (xe/xem)", "CTO"),
        ("CTO | ella/her", "CTO"),
        ("CTO she/they", "CTO"),
        ("CTO (ella)", "CTO"),
        ("he/she leads his/her team", "they leads their team"),
        ("Chairwoman and spokesmen", "Chairperson and spokespeople"),
        ("German salesman", "German salesperson"),
    ],
)
def test_gender_goes(text: str, expected: str) -> None:
    assert Redactor(_identity())(text) == expected


@pytest.mark.parametrize(
    ("school", "text", "expected"),
    [
        ("Stanford University", "MBA from Stanford", "MBA from [school]"),
        ("University of Oxford", "an Oxford graduate", "an [school] graduate"),
        ("Massachusetts Institute of Technology", "MIT alum, to mit", "[school] alum, to mit"),
        ("ETH Zürich", "ETH Zurich, ETH ZÜRICH, ETH Zuerich", "[school], [school], [school]"),
        ("Technical University of Munich", "Technical lead in Munich", "Technical lead in Munich"),
        ("Engineering", "engineering", "engineering"),
    ],
)
def test_schools_go_by_what_they_are_called(school: str, text: str, expected: str) -> None:
    profile = CanonicalProfile(full_name="A Bee", city="Munich", education=(Education(school=school),))
    identity = Identity.of(profile)
    assert Redactor(identity)(text) == expected
    check_for_leaks(expected, identity)
