"""Generated people whom a rule is to merge, and others who only share an address or a mailbox."""

from random import Random

from benchmarks.duplicate_people import from_elsewhere, initials, married, no_accents, order, same, slip
from benchmarks.tellings import Telling, changed, family_name, given_name, strangers
from profiles.canonical import CanonicalProfile
from profiles.demo_words import CULTURES
from profiles.names import fold


def for_rules(seed: int, each: int = 50) -> list[Telling]:
    """People who come again with another form of their address or with their verified e-mail, which merges them, and
    people who share a verified e-mail or were given somebody's address, and are not to be merged."""
    draw = Random(seed)
    firsts = [Telling(who, profile) for who, profile in enumerate(strangers(5 * each + 40, seed + 1_000))]
    told: list[Telling] = []
    for place, first in enumerate(firsts[: 5 * each]):
        kind, profile = place // each, first.profile
        other = firsts[(place + 1) % len(firsts)].profile
        own = Telling(first.who, profile, email_verified=True)
        if kind == 0:
            again = slip(from_elsewhere(profile, draw), draw)
            told += [own, Telling(first.who, changed(again, linkedin_url=_form(profile.linkedin_url, draw)), "address")]
        elif kind == 1:
            change = draw.choice((same, initials, order, no_accents, slip, married))
            again = change(changed(from_elsewhere(profile, draw), email=profile.email.title()), draw)
            told += [own, Telling(first.who, again, "verified e-mail", email_verified=True)]
        elif kind == 2:  # one of a family's
            culture = draw.choice(CULTURES)
            woman = draw.choice([each for each in culture.women if each != given_name(profile)])
            wife = changed(other, full_name=f"{woman} {family_name(profile)}", email=profile.email, linkedin_url="")
            told += [own, Telling(10**6 + place, wife, "a family's mailbox", email_verified=True)]
        elif kind == 3:  # the father's
            son = changed(other, full_name=f"{profile.full_name} Jr.", email=profile.email, linkedin_url="")
            told += [own, Telling(10**6 + place, son, "a father's mailbox", email_verified=True)]
        else:  # an address copied from the row above
            name = next(each for each in (other.full_name, "Ottoline Vexborough") if not _shares_a_word(each, profile))
            wrong = changed(other, full_name=name, linkedin_url=profile.linkedin_url)
            told += [own, Telling(10**6 + place, wrong, "somebody's address")]
    for place, first in enumerate(firsts[5 * each :]):  # two offices of twenty
        mailbox = ("info", "partners")[place // 20]
        profile = changed(first.profile, email=f"{mailbox}@office.example.com", linkedin_url="")
        told.append(Telling(first.who, profile, "an office's mailbox", email_verified=True))
    return told


def _shares_a_word(name: str, profile: CanonicalProfile) -> bool:
    return bool(set(fold(name).split()) & set(fold(profile.full_name).split()))


def _form(url: str, draw: Random) -> str:
    name = url.rsplit("/", 1)[1]
    forms = (
        "http://linkedin.com/in/{}/", "https://de.linkedin.com/in/{}?trk=x", "LinkedIn.com/in/{}/en",
        "https://m.linkedin.com/in/{}#about", "www.linkedin.com/in/{}/?originalSubdomain=uk",
    )  # fmt: skip
    return draw.choice(forms).format(name.upper() if draw.random() < 0.3 else name)
