"""From the lines of a CV to one person."""

from collections.abc import Sequence
from typing import Any

from profiles.sources.cv import contact, linkedin_pdf, rirekisho
from profiles.sources.cv.entries import Entry, entries_of, text_of
from profiles.sources.cv.lines import Content, Line
from profiles.sources.cv.lists import certificates_of, languages_of, skills_of
from profiles.sources.cv.naming import Job, School, job_of, says_company_first, school_of
from profiles.sources.cv.positions import what_position
from profiles.sources.cv.sections import Sections, sections_of, without_page_furniture
from profiles.sources.cv.titles import headline_of, name_of
from profiles.sources.extraction import Extraction
from profiles.sources.records import Json, NoPersonError

_LOOKED_IN = "the lines at the top"


def recognises(document: Json) -> bool:
    cv = document.get("cv")
    return isinstance(cv, dict) and "lines" in cv and "kind" in cv


def read(document: Json, extract: Extraction) -> dict[str, Any]:
    try:
        content = Content.of(document.get("cv"))
    except ValueError as error:
        raise NoPersonError(str(error)) from None
    hidden = (f"Text that a reader cannot see was left out: {text}." for text in content.left_out)
    for warning in (*content.notes, *hidden):
        extract.warnings.add(warning)
    lines = without_page_furniture(content.lines)
    if not lines:
        raise NoPersonError("The document shows no text to its reader.")
    sections = sections_of(lines)
    if rirekisho.recognises(lines):
        return _from_form(lines, sections, content.links, extract)
    head = sections["head"]
    near = [*head, *sections.get("contact", [])]
    emails = [contact.email_of(near, lines, content.links).partition("@")[0]]
    pages = [str(url).rpartition("/in/")[2] for _, url in contact.linkedin_of(near, content.links)]
    name, name_line = name_of(lines, head, [*emails, *pages])
    if position := what_position(lines, sections, name):
        raise NoPersonError(position)
    who = _who(lines, sections, content.links, name, extract)
    headline = headline_of(head, name, name_line)
    summary = text_of(sections.get("summary", [])) or _told_in_head(head, name, headline)
    place = extract.place(("place", contact.place_of(near)), ("region", ""), ("country", ""))
    experience, education = sections.get("experience", []), sections.get("education", [])
    linkedin = linkedin_pdf.recognises(content.lines)
    jobs = linkedin_pdf.jobs_of(experience) if linkedin else _jobs_of(experience)
    schools = linkedin_pdf.schools_of(education) if linkedin else _schools_of(education)
    return {
        **who,
        "headline": extract.line("headline", headline),
        "summary": extract.prose("summary", summary),
        **place,
        "experience": extract.limited("experience", _jobs(jobs, extract)),
        "education": extract.limited("education", _schools(schools, extract)),
        **_lists(sections, sections.get("certifications", []), extract),
    }


def _from_form(lines: Sequence[Line], sections: Sections, links: Sequence[str], extract: Extraction) -> dict[str, Any]:
    form = rirekisho.read_form(lines)
    told = [line for line in sections.get("certifications", []) if not rirekisho.is_row(line)]
    return {
        **_who(lines, sections, links, form.name, extract),
        "summary": extract.prose("summary", text_of(sections.get("summary", []))),
        "city": extract.line("place", form.city),
        "region": extract.line("place", form.region),
        "experience": extract.limited("experience", _jobs(form.jobs, extract)),
        "education": extract.limited("education", _schools(form.schools, extract)),
        **_lists(sections, form.certificates or told, extract),
    }


def _who(
    lines: Sequence[Line], sections: Sections, links: Sequence[str], name: str, extract: Extraction
) -> dict[str, Any]:
    """Name and contact. Raises NoPersonError where there is no name, or nothing else that makes it a CV."""
    near = [*sections["head"], *sections.get("contact", [])]
    email, phone = contact.email_of(near, lines, links), contact.phone_of(near)
    if not name:
        raise NoPersonError(f"There is no person's name in it (looked in {_LOOKED_IN}).")
    if not (email or phone or sections.get("experience") or sections.get("education")):
        raise NoPersonError("This does not look like a CV: it has neither jobs nor schools nor an e-mail or phone.")
    return {
        "full_name": extract.name(_LOOKED_IN, name),
        "email": extract.email("e-mail", email),
        "phone": extract.line("phone", phone),
        "linkedin_url": extract.linkedin(*contact.linkedin_of(near, links)),
    }


def _lists(sections: Sections, certificates: Sequence[Line], extract: Extraction) -> dict[str, Any]:
    return {
        "skills": extract.limited("skills", skills_of(sections.get("skills", []), extract)),
        "languages": extract.limited("languages", languages_of(sections.get("languages", []), extract)),
        "certifications": extract.limited("certifications", certificates_of(certificates, extract)),
    }


def _told_in_head(head: Sequence[Line], name: str, headline: str) -> str:
    """A paragraph about the person that stands before any heading."""
    told = [
        line for line in head if name not in line.text and line.text != headline and not contact.is_contact(line.text)
    ]
    long = [number for number, line in enumerate(told) if len(line.text) > 60]
    paragraph = told[long[0] : long[-1] + 2] if long else []
    return text_of(paragraph) if any(line.text.endswith(".") for line in paragraph) else ""


def _jobs_of(lines: Sequence[Line]) -> list[tuple[Job, Entry]]:
    entries = entries_of(lines)
    votes = [says_company_first(entry.head) for entry in entries]
    company_first = votes.count(True) > votes.count(False)
    return [(job_of(entry.head, company_first=company_first), entry) for entry in entries]


def _schools_of(lines: Sequence[Line]) -> list[tuple[School, Entry]]:
    return [(school_of(entry.head), entry) for entry in entries_of(lines, single=True)]


def _jobs(jobs: Sequence[tuple[Job, Entry]], extract: Extraction) -> list[dict[str, Any]]:
    kept = []
    for number, (job, entry) in enumerate(jobs):
        where = f"experience[{number}]"
        start, end, lasts = _period(where, entry, extract)
        values = {
            "title": extract.line(f"{where}.title", job.title),
            "company": extract.line(f"{where}.company", job.company),
            "location": extract.line(f"{where}.location", job.location),
            "start": start,
            "end": end,
            "is_current": lasts,
            "description": extract.prose(f"{where}.description", text_of(entry.body)),
        }
        if extract.saying_something(where, values, "title", "company"):
            kept.append(values)
    return kept


def _schools(schools: Sequence[tuple[School, Entry]], extract: Extraction) -> list[dict[str, Any]]:
    kept = []
    for number, (school, entry) in enumerate(schools):
        where = f"education[{number}]"
        start, end, _ = _period(where, entry, extract)
        description = "\n".join(filter(None, (school.other, text_of(entry.body))))
        values = {
            "school": extract.line(f"{where}.school", school.school),
            "degree": extract.line(f"{where}.degree", school.degree),
            "field": extract.line(f"{where}.field", school.field),
            "start": start,
            "end": end,
            "description": extract.prose(f"{where}.description", description),
        }
        if extract.saying_something(where, values, "school", "degree", "field"):
            kept.append(values)
    return kept


def _period(where: str, entry: Entry, extract: Extraction) -> tuple[str | None, str | None, bool]:
    if entry.period is None:
        return None, None, False
    start, end, _ = extract.period((f"{where}.start", entry.period.start), (f"{where}.end", entry.period.end))
    return start, end, entry.period.is_current and end is None
