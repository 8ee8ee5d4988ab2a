"""One key for the ways in which one company's name is written: 'I.B.M.', 'IBM Corp.'. Pure."""

import re

from profiles.names import fold
from profiles.passages import REMOVED

_LEGAL = frozenset(
    """
    inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh mbh ag kg kgaa ohg ug se sa sarl sas
    sasu spa srl ab asa as oy oyj aps bv nv cv vof pty pvt kk kft zrt doo sro nyrt lda ltda eireli sl slu tbk oao ooo
    pjsc
    """.split()
)
_ASIAN_LEGAL = re.compile(r"株式会社|有限会社|合同会社|有限公司|股份有限公司|주식회사|㈱|\(주\)")
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?|\b(?:\w\. ){2,}")
_ASIDE = re.compile(
    r"\s*(?:[|·•].*|\((?:formerly|acquired|now|part of|previously|nyse|nasdaq|an? )[^)]*\)|,? formerly .*"
    r"|,? (?:acquired by|part of|an? [\w ]+ company$).*)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w+]+")
_NOBODY = frozenset(
    """
    selfemployed freelance freelancer freelancing independent unemployed retired confidential various none na nil
    student stealth undisclosed private anonymous selbststandig freiberuflich independant autonomo zzp
    """.split()
)
_NOBODY_PHRASES = frozenset(
    {
        "self employed", "stealth mode", "stealth startup", "stealth mode startup", "stealth ai startup", "n a",
        "career break", "independent consultant", "freelance consultant", "freelance self employed", "own business",
        "not applicable", "open to work", "looking for opportunities", "parental leave", "sabbatical",
    }
)  # fmt: skip

# The full name of what is as often written by its letters.
_WELL_KNOWN = {
    "international business machines": "ibm",
    "general electric": "ge",
    "hewlett packard": "hp",
    "hewlett packard enterprise": "hpe",
    "amazon web services": "aws",
    "procter and gamble": "p and g",
    "johnson and johnson": "j and j",
    "pricewaterhousecoopers": "pwc",
    "ernst and young": "ey",
    "boston consulting group": "bcg",
    "tata consultancy services": "tcs",
    "british telecom": "bt",
    "british telecommunications": "bt",
    "glaxosmithkline": "gsk",
    "bayerische motoren werke": "bmw",
    "general motors": "gm",
    "american international group": "aig",
    "united parcel service": "ups",
    "advanced micro devices": "amd",
    "british broadcasting": "bbc",
    "british petroleum": "bp",
    "goldman sachs group": "goldman sachs",
    "jp morgan": "jpmorgan chase",
    "jpmorgan": "jpmorgan chase",
    "jp morgan chase": "jpmorgan chase",
    "royal bank of scotland": "rbs",
    "deutsche post dhl": "dhl",
}


def company_key(name: str) -> str:
    """The key, "" for what names no company. Two companies share one only where their names differ by legal form,
    punctuation, accents, or letters for words that everybody knows."""
    text = _ASIDE.sub("", _ASIAN_LEGAL.sub(" ", name[:1_000]))
    text = _DOTTED.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", text)
    if REMOVED in text:  # of what is left of two names nobody knows that it was one
        return ""
    words = _WORD.findall(fold(text.replace("&", " and ")).replace("'", "").replace("’", ""))
    if len(words) > 1 and words[0] == "the":
        del words[0]
    while words and (words[-1] in _LEGAL or (words[-1] == "and" and len(words) > 1)):
        words.pop()
    key = " ".join(words)[:500].strip()
    if key in _NOBODY or key in _NOBODY_PHRASES or key.replace(" ", "") in _NOBODY:
        return ""
    return _WELL_KNOWN.get(key, key)
