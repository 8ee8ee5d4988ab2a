"""Three fictional people as facts blocks, and the request that scoring/llm sends about one."""

from typing import Any

CTO = """\
[F1] Headline: Technology executive for digital health
[F2] Summary: Builds engineering organisations that ship regulated software.
[F3] Role: Chief Technology Officer at Northwind Health, 2018-03 to 2023-05 (5 years 2 months)
[F4] In role F3: Grew engineering from 40 to 220 people, ran a budget of $35m
[F5] In role F3: Set the architecture of the patient platform and moved 300 services to the cloud
[F6] In role F3: Reported technology strategy to the board each quarter
[F7] Role: Vice President Engineering at Fabrikam Software, 2012-01 to 2018-02 (6 years 2 months)
[F8] In role F7: Led 60 engineers in four countries and hired six directors
[F9] Role: Engineering Manager at Contoso, 2007-06 to 2011-12 (4 years 7 months)
[F10] Role: Software Engineer at Contoso, 2003-09 to 2007-05 (3 years 9 months)
[F11] Skill: Kubernetes
[F12] Skill: Software architecture
[F13] Education: MSc, Computer Science
[F14] Certification: TOGAF
[F15] Language: German (native)
[F16] Place: Berlin, Germany"""

CISO = """\
[F1] Headline: Security leader in banking
[F2] Summary: Protects banks and their customers.
[F3] Role: Chief Information Security Officer at Woodgrove Bank, 2017-01 to present (8 years 3 months)
[F4] In role F3: Built a security operations centre with 45 analysts, cut incident response from 9 hours to 40 minutes
[F5] In role F3: Led ISO 27001 and SOC 2 certification and reported cyber risk to the board
[F6] In role F3: Ran a security budget of €12m
[F7] Role: Head of Information Security at Tailwind Insurance, 2011-02 to 2016-12 (5 years 11 months)
[F8] In role F7: Introduced a risk register, access reviews and yearly penetration tests
[F9] Role: Security Engineer at Tailwind Insurance, 2006-01 to 2011-01 (5 years 1 month)
[F10] Skill: Threat modelling
[F11] Education: BSc, Mathematics
[F12] Certification: CISSP
[F13] Certification: CISM
[F14] Language: English (fluent)
[F15] Place: London, United Kingdom"""

GRADUATE = """\
[F1] Headline: Computer science graduate looking for a first role
[F2] Summary: Passionate about technology leadership and eager to learn.
[F3] Role: Software Engineering Intern at Fabrikam Software, 2024-06 to 2024-09 (4 months)
[F4] In role F3: Wrote unit tests for a web shop
[F5] Skill: Python
[F6] Skill: Leadership
[F7] Education: BSc, Computer Science
[F8] Language: English (native)
[F9] Place: Leeds, United Kingdom"""

CTO_CRITERIA = {
    "technical_leadership": "Technical leadership: Led engineering organisations, set technical direction and "
    "architecture, hired and developed senior leaders.",
    "industry_experience": "Industry experience: Depth in industries such as software, health and finance.",
    "company_scale": "Company scale: Size of the teams, budgets and companies the person was responsible for.",
    "education_background": "Education background: Degrees and continuing education relevant to an executive.",
    "career_progression": "Career progression: Steady rise in responsibility, promotions, time at executive level.",
    "strategy": "Strategy and board: Sets technology strategy and speaks with the board and investors.",
}
SECURITY_CRITERIA = {
    "security_leadership": "Security leadership: Built and ran security programmes, security operations and incident "
    "response.",
    "governance": "Governance, risk and compliance: ISO 27001, SOC 2, audits, risk registers, regulators.",
}

Json = dict[str, Any]


def schema(criteria: dict[str, str], *, enum: int = 32, all_of: bool = False) -> Json:
    reference = {"$ref": "#/$defs/rating"}
    rating = {"facts": {"type": "array", "items": {"$ref": "#/$defs/fact"}}, "reason": {"type": "string"}}
    rating["rating"] = {"type": "integer", "enum": [0, 1, 2, 3, 4]}
    properties = {
        key: {"description": text, "allOf": [reference]} if all_of else {"description": text, **reference}
        for key, text in criteria.items()
    }
    return _object(
        {"criteria": _object(properties), "summary": {"type": "string"}},
        **{
            "$defs": {
                "fact": {"type": "string", "enum": [f"F{number}" for number in range(1, enum + 1)]},
                "rating": _object(rating),
            }
        },
    )


def _object(properties: Json, **more: Json) -> Json:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
        **more,
    }


def request(facts: str, criteria: dict[str, str] | None = None, *, template: str = "Rate.", **of_schema: Any) -> Json:
    wrapper = {"name": "assessment", "strict": True, "schema": schema(criteria or CTO_CRITERIA, **of_schema)}
    return {
        "model": "offline-evaluator",
        "messages": [
            {"role": "system", "content": "You assess executives."},
            {"role": "user", "content": f"{template}\n<facts>\n{facts}\n</facts>"},
        ],
        "response_format": {"type": "json_schema", "json_schema": wrapper},
    }


def violations(value: object, node: Json, root: Json) -> list[str]:
    """What in a value breaks a schema, as far as the schemas above go."""
    if "$ref" in node:
        return violations(value, root["$defs"][node["$ref"].rsplit("/", 1)[1]], root)
    if "allOf" in node:
        return [found for part in node["allOf"] for found in violations(value, part, root)]
    if "enum" in node and value not in node["enum"]:
        return [f"{value!r} is not in the enum"]
    match node["type"], value:
        case "object", dict():
            wrong = [f"{key} is unknown or missing" for key in value.keys() ^ node["properties"].keys()]
            known = value.keys() & node["properties"].keys()
            return wrong + [found for key in known for found in violations(value[key], node["properties"][key], root)]
        case "array", list():
            return [found for item in value for found in violations(item, node["items"], root)]
        case ("string", str()) | ("integer", int()):
            return []
    return [f"{value!r} is not of type {node['type']}"]
