"""The parts of a person's name, and which of them are ordinary words, too. Pure."""

import re
from collections.abc import Iterator

from profiles.names import fold

PARTICLES = frozenset("al ap bin da de del den der di do dos du el ibn la las le los ten ter van von y zu".split())
# Words that any career text may hold, also with a capital at the start of a line or in a title.
ALWAYS_WORDS = frozenset(
    """
    a about above across after all along among an and any are as at be been before both but by can did do done down each
    else even ever every few for from had has have he her here him his how i if in into is it its just la le least less
    like many me more most much must my near no nor not now of off on once one only or other our out over own past per
    same she since so some still such than that the their them then there these they this those through to too toward
    under until up upon us very via was we well were what when where which while who whom whose why with you your
    ai api bi ci cs cv db er hr io ip ml os pm pr qa ra sa se tv ui uk us ux vp
    administrator advisor agile analyst architect associate board business chief cloud code company consultant data
    deputy design designer dev developer digital director eng engineer engineering executive expert founder general
    global group head infrastructure interim junior lead leader led manager min network officer operations partner
    platform president principal product professor program programmer project security senior service software staff
    strategy system systems team tech technology university vice
    """.split()
)
# Words that are names in this spelling when they have a capital.
SOMETIMES_WORDS = ALWAYS_WORDS | frozenset(
    """
    abbey amber angel arch archer art ash august autumn baker ball banks barber bell berlin best bill bird bishop
    black bloom blue bolt bond booth bowman branch brand bridge bridges brook brooks brown bush butler carpenter
    carter case chance chase china christian church clay clement cliff coal coast cole colt constant cook cooper
    court crane cross crystal curry dale dallas dawn day deal dean dell destiny dove drew duke earl earnest east
    english faith farmer field fields finch fisher flint florence flower ford forest fortune foster fox frank
    freeman frost fuller gates georgia german gold golden good grace grant gray green grey grove guy hall harmony
    hart hawk heath hill holly home hood hope house hunt hunter iris ivory ivy jack jewel journey joy judge june
    justice kafka keen key king knight lake lane law liberty light lily link little lock london long love low lucky
    major march mark marks marsh marshall martin mason max may mercy merit miles mill miller mills mint moon moor
    mountain nest noble north nova ocean olive page pages paris park parker parks patience pearl penny pepper pilot
    pink piper place pool pope porter post potter power powers price prince prior prudence queen rain rainer rally
    ray read reed reeves rich rise river rivers robin rose ross rowe ruby rush rust sage sales salt sand sands
    savage sawyer scala scale scout sergeant service sharp shepherd short sierra silver sky small smart smith snow
    song south sparks spring stack star steel sterling stern stone storm street strong summer summers sun swift
    taylor temple terry tower town trace train trinity turner unity victor victory violet walker wall walls ward
    waters way weaver web wells west wheeler white wilder will winter winters wise wolf wood woods world worth
    wright young
    """.split()
)
_TITLES = frozenset(
    """
    mba emba phd mphil dphil msc bsc meng beng llm llb jd cissp cism cisa crisc ccsp pmp cpa cfa fca acca csm cspo itil
    jr sr ii iii iv dr drs prof professor mr mrs ms mx miss sir dame esq obe mbe cbe
    """.split()
)


def name_parts(full_name: str) -> tuple[str, ...]:
    """Given name, family name and so on, without particles such as "van der", titles and what follows a name:
    "Dr Jane van der Doe, MBA" gives Jane and Doe."""
    before, _, after = full_name.partition(",")
    first, later = _split(before), _split(after)
    if len(first) > 1 and not full_name.isupper():
        later = [part for part in later if part.istitle()]
    parts = [part for part in (*first, *later) if fold(part) not in _TITLES]
    return tuple(
        part
        for position, part in enumerate(parts)
        if (len(part) > 1 or not part.isascii()) and not _is_particle(part, inside=0 < position < len(parts) - 1)
    )


def initials(full_name: str) -> str:
    return "".join(part for part in _split(full_name) if len(part) == 1 and part.isascii())


def particles(full_name: str) -> set[str]:
    return {fold(part) for part in _split(full_name)} & PARTICLES - {fold(part) for part in name_parts(full_name)}


def halves(part: str) -> Iterator[str]:
    """Anne and Marie of Anne-Marie, Souza of D’Souza."""
    pieces = re.findall(r"[^\W\d_]+", part)
    if len(pieces) > 1:
        yield from (piece for piece in pieces if len(piece) > 1 and fold(piece) not in PARTICLES)


def joined(part: str) -> str:
    return re.sub(r"[\W\d_]+", "", part)


def _split(text: str) -> list[str]:
    text = re.sub(r"\bPh\.\s?D\b", "PhD", text)
    return [part for part in (piece.strip("'’‘") for piece in re.split(r"[\s.,/()\"“”„]+", text)) if part]


def _is_particle(part: str, *, inside: bool) -> bool:
    return fold(part) in PARTICLES and (part.islower() or inside)
