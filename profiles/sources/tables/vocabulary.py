"""What columns are called in English, German, French and Spanish, and which of them are nobody's business."""

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz import fuzz, process

from profiles.names import fold

_CAMEL = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
# "Prénom(s)", "Mitarbeiter:in", "Apellido/s"
_ENDING = re.compile(r"\(\w{1,2}\)|(?<=\w)[:*/](?:in|innen|s|es|e|a)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[\W_]+")
_NEAR = 92
_SHORTEST_NEAR = 6

# Names are separated by commas. White space, case, accents and punctuation make no difference.
_PLAIN = {
    "full_name": """full name, candidate name, candidate, person, person name, contact name, display name,
        employee name, applicant name, applicant, your name, name of candidate, first and last name, member name,
        talent, vollständiger name, vor und nachname, vorname nachname, vor und zuname, name vorname,
        nachname vorname, kandidat, kandidatin, bewerber, bewerberin, nom complet, nom et prénom, prénom et nom,
        nom prénom, candidat, nombre completo, nombre y apellidos, nombres y apellidos, apellidos y nombre, candidato,
    candidata""",
    "first_name": """first name, firstname, given name, given names, forename, fname, first, christian name, vorname,
        vornamen, rufname, prénom, prénoms, nombre de pila, primer nombre, nombres""",
    "last_name": """last name, lastname, surname, family name, lname, last, second name, nachname, familienname, zuname,
        nom de famille, apellido, apellidos, primer apellido""",
    "headline": """headline, linkedin headline, professional headline, profile headline, tagline, profilslogan,
        titre du profil, accroche, titular, titular profesional""",
    "summary": """summary, about, about me, bio, biography, profile summary, professional summary, executive summary,
        career summary, zusammenfassung, kurzprofil, über mich, profil zusammenfassung, à propos, biographie,
        résumé du profil, resumen, sobre mí, acerca de, biografía, extracto, perfil profesional""",
    "source_id": """id, candidate id, person id, profile id, contact id, external id, record id, source id, employee id,
        member id, applicant id, uuid, reference number, kandidaten id, kandidatennummer, personen id, bewerber id,
        bewerbernummer, personalnummer, identifiant, numéro de candidat, id candidat, identificador, id candidato""",
    "email": """email, e mail, email address, mail, mail address, personal email, private email, work email,
        primary email, contact email, candidate email, email 1, e mail 1 value, email adresse, mailadresse,
        private email, courriel, adresse email, adresse mail, adresse électronique, adresse e mail, correo,
        correo electrónico, dirección de correo, dirección de correo electrónico, email personal""",
    "phone": """phone, phone number, telephone, telephone number, tel, tel no, mobile, mobile phone, mobile number,
        cell, cell phone, cellphone, contact number, primary phone, phone 1, phone 1 value, telefon, telefonnummer,
        handy, handynummer, mobil, mobilnummer, mobiltelefon, rufnummer, téléphone, numéro de téléphone, tél, portable,
        téléphone portable, teléfono, número de teléfono, móvil, celular, teléfono móvil""",
    "linkedin_url": """linkedin, linkedin url, linkedin profile, linkedin profile url, linkedin link, linkedin address,
        person linkedin url, linkedin public profile url, public linkedin url, li url, linkedin profil,
        linkedin adresse, profil linkedin, lien linkedin, url linkedin, perfil de linkedin, perfil linkedin,
    enlace linkedin""",
    "city": """city, town, current city, home city, city of residence, stadt, ort, wohnort, ville, ville de résidence,
        commune, ciudad, localidad, municipio, ciudad de residencia""",
    "region": """region, state, province, county, state province, state region, bundesland, kanton, provinz, région,
        département, canton, región, provincia, estado, comunidad autónoma""",
    "country": """country, country name, country code, country of residence, land, wohnland, pays, pays de résidence,
        país, país de residencia""",
    "place": """location, place, place of residence, current location, based in, geography, residence,
        candidate location, standort, wohnsitz, lieu, lieu de résidence, localisation, localité, lugar, ubicación,
        residencia, lugar de residencia""",
    "current_title": """title, job title, current title, position, current position, role, current role, job,
        current job, job role, position title, designation, occupation, function, current job title, present position,
        jobtitel, titel, rolle, aktuelle rolle, titel der position, position aktuell,
        aktuelle position, aktueller jobtitel, derzeitige position, aktuelle funktion,
        stelle, berufsbezeichnung, stellenbezeichnung, positionsbezeichnung, funktion, tätigkeit, beruf, poste,
        poste actuel, fonction, fonction actuelle, intitulé du poste, titre du poste, emploi, emploi actuel,
        profession, puesto, puesto actual, cargo, cargo actual, posición, posición actual, puesto de trabajo,
    profesión, ocupación""",
    "current_company": """company, company name, current company, employer, current employer, organization,
        organisation,
        organization name, firm, present company, present employer, current organization, account name, firma,
        firmenname, unternehmen, aktuelles unternehmen, aktuelle firma, arbeitgeber, aktueller arbeitgeber,
        arbeitgeber aktuell, firma aktuell, unternehmen aktuell,
        derzeitiger arbeitgeber, entreprise, entreprise actuelle, société, employeur, employeur actuel,
        nom de l entreprise, empresa, empresa actual, compañía, empleador, nombre de la empresa, organización""",
    "current_start": """current start, current start date, current job start date, current role start date,
        current position start date, start date current position, start date current role, in role since,
        in position since, in current role since, current company start date, job start date, joined company,
        in position seit, aktuelle position seit, in funktion seit, eintrittsdatum, en poste depuis,
        date d entrée en poste, en el puesto desde, fecha de incorporación""",
    "company_url": """company url, company website, company domain, company linkedin, company linkedin url,
        company linkedin page, employer website, organization website, current company url,
        current company linkedin url, firmenwebsite, unternehmenswebsite, webseite des unternehmens,
        site de l entreprise, site web de l entreprise, web de la empresa, sitio web de la empresa""",
    "skills": """skills, skill, skill set, key skills, top skills, core skills, competencies, core competencies,
        expertise, technical skills, technologies, kenntnisse, fähigkeiten, kompetenzen, fachkenntnisse,
        skills und kenntnisse, compétences, compétences clés, savoir faire, habilidades, competencias, aptitudes,
    conocimientos""",
    "languages": """languages, language skills, spoken languages, languages spoken, sprachen, sprachkenntnisse, langues,
        langues parlées, idiomas, lenguas""",
    "certifications": """certifications, certification, certificates, certificate, licenses and certifications,
        licenses, zertifikate, zertifizierungen, zertifikat, certificats, certificaciones, certificados,
    certificación""",
    "school": """school, university, college, institution, school name, university name, alma mater, institute, schule,
        universität, hochschule, uni, fachhochschule, bildungseinrichtung, école, université, établissement, escuela,
        universidad, institución, centro de estudios""",
    "degree": """degree, highest degree, qualification, degree name, academic degree, abschluss, höchster abschluss,
        studienabschluss, akademischer grad, hochschulabschluss, diplôme, diplôme obtenu, grado, titulación,
        título académico, grado académico""",
    "field": """field of study, major, subject, course of study, study field, specialization, studiengang, studienfach,
        fachrichtung, studienrichtung, hauptfach, domaine d études, filière, spécialité, matière, campo de estudio,
        especialidad, carrera, área de estudio""",
    "graduation_year": """graduation year, year of graduation, graduation, graduation date, graduated, class of,
        grad year, abschlussjahr, jahr des abschlusses, studienabschluss jahr, année de diplôme, année d obtention,
        date d obtention du diplôme, año de graduación, fecha de graduación, año de titulación""",
}
# Who it is depends on which other names are there; a link counts only where its cells are LinkedIn's.
AMBIGUOUS_NAMES = "name, nom, nombre"
LINKS = """profile url, profile, profile link, public profile url, public profile, url, link, profil, profil url,
    perfil, lien"""

_START = """start, start date, from, begin, since, started, date from, start year, from date, beginn, von, seit,
    seit wann, eintritt, startdatum, début, de, du, date de début, depuis,
    inicio, fecha de inicio, fecha inicio, desde"""
_END = """end, end date, to, until, till, ended, date to, end year, to date, ende, bis, austritt, enddatum, fin, à, au,
    date de fin, jusqu à, fecha de fin, fecha fin, hasta"""
_TEXT = (
    "description, details, summary, responsibilities, beschreibung, aufgaben, missions, descripción, responsabilidades"
)
_NUMBERED = {
    "experience": {
        "title": _PLAIN["current_title"] + ", titel, titre, título, name of position",
        "company": _PLAIN["current_company"],
        "start": _START,
        "end": _END,
        "description": _TEXT,
        "location": _PLAIN["place"] + ", city, ort, ville, ciudad",
        "company_url": _PLAIN["company_url"],
    },
    "education": {
        "school": _PLAIN["school"] + ", school title, name",
        "degree": _PLAIN["degree"],
        "field": _PLAIN["field"] + ", field, area, fach, domaine, área",
        "start": _START,
        "end": _END + ", " + _PLAIN["graduation_year"] + ", year, jahr, année, año",
        "description": _TEXT,
    },
}
# What stands before them: "Job 2 Start", "Formation 1 École".
_GROUPS = {
    "experience": """experience, experiences, work experience, job, jobs, position, positions, work, employment, role,
        employer, company, history, work history, career, previous job, berufserfahrung, stelle, station, stationen,
        arbeitgeber, firma, tätigkeit, expérience, expériences, expérience professionnelle, poste, emploi, entreprise,
        experiencia, experiencia laboral, puesto, empleo, trabajo, empresa""",
    "education": """education, educations, school, schools, university, college, degree, study, studies, ausbildung,
        bildung, studium, schule, hochschule, abschluss, formation, formations, école, études, université, diplôme,
        educación, formación, estudios, escuela, universidad""",
}

_SENSITIVE = """age, alter, lebensalter, âge, edad, gender, sex, geschlecht, sexe, genre, sexo, género, pronouns,
    pronomen, anrede, salutation, civilité, tratamiento, birth, born, dob, birthday, birthdate, birthplace, yob,
    geburt, geboren, geb, geburtsdatum, geburtstag, geburtsort, geburtsjahr, geburtsname, naissance, né le, née le,
    nacimiento, cumpleaños, nationality, nationalities, citizenship, nationalität, staatsangehörigkeit,
    staatsbürgerschaft, nationalité, citoyenneté, nacionalidad, ciudadanía, religion, religious, denomination,
    konfession, konfessionszugehörigkeit, religionszugehörigkeit, confession, religión, photo, picture, image,
    headshot, avatar, portrait, foto, fotografie, bild, lichtbild, passbild, profilbild, imagen, fotografía, marital,
    married, familienstand, zivilstand, verheiratet, civil, situation familiale, situation de famille, matrimonial,
    conyugal, children, kinder, kinderzahl, enfants, hijos, spouse, pregnant, pregnancy, schwanger, schwangerschaft,
    enceinte, embarazo, health, medical, illness, disability, disabled, handicap, handicapped, gesundheit,
    gesundheitszustand, krankheit, behinderung, schwerbehinderung, schwerbehindert, santé, maladie, salud, enfermedad,
    discapacidad, minusvalía, ethnicity, ethnic, race, racial, skin colour, skin color, ethnie, ethnische, herkunft,
    hautfarbe, origine, etnia, raza, origen, political, politics, politische, parteizugehörigkeit, politique,
    política, union membership, trade union, gewerkschaft, gewerkschaftszugehörigkeit, syndicat, sindicato, sexual,
    sexual orientation, sexuelle, orientación sexual, veteran, military status, criminal, conviction, vorstrafen,
    casier, ssn, social security, passport, national id, sozialversicherungsnummer, steuer id, reisepass,
    personalausweis, passeport, numéro de sécurité sociale, pasaporte, dni, nie, weight, height, blood, gewicht,
    körpergrösse, blutgruppe, biometric"""
_SENSITIVE_BEGINNINGS = """geburts, geschlecht, nationalit, staatsangeh, staatsburger, religion, konfession,
    familienstand, gesundheits, behinder, schwerbehinder, ethni, birthd, birthp, disab, discapac, gender, marital"""
_SENSITIVE_ENDINGS = "foto, photo, lichtbild"
# Columns about somebody else than the person of the row.
_OTHERS = """recruiter, owner, company, companies, employer, organization, organisation, consultant, sourcer, manager,
    agent, agency, client, customer, assigned, assignee, added, created, updated, referrer, referred, referee,
    reference, hr, boss, supervisor, contact person, assistant, emergency, partner, firma, unternehmen, arbeitgeber,
    personalberater, berater, ansprechpartner, betreuer, kunde, assistenz, notfall, entreprise, société, employeur,
    recruteur, responsable, empresa, reclutador, cliente, referencia, urgence, emergencia"""


@cache
def words(header: str) -> str:
    """A header in small letters without accents and punctuation: 'Prénom(s)' and 'firstName' give 'prenom' and
    'first name'."""
    header = header[:200]
    return _BETWEEN.sub(" ", fold(_CAMEL.sub(" ", _ENDING.sub("", header)))).strip()


def compact(header: str) -> str:
    """`words` without blanks, so that 'E-Mail' is 'email'."""
    return words(header).replace(" ", "")


def split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",")]


def _table(names: dict[str, str]) -> dict[str, str]:
    """From what a column is called to what it holds."""
    return {compact(name): target for target, listed in names.items() for name in split(listed)}


_TARGET_OF = _table(_PLAIN)
_PART_OF = {group: _table(parts) for group, parts in _NUMBERED.items()}
_GROUP_NAMES = {
    group: sorted({words(name) for name in split(names)}, key=len, reverse=True) for group, names in _GROUPS.items()
}
_NAMES = frozenset(map(compact, split(AMBIGUOUS_NAMES)))
_LINKS = frozenset(map(compact, split(LINKS)))
_SENSITIVE_WORDS = frozenset(map(words, split(_SENSITIVE)))
_LONG_SENSITIVE = sorted(word for word in _SENSITIVE_WORDS if len(word) > _SHORTEST_NEAR and " " not in word)
_BEGINNINGS, _ENDINGS = tuple(split(_SENSITIVE_BEGINNINGS)), tuple(split(_SENSITIVE_ENDINGS))
_OTHER_WORDS = frozenset(map(words, split(_OTHERS)))


def is_name(header: str) -> bool:
    return compact(header) in _NAMES


def is_link(header: str) -> bool:
    return compact(header) in _LINKS


def is_known(header: str) -> bool:
    return compact(header) in _TARGET_OF or is_name(header)


def is_about_others(header: str) -> bool:
    return _says(words(header), _OTHER_WORDS)


@cache
def is_sensitive(header: str) -> bool:
    """Age, gender, birth, nationality, religion, photo, family, health and the like: never taken over, never kept."""
    text = words(header)
    if _says(text, _SENSITIVE_WORDS) or compact(header) in _SENSITIVE_WORDS:
        return True
    return any(
        word.startswith(_BEGINNINGS) or word.endswith(_ENDINGS) or _near(word, _LONG_SENSITIVE) for word in text.split()
    )


def exact_target(header: str) -> str:
    return _TARGET_OF.get(compact(header), "")


def is_start(header: str) -> bool:
    return _PART_OF["experience"].get(compact(header)) == "start"


def is_end(header: str) -> bool:
    return _PART_OF["experience"].get(compact(header)) == "end"


def near_target(header: str) -> str:
    """The target of a name that is a slip of the pen away."""
    return _TARGET_OF.get(_near(compact(header), _TARGET_OF), "")


def numbered_target(header: str) -> tuple[str, int, str] | None:
    """Group, number and part of a header such as 'Job 2 Start' or 'Firma 3'."""
    listed = words(header).split()
    numbers = [word for word in listed if word.isascii() and word.isdigit() and len(word) <= 2]
    if len(numbers) != 1 or len(listed) < 2:
        return None
    text = " ".join(word for word in listed if word not in numbers)
    for group, names in _GROUP_NAMES.items():
        for name in names:
            rest = text.removeprefix(f"{name} ")
            if rest != text and (part := _PART_OF[group].get(rest.replace(" ", ""))):
                return group, int(numbers[0]), part
    # "Company 1" says it all; "Start 1" may be the start of a job or of a school.
    for group, own in (("experience", ("title", "company")), ("education", ("school", "degree", "field"))):
        part = _PART_OF[group].get(text.replace(" ", ""))
        if part and part in own and text != "name":
            return group, int(numbers[0]), part
    part = _PART_OF["experience"].get(text.replace(" ", ""))
    return ("experience", int(numbers[0]), part) if part in ("start", "end") else None


def _says(text: str, names: frozenset[str]) -> bool:
    listed = text.split()
    pairs = (" ".join(listed[at : at + size]) for size in (1, 2, 3) for at in range(len(listed) - size + 1))
    return any(pair in names for pair in pairs)


def _near(text: str, names: Iterable[str]) -> str:
    if len(text) < _SHORTEST_NEAR:
        return ""
    # As a list: of a mapping the values would be compared, not the names.
    found = process.extractOne(text, [*names], scorer=fuzz.ratio, score_cutoff=_NEAR)
    return found[0] if found else ""
