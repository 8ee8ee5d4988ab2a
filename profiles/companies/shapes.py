"""The shapes in which providers answer about a company: where in its JSON each field stands. Pure.

As with people; paths: `profiles/sources/mapping.py`. `profiles/companies/reading.py` reads by them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from profiles.sources.records import Json


@dataclass(frozen=True)
class CompanyShape:
    """One provider's shape of a company. Left out fields are unknown to it."""

    source: str
    recognises: Callable[[Json], bool]
    name: str = "name"
    domain: str = ""
    linkedin_url: str = ""
    linkedin_name: str = ""  # the end of its LinkedIn address, where that is all there is
    industry: str = ""
    employees: str = ""
    size: str = ""  # what it says of itself: a range
    founded: str = ""
    kind: str = ""
    stock_symbol: str = ""  # where it has one, it is public
    place: str = ""  # "Chicago, IL" or the city alone
    region: str = ""
    country: str = ""
    funding: str = ""
    stage: str = ""
    parent_name: str = ""
    parent_domain: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    all_small: bool = False  # it writes names and places in small letters


# In the order in which they are tried: from what only one provider has to what a person could have made up.
SHAPES = (
    CompanyShape(
        source="crustdata",
        recognises=lambda d: (
            isinstance(d.get("basic_info"), dict) or "crustdata_company_id" in d or "company_website_domain" in d
        ),
        name="basic_info.name|company_name|name",
        domain="basic_info.primary_domain|basic_info.website|company_website_domain|company_website|primary_domain",
        linkedin_url="basic_info.professional_network_url|linkedin_profile_url|professional_network_url",
        industry="basic_info.industries.0|industries.0|taxonomy.linkedin_industry",
        employees="headcount.total|headcount.linkedin_headcount|basic_info.employee_count",
        size="basic_info.employee_count_range|employee_count_range",
        founded="basic_info.year_founded|year_founded|basic_info.founded_year",
        kind="basic_info.company_type|company_type",
        place="locations.hq_city|hq_city|locations.headquarters|headquarters",
        region="locations.hq_state|hq_state",
        country="locations.hq_country|hq_country",
        funding="funding.total_investment_usd|funding_and_investment.crunchbase_total_investment_usd|total_investment_usd",
        stage="funding.last_round_type|funding_and_investment.last_funding_round_type|last_funding_round_type",
        aliases=("basic_info.profile_name",),
        description="basic_info.description|linkedin_company_description|description",
    ),
    CompanyShape(
        source="proxycurl",
        recognises=lambda d: "universal_name_id" in d or "company_size_on_linkedin" in d,
        domain="website",
        linkedin_url="linkedin_url",
        linkedin_name="universal_name_id",
        industry="industry",
        employees="company_size_on_linkedin",
        size="company_size",
        founded="founded_year",
        kind="company_type",
        place="hq.city",
        region="hq.state",
        country="hq.country",
        funding="extra.total_funding_amount",
        stage="funding_data.0.funding_type",
        parent_name="acquisitions.acquired_by.name",
        aliases=("extra.legal_name",),
        description="description|tagline",
    ),
    CompanyShape(
        source="brightdata",
        recognises=lambda d: (
            "name" in d
            and any(key in d for key in ("employees_in_linkedin", "organization_type", "country_codes_array"))
        ),
        domain="website|website_simplified",
        linkedin_url="url|input.url",
        linkedin_name="id",
        industry="industries|industry",
        employees="employees_in_linkedin",
        size="company_size",
        founded="founded",
        kind="organization_type",
        stock_symbol="stock_info.symbol|stock_info.ticker",
        place="headquarters",
        country="country_code",
        stage="funding.last_round_type",
        description="about|unformatted_about|description",
    ),
    CompanyShape(
        source="companyenrich",
        recognises=lambda d: (
            "name" in d and "domain" in d and any(key in d for key in ("socials", "page_rank", "naics_codes"))
        ),
        domain="domain|website",
        linkedin_url="socials.linkedin_url",
        industry="industry|industries.0",
        size="employees",
        founded="founded_year",
        kind="type",
        stock_symbol="financial.stock_symbol",
        place="location.city.name",
        region="location.state.name",
        country="location.country.name|location.country.code",
        funding="financial.total_funding",
        stage="financial.funding_stage",
        description="description|seo_description",
    ),
    CompanyShape(
        source="apollo",
        recognises=lambda d: (
            "name" in d
            and "first_name" not in d
            and any(key in d for key in ("primary_domain", "estimated_num_employees", "num_suborganizations"))
        ),
        domain="primary_domain|website_url",
        linkedin_url="linkedin_url",
        industry="industry|industries.0",
        employees="estimated_num_employees",
        founded="founded_year",
        stock_symbol="publicly_traded_symbol",
        place="city",
        region="state",
        country="country",
        funding="total_funding|total_funding_printed",
        stage="latest_funding_stage",
        parent_name="owned_by_organization.name",
        parent_domain="owned_by_organization.primary_domain|owned_by_organization.website_url",
        description="short_description|seo_description",
    ),
    CompanyShape(
        source="peopledatalabs",
        recognises=lambda d: (
            ("name" in d or "display_name" in d)
            and not d.keys().isdisjoint(
                {"linkedin_slug", "affiliated_profiles", "alternative_names", "inferred_revenue"}
            )
        ),
        name="display_name|name",
        domain="website",
        linkedin_url="linkedin_url",
        linkedin_name="linkedin_slug",
        industry="industry|industry_v2",
        employees="employee_count",
        size="size",
        founded="founded",
        kind="type",
        stock_symbol="ticker",
        place="location.locality|location.metro",
        region="location.region",
        country="location.country",
        funding="total_funding_raised",
        stage="latest_funding_stage",
        aliases=("alternative_names",),
        description="summary|headline",
        all_small=True,
    ),
    CompanyShape(
        source="coresignal",
        recognises=lambda d: (
            ("name" in d or "company_name" in d)
            and "full_name" not in d
            and any(
                key in d
                for key in ("employees_count", "followers_count", "company_shorthand_name", "size_range", "hq_country")
            )
        ),
        name="company_name|name",
        domain="domain|website",
        linkedin_url="linkedin_url|professional_network_url|canonical_url|url",
        linkedin_name="company_shorthand_name|shorthand_name",
        industry="industry",
        employees="employees_count",
        size="size_range|size",
        founded="founded_year|founded",
        kind="type|ownership_status",
        stock_symbol="stock_ticker.0.ticker",
        place="locality|headquarters_city|hq_city|headquarters|hq_location",
        region="region|headquarters_state|hq_state",
        country="country|headquarters_country|headquarters_country_parsed|hq_country",
        funding="funding_total_amount|total_funding_amount",
        stage="last_funding_round.type|last_funding_round.name|last_funding_round_name",
        parent_name="parent_company_information.parent_company_name",
        parent_domain="parent_company_information.parent_company_website",
        aliases=("company_name_alias", "company_legal_name"),
        description="description",
    ),
)  # fmt: skip
