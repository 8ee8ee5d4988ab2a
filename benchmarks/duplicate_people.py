"""Generated people for duplicate detection: some come twice, from easy to hard to recognise, others only look alike.

Written without a look at what the detector knows: nicknames, titles in other languages and spellings are the
generator's own, and some of them nobody could know. A fifth of all positions is with one of forty large employers, so
that strangers share companies, titles and years; there are a third as many full names as people.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from profiles.canonical import CanonicalProfile, Education, Experience
from profiles.demo import people
from profiles.demo_words import CULTURES, STEMS
from profiles.names import fold

PEOPLE, DUPLICATES = 5_000, 500
_LARGE = [f"{stem} {tail}" for stem in STEMS[:20] for tail in ("Systems", "Consulting")]


@dataclass(frozen=True)
class Telling:
    """One source's word. Tellings with one `who` are one person's; `grade` says how the second one differs."""

    who: int
    profile: CanonicalProfile
    grade: str = ""
    email_verified: bool = False


def graded(seed: int, count: int = PEOPLE) -> list[Telling]:
    """`count` tellings, 500 of them a second one of somebody; nobody's address or verified e-mail gives it away."""
    draw = Random(seed)
    per_grade = DUPLICATES // len(GRADES)
    firsts = [Telling(*each) for each in enumerate(strangers(count - per_grade * len(GRADES), seed))]
    _put_lookalikes(firsts, draw)
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
                profile = _with(profile, full_name=f"{given} {_family(profile)}")
                firsts[first.who] = Telling(first.who, profile)
                told = _with(_from_elsewhere(profile, draw), full_name=f"{nickname} {_family(profile)}")
            else:
                told = _from_elsewhere(profile, draw)
            seconds.append(Telling(first.who, change(told, draw), grade))
    draw.shuffle(seconds)
    return [*firsts, *seconds]


def strangers(count: int, seed: int) -> Iterator[CanonicalProfile]:
    """People of whom no two are one."""
    draw = Random(seed)
    for profile in people(count, seed):
        jobs = tuple(
            _job(job, company=draw.choice(_LARGE)) if draw.random() < 0.2 else job for job in profile.experience
        )
        yield _with(profile, experience=jobs)


def _with(profile: CanonicalProfile, **changes: Any) -> CanonicalProfile:
    return CanonicalProfile.model_construct(**{**dict(profile), **changes})


def _job(job: Experience, **changes: Any) -> Experience:
    return Experience.model_construct(**{**dict(job), **changes})


def _given(profile: CanonicalProfile) -> str:
    return profile.full_name.split(" ", 1)[0]


def _family(profile: CanonicalProfile) -> str:
    return profile.full_name.split(" ", 1)[1]


# --- people who come twice ---------------------------------------------------------------------


def _from_elsewhere(profile: CanonicalProfile, draw: Random) -> CanonicalProfile:
    """The same person in a source that knows less: no address, seldom the e-mail, no texts, sometimes only years."""
    own = f"{fold(_given(profile))}{draw.randrange(10**6)}@example.org"
    told = _with(
        profile,
        linkedin_url="",
        email=draw.choices(("", own, profile.email), (60, 30, 10))[0],
        phone=profile.phone if draw.random() < 0.1 else "",
        summary="",
        region="",
        headline=profile.experience[0].title,
        experience=tuple(_job(job, description="", location="") for job in profile.experience),
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
    return _with(told, experience=tuple(map(change, told.experience)))


def _same(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return told


def _no_school(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return _with(told, education=(), skills=(), city="", country="")


def _no_accents(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return _with(told, full_name=fold(told.full_name).title())


_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ß": "ss", "Ö": "Oe", "Ø": "Oe", "Ü": "Ue", "Å": "Aa"}
)


def _written_out(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return _with(told, full_name=told.full_name.translate(_WRITTEN_OUT))


_CYRILLIC = str.maketrans(
    dict(
        zip("abcdefghijklmnopqrstuvwxyz", "а б к д е ф г х и дж к л м н о п к р с т у в в кс ы з".split(), strict=True)
    )
)


def _cyrillic(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return _with(told, full_name=fold(told.full_name).translate(_CYRILLIC).title())


def _order(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    given, family = _given(told), _family(told)
    return _with(told, full_name=draw.choice((f"{family}, {given}", f"{family.upper()} {given}")))


def _initials(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return _with(told, full_name=f"{_given(told)[0]}. {_family(told)}")


def _middle(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    culture = draw.choice(CULTURES)
    middle = draw.choice(culture.women + culture.men)
    return _with(told, full_name=f"{_given(told)} {draw.choice((middle, middle[0] + '.'))} {_family(told)}")


def _married(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    family = _family(told)
    new = draw.choice([each for each in draw.choice(CULTURES).families if each != family])
    return _with(told, full_name=f"{_given(told)} {draw.choice((new, new, f'{family}-{new}'))}")


def _slip(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
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
    return _with(told, full_name=" ".join(words))


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
    ended = [_job(job, is_current=False, end=job.end or "2025-06") for job in told.experience]
    return _with(told, experience=(now, *ended), headline=f"{now.title} at {now.company}", city="")


def _companies(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    def spelt(job: Experience) -> Experience:
        name = job.company
        forms = (
            f"{name}, Inc.", f"{name} GmbH", name.upper(), name.replace(" ", "-"), f"{name} Group", name.lower(),
            f"The {name} Company", name.split()[0], name.replace(" ", ""), f"{name} Deutschland", name,
        )  # fmt: skip
        return _job(job, company=draw.choice(forms))

    return _each_job(told, spelt)


def _years(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return _each_job(told, lambda job: _job(job, start=job.start and job.start[:4], end=job.end and job.end[:4]))


def _dates_off(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    """As people remember them: some months off."""

    def later(date: str | None) -> str | None:
        if not date or len(date) < 7:
            return date
        months = int(date[:4]) * 12 + int(date[5:7]) - 1 + draw.randint(-3, 3)
        return f"{months // 12}-{months % 12 + 1:02}"

    return _each_job(told, lambda job: _job(job, start=later(job.start), end=later(job.end)))


def _two_jobs(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    return _with(told, experience=told.experience[:2])


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
        return _job(job, title=title)

    return _with(_each_job(told, said), city=draw.choice((told.city, "")), country="")


def _other_titles(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    words = ("Lead", "Manager", "Head of Delivery", "Technology Leader", "Consultant", "Executive")
    return _each_job(told, lambda job: _job(job, title=draw.choice((job.title, draw.choice(words)))))


def _card(told: CanonicalProfile, draw: Random) -> CanonicalProfile:
    """What a list of contacts has: name, city, and the present position without its dates."""
    now = _job(told.experience[0], start=None, end=None)
    return _with(told, experience=(now,), education=(), skills=(), country="")


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
    "accents left out": ("easy", _has_accents, _no_accents),
    "the address is missing": ("easy", _anybody, _same),
    "school and place are missing": ("easy", _anybody, _no_school),
    "the family name first": ("easy", _anybody, _order),
    "a middle name": ("middling", _anybody, _middle),
    "a slip in the name": ("middling", _anybody, _slip),
    "another alphabet": ("middling", _has_career, _cyrillic),
    "initials": ("middling", _anybody, _initials),
    "nickname": ("middling", _has_career, _same),
    "a newer position": ("middling", _anybody, _newer_job),
    "companies spelt otherwise": ("middling", _anybody, _companies),
    "years only, dates off": ("middling", _has_career, _then(_dates_off, _years)),
    "titles in another language": ("middling", _anybody, _german),
    "the last two positions by year": ("middling", _anybody, _then(_two_jobs, _years, _no_school)),
    "married name": ("hard", _has_career, _married),
    "nickname, companies spelt otherwise": ("hard", _has_career, _companies),
    "a slip, two positions, dates off": ("hard", _has_career, _then(_slip, _two_jobs, _dates_off, _no_school)),
    "initials, other titles, dates off": ("hard", _has_career, _then(_initials, _other_titles, _dates_off)),
    "a card: one position without dates": ("hard", _anybody, _card),
    "a card without a place, the company spelt otherwise": ("hardest", _anybody, _then(_card, _companies, _no_school)),
    "married name, two positions, dates off": ("hardest", _has_career, _then(_married, _two_jobs, _dates_off)),
    "another alphabet, companies spelt otherwise": ("hardest", _has_career, _then(_cyrillic, _companies, _years)),
    "initials, two positions, spelt otherwise": ("hardest", _has_career, _then(_initials, _two_jobs, _companies)),
    "a slip, a newer position, other titles, dates off": (
        "hardest",
        _has_career,
        _then(_slip, _newer_job, _other_titles, _dates_off),
    ),
}


# --- people who only look alike ------------------------------------------------------------------

NAMESAKES, PAIRS = 50, 25


def _put_lookalikes(firsts: list[Telling], draw: Random) -> None:
    """In the places of others, from the end. None of them gives an address or an e-mail."""
    place = len(firsts)

    def put(grade: str, *changed: dict[str, Any]) -> None:
        nonlocal place
        for changes in changed:
            place -= 1
            without = {"email": "", "phone": "", "linkedin_url": ""}
            profile = _with(firsts[place].profile, **{**without, **changes})
            firsts[place] = Telling(firsts[place].who, profile, grade)

    def next_one(number: int = 0) -> CanonicalProfile:
        return firsts[place - 1 - number].profile

    def where(profile: CanonicalProfile) -> dict[str, str]:
        return {"city": profile.city, "region": profile.region, "country": profile.country}

    def month(first: int, last: int) -> str:
        return f"{draw.randint(first, last)}-{draw.randint(1, 12):02}"

    one_city, one_company = {"city": "Madrid", "region": "", "country": "Spain"}, "Northquay Telecom"
    for number in range(NAMESAKES):
        profile = next_one()
        changes: dict[str, Any] = {"full_name": "Maria Garcia"}
        if number % 3 == 0:
            changes |= one_city
        if number % 4 == 0:
            begun = month(2008, 2022)
            title = draw.choice(("Software Engineer", "Data Analyst", "IT Manager", profile.experience[0].title))
            job = Experience(title=title, company=one_company, start=begun, is_current=True)
            changes["experience"] = (job, *profile.experience[1:])
        put("one of fifty namesakes", changes)
    for _ in range(PAIRS):  # in the family's firm, from one school; in each third pair twins, who joined it together
        one, two = next_one(), next_one(1)
        company, family = f"{draw.choice(STEMS)} Family Works", _family(one)
        school = Education(school=f"{draw.choice(STEMS)} College", degree="BSc", field="Physics", end="2004")
        women = draw.sample(draw.choice(CULTURES).women, 2)
        begun = [month(2004, 2012), month(2004, 2012)] if draw.random() < 2 / 3 else [month(2004, 2012)] * 2
        put(
            "siblings",
            *(
                {
                    "full_name": f"{woman} {family}",
                    **where(one),
                    "experience": (
                        Experience(title=title, company=company, start=start, is_current=True),
                        *profile.experience[1:],
                    ),
                    "education": (school,),
                }
                for woman, title, start, profile in zip(
                    women, ("Managing Director", "Head of Finance"), begun, (one, two), strict=True
                )
            ),
        )
    for number in range(PAIRS):  # half of the sons go without the word
        one, two = next_one(), next_one(1)
        company = f"{draw.choice(STEMS)} Brothers"
        put(
            "father and son",
            *(
                {
                    "full_name": f"{one.full_name}{suffix}",
                    **where(one),
                    "experience": (
                        Experience(title="Managing Director", company=company, start=start, is_current=True),
                        *profile.experience[1:],
                    ),
                }
                for suffix, start, profile in (
                    ("", month(1985, 1995), one),
                    (" Jr." if number % 2 else "", month(2008, 2018), two),
                )
            ),
        )
    for _ in range(PAIRS):  # who worked side by side twice, with one title, and founded a company together
        one, two = next_one(), next_one(1)
        founded = month(2018, 2022)
        shared = (
            Experience(title="Co-Founder", company=f"{draw.choice(STEMS)} Labs", start=founded, is_current=True),
            Experience(title="Consultant", company=draw.choice(_LARGE), start="2012-09", end="2016-03"),
        )
        put(
            "colleagues",
            {**where(one), "experience": (*shared, *one.experience[2:])},
            {**where(one), "experience": (*shared, *two.experience[2:])},
        )
    for _ in range(PAIRS):  # one given name, one year at school, one intake of graduates
        one, two = next_one(), next_one(1)
        job = Experience(title="Software Engineer", company=draw.choice(_LARGE), start="2012-09", end="2014-05")
        school = Education(school=f"University of {draw.choice(STEMS)}", degree="BSc", field="Physics", end="2012")
        family = draw.choice([each for each in draw.choice(CULTURES).families if each != _family(one)])
        put(
            "colleagues of one given name",
            *(
                {
                    "full_name": name,
                    **where(one),
                    "experience": (*profile.experience[:3], job),
                    "education": (school,),
                }
                for name, profile in ((one.full_name, one), (f"{_given(one)} {family}", two))
            ),
        )
    for _ in range(PAIRS):  # in one city, years apart in one company
        one, two = next_one(), next_one(1)
        company = draw.choice(_LARGE)
        jobs = [
            Experience(title=profile.experience[0].title, company=company, start=month(*years), is_current=True)
            for profile, years in ((one, (2010, 2015)), (two, (2017, 2024)))
        ]
        put(
            "namesakes at one company",
            {**where(one), "full_name": one.full_name, "experience": (jobs[0], *one.experience[1:])},
            {**where(one), "full_name": one.full_name, "experience": (jobs[1], *two.experience[1:])},
        )
    for _ in range(PAIRS):  # in one city, of one intake of graduates
        one, two = next_one(), next_one(1)
        job = Experience(title="Software Engineer", company=draw.choice(_LARGE), start="2012-09", end="2014-05")
        put(
            "namesakes of one intake",
            *(
                {**where(one), "full_name": one.full_name, "experience": (*profile.experience[:3], job)}
                for profile in (one, two)
            ),
        )
    for number in range(4 * 10):  # an office of ten: one number, one mailbox
        office = number // 10
        job = Experience(title="Partner", company=f"{STEMS[office]} Partners", start=month(2010, 2024), is_current=True)
        put(
            "one of an office",
            {
                "email": f"info@partners{office}.example.com",
                "phone": f"+44 20 7946 000{office}",
                "experience": (job, *next_one().experience[1:]),
            },
        )


# --- whom a rule may merge -----------------------------------------------------------------------


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
            again = _slip(_from_elsewhere(profile, draw), draw)
            told += [own, Telling(first.who, _with(again, linkedin_url=_form(profile.linkedin_url, draw)), "address")]
        elif kind == 1:
            change = draw.choice((_same, _initials, _order, _no_accents, _slip, _married))
            again = change(_with(_from_elsewhere(profile, draw), email=profile.email.title()), draw)
            told += [own, Telling(first.who, again, "verified e-mail", email_verified=True)]
        elif kind == 2:  # one of a family's
            culture = draw.choice(CULTURES)
            name = f"{draw.choice([each for each in culture.women if each != _given(profile)])} {_family(profile)}"
            wife = _with(other, full_name=name, email=profile.email, linkedin_url="")
            told += [own, Telling(10**6 + place, wife, "a family's mailbox", email_verified=True)]
        elif kind == 3:  # the father's
            son = _with(other, full_name=f"{profile.full_name} Jr.", email=profile.email, linkedin_url="")
            told += [own, Telling(10**6 + place, son, "a father's mailbox", email_verified=True)]
        else:  # an address copied from the row above
            name = next(each for each in (other.full_name, "Ottoline Vexborough") if not _shares_a_word(each, profile))
            wrong = _with(other, full_name=name, linkedin_url=profile.linkedin_url)
            told += [own, Telling(10**6 + place, wrong, "somebody's address")]
    for place, first in enumerate(firsts[5 * each :]):  # two offices of twenty
        profile = _with(first.profile, email=f"{('info', 'partners')[place // 20]}@office.example.com", linkedin_url="")
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
