"""Words of job titles, folded: English, German, French, Spanish, and some Italian, Dutch, Portuguese. Our own list.

A phrase wins over the words in it: "vice president" is not a president, "chief of staff" no chief.
"""

from enum import IntEnum


class Level(IntEnum):
    """How far up. The steps between are what a career climbs."""

    NONE = 0
    ENTRY = 1
    SPECIALIST = 2
    LEAD = 3
    MANAGER = 4
    DIRECTOR = 5
    VICE_PRESIDENT = 6
    CHIEF = 7


LEVELS: dict[Level, str] = {
    Level.CHIEF: """
        chief|c level|ctpo|caio|cmio
        cto|cio|ciso|cdo|cpo|cso|coo|ceo|cfo|cdio|ctio|cito|cpto|cdto|dsi|rssi|ciso|vorstand
        vorstandsmitglied|mitglied des vorstands|mitglied des vorstandes|mitglied der geschaftsleitung
        mitglied der geschaftsfuhrung|geschaftsfuhrer|geschaftsfuhrerin|technikvorstand|it vorstand|itvorstand
        technischer geschaftsfuhrer|directeur des systemes d information|directrice des systemes d information
        directeur du systeme d information|directrice du systeme d information|directeur technique
        directrice technique|directeur de la technologie|directrice de la technologie|directeur technologie
        directeur general|directrice generale|responsable de la securite des systemes d information
        responsable securite des systemes d information|responsable de la securite des si
        directeur de la securite des systemes d information|directeur cybersecurite|directrice cybersecurite
        directeur de la cybersecurite|directrice de la cybersecurite|director de tecnologia
        directora de tecnologia|director tecnico|directora tecnica|director de tecnologias de la informacion
        directora de tecnologias de la informacion|director de sistemas de informacion
        directora de sistemas de informacion|director de seguridad de la informacion
        directora de seguridad de la informacion|director de ciberseguridad|directora de ciberseguridad
        director general|directora general|direttore tecnico|direttore sistemi informativi|diretor de tecnologia
        diretora de tecnologia|general director
    """,
    Level.VICE_PRESIDENT: """
        vp|svp|evp|rvp|gvp|vice president|senior vice president|executive vice president|vicepresidente
        vicepresidenta|vice presidente|vice presidenta|vice president executif|generalbevollmachtigter
        managing director|president
    """,
    Level.DIRECTOR: """
        director|directors|dir|directeur|directrice|direktor|direktorin|direttore|direttrice|diretor|diretora
        directora|directeurs|head|headof|bereichsleiter|bereichsleiterin|bereichsleitung|hauptabteilungsleiter
        hauptabteilungsleiterin|leiter|leiterin|leitung|gesamtleiter|gesamtleiterin|general manager|avp
        assistant vice president|associate vice president|jefe de tecnologia|jefe de sistemas|jefa de sistemas
        jefe de informatica|jefa de informatica|hoofd|responsable informatique|partner|responsable it
        subdirector|subdirectora
    """,
    Level.MANAGER: """
        manager|managers|mgr|abteilungsleiter|abteilungsleiterin|abteilungsleitung|responsable|gerente|jefe|jefa
        chef|cheffe|it manager|verantwortlicher|verantwortliche|responsabile|superintendent|supervisor
        referatsleiter|referatsleiterin|sachgebietsleiter|sachgebietsleiterin|gestionnaire
    """,
    Level.LEAD: """
        lead|leader|teamlead|teamleader|techlead|principal|staff|gruppenleiter|gruppenleiterin|teamleiter
        teamleiterin|teamleitung|projektleiter|projektleiterin|chef d equipe|cheffe d equipe|chef de projet
        cheffe de projet|jefe de equipo|jefa de equipo|jefe de proyecto|jefa de proyecto|project manager
        programme manager|program manager|product manager|product owner|scrum master|distinguished|fellow
        responsable d equipe|responsable d equipe technique|project manager officer|project management officer
        account manager|office manager|delivery manager|key account manager|customer success manager
        chief of staff|chief architect|chief engineer|chief scientist|chief programmer|chief developer
        produktmanager|produktmanagerin|projektmanager|projektmanagerin|coordinator|coordinador|coordinadora
    """,
    Level.SPECIALIST: """
        engineer|engineers|developer|developers|architect|architekt|architektin|architecte|arquitecto|arquitecta
        analyst|analyste|analista|consultant|consultante|consultor|consultora|berater|beraterin|specialist
        spezialist|spezialistin|specialiste|especialista|programmer|programmierer|programmiererin|programmeur
        programador|programadora|entwickler|entwicklerin|developpeur|developpeuse|desarrollador|desarrolladora
        ingenieur|ingenieurin|ingenieure|ingeniero|ingeniera|ingegnere|administrator|admin|administrateur
        administratrice|administrador|administradora|technician|techniker|technikerin|technicien|technicienne
        tecnico|tecnica|scientist|researcher|tester|auditor|auditorin|auditeur|revisor|revisorin|officer|advisor
        adviser|strategist|evangelist|expert|experte|expertin|designer|beauftragter|beauftragte
        sicherheitsbeauftragter|sicherheitsbeauftragte|freelancer|contractor|accountant|librarian|teacher
        lecturer|professor|executive|account executive|representative|writer|blogger|author|speaker|coach
        trainer|operator|controller|underwriter|nurse|physician|lawyer|relationship manager|community manager
    """,
    Level.ENTRY: """
        assistant|assistante|assistent|assistentin|asistente|intern|internship|trainee|praktikant|praktikantin
        werkstudent|werkstudentin|apprentice|auszubildender|auszubildende|stagiaire|becario|becaria|secretary
        sekretarin|sekretar|secretaire|secretario|secretaria|receptionist|clerk|student|junior assistant
        executive assistant|personal assistant|team assistant|alternant|alternante|helpdesk|help desk|volunteer
    """,
}

FUNCTIONS: dict[str, str] = {
    "technology": """
        technology|technologies|technical|technologist|tech|engineering|software|development|platform|platforms
        r d|research and development|r&d|devops|sre|cloud|embedded|web|mobile|frontend|backend|fullstack
        full stack|cto|ctio|cpto|cdto|dev|eng|qa|quality engineering|product engineering|entwicklung
        forschung und entwicklung|technik|technisch|technischer|technische|technologie|technikvorstand|technique
        techniques|ingenierie|logiciel|logiciels|developpement|recherche et developpement|tecnologia|tecnologias
        tecnologica|tecnologico|ingenieria|desarrollo|sviluppo|tecnico|tecnica|network software
        digital technology|digital engineering|machine learning|e commerce engineering|cyber engineering|digital
        ia|systems engineer|system engineer|systemingenieur
    """,
    "information": """
        it|ict|tic|ti|information technology|information technologies|information systems|information system
        information services|information|business systems|business applications|enterprise systems
        enterprise applications|applications|application|infrastructure|it operations|technology operations
        service desk|service delivery|cio|cdio|cito|erp|sap|workplace|edv|informatik|informationstechnologie
        informationstechnik|informationssysteme|anwendungen|wirtschaftsinformatik|itvorstand|informatique
        informatiques|systeme d information|systemes d information|systemes informatiques|dsi|informatica
        sistemas|sistemas de informacion|tecnologias de la informacion|tecnologia de la informacion
        sistemi informativi|digital|systems administrator|network|networks|netzwerk|systems analyst
        application support|systemadministrator|end user computing|business information systems|mainframe
        data center|datacenter|data centre|rechenzentrum
    """,
    "security": """
        security|information security|it security|cyber|cybersecurity|cyber security|cyber defence|cyber defense
        infosec|appsec|ciso|rssi|vciso|soc|csirt|cert|grc|penetration|pentester|incident response|threat
        red team|technology risk|information risk|it risk|cyber risk|security grc|sicherheit
        informationssicherheit|it sicherheit|cybersicherheit|datensicherheit|informationssicherheitsbeauftragter
        sicherheitsbeauftragter|securite|cybersecurite|cyberdefense|securite des systemes d information
        seguridad|ciberseguridad|seguridad de la informacion|seguridad informatica|seguridad logica|sicurezza
        seguranca|beveiliging|siem|devsecops
    """,
    "data": """
        data|analytics|business intelligence|bi|artificial intelligence|ai|data science|datascience|daten
        donnees|datos|cdo|machine learning|information management
    """,
    "product": "product|products|produkt|produkte|produit|produits|producto|productos|cpo|cpto",
    "business": """
        product marketing|technical sales|technology sales
        sales|presales|pre sales|marketing|account|accounts|revenue|business development|growth|customer success
        commercial|vertrieb|vente|ventes|commerciale|ventas|evangelist|field|in residence|quota
        sales engineering|solution consulting|solutions consulting|visionary|speaker|keynote|investment
        investments|portfolio|equities|finance|financial|cfo|legal|people|human resources|hr|talent|personal|rh
        library|librarian|librarianship|transformation|change|ceo|coo|operations|strategy|communications
        procurement|supply chain|facilities|physical security|customer|event|events|podcast|author|influencer
        trading|risk|compliance|audit|project management office|pmo|merger|mergers
    """,
}

# They say what somebody does where nothing else does: a security engineer is in security.
CRAFTS: dict[str, str] = {
    "technology": """
        engineer|engineers|developer|developers|programmer|programming|architect|architecture|architekt
        architektin|architecte|arquitecto|arquitecta|arquitectura|entwickler|entwicklerin|programmierer
        developpeur|developpeuse|programmeur|desarrollador|desarrolladora|programador|programadora|ingeniero
        ingeniera|ingenieur|ingenieurin|ingenieure|softwarearchitekt|scrum master
    """,
    "information": """
        systems|systeme|system|si|aplicaciones|applications services|help desk|helpdesk|technician|technicien
        support|servicenow|moe|moa|administrator|projektleiter it
    """,
}

# What a title says beside level and function.
FLAGS: dict[str, str] = {
    "interim": """
        interim|interims|acting|ad interim|a i|kommissarisch|kommissarischer|par interim|interino|interina
        transition
    """,
    "fractional": """
        fractional|virtual|vciso|vcto|vcio|part time|teilzeit|temps partage|tiempo parcial|on demand
        as a service|various clients
    """,
    "deputy": """
        deputy|stellvertretender|stellvertretende|stellvertreter|stellvertreterin|stv|adjoint|adjointe
        subdirector|subdirectora|vice cio|vice cto|vice ciso|adjunto|adjunta|associate director|associate
    """,
    "former": """
        former|formerly|ex|retired|previously|ehemals|ehemaliger|ehemalige|ancien|ancienne|antiguo|antigua|a d
    """,
    "adviser": """
        advisor|adviser|advisory|berater|beraterin|conseiller|conseillere|asesor|asesora|non executive
        nonexecutive|ned|beirat|board member|aufsichtsrat|consejero|consejera|mentor|angel
    """,
    "aide": """
        office of the|chief of staff|assistant|assistante|assistent|assistentin|asistente|secretary|sekretarin
        secretaire|executive assistant|personal assistant|team assistant|sekretar|referent|referentin|right hand
    """,
    "aspiring": """
        aspiring|wannabe|designate|to be|would be|angehender|angehende|future cto|future cio|future ciso|not|wife
        husband
    """,
    "sales": """
        sales|presales|pre sales|field|evangelist|in residence|account executive|account manager
        sales engineering|vertrieb|ventas|ventes|keynote|speaker|influencer|visionary|recruiting|recruitment
        recruiter|talent acquisition|personalentwicklung|unternehmensentwicklung|geschaftsentwicklung
        desarrollo de negocio|developpement commercial|business development|search consultant|executive search
        search partner|technology law|investment banking|arbeitssicherheit|lebensmittelsicherheit|security guard
        security guards|civil engineering|civil engineer|building engineer|landscape architect|food technology
        technical writing|technical writer|cloud kitchen|equity analyst
    """,
}

# Parts of words that German writes together, of at least ten letters: Softwareentwicklung, Informationssicherheit.
STEMS: dict[str, tuple[Level | None, str]] = {
    "entwicklungsleiter": (Level.DIRECTOR, "technology"),
    "softwareentwick": (None, "technology"),
    "entwicklungsingenieur": (Level.SPECIALIST, "technology"),
    "sicherheit": (None, "security"),
    "informatik": (None, "information"),
    "informationstechn": (None, "information"),
    "informationssystem": (None, "information"),
    "anwendungsentwick": (None, "technology"),
    "software": (None, "technology"),
    "technik": (None, "technology"),
    "entwickl": (None, "technology"),
    "ingenieur": (Level.SPECIALIST, "technology"),
    "bereichsleit": (Level.DIRECTOR, ""),
    "abteilungsleit": (Level.MANAGER, ""),
    "gruppenleit": (Level.LEAD, ""),
    "teamleit": (Level.LEAD, ""),
    "projektleit": (Level.LEAD, ""),
    "geschaftsfuhr": (Level.CHIEF, ""),
    "vorstand": (Level.CHIEF, ""),
    "entwickler": (Level.SPECIALIST, "technology"),
    "beauftragt": (Level.SPECIALIST, ""),
    "architekt": (Level.SPECIALIST, "technology"),
    "administrator": (Level.SPECIALIST, "information"),
    "berater": (Level.SPECIALIST, ""),
    "systeme": (None, "information"),
}

# Acronyms and what they stand for when nothing near says otherwise.
CHIEFS: dict[str, str] = {
    "cto": "technology",
    "cio": "information",
    "ciso": "security",
    "cdo": "data",
    "cpo": "product",
    "cso": "security",
    "ctpo": "technology",
    "cpto": "technology",
    "caio": "data",
    "cmio": "information",
}

# Between "chief" and "officer".
OFFICES: dict[str, str] = {
    "technology": "technology",
    "technical": "technology",
    "tech": "technology",
    "it": "information",
    "ai": "data",
    "artificial intelligence": "data",
    "medical information": "information",
    "engineering": "technology",
    "information": "information",
    "information technology": "information",
    "information security": "security",
    "security": "security",
    "cyber security": "security",
    "cybersecurity": "security",
    "information and digital": "information",
    "information digital": "information",
    "digital information": "information",
    "digital and information": "information",
    "digital": "technology information",
    "digital technology": "technology information",
    "technology and information": "technology information",
    "technology and product": "technology product",
    "product and technology": "technology product",
    "product": "product",
    "data": "data",
    "data and analytics": "data",
    "information and technology": "technology information",
    "technology and operations": "technology information",
    "technology innovation": "technology",
    "technology and digital": "technology information",
}
