r"""Words of prose about people led, money and results, folded, as parts of regular expressions. Our own list.

Alternatives stand in lines and between | within them; `\w*` stands for endings.
"""

# US dollars for a hundred of each, rounded: to tell large from small, not to convert.
RATES = {
    "usd": 100, "$": 100, "us$": 100, "€": 110, "eur": 110, "euro": 110, "euros": 110, "£": 130, "gbp": 130, "chf": 115,
    "cad": 72, "c$": 72, "aud": 65, "a$": 65, "nok": 10, "sek": 10, "dkk": 15, "pln": 25, "jpy": 1, "¥": 1, "inr": 1,
    "₹": 1, "sgd": 75, "s$": 75, "brl": 18, "r$": 18, "mxn": 5, "zar": 5, "nzd": 60, "hkd": 13,
}  # fmt: skip

# In thousands.
UNITS = {
    "k": 1, "thousand": 1, "tsd": 1, "mil": 1, "m": 1_000, "mn": 1_000, "mm": 1_000, "mio": 1_000, "million": 1_000,
    "millions": 1_000, "millionen": 1_000, "millones": 1_000, "bn": 1_000_000, "b": 1_000_000, "billion": 1_000_000,
    "mrd": 1_000_000, "milliarde": 1_000_000, "milliarden": 1_000_000, "milliards": 1_000_000, "md": 1_000_000,
}  # fmt: skip

# Whoever is counted so may be anybody; others are counted where they are led.
ANYBODY = r"people|persons|staff|ftes?|headcount|members|personen|leute\w*|personnes|personas|agents|reports|kopfen?"
OF_THE_FIRM = "employees|beschaftigte|empleados|salaries|collaborateurs"
PEOPLE = r"""
    devs|sres
    engineers?|developers?|technologists?|architects?|analysts?|data scientists?|scientists?|designers?|technicians?
    specialists?|people|persons|staff|fte|ftes|employees|professionals|contractors|reports|headcount|team members
    members|consultants|experts|mitarbeit\w*|entwickler\w*|ingenieur\w*|personen|kollegen|koepfe|kopfen?|leute\w*|fachkrafte\w*
    beschaftigte\w*|spezialisten|personnes|collaborateurs|ingenieurs|developpeurs|salaries|etp|agents|techniciens
    analystes|personas|ingenieros|desarrolladores|empleados|profesionales|tecnicos|analistas|especialistas
"""
TEAMS = """
    team|teams|organi[sz]ation|department|function|squad|staff|bench|headcount|mannschaft|abteilung|bereich|equipe
    equipes|service|direction|equipo|equipos|area|departamento|office
"""
ABOUT = "about|some|rund|around|over|circa|environ|unos|unas|more than|plus de|mas de|up to"
LEADING = "led|lead|leads|leading|managed|manage|manages|managing|run|runs|ran|head|directed|grew|grown|scaled|built"
LEADS = r"""
    team|teams|led|lead|leads|leading|manage\w*|run|runs|ran|head\w*|direct\w*|grew|grow\w*|built|build\w*|hired|staff
    scaled|responsible|responsibility|accountable|budget|fuhr\w*|leit\w*|verantwort\w*|aufgebaut|aufbau|equipe\w*
    encadr\w*|manag\w*|dirig\w*|dirij\w*|equipo\w*|organi[sz]ation|engineering|it|security|technology|sicherheit
    securite|seguridad|development|my
"""
# Then the number is of others: users, the whole company.
NOT_LED = r"""
    by|(?<!verantwortung )(?<!verantwortlich )fur|for|serving|fuer|pour|para
    interview\w*|laid off|worked with|mentor\w*
    migrat\w*|one of|member of|community of|meetup with|simulation\w*|adopted
    unternehmen mit|firma mit|company with
    users?|customers?|among|affect\w*|betroffen\w*|company of|firm of|trained|advised
    advising|nutzer|utilisateurs|usuarios|clients|members of|patients|citizens|subscribers|students|supporting
"""
BUDGET = r"""
    \w*budgets?\w*|presupuesto\w*|spend\w*|opex|capex|cost base|run costs?|etat|kostenverantwortung|enveloppe
"""
NOT_BUDGET = r"""
    revenue\w*|sales|arr|sold|sale|umsatz\w*|jahresumsatz|savings?|saved?|saving|raised?|round|rounds|series|funding
    valuation|acquired|acquisition|profit|ebitda|pipeline|quota|ingresos|facturacion|chiffre|ventes|economi\w*|ahorr\w*
    einspar\w*|deal|exit|portfolio|contract|worth|fraud|losses|assets|aum|turnover|ertrag\w*|levee|on behalf
"""
CHANGE = r"""
    reduc\w*|cut|cuts|cutting|lower\w*|decreas\w*|increas\w*|grew|grow\w*|grown|doubl\w*|tripl\w*|halv\w*|improv\w*
    rais\w*|up|down|saved?|savings?|fell|rose|dropp?\w*|faster|shorten\w*|accelerat\w*|from \S+ (?:\w+ ){0,2}to
    verkurz\w*|gesenkt|senk\w*|gesteigert|steiger\w*|erhoht|halbiert|verdoppelt|reduziert|einspar\w*
    von \S+ (?:\w+ ){0,2}auf|redui\w*|baiss\w*|augment\w*|divis\w*|de \S+ a|passe\w*|gagn\w*|econom\w*|redu\w*
    aument\w*|dismin\w*|mejor\w*|ahorr\w*|crec\w*|duplic\w*|revenue|umsatz|uptime|availability|verfugbarkeit
    on time|live
"""
# Head of it all, whatever the title.
AT_THE_TOP = r"""
    (?:report(?:s|ing)?|answers?|direct line)(?: directly)? to (?:the )?(?:\w+ )?(?:ceo|chief executive|md|board)
    (?:report(?:s|ing)?|answers?)(?: directly)? to (?:the )?(?:\w+ )?(?:managing director|owners?|president|founders?)
    bericht\w*(?: direkt)? an (?:die |den )?(?:geschaftsfuhr\w*|geschaftsleitung|vorstand\w*)
    rattache\w* (?:a|au) (?:la )?(?:direction generale|dg|directeur general|ceo|president)
    report\w* a(?:l| la) (?:director general|direccion general|consejero delegado|ceo)
    member of the (?:executive|management|leadership|group executive) (?:committee|board|team)
    executive (?:committee|board|team) member|mitglied (?:der|des) (?:geschaftsleitung|geschaftsfuhrung|vorstands)
    membre du (?:comite (?:de direction|executif)|codir|comex)|miembro del comite (?:de direccion|ejecutivo)
    top (?:security|technology|it) (?:role|job|post)|no c[tis]{1,3}o above|gesamtverantwortung|overall responsib\w+
    responsible for all (?:it|security|of it)
"""


def one_of(words: str) -> str:
    """A group of them all."""
    return f"(?:{'|'.join(line.strip() for line in words.strip().splitlines())})"
