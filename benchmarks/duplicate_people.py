"""Generated people for duplicate detection: some come twice, from easy to hard to recognise, others only look alike.

Written without a look at what the detector knows: nicknames, titles in other languages and spellings are the
generator's own, and some of them nobody could know.
"""

from collections.abc import Callable
from random import Random

from benchmarks.lookalikes import put_lookalikes
from benchmarks.tellings import Telling, changed, family_name, given_name, strangers
from profiles.canonical import CanonicalProfile, Experience
from profiles.demo_words import CULTURES, STEMS
from profiles.names import fold

PEOPLE, DUPLICATES = 5_000, 500


def graded(seed: int, count: int = PEOPLE) -> list[Telling]:
    """`count` tellings, 500 of them a second one of somebody; nobody's address or verified e-mail gives it away."""
    draw = Random(seed)
    per_grade = DUPLICATES // len(GRADES)
    firsts = [Telling(*each) for each in enumerate(strangers(count - per_grade * len(GRADES), seed))]
    put_lookalikes(firsts, draw)
    plain = [each for each in firsts if not each.grade]
    draw.shuffle(plain)
    seconds = []
    for grade, (_, fits, change) in GRADES.items():
        chosen = [each for each in plain if fits(each.profile)][:per_grade]
        taken = {each.who for each in chosen}
        plain = [each for each in plain if each.who not in taken]
        for first in chosen:
            profile = first.profile
            if grade.startswith("nickname"):
                given, nickname = draw.choice(_NICKNAMES)
                profile = changed(profile, full_name=f"{given} {family_name(profile)}")
                firsts[first.who] = Telling(first.who, profile)
                told = changed(from_elsewhere(profile, draw), full_name=f"{nickname} {family_name(profile)}")
            else:
                told = from_elsewhere(profile, draw)
            seconds.append(Telling(first.who, change(told, draw), grade))
    draw.shuffle(seconds)
    return [*firsts, *seconds]


def from_elsewhere(profile: CanonicalProfile, draw: Random) -> CanonicalProfile:
    """The same person in a source that knows less: no address, seldom the e-mail, no texts, sometimes only years."""
    own = f"{fold(given_name(profile))}{draw.randrange(10**6)}@example.org"
    told = changed(
        profile,
        linkedin_url="",
        email=draw.choices(("", own, profile.email), (60, 30, 10))[0],
        phone=profile.phone if draw.random() < 0.1 else "",
        summary="",
        region="",
        headline=profile.experience[0].title,
        experience=tuple(changed(job, description="", location="") for job in profile.experience),
        skills=profile.skills[: draw.randrange(2, 8)],
        certifications=(),
        languages=(),
    )
    return _years(told, draw) if draw.random() < 0.2 else told


Change = Callable[[CanonicalProfile, Random], CanonicalProfile]


def _then(*changes: Change) -> Change:
    def all_of_them(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
        for change in changes:
            told = change(told, draw)
        return told

    return all_of_them


def _each_job(told: CanonicalProfile, change: Callable[[Experience], Experience]) -> CanonicalProfile:
    return changed(told, experience=tuple(map(change, told.experience)))


def same(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return told


def _no_school(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return changed(told, education=(), skills=(), city="", country="")


def no_accents(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return changed(told, full_name=fold(told.full_name).title())


_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ß": "ss", "Ö": "Oe", "Ø": "Oe", "Ü": "Ue", "Å": "Aa"}
)


def _written_out(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return changed(told, full_name=told.full_name.translate(_WRITTEN_OUT))


_CYRILLIC = str.maketrans(
    dict(
        zip("abcdefghijklmnopqrstuvwxyz", "а б к д е ф г х и дж к л м н о п к р с т у в в кс ы з".split(), strict=True)
    )
)


def _cyrillic(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return changed(told, full_name=fold(told.full_name).translate(_CYRILLIC).title())


def order(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    given, family = given_name(told), family_name(told)
    return changed(told, full_name=draw.choice((f"{family}, {given}", f"{family.upper()} {given}")))


def initials(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return changed(told, full_name=f"{given_name(told)[0]}. {family_name(told)}")


def _middle(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    culture = draw.choice(CULTURES)
    middle = draw.choice(culture.women + culture.men)
    return changed(told, full_name=f"{given_name(told)} {draw.choice((middle, middle[0] + '.'))} {family_name(told)}")


def married(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    family = family_name(told)
    new = draw.choice([each for each in draw.choice(CULTURES).families if each != family])
    return changed(told, full_name=f"{given_name(told)} {draw.choice((new, new, f'{family}-{new}'))}")


def slip(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    """A letter left out, doubled, swapped with the next or replaced, anywhere but at the start of a word."""
    words = told.full_name.split(" ")
    place = draw.choices(range(len(words)), [max(0, len(word) - 2) for word in words])[0]
    word = words[place]
    at = draw.randrange(1, len(word) - 1)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + draw.choice("aeiounrst") + word[at + 1 :],
    )
    words[place] = draw.choice(slips)
    return changed(told, full_name=" ".join(words))


_NICKNAMES = [
    pair
    for line in """
    Robert Bob, Robert Rob, William Bill, William Liam, Elizabeth Liz, Elizabeth Betty, Margaret Peggy, Margaret Maggie,
    Richard Dick, Richard Rick, James Jim, James Jamie, Katherine Kate, Catherine Cathy, Michael Mike, Edward Ted,
    John Jack, Alexander Alex, Alexandra Sasha, Dmytro Dima, Katarzyna Kasia, Francisco Paco, Giuseppe Beppe,
    Johannes Hans, Sebastian Basti, Friederike Rike, Joseph Joe, Susan Sue, Patricia Trish, Anthony Tony, Thomas Tom,
    Jennifer Jen, Christopher Chris, Babatunde Tunde, Temitope Temi, Siddharth Sid, Xiulan Shirley, Zhiyuan Kevin
    """.strip().split(",")
    for pair in [line.split()]
]


def _newer_job(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    now = Experience(
        title="Chief Operating Officer", company=f"{draw.choice(STEMS)} Ventures", start="2025-07", is_current=True
    )
    ended = [changed(job, is_current=False, end=job.end or "2025-06") for job in told.experience]
    return changed(told, experience=(now, *ended), headline=f"{now.title} at {now.company}", city="")


def _companies(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    def spelt(job: Experience) -> Experience:
        name = job.company
        forms = (
            f"{name}, Inc.", f"{name} GmbH", name.upper(), name.replace(" ", "-"), f"{name} Group", name.lower(),
            f"The {name} Company", name.split()[0], name.replace(" ", ""), f"{name} Deutschland", name,
        )  # fmt: skip
        return changed(job, company=draw.choice(forms))

    return _each_job(told, spelt)


def _years(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return _each_job(told, lambda job: changed(job, start=job.start and job.start[:4], end=job.end and job.end[:4]))


def _dates_off(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    """As people remember them: some months off."""

    def later(date: str | None) -> str | None:
        if not date or len(date) < 7:
            return date
        months = int(date[:4]) * 12 + int(date[5:7]) - 1 + draw.randint(-3, 3)
        return f"{months // 12}-{months % 12 + 1:02}"

    return _each_job(told, lambda job: changed(job, start=later(job.start), end=later(job.end)))


def _two_jobs(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return changed(told, experience=told.experience[:2])


_IN_GERMAN = {
    "Chief": "Leitender", "Head of": "Leiter", "Director of": "Direktor", "VP of": "Bereichsleiter",
    "Engineering": "Entwicklung", "Information": "Informations-", "Security": "Sicherheit", "Data": "Daten",
    "Officer": "Vorstand", "Senior": "Leitender", "Engineer": "Ingenieur", "Technology": "Technik",
    "Architect": "Architekt", "Infrastructure": "Infrastruktur", "Developer": "Entwickler",
}  # fmt: skip


def _german(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    """Titles, and in half of the cases the city, as they are said in another language."""

    def said(job: Experience) -> Experience:
        title = job.title
        for english, german in _IN_GERMAN.items():
            title = title.replace(english, german)
        return changed(job, title=title)

    return changed(_each_job(told, said), city=draw.choice((told.city, "")), country="")


def _other_titles(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    words = ("Lead", "Manager", "Head of Delivery", "Technology Leader", "Consultant", "Executive")
    return _each_job(told, lambda job: changed(job, title=draw.choice((job.title, draw.choice(words)))))


def _card(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    """What a list of contacts has: name, city, and the present position without its dates."""
    now = changed(told.experience[0], start=None, end=None)
    return changed(told, experience=(now,), education=(), skills=(), country="")


def _anybody(profile: CanonicalProfile) -> bool:
    return True


def _has_accents(profile: CanonicalProfile) -> bool:
    return not profile.full_name.isascii()


def _has_umlauts(profile: CanonicalProfile) -> bool:
    return profile.full_name.translate(_WRITTEN_OUT) != profile.full_name


def _has_career(profile: CanonicalProfile) -> bool:
    return len(profile.experience) > 1


# How hard, who fits, and what becomes of the second telling. Those that few fit come first.
GRADES: dict[str, tuple[str, Callable[[CanonicalProfile], bool], Change]] = {
    "umlauts written out": ("easy", _has_umlauts, _written_out),
    "accents left out": ("easy", _has_accents, no_accents),
    "the address is missing": ("easy", _anybody, same),
    "school and place are missing": ("easy", _anybody, _no_school),
    "the family name first": ("easy", _anybody, order),
    "a middle name": ("middling", _anybody, _middle),
    "a slip in the name": ("middling", _anybody, slip),
    "another alphabet": ("middling", _has_career, _cyrillic),
    "initials": ("middling", _anybody, initials),
    "nickname": ("middling", _has_career, same),
    "a newer position": ("middling", _anybody, _newer_job),
    "companies spelt otherwise": ("middling", _anybody, _companies),
    "years only, dates off": ("middling", _has_career, _then(_dates_off, _years)),
    "titles in another language": ("middling", _anybody, _german),
    "the last two positions by year": ("middling", _anybody, _then(_two_jobs, _years, _no_school)),
    "married name": ("hard", _has_career, married),
    "nickname, companies spelt otherwise": ("hard", _has_career, _companies),
    "a slip, two positions, dates off": ("hard", _has_career, _then(slip, _two_jobs, _dates_off, _no_school)),
    "initials, other titles, dates off": ("hard", _has_career, _then(initials, _other_titles, _dates_off)),
    "a card: one position without dates": ("hard", _anybody, _card),
    "a card without a place, the company spelt otherwise": ("hardest", _anybody, _then(_card, _companies, _no_school)),
    "married name, two positions, dates off": ("hardest", _has_career, _then(married, _two_jobs, _dates_off)),
    "another alphabet, companies spelt otherwise": ("hardest", _has_career, _then(_cyrillic, _companies, _years)),
    "initials, two positions, spelt otherwise": ("hardest", _has_career, _then(initials, _two_jobs, _companies)),
    "a slip, a newer position, other titles, dates off": (
        "hardest",
        _has_career,
        _then(slip, _newer_job, _other_titles, _dates_off),
    ),
}
