"""Degrees, fields of study and certificates by their words. Pure. Where somebody studied is never looked at."""

from enum import IntEnum
from functools import lru_cache

from scoring.fit.phrases import matches, phrases, plain


class Degree(IntEnum):
    NONE = 0
    CERTIFICATE = 1
    SHORT = 2
    BACHELOR = 3
    MASTER = 4
    DOCTORATE = 5


_DEGREES = phrases(
    {
        Degree.DOCTORATE: """
        phd|ph d|doctorate|doctor|dr|doktor|promotion|doctorat|doctorado|dphil|dr ing|edd|dsc|sc d|dba
    """,
        Degree.MASTER: """
            master|masters|master s|msc|ms|m s|m sc|ma|m a|mba|emba|executive mba|meng|m eng|mtech|m tech|mphil
            llm|diplom|diplom ingenieur|diplom informatiker|diplom informatikerin|diplom kaufmann|dipl ing
            dipl inform|dipl kfm|diplome d ingenieur|ingenieur|ingeniera|ingeniero|ingenieurin|magister|maestria
            master universitario|mastere|licence maitrise|dea|dess|burgerlijk ingenieur|civilingenjor
            sivilingenior|lic oec publ|lic iur|licenciatura|licenciado|licenciada|laurea magistrale|mag|magistra
            mastere specialise|grande ecole|ingenieur diplome|mca|m b a|wirtschaftsingenieur
            diplom wirtschaftsinformatiker
        """,
        Degree.BACHELOR: """
            bachelor|bachelors|bachelor s|bsc|b sc|bs|b s|ba|b a|be|b e|beng|b eng|btech|b tech|bcom|bcomm|b com
            bba|bca|diplom fh|fh|grado|licence|laurea|honours|undergraduate|vordiplom|ingeniero tecnico
            ingeniera tecnica|bcs|llb|bit|degree
        """,
        Degree.SHORT: """
            associate|associates|associate s|aas|hnd|hnc|diploma|bts|dut|techniker|staatlich gepruft
            foundation degree|ausbildung|fachinformatiker|fachinformatikerin|lehre|apprenticeship|deug
            tecnico superior|formacion profesional|iut|but
        """,
        Degree.CERTIFICATE: """
            certificate|certificat|zertifikat|certificado|executive certificate|executive programme
            executive program|nanodegree|course|programa de direccion|programa de direccion general|programa
            bootcamp|summer school|pdd|pdg|cas|program for leadership
        """,
    }
)
FIELDS = {
    "computing": """
        computer science|computer engineering|informatics|informatik|technische informatik|wirtschaftsinformatik
        informatique|informatica|ingenieria informatica|software engineering|software|information technology
        information systems|computer information systems|management information systems
        business information systems|computing|data science|artificial intelligence|machine learning
        information science|computer applications|telecommunications|telecomunicacion|telecomunicaciones|reseaux
        cybernetics|informatiker|informatikerin|systemes d information|sistemas|computer systems|computer|mis
        digital|it|programming|fachinformatiker|angewandte informatik|informationstechnik|nachrichtentechnik
        telecommunication|human computer interaction|diplom informatiker|diplom informatikerin
    """,
    "security": """
        information security|information assurance|cybersecurity|cyber security|ciberseguridad|cybersecurite
        computer security|security|securite|securite des systemes d information|it security|it sicherheit
        cryptography|informationssicherheit|digital forensics
    """,
    "engineering": """
        engineering|electrical engineering|electronics|electronic engineering|mechanical engineering
        elektrotechnik|maschinenbau|ingenierie|ingenieria|industrial engineering|control engineering
        mechatronics|mechatronik|aerospace engineering|ingenieur|electronica|electronique|genie electrique
        genie logiciel|automation|robotics|diplom ingenieur|dipl ing|burgerlijk ingenieur|ingeniera|ingeniero
        ingeniera de telecomunicacion|civil engineering|systems engineering|wirtschaftsingenieurwesen|electrical
        diplome d ingenieur|be|beng|b eng|meng|btech|b tech
    """,
    "science": """
        mathematics|maths|applied mathematics|mathematik|mathematiques|matematicas|physics|physik|physique
        fisica|statistics|statistik|chemistry|natural sciences|science|sciences|operations research|biology
        bioinformatics|quantitative|actuarial science
    """,
    "business": """
        business administration|mba|emba|business|management|economics|finance|bwl|betriebswirtschaft
        betriebswirtschaftslehre|commerce|gestion|administracion de empresas|economie|volkswirtschaft
        accountancy|accounting|strategy|strategy and innovation|leadership|executive mba|public administration
        bcom|bcomm|b com|bba|lic oec publ|wirtschaftswissenschaften|programa de direccion general|marketing
        international business|general management
    """,
}
_FIELDS = phrases(FIELDS)
CERTIFICATES = {
    "cissp": "cissp|certified information systems security professional",
    "cism": "cism|certified information security manager",
    "crisc": "crisc|certified in risk and information systems control",
    "cisa": "cisa|certified information systems auditor",
    "ccsp": "ccsp|certified cloud security professional",
    "cgeit": "cgeit|cobit|cobit 2019|cobit 5|cobit foundation",
    "ciso_certificate": "cciso|c ciso|certified ciso",
    "iso_27001": """
        iso 27001 lead auditor|iso 27001 lead implementer|iso 27001|iso27001|iso iec 27001 lead auditor
        iso 27005 risk manager|iso iec 27001|it grundschutz praktiker|bsi it grundschutz praktiker|iso 22301
        ebios rm|ebios
    """,
    "privacy": "cipp|cipp e|cipm|cdpse|hcispp|datenschutzbeauftragter|certified data protection officer",
    "offensive": """
        oscp|osce|ceh|certified ethical hacker|gpen|crest|gcih|gcfa|gcia|giac|gsec|gced
        giac certified incident handler
    """,
    "security_basics": """
        security|comptia security|security+|cysa|sscp|az 500|aws certified security
        aws certified security specialty|sc 100
    """,
    "cloud_architect": """
        aws certified solutions architect|aws solutions architect|google professional cloud architect
        azure solutions architect|azure solutions architect expert|certified kubernetes administrator|cka
        professional cloud architect|aws certified|aws certified solutions architect professional
        terraform associate
    """,
    "architecture": "togaf|togaf 9|togaf 9 certified|archimate|enterprise architect|zachman",
    "itil": """
        itil|itil expert|itil 4|itil foundation|itil 4 foundation|itil v3|itil master|itil managing professional
        it service management
    """,
    "project": """
        pmp|prince2|prince2 practitioner|prince2 foundation|pmi|pgmp|msp|project management professional|ipma
        ipma level b|safe|scrum master|professional scrum master|psm|csm|certified scrum master|pmi acp|hermes
    """,
    "management": """
        six sigma|lean six sigma|black belt|change management|prosci|certified public manager|togaf leader|nacd
        board certificate
    """,
}
_CERTIFICATES = phrases(CERTIFICATES)


@lru_cache(maxsize=20_000)
def read_degree(degree: str, field: str) -> tuple[Degree, frozenset[str]]:
    """How high, and in which fields (keys of FIELDS). A school alone says neither."""
    words = plain(degree).split()
    level = max((max(_DEGREES[phrase]) for phrase in matches(words, _DEGREES)), default=Degree.NONE)
    studied = [*words, *plain(field).split()]
    fields = set().union(*(_FIELDS[phrase] for phrase in matches(studied, _FIELDS)))
    if level is Degree.NONE and (fields or studied):
        level = Degree.BACHELOR if fields else Degree.NONE
    return level, frozenset(fields)


@lru_cache(maxsize=20_000)
def read_certificate(name: str) -> frozenset[str]:
    """Keys of CERTIFICATES."""
    return frozenset().union(*(_CERTIFICATES[phrase] for phrase in matches(plain(name).split(), _CERTIFICATES)))
