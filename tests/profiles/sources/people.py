"""Fictional people in the shapes of the sources, written for these tests."""

from typing import Any

JSON_RESUME: dict[str, Any] = {
    "basics": {
        "name": "Ilse Vandermolen",
        "label": "Chief Information Officer",
        "image": "photo.jpg",
        "email": "ilse@example.com",
        "phone": "+32 2 555 01 23",
        "url": "https://ilse.example.com",
        "summary": "Runs IT for a brewery.",
        "birthDate": "1975-01-01",
        "gender": "female",
        "location": {
            "address": "1 Quay",
            "postalCode": "2000",
            "city": "Antwerp",
            "region": "Flanders",
            "countryCode": "BE",
        },
        "profiles": [
            {"network": "GitHub", "username": "ilse", "url": "https://github.com/ilse"},
            {
                "network": "LinkedIn",
                "username": "ilse-vandermolen",
                "url": "https://www.linkedin.com/in/ilse-vandermolen/",
            },
        ],
    },
    "work": [
        {
            "name": "Brouwerij Noord",
            "description": "A brewery",
            "position": "CIO",
            "location": "Antwerp",
            "startDate": "2019-03-01",
            "endDate": "",
            "summary": "Led 40 people.",
            "highlights": ["Replaced the ERP system.", "Cut run costs by 18 %."],
        },
        {"name": "Haven Logistiek", "position": "IT Manager", "startDate": "2012", "endDate": "2019-02"},
    ],
    "education": [
        {
            "institution": "Zeehaven College",
            "studyType": "MSc",
            "area": "Informatics",
            "startDate": "1994",
            "endDate": "1999-06",
            "score": "distinction",
            "courses": ["Databases", "Networks"],
        }
    ],
    "certificates": [{"name": "ITIL 4 Strategic Leader", "issuer": "PeopleCert", "date": "2020-05"}],
    "skills": [{"name": "IT strategy", "keywords": ["ERP", "Outsourcing"]}, {"name": "erp"}, "Budgeting"],
    "languages": [{"language": "Dutch", "fluency": "Native"}, {"language": "French", "fluency": "Good"}],
    "references": [{"name": "A Colleague", "reference": "Splendid."}],
}

LEGACY_RESUME: dict[str, Any] = {
    "basics": {"name": "Owen Pryce", "website": "https://uk.linkedin.com/in/owen-pryce", "bio": "Builds things."},
    "work": [
        [
            {
                "company": "Castell Systems",
                "website": "https://castell.example.com",
                "en_position": "Developer",
                "startDate": "2008-10",
            }
        ],
        {"company": "Afon Labs", "position": "Intern", "startDate": "2008-09", "endDate": "2008-02"},
        "freelance",
        {"startDate": "2001"},
    ],
    "education": [{"gpa": "3.5", "startDate": "2005-09"}, {"institution": "Dyffryn College", "gpa": "3.2"}],
    "languages": [{"language": "Welsh", "level": "Native"}],
}

APOLLO: dict[str, Any] = {
    "id": "aa11",
    "first_name": "Noor",
    "last_name": "Haddadin",
    "name": "Noor Haddadin",
    "linkedin_url": "http://www.linkedin.com/in/noor-haddadin",
    "title": "CISO",
    "headline": "CISO at Petra Insurance",
    "email": "noor@example.com",
    "email_status": "verified",
    "photo_url": "https://example.com/noor.jpg",
    "city": "Amman",
    "state": "Amman Governorate",
    "country": "Jordan",
    "contact": {"name": "Someone Else", "email": "else@example.com", "sanitized_phone": "+1555"},
    "organization": {"name": "Petra Insurance", "industry": "insurance", "founded_year": 1999},
    "employment_history": [
        {
            "title": "CISO",
            "organization_name": "Petra Insurance",
            "start_date": "2020-01-01",
            "end_date": None,
            "current": True,
        },
        {
            "title": "SOC Lead",
            "organization_name": "Wadi Telecom",
            "start_date": "2014-05-01",
            "end_date": None,
            "current": False,
        },
    ],
}

PROXYCURL: dict[str, Any] = {
    "public_identifier": "tomasz-wilk",
    "full_name": "Tomasz Wilk",
    "occupation": "CTO at Sowa Software",
    "summary": "Engineer.",
    "city": "Gdańsk",
    "state": "Pomerania",
    "country": "PL",
    "country_full_name": "Poland",
    "experiences": [
        {
            "title": "CTO",
            "company": "Sowa Software",
            "starts_at": {"day": 1, "month": 4, "year": 2021},
            "ends_at": None,
            "description": "Led 60 engineers.",
        },
        {
            "title": "Architect",
            "company": "Bóbr Games",
            "starts_at": {"day": None, "month": None, "year": 2015},
            "ends_at": {"day": None, "month": 3, "year": 2021},
        },
    ],
    "education": [
        {
            "school": "Bałtyk Polytechnic",
            "degree_name": "MSc",
            "field_of_study": "CS",
            "starts_at": None,
            "ends_at": None,
        }
    ],
    "skills": ["Kotlin", "Kafka"],
    "languages": ["Polish", "English"],
    "certifications": [{"name": "CKA", "authority": "CNCF", "starts_at": {"month": 2, "year": 2022}}],
}

VOYAGER: dict[str, Any] = {
    "profile": {
        "entityUrn": "urn:li:fs_profile:ACoAAfictional1",
        "firstName": "Marit",
        "lastName": "Solberg",
        "headline": "VP Engineering",
        "summary": "Ships.",
        "geoLocationName": "Bergen, Vestland, Norway",
        "geoCountryName": "Norway",
        "publicIdentifier": "marit-solberg",
    },
    "positionView": {
        "elements": [
            {
                "title": "VP Engineering",
                "companyName": "Fjord Data",
                "timePeriod": {"startDate": {"month": 6, "year": 2020}},
            },
            {
                "title": "Lead",
                "companyName": "Nordlys",
                "timePeriod": {"startDate": {"year": 2014}, "endDate": {"month": 5, "year": 2020}},
            },
        ]
    },
    "positionGroupView": {"elements": [{"name": "Fjord Data", "positions": [{"title": "VP Engineering"}]}]},
    "educationView": {"elements": [{"schoolName": "Vestland College", "degreeName": "BSc", "fieldOfStudy": "Physics"}]},
    "skillView": {"elements": [{"name": "Go"}, {"name": "go"}]},
    "certificationView": {
        "elements": [{"name": "CKA", "authority": "CNCF", "timePeriod": {"startDate": {"year": 2021}}}]
    },
    "languageView": {"elements": [{"name": "Norwegian", "proficiency": "NATIVE_OR_BILINGUAL"}]},
}

LINKEDIN_API: dict[str, Any] = {
    "firstName": "Abebe",
    "lastName": "Tesfaye",
    "headline": "Data engineer",
    "profile_id": "ACoAAfictional2",
    "public_id": "abebe-tesfaye",
    "geoLocationName": "Addis Ababa",
    "geoCountryName": "Ethiopia",
    "displayPictureUrl": "https://example.com/photo",
    "experience": [
        {
            "title": "Data engineer",
            "companyName": "Awash Analytics",
            "timePeriod": {"startDate": {"month": 12, "year": 2023}},
        }
    ],
    "education": [{"schoolName": "Entoto College", "degreeName": "BSc"}],
    "skills": [{"name": "Python"}],
    "certifications": [],
    "languages": [],
}

BRIGHT_DATA: dict[str, Any] = {
    "id": "rosa-quintero",
    "name": "Rosa <br>Quintero<!-- badge -->",
    "city": "Contact Info",
    "country_code": "CO",
    "position": "CIO at Andina Air",
    "about": "<p>Runs IT.</p><p>Speaks &amp; writes.</p>",
    "url": "https://co.linkedin.com/in/rosa-quintero?trk=people-guest",
    "current_company": {"name": "Andina Air"},
    "experience": [
        {
            "title": "Andina Air",
            "company": "Andina Air",
            "positions": [
                {"title": "CIO", "start_date": "Jan 2018", "end_date": "Present"},
                {"title": "IT Director", "start_date": "Jan 2012", "end_date": "Dec 2017"},
            ],
        },
        {"title": "Analyst", "company": "Bogota Rail", "start_date": "Mar 2005", "end_date": "Dec 2011"},
    ],
    "education": [
        {"title": "Sabana College", "degree": "BSc", "field": "Systems", "start_year": "2000", "end_year": "2004"}
    ],
    "languages": [{"title": "Spanish", "subtitle": "Native"}],
    "certifications": [{"title": "COBIT", "subtitle": "ISACA"}],
}

PEOPLE_DATA_LABS: dict[str, Any] = {
    "id": "pdl-1",
    "full_name": "grace adeyemi-cole",
    "sex": "female",
    "birth_year": 1970,
    "linkedin_url": "linkedin.com/in/grace-adeyemi-cole",
    "linkedin_username": "grace-adeyemi-cole",
    "job_title": "chief technology officer",
    "job_title_levels": ["cxo"],
    "work_email": "grace@example.com",
    "location_locality": "accra",
    "location_country": "ghana",
    "experience": [
        {
            "title": {"name": "chief technology officer", "levels": ["cxo"]},
            "company": {"name": "volta pay"},
            "start_date": "2019-05",
            "end_date": None,
        }
    ],
    "education": [{"school": {"name": "kotoka college"}, "degrees": ["bachelors"], "majors": ["physics", "maths"]}],
    "skills": ["payments"],
}

CORESIGNAL: dict[str, Any] = {
    "id": 77,
    "full_name": "Lindiwe Khoza",
    "headline": "Enterprise Architect",
    "country": "South Africa",
    "location": "Durban, KwaZulu-Natal, South Africa",
    "connections": 500,
    "linkedin_url": "https://www.linkedin.com/in/lindiwe-khoza",
    "experience": [{"company_name": "Umgeni Bank", "title": "Architect", "date_from": "March 2016", "date_to": None}],
    "education": [
        {"school": "Umhlanga College", "degree": "BCom", "field": "IS", "date_from": "2008", "date_to": "2011"}
    ],
    "skills": ["TOGAF"],
    "certifications": [{"title": "TOGAF Practitioner", "issuer": "The Open Group"}],
    "last_updated": "2025-01-01T00:00:00Z",
}

NETWORK_API: dict[str, Any] = {
    "id": 12,
    "username": "yusuf-demirel",
    "firstName": "Yusuf",
    "lastName": "Demirel",
    "headline": "Head of Platform",
    "geo": {"city": "Izmir", "country": "Türkiye", "full": "Izmir, Türkiye"},
    "position": [
        {
            "companyName": "Ege Cloud",
            "title": "Head of Platform",
            "start": {"year": 2019, "month": 9, "day": 0},
            "end": {"year": 0, "month": 0, "day": 0},
        }
    ],
    "educations": [{"schoolName": "Ege College", "degree": "BSc", "start": {"year": 2003, "month": 0, "day": 0}}],
    "skills": [{"name": "Terraform"}],
}

LINKEDIN_PAGE: dict[str, Any] = {
    "@context": "http://schema.org",
    "@graph": [
        {"@type": "WebPage", "url": "https://www.linkedin.com/in/clara-winter"},
        {
            "@type": "Person",
            "name": "Clara Winter",
            "description": "Runs security.",
            "address": {"addressLocality": "Graz, Styria, Austria", "addressCountry": "AT"},
            "jobTitle": ["CISO", "********"],
            "worksFor": [
                {"@type": "Organization", "name": "Mur Bank", "member": {"startDate": 2020}},
                {"@type": "Organization", "name": "**** *****", "member": {"startDate": 2015, "endDate": 2020}},
            ],
            "alumniOf": [
                {
                    "@type": "EducationalOrganization",
                    "name": "Styria College",
                    "member": {"startDate": 2001, "endDate": 2005},
                },
                {"@type": "Organization", "name": "Former Employer", "member": {"startDate": 2010, "endDate": 2015}},
            ],
            "knowsLanguage": [{"@type": "Language", "name": "German"}],
        },
    ],
}

SHORTLIST: dict[str, Any] = {
    "full_name": "Devika Rao",
    "headline": "CTO",
    "email": "devika@example.com",
    "linkedin_url": "https://www.linkedin.com/in/devika-rao",
    "experience": [{"title": "CTO", "company": "Kaveri Labs", "start": "2020-01", "is_current": True}],
    "skills": ["Rust"],
}

EVERYONE: dict[str, dict[str, Any]] = {
    "jsonresume": JSON_RESUME,
    "apollo": APOLLO,
    "proxycurl": PROXYCURL,
    "voyager": VOYAGER,
    "linkedin-api": LINKEDIN_API,
    "brightdata": BRIGHT_DATA,
    "peopledatalabs": PEOPLE_DATA_LABS,
    "coresignal": CORESIGNAL,
    "network-api": NETWORK_API,
    "linkedin-page": LINKEDIN_PAGE,
    "shortlist": SHORTLIST,
}
