"""What a criterion must not ask for, and what often stands in for it. Pure; our own words in four languages.

Words are whole and folded: "stage" is no age. What only looks like it ("age of the codebase") is struck out first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from scoring.fit.phrases import plain
from scoring.rubrics import Definition

REFUSED = {
    "age": """
        older than|under 30|under 35|under 40|under 45|under 50|over 40|over 50|moins de 40 ans|max 45 jahre
        age|ages|aged|years old|year old|year olds|younger than|date of birth|birth date|year of birth|birth year
        birthday|birthdate|born before|born after|born in or after|lebensalter|altersgruppe|das alter|im alter|dem alter
        alter des|alter der|alter von|geburtsdatum|geburtsjahr|geboren|jahrgang|date de naissance
        annee de naissance|edad|fecha de nacimiento|ano de nacimiento|nacido|nacida|tranche d age
    """,
    "gender": """
        gender|sex|a man|male|males|female|females|men|women|woman|masculine|feminine|transgender|pronouns|maternal
        geschlecht|mannlich|weiblich|frau|frauen|manner|mannlicher|weibliche|sexe|homme|hommes|femme|femmes
        masculin|feminin|sexo|hombre|hombres|mujer|mujeres|masculino|femenino|sexual orientation|lgbt|gay|lesbian
    """,
    "family": """
        family|families|family status|marital|marital status|married|unmarried|divorced|spouse|husband|wife
        widowed|single parent|alleinerziehend|pregnant|pregnancy|maternity|paternity|parental leave|children|child
        kids|childcare|childless|mother|father
        familienstand|familie|verheiratet|ledig|geschieden|schwanger|schwangerschaft|kinder|kinderlos|elternzeit
        mutterschutz|mutter|ehefrau|ehemann|famille|situation familiale|marie|mariee|celibataire|enceinte|grossesse
        enfants|conge maternite|conge parental|familia|estado civil|casado|casada|soltero|soltera|embarazo
        embarazada|hijos|maternidad
    """,
    "origin": """
        nationality|nationalities|national origin|citizenship|citizen|place of birth|country of birth|birthplace
        ethnic|ethnicity|race|racial|skin colour|skin color|immigrant|immigrants|migrant|migration background
        passport|passports|nationals|german born|foreign born|white|caucasian
        native speaker|native speakers|native language|native english|native german|mother tongue|first language
        foreigner|foreigners|origin|origins|ancestry|herkunft|staatsangehorigkeit|staatsburgerschaft|nationalitat
        ethnie|ethnisch|hautfarbe|migrationshintergrund|auslander|muttersprache|muttersprachler|muttersprachlerin
        nationalite|origine|origine ethnique|langue maternelle|couleur de peau|nacionalidad|origen|etnia|raza
        lengua materna|inmigrante|color de piel|geburtsort|lieu de naissance|lugar de nacimiento
    """,
    "religion": """
        religion|religions|religious|faith|church|christian|christians|muslim|muslims|jewish|jew|jews|hindu
        buddhist|sikh|catholic|protestant|islam|islamic|atheist|headscarf|hijab|konfession|religios|religiose
        kirche|katholisch|evangelisch|glauben|glaubens|kopftuch|religieux|religieuse|eglise|foi|catholique
        religioso|religiosa|iglesia|catolico
    """,
    "health": """
        blind|deaf|autistic|health|healthy|disability|disabilities|disabled|handicap|handicapped|illness|illnesses
        sickness|sick leave
        sick days|medical history|medical condition|chronic condition|wheelchair|physically fit|physical fitness
        gesundheit|gesund|gesundheitszustand|behinderung|behindert|schwerbehindert|krank|krankheit|krankheiten
        krankheitstage|sante|maladie|malade|handicape|invalidite|salud|enfermedad|enfermo|discapacidad|minusvalia
    """,
    "photo or appearance": """
        photo|photos|photograph|photographs|headshot|portrait|profile picture|picture of the candidate|appearance
        good looks|good looking|attractive looks|well groomed|tattoo|tattoos|lichtbild|bewerbungsfoto|foto|fotos
        aussehen|gutaussehend|photographie|apparence|apparence physique|apariencia|aspecto fisico|buena presencia
    """,
    "name": """
        surname|surnames|forename|first name|last name|family name|full name|maiden name|candidate name
        candidate names|candidate s name|name of the candidate|names of candidates|person s name|sounding name
        sounding names|foreign name|foreign names|vorname|vornamen|nachname|nachnamen|familienname|madchenname
        name des kandidaten|name der kandidatin|prenom|prenoms|nom de famille|nom du candidat|apellido|apellidos
        nombre del candidato|nombre de pila
    """,
}  # fmt: skip
# Refused where they are all that a key or a name says: inside a sentence they mean much else.
_ALONE = {"age": "alter", "gender": "genre|genero", "name": "name|names|namen|nom|noms|nombre|nombres"}

# What reads like one of these and is about something else. Regular expressions on folded words.
_THING = (
    "codebase|code|system|systems|platform|platforms|estate|legacy|software|application|applications|stack|data|"
    "technology|product|products|company|companies|infrastructure|organisation|organization|business|portfolio|"
    "assets|ai|cloud|internet|it|service|services|backlog|pipeline|delivery|network|fleet|devices|models|goods"
)
_HARMLESS = "|".join(
    [
        r"age (?:verification|assurance|checks?)|average age of (?:incidents|tickets|vulnerabilities|findings)",
        r"(?:gender|race) neutral|people with disabilities|disability access|accessibility[a-z ]* disabilities",
        r"child (?:safety|protection|accounts?)|parent and child",
        r"family of iso[a-z0-9 ]*|full name (?:matching|search)|date of birth (?:data|fields?)",
        r"women s health|employee health (?:benefits|platform)|(?:it|software) in der gesundheit|sante numerique",
        r"citizen identity|photo recognition|white (?:label|paper|papers|box|hat)|black box|double blind|blind spots?",
        r"foreign nationals screening|man in the middle|man (?:days|months|hours)|passport (?:checks?|verification)",
        rf"ages? of (?:(?:the|an?|our|its|their|all) )?(?:\w+ )?(?:{_THING})",
        r"(?:digital|information|internet|data|ai|cloud|new|golden|space) age",
        r"(?:coming|came) of age",
        rf"(?:{_THING}) (?:age|ages|aged)",
        rf"(?:{_THING}) (?:families|family)|famil(?:y|ies) of (?:\w+ )?(?:{_THING}|brands|companies)",
        r"family (?:owned|run|held|controlled|office|offices|business|businesses|firm|firms|company|companies)",
        r"families of (?:\w+ )?(?:products|systems|models|platforms)",
        r"child (?:process|processes|company|companies|theme|domain)|children s (?:books|hospital|media|toys)",
        r"father of (?:the )?(?:internet|web)|alma mater",
        r"race (?:condition|conditions|to market|car|cars|track)|(?:arms|space) race",
        r"(?:cross|single|same|point of|certificates? of) origins?|origins? (?:server|servers|of (?:the )?(?:\w+ )?"
        rf"(?:{_THING}|incident|incidents|outage|revenue|funds))",
        r"(?:corporate|digital) citizen(?:ship)?|citizens? (?:services?|portal|developers?|data)",
        r"herkunft (?:der|von) (?:daten|software|waren)|origine des (?:donnees|fonds)",
        r"origen de (?:los )?(?:datos|fondos)",
        r"(?:good|bad|best) faith|bonne foi",
        rf"(?:{_THING}|organisational|organizational|financial|digital|public|team|engineering|global) (?:s )?health",
        r"health (?:care|tech|technology|sector|industry|insurance|insurer|insurers|system|systems|services?|service|"
        r"plan|plans|data|records?|it|information|economics|sciences?|ministry|authority|authorities|regulation|"
        r"check|checks|checking|monitoring|dashboards?|apps?|platforms?|products?|companies|company|and safety|"
        r"and social care|and life sciences?|or finance)",
        rf"health of (?:(?:the|an?|our|its|all) )?(?:\w+ )?(?:{_THING})",
        r"(?:in|for|across|and) health|department of health",
        rf"healthy (?:\w+ )?(?:{_THING}|margin|margins|growth|culture|balance|team|teams)",
        r"(?:im bereich|branche|sektor|und) gesundheit|(?:secteur|domaine) (?:de la )?sante|sector (?:de la )?salud",
        r"disability (?:insurance|insurer)|(?:features?|accounts?|services?) disabled|disabled (?:accounts?|features?)",
        r"photo (?:sharing|editing|app|apps|platform|product|products|service|services|storage|voltaic|printing)",
        r"stock photos?|(?:public|media|conference|press) appearance",
        r"(?:share|proportion|number|percentage) of women|women in (?:\w+ )?(?:engineering|technology|tech|leadership)",
        r"gender (?:pay gap|balance|equality|equity|parity)|men and women|women and men|sex education",
        r"church (?:of england )?(?:schools?|organisations?)|religious (?:freedom|organisations?)",
    ]
)

PROXIES = {
    "age": """
        graduation year|graduation date|year of graduation|years since graduation|recent graduate|recent graduates
        new graduate|fresh graduate|digital native|digital natives|young|youthful|youth|energetic|full of energy
        overqualified|over qualified|max years of experience|early in their career
        abschlussjahr|berufsanfanger|berufseinsteiger|jung|junge|junger|junges
        annee d obtention|annee du diplome|jeune|jeunes|jeune diplome|ano de graduacion|joven|jovenes
        recien graduado|nativo digital|nativos digitales
    """,
    "where somebody comes from": """
        ivy league|oxbridge|russell group|grande ecole|grandes ecoles|top university|top universities|top school
        top schools|top business school|top tier university|top tier school|elite university|elite universities
        elite school|elite schools|elite education|prestigious university|prestigious universities
        prestigious school|prestigious schools|school prestige|university prestige|university ranking
        ranked university|ranked universities|ranked school|ranked schools|school ranking|school rankings
        target school|target schools|alma mater|harvard|stanford|oxford|cambridge|yale|princeton|polytechnique
        insead|massachusetts institute of technology|private school|eliteuniversitat|elite uni|eliteuni|topuniversitat
        exzellenzuniversitat|hochschulranking|renommierte universitat|universite prestigieuse|ecole prestigieuse
        universidad prestigiosa|universidad de elite|universidad de prestigio|accent|accent free|akzentfrei
    """,
    "family, care or health": """
        career gap|career gaps|employment gap|employment gaps|gap in the career|gaps in the career|gaps in employment
        gap in employment|gap in the cv|gaps in the cv|unbroken career|uninterrupted career|career break
        career breaks|luckenlos|luckenloser|lucke im lebenslauf|lucken im lebenslauf|trou dans le cv
        trous dans le cv|huecos en el cv|lagunas en el cv|always available|available around the clock
    """,
    "where somebody lives": """
        postcode|postcodes|post code|zip code|zip codes|postal code|commute|commuting|commuting distance
        home address|lives near|lives close|neighbourhood|neighborhood|postleitzahl|wohnort|wohnlage|pendelzeit
        code postal|lieu de residence|trajet domicile|codigo postal|lugar de residencia|domicilio
    """,
    "being like those who are there": """
        culture fit|cultural fit|culturally fit|fits our culture|fit with our culture|personality fit|likeable
        one of us|golf|passt zu uns|kulturelle passung|teamfit|adequation culturelle|encaje cultural
    """,
}  # fmt: skip


Kind = Literal["refused", "warned"]


@dataclass(frozen=True)
class Finding:
    """`place` is the number of the category, and of the criterion in it; empty of a band. `field` is what of it says
    `word`."""

    kind: Kind
    place: tuple[int, ...]
    field: str
    word: str
    sentence: str


def findings(rubric: Definition) -> Iterator[Finding]:
    """In the order of the rubric. Industries that a measure looks for are warned about at most: they are employers'."""
    for band in rubric.bands:
        yield from _in_texts((), band.name, {"name": band.name})
    for number, category in enumerate(rubric.categories):
        yield from _in_texts((number,), category.name, {"name": category.name, "key": category.key})
        for place, criterion in enumerate(category.criteria):
            texts = {"description": criterion.description, "name": criterion.name, "key": criterion.key}
            yield from _in_texts((number, place), criterion.name, texts)
            named = " · ".join(name for each in criterion.measures for name in getattr(each, "industries", ()))
            for _, about, word in _found(named, alone=False):
                if about != "health":  # which is an industry
                    yield _finding("warned", (number, place), criterion.name, "measures", word, about)


def _in_texts(place: tuple[int, ...], name: str, texts: Mapping[str, str]) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()  # a key often says what the name says
    for field, text in texts.items():
        for kind, about, word in _found(text, alone=field in ("key", "name")):
            if (kind, word) not in told:
                told.add((kind, word))
                yield _finding(kind, place, name, field, word, about)


def _finding(kind: Kind, place: tuple[int, ...], name: str, field: str, word: str, about: str) -> Finding:
    return Finding(kind, place, field, word, _SENTENCES[kind].format(name=name, field=field, word=word, about=about))


_SENTENCES = {
    "refused": "“{name}” asks for {about}: “{word}” in its {field}. Nobody may be scored by that. "
    "Say what the person did instead.",
    "warned": "“{name}” says “{word}” in its {field}, which often stands in for {about}. "
    "Ask for what the work needs instead, if you can.",
}


def _found(text: str, *, alone: bool) -> Iterator[tuple[Kind, str, str]]:
    folded = plain(text)
    rest = _STRUCK.sub(" | ", folded)
    if alone and folded in _WORDS_ALONE:
        yield "refused", _WORDS_ALONE[folded], folded
    for match in _ANY_REFUSED.finditer(rest):
        yield "refused", _REFUSED[match[0]], match[0]
    for match in _ANY_PROXY.finditer(folded):
        yield "warned", _PROXIES[match[0]], match[0]


def _phrases(words: Mapping[str, str]) -> dict[str, str]:
    """Each phrase, folded, with what it asks for."""
    told = [(plain(each), about) for about, text in words.items() for each in re.split(r"[|\n]", text)]
    return {phrase: about for phrase, about in told if phrase}


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """As whole words, the longest first."""
    return re.compile(rf"\b(?:{'|'.join(sorted(phrases, key=lambda each: (-len(each), each)))})\b")


_REFUSED, _PROXIES, _WORDS_ALONE = _phrases(REFUSED), _phrases(PROXIES), _phrases(_ALONE)
_ANY_REFUSED, _ANY_PROXY = _any_of(_REFUSED), _any_of(_PROXIES)
_STRUCK = re.compile(rf"\b(?:{_HARMLESS})\b")
