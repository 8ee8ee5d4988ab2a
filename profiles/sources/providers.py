"""The shapes in which providers deliver a person. Photos, birth dates and gender have no place in them.

Each is recognised by keys that only it has; the order matters where one is a looser form of another.
"""

import re
from typing import Any

from profiles.sources.extraction import Extraction
from profiles.sources.mapping import Jobs, Mapping, Schools
from profiles.sources.records import Json

VOYAGER = Mapping(
    source="voyager",
    recognises=lambda d: isinstance(d.get("profile"), dict) and any(key.endswith("View") for key in d),
    id="profile.entityUrn|profile.miniProfile.entityUrn",
    full_name="profile.firstName+profile.lastName|profile.miniProfile.firstName+profile.miniProfile.lastName",
    headline="profile.headline|profile.miniProfile.occupation",
    summary="profile.summary",
    public_name="profile.publicIdentifier|profile.miniProfile.publicIdentifier",
    city="profile.geoLocationName|profile.locationName",
    country="profile.geoCountryName|profile.location.basicLocation.countryCode",
    jobs=Jobs(
        # The groups repeat the positions by employer; they count only where the positions are missing.
        at="positionView.elements|positionGroupView.elements",
        title="title",
        company="companyName|company.miniCompany.name|name",
        location="locationName|geoLocationName",
        start="timePeriod.startDate|dateRange.start",
        end="timePeriod.endDate|dateRange.end",
        description="description",
        group="positions",
        shared=("name", "companyName", "locationName"),
    ),
    schools=Schools(
        at="educationView.elements",
        school="schoolName|school.schoolName",
        degree="degreeName",
        field="fieldOfStudy",
        start="timePeriod.startDate|dateRange.start",
        end="timePeriod.endDate|dateRange.end",
        description="description|activities",
    ),
    skills="skillView.elements",
    certifications="certificationView.elements",
    issuer="authority",
    issued="timePeriod.startDate|dateRange.start",
    languages="languageView.elements",
)

LINKEDIN_API = Mapping(
    source="linkedin-api",
    recognises=lambda d: (
        "firstName" in d and any(key in d for key in ("public_id", "profile_urn", "urn_id", "member_urn"))
    ),
    id="profile_id|urn_id|member_urn",
    full_name="firstName+lastName",
    headline="headline",
    summary="summary",
    public_name="public_id|publicIdentifier",
    city="geoLocationName|locationName",
    country="geoCountryName|location.basicLocation.countryCode",
    jobs=Jobs(
        at="experience",
        title="title",
        company="companyName",
        location="locationName|geoLocationName",
        start="timePeriod.startDate|dateRange.start",
        end="timePeriod.endDate|dateRange.end",
        description="description",
    ),
    schools=Schools(
        at="education",
        school="schoolName|school.schoolName",
        degree="degreeName",
        field="fieldOfStudy",
        start="timePeriod.startDate|dateRange.start",
        end="timePeriod.endDate|dateRange.end",
        description="description|activities",
    ),
    skills="skills",
    certifications="certifications",
    issuer="authority",
    issued="timePeriod.startDate|dateRange.start",
    languages="languages",
)

NETWORK_API = Mapping(
    source="network-api",
    recognises=lambda d: "firstName" in d and any(key in d for key in ("username", "position", "fullPositions", "geo")),
    id="urn|id",
    full_name="firstName+lastName",
    headline="headline",
    summary="summary",
    public_name="username",
    city="geo.city|geo.full",
    country="geo.country",
    jobs=Jobs(
        at="fullPositions|position",
        title="title",
        company="companyName",
        company_url="companyURL",
        location="location",
        start="start",
        end="end",
        description="description",
    ),
    schools=Schools(
        at="educations|education",
        school="schoolName",
        degree="degree",
        field="fieldOfStudy",
        start="start",
        end="end",
        description="description|activities",
    ),
    skills="skills",
    certifications="certifications",
    issuer="authority|company.name",
    issued="start|issuedDate",
    languages="languages",
)

PROXYCURL = Mapping(
    source="proxycurl",
    recognises=lambda d: "experiences" in d or ("public_identifier" in d and "full_name" in d),
    id="public_identifier",
    full_name="full_name|first_name+last_name",
    headline="headline|occupation",
    summary="summary",
    email="personal_emails.0|work_email",
    phone="personal_numbers.0",
    url="linkedin_profile_url|url",
    public_name="public_identifier",
    city="city",
    region="state",
    country="country_full_name|country",
    jobs=Jobs(
        at="experiences",
        title="title",
        company="company",
        location="location",
        start="starts_at",
        company_url="company_linkedin_profile_url",
        end="ends_at",
        description="description",
    ),
    schools=Schools(
        at="education",
        school="school",
        degree="degree_name",
        field="field_of_study",
        start="starts_at",
        end="ends_at",
        description="description|activities_and_societies",
    ),
    skills="skills",
    certifications="certifications",
    issuer="authority",
    issued="starts_at",
    languages="languages_and_proficiencies|languages",
)

PEOPLE_DATA_LABS = Mapping(
    source="peopledatalabs",
    recognises=lambda d: (
        "full_name" in d and any(key in d for key in ("linkedin_username", "job_title_levels", "job_company_id"))
    ),
    id="id",
    full_name="full_name|first_name+last_name",
    headline="headline|job_title",
    summary="summary|job_summary",
    email="work_email|recommended_personal_email|emails.0.address|personal_emails.0",
    phone="mobile_phone|phone_numbers.0",
    url="linkedin_url",
    public_name="linkedin_username",
    city="location_locality",
    region="location_region",
    country="location_country",
    jobs=Jobs(
        at="experience",
        title="title.name",
        company="company.name",
        company_url="company.linkedin_url|company.website",
        location="location_names",
        start="start_date",
        end="end_date",
        description="summary",
    ),
    schools=Schools(
        at="education",
        school="school.name",
        degree="degrees",
        field="majors",
        start="start_date",
        end="end_date",
        description="summary",
    ),
    skills="skills",
    certifications="certifications",
    issuer="organization",
    issued="start_date",
    languages="languages",
    present_job=("job_title", "job_company_name", "job_start_date"),
)

APOLLO = Mapping(
    source="apollo",
    recognises=lambda d: (
        "employment_history" in d or ("first_name" in d and any(key in d for key in ("email_status", "seniority")))
    ),
    id="id",
    full_name="name|first_name+last_name",
    headline="headline|title",
    email="email",
    email_status=("email_status", "verified"),
    # `contact` is the buyer's own address book: its name, e-mail and numbers may be another person's.
    phone="phone_numbers.0.sanitized_number|sanitized_phone",
    url="linkedin_url",
    city="city",
    region="state",
    country="country",
    jobs=Jobs(
        at="employment_history",
        title="title",
        company="organization_name",
        location="raw_address",
        start="start_date",
        end="end_date",
        description="description",
        current="current",
    ),
    schools=Schools(
        at="education_history",
        school="organization_name",
        degree="degree",
        field="major",
        start="start_date",
        end="end_date",
    ),
    present_job=("title", "organization.name|organization_name", ""),
)

BRIGHT_DATA = Mapping(
    source="brightdata",
    recognises=lambda d: (
        "name" in d
        and any(
            key in d for key in ("current_company", "current_company_name", "people_also_viewed", "linkedin_num_id")
        )
    ),
    id="id|linkedin_id",
    full_name="name|first_name+last_name",
    headline="position",
    summary="about",
    url="url|input_url|input.url",
    public_name="linkedin_id",
    city="city|location",
    country="country_code",
    jobs=Jobs(
        at="experience",
        title="title",
        company="company|company_name",
        company_url="url|company_link",
        location="location",
        start="start_date",
        end="end_date",
        description="description",
        group="positions",
        shared=("company", "company_name", "location", "url", "company_link"),
    ),
    schools=Schools(
        at="education",
        school="title|school",
        degree="degree",
        field="field",
        start="start_year",
        end="end_year",
        description="description",
    ),
    skills="skills",
    certifications="certifications",
    certification="title",
    issuer="subtitle",
    languages="languages",
    language="title",
    proficiency="subtitle",
    present_job=("position", "current_company.name|current_company_name|current_company", ""),
)

_FIRST_LETTERS = re.compile(r"(?:\A|(?<=[ \-'’]))\w")


def _dated_by_coresignal(document: Json) -> bool:
    jobs = document.get("experience")
    return isinstance(jobs, list) and any(isinstance(job, dict) and "date_from" in job for job in jobs)


CORESIGNAL = Mapping(
    source="coresignal",
    recognises=lambda d: (
        "full_name" in d
        and (
            any(key in d for key in ("last_updated", "connections", "connections_count", "parent_id"))
            or _dated_by_coresignal(d)
        )
    ),
    id="id",
    full_name="full_name|first_name+last_name",
    headline="headline|title|active_experience_title",
    summary="summary",
    email="primary_professional_email",
    url="linkedin_url|professional_network_url",
    city="location_city|location|location_full",
    region="location_state",
    country="country|location_country",
    jobs=Jobs(
        at="experience",
        title="title|position_title",
        company="company_name",
        company_url="company_professional_network_url|company_url|company_website",
        location="location",
        start="date_from",
        end="date_to",
        description="description",
    ),
    schools=Schools(
        at="education",
        school="school|institution_name",
        degree="degree",
        field="field",
        start="date_from|date_from_year",
        end="date_to|date_to_year",
        description="description",
    ),
    skills="skills|inferred_skills",
    certifications="certifications",
    certification="title",
    issuer="issuer",
    issued="date_from",
    languages="languages",
    language="language",
)

PROVIDERS = (
    VOYAGER, LINKEDIN_API, NETWORK_API, PROXYCURL, PEOPLE_DATA_LABS, APOLLO, BRIGHT_DATA, CORESIGNAL,
)  # fmt: skip


def read_people_data_labs(document: Json, extract: Extraction) -> dict[str, Any]:
    """They write everything in small letters; a name is shown as names are written."""
    values = PEOPLE_DATA_LABS.read(document, extract)
    if values["full_name"].islower():
        values["full_name"] = _FIRST_LETTERS.sub(lambda found: found[0].upper(), values["full_name"])
    return values
