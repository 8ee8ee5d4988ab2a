"""Words that tell what a line of a CV is about: headings, titles, schools, companies, places. In five languages."""

import re
import unicodedata

_HEADINGS = {
    "summary": """summary|professional summary|executive summary|career summary|profile|professional profile
        |about|about me
        |objective|career objective|info|introduction|personal statement|overview|zusammenfassung|profil
        |kurzprofil|über mich
        |berufliches profil|résumé|profil professionnel|à propos|à propos de moi|objectif|resumen
        |resumen profesional|perfil
        |perfil profesional|sobre mí|objetivo|extracto|職歴要約|職務要約|自己pr|自己紹介|要約|概要""",
    "experience": """experience|work experience|professional experience|employment|employment history|work history
        |career history|career|professional background|relevant experience|positions held|experience and projects
        |work|berufserfahrung|beruflicher werdegang|berufliche erfahrung|werdegang|berufspraxis|praktische erfahrung
        |expérience|expériences|expérience professionnelle|expériences professionnelles|parcours professionnel
        |experiencia
        |experiencia laboral|experiencia profesional|experiencia de trabajo|trayectoria profesional|職歴|職務経歴
        |職務経歴詳細
        |経歴|業務経歴""",
    "education": """education|academic background|academic history|education and training|educational background
        |qualifications and education|academic qualifications|studies|ausbildung|bildung|bildungsweg|studium
        |schulbildung
        |akademischer werdegang|aus- und weiterbildung|ausbildung und studium|formation|formations|éducation
        |études|diplômes
        |parcours académique|educación|formación|formación académica|estudios|学歴""",
    "skills": """skills|technical skills|key skills|core skills|core competencies|competencies
        |skills and expertise|expertise
        |areas of expertise|top skills|skills and tools|technologies|technical expertise|skills summary
        |professional skills
        |technical proficiencies|tools|kenntnisse|fähigkeiten|kompetenzen|fachkenntnisse|edv-kenntnisse|it-kenntnisse
        |top-kenntnisse|kenntnisse und fähigkeiten|compétences|compétences techniques|principales compétences
        |habilidades|competencias|aptitudes|aptitudes principales|conocimientos|habilidades técnicas|スキル
        |経験・スキル
        |技術スキル|活かせるスキル""",
    "certifications": """certifications|certificates|licenses and certifications|licences and certifications
        |certifications and licenses|professional certifications|certification|training and certifications
        |courses and certifications|zertifikate|zertifizierungen|bescheinigungen|weiterbildung|certificats
        |certificaciones|certificados|licencias y certificaciones|資格|免許・資格|資格・免許|資格・特技|保有資格""",
    "languages": """languages|language skills|sprachen|sprachkenntnisse|langues|idiomas|語学|語学力|言語""",
    "contact": """contact|contact information|contact details|contact info|personal details|personal information
        |personal data|kontakt|kontaktdaten|persönliche daten|persönliche angaben|zur person|coordonnées
        |informations personnelles|contacto|datos personales|datos de contacto|連絡先""",
    "other": """projects|personal projects|selected projects|side projects|key projects|project experience
        |volunteer experience
        |volunteering|volunteer work|volunteer|awards|honors|honours|awards and recognition|awards and honors
        |honors-awards
        |achievements|accomplishments|publications|patents|interests|hobbies|hobbies and interests|references|referees
        |memberships|affiliations|professional affiliations|activities|extracurricular activities|courses|coursework
        |recommendations|recognition|speaking|writing|reading|testimonials|samples|governance|service|organizations
        |additional information|projekte|ehrenamt|ehrenamtliches engagement|engagement|interessen|referenzen
        |auszeichnungen|publikationen|veröffentlichungen|sonstiges|projets|centres d'intérêt|loisirs|bénévolat
        |références
        |distinctions|proyectos|voluntariado|intereses|referencias|premios|publicaciones|志望動機|志望の動機
        |本人希望記入欄|趣味|インターンシップ・アルバイト|活かせる経験・知識・技術等|賞罰""",
}


def plain(text: str) -> str:
    """A text for comparing: one case, no marks around it, "E X P E R I E N C E" closed up."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ").replace("’", "'")
    text = re.sub(r"^[\W_]+|[\W_]+$", "", text)
    parts = text.split()
    if len(parts) >= 3 and all(len(part) == 1 for part in parts):
        return "".join(parts)
    return " ".join(parts)


HEADINGS = {plain(name): kind for kind, names in _HEADINGS.items() for name in names.split("|")}

_TITLES = (
    r"manager|engineer|developer|director|officer|president|analyst|consultant|designer|architect|scientist"
    r"|technologist|lead|head of|intern|internship|assistant|associate|administrator|coordinator|specialist|advisor"
    r"|adviser|partner|founder|co-founder|owner|chief|c[efitoms]o|chro|vp|svp|evp|accountant|attorney|lawyer|counsel"
    r"|nurse|teacher|professor|researcher|lecturer|technician|programmer|supervisor|executive|representative"
    r"|recruiter"
    r"|controller|auditor|trainee|apprentice|secretary|treasurer|chair|chairman|chairwoman|board member|member|editor"
    r"|writer|journalist|strategist|planner|buyer|operator|foreman|principal|fellow|ninja|superintendent|inspector"
    r"|pharmacist|physician|doctor|surgeon|therapist|psychologist|librarian|curator|producer|photographer|translator"
    r"|interpreter|clerk|agent|broker|trader|banker|underwriter|actuary|captain|pilot|chef|cook|driver|mechanic"
    r"|electrician|tester|leiter|leiterin|geschäftsführer(?:in)?|vorstand|prokurist(?:in)?|werkstudent(?:in)?"
    r"|praktikant(?:in)?|mitarbeiter(?:in)?|assistent(?:in)?|kauffrau|kaufmann|referent(?:in)?|sachbearbeiter(?:in)?"
    r"|\w*leiter(?:in)?|\w*entwickler(?:in)?|\w*ingenieur(?:in)?|\w*berater(?:in)?|directeur|directrice|ingénieure?"
    r"|développeu(?:r|se)|chef de|responsable|chargée? de|consultante?|stagiaire|présidente?|gérante?|gestionnaire"
    r"|analyste|comptable|directora?|ingenier[oa]|desarrollador(?:a)?|gerente|jef[ea] de|analista|consultor(?:a)?"
    r"|becari[oa]|técnic[oa]|abogad[oa]|administrador(?:a)?|president[ea]"
)
_TITLE = re.compile(
    rf"\b(?:{_TITLES})s?\b|エンジニア|マネージャー|部長|課長|取締役|代表|ディレクター|コンサルタント"
    r"|デザイナー|営業|主任|係長",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"\b(?:universit\w*|college|school|institut\w*|academy|academia|polytechnic\w*|polytechnique|hochschule"
    r"|fachhochschule|gymnasium|schule|\w*schule|lycée|école|ecole|faculté|universidad|escuela|colegio|facultad|mit"
    r"|eth|epfl|uc|ucla|insead|hec|lse|assembly|bootcamp)\b|大学|高等学校|専門学校|大学院",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?:bachelor\w*|master\w*|doctor\w*|ph\.? ?d|mba|b\.?sc|m\.?sc|b\.?a|m\.?a|b\.?eng|m\.?eng|bscs|b\.?s|m\.?s"
    r"|j\.?d|juris|ll\.?[bm]|associate\w*|diplom\w*|magister|abitur|matura|staatsexamen|promotion|licen[cs]e"
    r"|maîtrise|doctorat|baccalauréat|bac|bts|dut|grado|licenciatura|máster|doctorado|ingenier\w+|degree|certificate"
    r"|a-levels?|gcse)\b|学士|修士|博士",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:inc|llc|ltd|limited|gmbh|ag|kg|se|plc|corp|corporation|company|co|group|holding|holdings|bank|sa|sas|sarl"
    r"|s\.a|s\.l|bv|n\.v|oy|ab|a/s|spa|s\.p\.a|srl|pty|kgaa|ohg|e\.v|technologies|solutions|systems|consulting"
    r"|partners|labs|industries|hospital|ministry|university|services|agency|foundation|studio|studios|software)\b\.?"
    r"|株式会社|有限会社|合同会社",
    re.IGNORECASE,
)
COMPANY_FORM = re.compile(
    r"(?:inc|llc|ltd|limited|gmbh|ag|plc|corp|co|s\.a|l\.?p|llp|pty ltd|kgaa|kg)\.?", re.IGNORECASE
)
_COUNTRIES = set(
    """usa|us|u.s.|u.s.a.|united states|united states of america|uk|u.k.|united kingdom|england|scotland|wales|ireland
|canada|australia|new zealand|germany|deutschland|austria|österreich|switzerland|schweiz|suisse|france|spain|españa
|portugal|italy|italia|netherlands|the netherlands|belgium|luxembourg|denmark|sweden|norway|finland|iceland|poland
|polska|czechia|czech republic|slovakia|hungary|romania|bulgaria|greece|turkey|türkiye|ukraine|russia|estonia|latvia
|lithuania|croatia|slovenia|serbia|israel|egypt|morocco|south africa|nigeria|kenya|ghana|uae|united arab emirates
|saudi arabia|qatar|india|pakistan|bangladesh|sri lanka|china|hong kong|taiwan|japan|日本|south korea|korea|singapore
|malaysia|thailand|vietnam|indonesia|philippines|mexico|méxico|brazil|brasil|argentina|chile|colombia|peru|perú
        |uruguay
|ecuador|venezuela|costa rica|panama|puerto rico|cuba|dominican republic|allemagne|espagne|belgique|royaume-uni
|états-unis|frankreich|spanien|vereinigtes königreich|niederlande|francia|alemania|reino unido|estados unidos
|california|new york|texas|bavaria|bayern""".replace("\n", "").split("|")
)
_STATES = set(
    """AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA
    RI SC SD TN TX UT VT VA WA WV WI WY DC ON QC BC AB MB NS NSW VIC QLD UK CH AT FR ES IT NL BE""".split()
)
_AREA = re.compile(r"\b(?:metropolitan area|area|region|raum|großraum)\b", re.IGNORECASE)
_WHERE = re.compile(r"(?:remote|hybrid|on-?site|home office)\b.{0,20}", re.IGNORECASE)
_SPOILED = re.compile(r"\b[A-Z]+(?:i[A-Z]+)+\b")


def heading_of(text: str) -> str | None:
    """The section that a line opens: "experience", "education" …"""
    text = text.strip()
    if len(text) > 60 or text[:1] in "•-*●▪" or text.endswith((".", ",")):
        return None
    name = plain(re.sub(r"[(（].*?[)）]", "", text))
    return HEADINGS.get(name) or HEADINGS.get(name.replace(" ", ""))


def is_title(text: str) -> bool:
    return bool(_TITLE.search(text))


def is_school(text: str) -> bool:
    return bool(_SCHOOL.search(text))


def is_degree(text: str) -> bool:
    return bool(_DEGREE.search(text))


def is_company(text: str) -> bool:
    return bool(_COMPANY.search(text))


def is_place(text: str) -> bool:
    """Whether a text is surely a place: "Berlin, Germany", "Menlo Park, CA", "Remote", "Greater Boston Area"."""
    text = text.strip(" ()")
    if not text or len(text) > 80 or any(letter.isdigit() for letter in text):
        return False
    if _WHERE.fullmatch(text) or (_AREA.search(text) and not is_title(text)):
        return True
    parts = [part.strip() for part in text.split(",")]
    if any(is_company(part) or is_school(part) for part in parts[:-1]):
        return False
    if parts[-1].casefold() in _COUNTRIES:
        return len(parts) <= 4
    return 2 <= len(parts) <= 3 and parts[-1] in _STATES


def mend_capitals(text: str) -> str:
    """SENiOR is SENIOR: some fonts give their small capital i as a small letter."""
    return _SPOILED.sub(lambda found: found[0].upper() if len(found[0]) >= 5 else found[0], text)
