"""Telling job descriptions from CVs."""

import re
from collections.abc import Sequence

from profiles.sources.cv.contact import has_email
from profiles.sources.cv.lines import Line
from profiles.sources.cv.sections import Sections

_SIGNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bwe(?: are|'re|’re) (?:looking for|seeking|hiring)|\bis (?:looking for|seeking) an? |wir suchen"
        r"|nous recherchons|buscamos",
        r"^(?:about (?:us|the (?:company|job|role|team|position))|über uns|à propos de (?:nous|l['’]entreprise)"
        r"|sobre (?:nosotros|la empresa))\b",
        r"^(?:(?:key |roles and |main )?responsibilities|what you['’]ll do|your (?:role|tasks|responsibilities)"
        r"|ihre aufgaben|deine aufgaben|aufgaben|vos missions|responsabilidades)\s*(?::|$)",
        r"^(?:requirements|(?:minimum|preferred|required|basic) (?:qualifications|requirements)|qualifications"
        r"|who you are|ihr profil|dein profil|anforderungen|profil recherché|requisitos)\s*(?::|$)",
        r"^(?:benefits|what we offer|we offer|our offer|wir bieten|nous offrons|beneficios|ofrecemos)\s*(?::|$)",
        r"\b(?:you will|you['’]ll|the ideal candidate|the successful candidate|join our team|as an? .{3,60}, you\b)",
        r"\b(?:how to apply|apply now|equal opportunity employer|bewerben sie sich|cómo aplicar|comment postuler)\b",
        r"^(?:job (?:title|description|summary)|position:|stellenbeschreibung|puesto de trabajo"
        r"|descripción del (?:trabajo|puesto)|fiche de poste)",
        r"\b\d+\+? years['’]? (?:of )?(?:\w+ ){0,3}experience (?:in|with|managing|leading)\b"
        r"|bachelor['’]?s degree .{0,60}or equivalent",
    )
)
# Some PDFs have no blanks: "SobreNosotros", "DescripcióndelTrabajo".
_RUN_TOGETHER = re.compile(r"(?<=[a-zà-ÿ:])(?=[A-Z])|(?<=[a-zà-ÿ])(?=del?[A-Zt])|(?<=[a-zà-ÿ]de)(?=[A-Zt])")


def what_position(lines: Sequence[Line], sections: Sections, name: str) -> str:
    """A sentence where this is a job description, "" where it may be a CV."""
    texts = [" ".join(line.text.split()) for line in lines]
    if sum(len(text) > 25 and " " not in text for text in texts) > 0.3 * len(texts):
        texts = [_RUN_TOGETHER.sub(" ", text) for text in texts]
    signs = sum(any(sign.search(text) for text in texts) for sign in _SIGNS)
    personal = any(map(has_email, texts[:15])) or any(sections.get(kind) for kind in ("experience", "education"))
    if signs >= (4 if personal else 2 if name else 1):
        return "This seems to be a job description, not a CV: it says what is asked for, and there is no person in it."
    return ""
