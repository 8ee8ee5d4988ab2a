"""What a criterion must not ask for is refused, what stands in for it is warned about, and all else passes."""

from pathlib import Path

import pytest

from scoring import fair_criteria
from scoring.fair_criteria import Finding, findings
from scoring.rubrics import Definition

REFUSED = """
    age: Age of the candidate | Aged 35 to 45 | Not more than 45 years old | Younger than 40 | Date of birth
    age: Born in or after 1980 | Das Alter der Person | Geburtsjahr | Jahrgang 1980 oder später | Date de naissance
    age: L’âge du candidat | La edad | Fecha de nacimiento
    gender: Gender | Male leaders only | A woman would be welcome | Geschlecht | Männlich | Frauen bevorzugt
    gender: Le sexe du candidat | Une femme | Sexo del candidato | Mujer u hombre
    family: Family situation | Marital status | Is not pregnant | No small children | Familienstand | Verheiratet
    family: Schwangerschaft | Elternzeit genommen | Situation familiale | Enceinte ou non | Estado civil | Sin hijos
    origin: Nationality | Ethnicity | Race of the person | Native speaker of German | Mother tongue | Herkunft
    origin: Staatsangehörigkeit | Muttersprache Deutsch | Nationalité française | Langue maternelle | Nacionalidad
    origin: Origen del candidato | Country of birth | Migrationshintergrund
    origin: British passport holder | EU nationals only | German-born
    age: Under 40 with energy | Moins de 40 ans
    health: Must not be deaf
    religion: Religion | A practising Christian | Konfession | Katholisch | Religieux | Religión
    religion: Is Jewish | Of our faith
    health: Health | In good health | No disability | Sick days in the last year | Gesundheitszustand | Behinderung
    health: Krankheit | État de santé | Maladie chronique | Buena salud | Discapacidad | Medical history
    photo or appearance: A photo of the person | Good looks | Personal appearance | Bewerbungsfoto | Aussehen
    photo or appearance: Apparence | Buena presencia | Well groomed
    name: First name | A foreign-sounding name | The candidate’s name | Nachname | Nom de famille | Apellidos | Surname
"""
PASSES = """
    Gender-neutral wording of policies | Accessibility for people with disabilities | Child safety on the platform
    Age verification systems | Full name matching in KYC | Average age of incidents | Date of birth data protection
    Women’s health product portfolio | White papers | Man-in-the-middle attacks | Santé numérique | Blind spots
    Stage of the company | Managed and manages managers | Languages spoken with customers | Change management
    Family of products | Product families | Family-owned companies | Health care industry | Healthcare | System health
    Health and safety | Public health agencies | Health checks of services | Named in patents | Brand names
    Domain name services | Names the numbers that changed | Age of the codebase | The digital age | Race conditions
    Cross-origin requests | Corporate citizenship | Cloud native platforms | Good-faith bargaining | Data migration
    Age of the legacy systems | Healthy margins | Health insurance companies
    Photo sharing platform | Conference appearances
    Raised the share of women in engineering | Closed the gender pay gap | Single sign-on | Page and image storage
    Average tenure of teams | Coverage by tests | Leverage and message buses | Agency and vendor management
    Percentage of revenue | Session handling | Essex and Sussex sites | Origination of loans
    Original work in patents | Racecourse betting platforms | Traced requests | Embraced change | Religare integration
    Child processes | Parent company and subsidiaries | Motherboard design | Menial work automated | Mental models
    Certificates of origin for goods | Origin of the data | Disability insurance | Hospital and clinic systems
    Menschen führen, wie man sie fördert | Alternative Anbieter | Le nombre de serveurs | Une expérience à l’étranger
    Herkunft der Daten | Gesundheitswesen | Familienunternehmen | Secteur de la santé | Sector salud
    Altered the architecture | Alter ego | The organisation’s health | Usage and storage costs | Voltage | Big picture
    Engages the workforce | Packages | Encourages engineers | Namespace design | Username and password policies
"""
WARNED = """
    Graduation year | Years since graduation | Ivy League degree | A top university | Digital native | Young and hungry
    Energetic leader | Recent graduate | No career gaps | Postcode | Short commute | Culture fit | Grande école
    Stanford or Harvard | Eliteuniversität | Lückenloser Lebenslauf | Jung und dynamisch | Jeune diplômé | Joven
    Código postal | Abschlussjahr | Prestigious schools | Wohnort in der Nähe | Encaje cultural | Highly ranked school
"""


def found(description: str, **more: str) -> list[Finding]:
    criterion = {"key": "one", "name": "One", "weight": 100, **more, "description": description}
    category = {"key": "all", "name": "All", "criteria": [criterion]}
    return list(
        findings(Definition.model_validate({"categories": [category], "bands": [{"name": "Any", "threshold": 0}]}))
    )


def table(text: str) -> list[str]:
    return [cell.strip() for cell in text.replace("\n", "|").split("|") if cell.strip()]


def refused_table() -> list[tuple[str, str]]:
    lines = [line.strip().partition(": ") for line in REFUSED.strip().splitlines()]
    return [(about, said) for about, _, cells in lines for said in table(cells)]


@pytest.mark.parametrize(("about", "said"), refused_table())
def test_a_criterion_that_asks_for_it_is_refused(about: str, said: str) -> None:
    refused = [each for each in found(said) if each.kind == "refused"]
    assert refused, said
    assert f"“One” asks for {about}: “" in refused[0].sentence


@pytest.mark.parametrize("said", table(PASSES))
def test_what_only_reads_like_it_passes(said: str) -> None:
    assert found(said) == []


@pytest.mark.parametrize("said", table(WARNED))
def test_what_often_stands_in_for_it_is_warned_about(said: str) -> None:
    assert {each.kind for each in found(said)} == {"warned"}


@pytest.mark.parametrize("name", ["Name", "Names", "Alter", "Nombre", "Genre"])
def test_words_of_many_meanings_are_refused_where_they_stand_alone(name: str) -> None:
    assert [each.kind for each in found("Whatever it is.", name=name)] == ["refused"]
    assert found(f"Say {name.lower()} in passing.") == []


def test_the_key_counts_and_what_key_and_name_both_say_is_told_once() -> None:
    assert [each.field for each in found("As it is.", key="age_group", name="Group")] == ["key"]
    assert [each.field for each in found("As it is.", key="marital_status", name="Marital status")] == ["name"]


def test_industries_that_a_measure_looks_for_are_warned_about_at_most() -> None:
    category = {
        "key": "all",
        "name": "All",
        "criteria": [
            {
                "key": "one", "name": "One", "weight": 100, "description": "Years.",
                "measures": [{"kind": "industry", "industries": ["health", "church"]}],
            }
        ],
    }  # fmt: skip
    rubric = Definition.model_validate({"categories": [category], "bands": [{"name": "Any", "threshold": 0}]})
    assert [(each.kind, each.field, each.word) for each in findings(rubric)] == [("warned", "measures", "church")]


@pytest.mark.parametrize("path", sorted((Path(fair_criteria.__file__).parent / "fit" / "rubrics").glob("*.json")))
def test_the_rubrics_that_come_along_have_no_findings(path: Path) -> None:
    assert list(findings(Definition.model_validate_json(path.read_text()))) == []
