"""The first rubric of each role."""

from django.db import migrations

BANDS = [
    {"name": "Strong", "threshold": 85},
    {"name": "Good", "threshold": 70},
    {"name": "Partial", "threshold": 50},
    {"name": "Weak", "threshold": 0},
]

# role: (category key, category name, ((criterion key, name, weight, description), …)), …
RUBRICS = {
    "cto": (
        (
            "technical_leadership",
            "Technical leadership",
            (
                (
                    "engineering_leadership",
                    "Engineering leadership",
                    15,
                    "Led engineering organisations as CTO, VP or head of engineering; hired, structured and kept teams.",
                ),
                (
                    "architecture_and_platform",
                    "Architecture and platform",
                    12,
                    "Took and carried through architecture and platform decisions: cloud, data, scale, reliability.",
                ),
                (
                    "product_and_innovation",
                    "Product and innovation",
                    10,
                    "Brought technology to bear on products and revenue: launches, new business, artificial intelligence.",
                ),
            ),
        ),
        (
            "industry_experience",
            "Industry experience",
            (
                (
                    "industry_depth",
                    "Industry depth",
                    12,
                    "Years in technology leadership within an industry, with knowledge of its customers and regulation.",
                ),
                (
                    "business_impact",
                    "Business impact",
                    10,
                    "Measured effect on the business: cost, growth, margin, funding, acquisition, public listing.",
                ),
            ),
        ),
        (
            "company_scale",
            "Company scale",
            (
                (
                    "team_scale",
                    "Team scale",
                    10,
                    "Size of the teams led, growth of headcount, several sites or countries.",
                ),
                (
                    "budget_and_scope",
                    "Budget and scope",
                    8,
                    "Budget or profit and loss owned, users or revenue served, size of the company.",
                ),
            ),
        ),
        (
            "education_background",
            "Education background",
            (
                (
                    "education",
                    "Education",
                    8,
                    "Degree in computer science, engineering or a related field, management studies, certifications.",
                ),
            ),
        ),
        (
            "career_progression",
            "Career progression",
            (
                (
                    "progression",
                    "Progression",
                    8,
                    "Growing responsibility from role to role: engineer, lead, manager, director, vice president, chief.",
                ),
                (
                    "executive_presence",
                    "Executive presence",
                    7,
                    "Worked with board, chief executive, investors or customers at executive level; recent chief role.",
                ),
            ),
        ),
    ),
    "cio": (
        (
            "technology_operations",
            "Technology operations",
            (
                (
                    "enterprise_systems",
                    "Enterprise systems",
                    15,
                    "Owned enterprise systems: ERP, CRM, data platforms, workplace; migrations and consolidations.",
                ),
                (
                    "service_reliability",
                    "Service and reliability",
                    10,
                    "Ran information technology services and infrastructure with measured service levels and continuity.",
                ),
            ),
        ),
        (
            "transformation",
            "Transformation",
            (
                (
                    "digital_transformation",
                    "Digital transformation",
                    15,
                    "Led digital transformation or change programmes across business units, adopted and finished.",
                ),
                (
                    "data_and_automation",
                    "Data and automation",
                    8,
                    "Built data, analytics or automation capabilities that changed how the business decides or works.",
                ),
            ),
        ),
        (
            "governance_and_cost",
            "Governance and cost",
            (
                (
                    "budget_and_vendors",
                    "Budget and vendors",
                    12,
                    "Owned information technology budgets, vendor and outsourcing contracts, cost savings.",
                ),
                (
                    "governance_and_risk",
                    "Governance and risk",
                    10,
                    "Governance, compliance, security and audit of information technology; ITIL, COBIT, SOX, GDPR.",
                ),
            ),
        ),
        (
            "business_partnership",
            "Business partnership",
            (
                (
                    "stakeholders",
                    "Stakeholders",
                    10,
                    "Worked with board, executive committee and business leaders; turned their needs into plans.",
                ),
                (
                    "industry_depth",
                    "Industry depth",
                    6,
                    "Years in information technology leadership within an industry and its regulation.",
                ),
            ),
        ),
        (
            "leadership_and_growth",
            "Leadership and growth",
            (
                (
                    "team_leadership",
                    "Team leadership",
                    8,
                    "Led information technology organisations as CIO, IT director or head of IT: size, sites, countries.",
                ),
                (
                    "education_and_progression",
                    "Education and progression",
                    6,
                    "Relevant degree or certification and growing responsibility from role to role.",
                ),
            ),
        ),
    ),
    "ciso": (
        (
            "security_leadership",
            "Security leadership",
            (
                (
                    "security_programme",
                    "Security programme",
                    16,
                    "Owned an information security programme or strategy as CISO or head of security.",
                ),
                (
                    "security_teams",
                    "Security teams",
                    10,
                    "Built and led security teams: operations centre, engineering, application security, awareness.",
                ),
            ),
        ),
        (
            "governance_and_compliance",
            "Governance and compliance",
            (
                (
                    "frameworks_and_audit",
                    "Frameworks and audit",
                    12,
                    "Implemented and certified frameworks: ISO 27001, SOC 2, NIST, PCI DSS, HIPAA; passed audits.",
                ),
                (
                    "regulation_and_privacy",
                    "Regulation and privacy",
                    8,
                    "Worked with regulators and privacy law such as GDPR, NIS2 or DORA, in a regulated industry.",
                ),
            ),
        ),
        (
            "incident_and_risk",
            "Incident and risk",
            (
                (
                    "incident_response",
                    "Incident response",
                    12,
                    "Led response to incidents, ransomware or breaches; measured time to detect and to recover.",
                ),
                (
                    "risk_management",
                    "Risk management",
                    10,
                    "Managed cyber risk, third-party risk, vulnerabilities and continuity with numbers and priorities.",
                ),
            ),
        ),
        (
            "technical_security",
            "Technical security",
            (
                (
                    "security_architecture",
                    "Security architecture",
                    12,
                    "Cloud, identity, zero trust, application and network security architecture put into practice.",
                ),
                (
                    "certifications_and_education",
                    "Certifications and education",
                    6,
                    "Security certifications such as CISSP, CISM or CRISC, and a degree in a related field.",
                ),
            ),
        ),
        (
            "executive_communication",
            "Executive communication",
            (
                (
                    "board_reporting",
                    "Board reporting",
                    8,
                    "Reported security and risk to the board, audit committee, customers or investors.",
                ),
                (
                    "progression",
                    "Progression",
                    6,
                    "Growing responsibility from role to role in security or technology leadership.",
                ),
            ),
        ),
    ),
}


def definition(categories):
    return {
        "categories": [
            {
                "key": key,
                "name": name,
                "criteria": [
                    {"key": criterion, "name": title, "weight": weight, "description": description}
                    for criterion, title, weight, description in criteria
                ],
            }
            for key, name, criteria in categories
        ],
        "bands": BANDS,
    }


def add_rubrics(apps, schema_editor):
    rubric_model = apps.get_model("scoring", "Rubric")
    for role in apps.get_model("profiles", "Role").objects.filter(slug__in=RUBRICS):
        rubric_model.objects.create(role=role, version=1, definition=definition(RUBRICS[role.slug]), is_active=True)


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_initial"), ("profiles", "0003_roles")]
    operations = [migrations.RunPython(add_rubrics, migrations.RunPython.noop)]
