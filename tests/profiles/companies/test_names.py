"""One company has one key, and two companies have two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.companies.names import company_key


@pytest.mark.parametrize(
    "names",
    [
        ("IBM", "I.B.M.", "International Business Machines Corp."),
        ("Acme", "ACME, Inc.", "Acme GmbH & Co. KG", "The Acme Company", "Acme | Part of Zeta"),
        ("AT&T", "AT and T"),
        ("日立製作所", "株式会社日立製作所"),
        ("Müller", "Muller AG"),
        ("Tableau", "Tableau (acquired by Salesforce)"),
    ],
)
def test_the_ways_of_writing_one_company_have_one_key(names: tuple[str, ...]) -> None:
    assert len({company_key(name) for name in names}) == 1
    assert company_key(names[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Delta Air Lines", "Delta Dental"), ("Apple", "Apple Bank"), ("HP Inc.", "Hewlett Packard Enterprise")],
)
def test_companies_that_begin_alike_stay_apart(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)


@pytest.mark.parametrize("name", ["", "Inc.", "Self-employed", "Freelance", "N/A", "Stealth Startup", "Confidential"])
def test_what_names_no_company_has_no_key(name: str) -> None:
    assert company_key(name) == ""


@given(st.text(max_size=300))
def test_a_key_is_its_own_key_and_fits_the_database(name: str) -> None:
    assert len(company_key(name)) <= 500
