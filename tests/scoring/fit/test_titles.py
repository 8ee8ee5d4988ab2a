"""Titles in many spellings and four languages: how far up, in what, in what way."""

import pytest

from scoring.fit.title_words import Level
from scoring.fit.titles import Title, read_title, spelt_out


def title(level: str, functions: str, flags: str = "") -> Title:
    return Title(Level[level], frozenset(functions.split()), frozenset(flags.split()))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Chief Technology Officer", title("CHIEF", "technology")),
        ("Group CTO", title("CHIEF", "technology")),
        ("VP Eng", title("VICE_PRESIDENT", "technology")),
        ("SVP, Technology", title("VICE_PRESIDENT", "technology")),
        ("Head of Engineering", title("DIRECTOR", "technology")),
        ("Director of R&D", title("DIRECTOR", "technology")),
        ("Principal Engineer", title("LEAD", "technology")),
        ("Security Engineer", title("SPECIALIST", "security")),
        ("Head of IT Risk and Security", title("DIRECTOR", "security")),
        ("Chief Product & Technology Officer", title("CHIEF", "product technology")),
        ("Group CIO & CISO", title("CHIEF", "information security")),
        ("co-founder & CTO", title("CHIEF", "technology")),
        ("Fractional CTO", title("CHIEF", "technology", "fractional")),
        ("Interim CIO", title("CHIEF", "information", "interim")),
        ("Directeur des systèmes d'information", title("CHIEF", "information")),
        ("DSI groupe", title("CHIEF", "information")),
        ("Directrice technique", title("CHIEF", "technology")),
        ("Responsable de la sécurité des systèmes d’information (RSSI)", title("CHIEF", "security")),
        ("Leiter Softwareentwicklung", title("DIRECTOR", "technology")),
        ("IT-Leiterin", title("DIRECTOR", "information")),
        ("Geschäftsführer Technik", title("CHIEF", "technology")),
        ("Bereichsleiter IT-Sicherheit", title("DIRECTOR", "security")),
        ("Gruppenleiter Embedded Software", title("LEAD", "technology")),
        ("Directora de Tecnología", title("CHIEF", "technology")),
        ("Director de Sistemas de Información", title("CHIEF", "information")),
        ("Director de TI", title("DIRECTOR", "information")),
        ("C.T.O.", title("CHIEF", "technology")),
        ("Chief IT Officer", title("CHIEF", "information")),
        ("Head of Search Engineering", title("DIRECTOR", "technology")),
        ("Former CTO", title("CHIEF", "technology", "former")),
        ("Jefe de Equipo de Desarrollo", title("LEAD", "technology")),
    ],
)
def test_what_an_office_is(text: str, read: Title) -> None:
    assert read_title(text) == read
    assert read_title(text.upper()) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Assistant to the CTO", title("ENTRY", "business", "aide")),
        ("Executive Assistant to the Chief Technology Officer", title("ENTRY", "business", "aide")),
        ("Chief of Staff to the Group CIO", title("LEAD", "business", "aide")),
        ("Chief Transformation Officer (CTO)", title("CHIEF", "business")),
        ("Chief Information Services Officer (CISO)", title("CHIEF", "business")),
        ("Global Field CISO", title("CHIEF", "business", "sales")),
        ("CTO in Residence", title("CHIEF", "business", "sales")),
        ("VP, Product Marketing", title("VICE_PRESIDENT", "business")),
        ("Chief Architect", title("LEAD", "technology")),
        ("Deputy CISO", title("VICE_PRESIDENT", "security", "deputy")),
        ("Adjoint au RSSI", title("VICE_PRESIDENT", "security", "deputy")),
        ("Stellvertretender IT-Leiter", title("MANAGER", "information", "deputy")),
        ("Assistant Director of IT", title("MANAGER", "information", "deputy")),
        ("Chief Operating Officer", title("CHIEF", "business")),
        ("", title("NONE", "")),
        ("🚀", title("NONE", "")),
        ("Secrétaire du DSI", title("ENTRY", "business", "aide")),
        ("Vorstandsassistent IT", title("ENTRY", "business", "aide")),
        ("Sekretärin des Vorstands", title("ENTRY", "business", "aide")),
        ("Referent des CIO", title("NONE", "business", "aide")),
        ("Right hand of the CTO", title("NONE", "business", "aide")),
        ("Aspiring CTO", title("NONE", "technology", "aspiring")),
        ("CTO designate", title("NONE", "technology", "aspiring")),
        ("Executive Search Consultant CTO/CIO/CISO", title("CHIEF", "business", "sales")),
        ("Head of IT Recruiting", title("DIRECTOR", "business", "sales")),
        ("Leiter Personalentwicklung", title("DIRECTOR", "business", "sales")),
        ("Leiter Arbeitssicherheit", title("DIRECTOR", "business", "sales")),
        ("VP Civil Engineering", title("VICE_PRESIDENT", "business", "sales")),
    ],
)
def test_what_sounds_like_an_office_and_is_none_or_another(text: str, read: Title) -> None:
    assert read_title(text) == read


def test_an_acronym_means_what_the_career_spells_out() -> None:
    assert spelt_out("CTO – Chief Transformation Officer") == {"cto": {"business"}}
    assert read_title("CTO", (("cto", "business"),)) == title("CHIEF", "business")
    assert read_title("Chief Technology Officer", (("cto", "business"),)) == title("CHIEF", "technology")
