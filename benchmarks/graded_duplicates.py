"""Generated people of whom some come twice, from easy to hard to recognise, and some who only look like others."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from profiles.canonical import CanonicalProfile, Education, Experience
from profiles.demo import people
from profiles.demo_words import CULTURES, STEMS
from profiles.names import fold

PEOPLE, PER_GRADE = 5_000, 50
NAMESAKES, TWINS, JUNIORS, OFFICES, COLLEAGUES = 50, 25, 25, 4, 20


@dataclass(frozen=True)
class Telling:
    """One source's word. Tellings with one `who` are one person's; `grade` says how the second one differs."""

    who: int
    profile: CanonicalProfile
    grade: str = ""
    email_verified: bool = False


def graded(seed: int) -> list[Telling]:
    """5,000 tellings, 500 of them a second one of somebody, in an order of their own."""
    random = Random(seed)
    firsts = [Telling(who, profile) for who, profile in enumerate(people(PEOPLE - PER_GRADE * len(GRADES), seed))]
    firsts = _with_hard_negatives(firsts, random)
    plain = [each for each in firsts if not each.grade]
    random.shuffle(plain)
    accented = [each for each in plain if not each.profile.full_name.isascii()][: PER_GRADE // 2]
    taken = {each.who for each in accented}
    others = iter([each for each in plain if each.who not in taken and len(each.profile.experience) > 1])
    seconds = []
    for grade, change in GRADES.items():
        chosen = accented if grade == "accents, alphabet" else []
        for first in [*chosen, *(next(others) for _ in range(PER_GRADE - len(chosen)))]:
            profile = change(_from_elsewhere(first.profile, random), first.profile, random)
            seconds.append(Telling(first.who, profile, grade, email_verified=grade == "same verified e-mail"))
    return [*firsts, *_shuffled(seconds, random)]


def _shuffled(tellings: list[Telling], random: Random) -> list[Telling]:
    random.shuffle(tellings)
    return tellings


def _with(profile: CanonicalProfile, **changes: Any) -> CanonicalProfile:
    return CanonicalProfile.model_validate({**dict(profile), **changes})


def _job(job: Experience, **changes: Any) -> Experience:
    return Experience.model_validate({**dict(job), **changes})


# --- people who come twice ---------------------------------------------------------------------


def _from_elsewhere(profile: CanonicalProfile, random: Random) -> CanonicalProfile:
    """The same person in a source that knows less: no address, an e-mail seldom, short texts, sometimes only years."""
    years = random.random() < 0.25
    jobs = tuple(
        _job(
            job,
            description="",
            location="",
            start=job.start and (job.start[:4] if years else job.start),
            end=job.end and (job.end[:4] if years else job.end),
        )
        for job in profile.experience
    )
    email = random.choice(
        ("", "", profile.email, f"{fold(profile.full_name).split()[0]}{random.randrange(10**6)}@example.org")
    )
    return _with(
        profile,
        linkedin_url="",
        email=email,
        phone="",
        summary="",
        region="",
        headline=jobs[0].title if jobs else "",
        experience=jobs,
        skills=profile.skills[: random.randrange(2, 8)],
        certifications=(),
        languages=(),
    )


def _url_form(told: CanonicalProfile, first: CanonicalProfile, random: Random) -> CanonicalProfile:
    name = first.linkedin_url.rsplit("/", 1)[1]
    forms = (
        "http://linkedin.com/in/{}/", "https://de.linkedin.com/in/{}?trk=x", "LinkedIn.com/in/{}/en",
        "https://m.linkedin.com/in/{}#about", "www.linkedin.com/in/{}/?originalSubdomain=uk",
    )  # fmt: skip
    return _with(told, linkedin_url=random.choice(forms).format(name.upper() if random.random() < 0.3 else name))


def _verified(told: CanonicalProfile, first: CanonicalProfile, random: Random) -> CanonicalProfile:
    return _with(told, email=first.email.title())


def _card(told: CanonicalProfile, first: CanonicalProfile, random: Random) -> CanonicalProfile:
    """What a list of contacts has: name, city, and the present position without its dates."""
    now = _job(told.experience[0], start=None, end=None)
    return _with(told, experience=(now,), education=(), skills=(), country="")


def _initials(told: CanonicalProfile, first: CanonicalProfile, random: Random) -> CanonicalProfile:
    given, family = told.full_name.split(" ", 1)
    return _with(told, full_name=f"{given[0]}. {family}")


def _married(told: CanonicalProfile, first: CanonicalProfile, random: Random) -> CanonicalProfile:
    given, family = told.full_name.split(" ", 1)
    new = random.choice([each for each in random.choice(CULTURES).families if each != family])
    return _with(told, full_name=f"{given} {random.choice((new, new, f'{family}-{new}'))}")


def _typo(told: CanonicalProfile, first: CanonicalProfile, random: Random) -> CanonicalProfile:
    words = told.full_name.split(" ")
    place = max(range(len(words)), key=lambda number: (len(words[number]), random.random()))
    word = words[place]
    at = random.randrange(1, len(word) - 1)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    words[place] = random.choice(slips)
    return _with(told, full_name=" ".join(words))


_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ö": "Oe", "Ø": "Oe", "Ü": "Ue"})
_CYRILLIC = str.maketrans(
    dict(
        zip("abcdefghijklmnopqrstuvwxyz", "а б к д е ф г х и дж к л м н о п к р с т у в в кс ы з".split(), strict=True)
    )
)


def _accents(told: CanonicalProfile, first: CanonicalProfile, random: Random) -> CanonicalProfile:
    """Without accents, or as typed without them; names that have none come in another alphabet."""
    name = told.full_name
    if name.isascii():
        return _with(told, full_name=fold(name).translate(_CYRILLIC).title())
    return _with(told, full_name=(fold(name) if random.random() < 0.5 else name.translate(_WRITTEN_OUT)).title())


def _newer_job(told: CanonicalProfile, first: CanonicalProfile, random: Random) -> CanonicalProfile:
    now = Experience(
        title="Chief Operating Officer", company=f"{random.choice(STEMS)} Ventures", start="2025-07", is_current=True
    )
    ended = [_job(job, is_current=False, end=job.end or "2025-06") for job in told.experience]
    return _with(told, experience=(now, *ended), headline=f"{now.title} at {now.company}", city="")


def _order(told: CanonicalProfile, first: CanonicalProfile, random: Random) -> CanonicalProfile:
    given, family = told.full_name.split(" ", 1)
    return _with(told, full_name=random.choice((f"{family}, {given}", f"{family.upper()} {given}")))


def _companies(told: CanonicalProfile, first: CanonicalProfile, random: Random) -> CanonicalProfile:
    def spelt(name: str) -> str:
        forms = (
            f"{name}, Inc.", f"{name} GmbH", name.upper(), name.replace(" ", "-"), f"{name} Group",
            f"{name[0].lower()}{name[1:]} ltd", f"The {name} Company", name.split()[0],
        )  # fmt: skip
        return random.choice(forms)

    return _with(told, experience=tuple(_job(job, company=spelt(job.company)) for job in told.experience))


def _short(told: CanonicalProfile, first: CanonicalProfile, random: Random) -> CanonicalProfile:
    """The two latest positions by year, no school, no city."""
    jobs = tuple(
        _job(job, start=job.start and job.start[:4], end=job.end and job.end[:4]) for job in told.experience[:2]
    )
    return _with(told, experience=jobs, education=(), city="", country="")


GRADES: dict[str, Callable[[CanonicalProfile, CanonicalProfile, Random], CanonicalProfile]] = {
    "another form of the address": _url_form,
    "same verified e-mail": _verified,
    "a card: one position without dates": _card,
    "initials": _initials,
    "married name": _married,
    "a slip in the name": _typo,
    "accents, alphabet": _accents,
    "a newer position": _newer_job,
    "order of names, companies spelt otherwise": lambda told, first, random: _companies(
        _order(told, first, random), first, random
    ),
    "two positions by year": _short,
}


# --- people who only look alike ------------------------------------------------------------------


def _with_hard_negatives(firsts: list[Telling], random: Random) -> list[Telling]:
    spare = iter(reversed(range(len(firsts))))

    def put(profile: CanonicalProfile, grade: str, verified: bool = False, **changes: Any) -> None:
        place = next(spare)
        firsts[place] = Telling(firsts[place].who, _with(profile, **changes), grade, verified)

    def own(number: int) -> CanonicalProfile:
        return firsts[-1 - number].profile

    for number in range(NAMESAKES):
        put(own(number), "namesake", full_name="Maria Castellan", email="", linkedin_url="")
    used = NAMESAKES
    for number in range(TWINS):
        one, two = own(used), own(used + 1)
        used += 2
        start, company = (
            f"20{random.randrange(10, 24)}-0{random.randrange(1, 9)}",
            f"{random.choice(STEMS)} Family Works",
        )
        school = Education(school="Fjordholm Institute of Technology", degree="BSc", field="Physics", end="2004")
        family = one.full_name.split(" ", 1)[1]
        email = f"family{number}@example.org" if number % 3 == 0 else ""
        for profile, given, title in ((one, "Annika", "Head of Engineering"), (two, "Emmeline", "Head of Finance")):
            job = Experience(title=title, company=company, start=start, is_current=True)
            put(
                profile,
                "twin",
                verified=bool(email),
                full_name=f"{given} {family}",
                email=email,
                linkedin_url="",
                city=one.city,
                country=one.country,
                experience=(job, *profile.experience[1:]),
                education=(school,),
            )
    for _ in range(JUNIORS):
        one, two = own(used), own(used + 1)
        used += 2
        company = f"{random.choice(STEMS)} Brothers"
        for profile, suffix, start in ((one, "", "1992-04"), (two, " Jr.", "2016-09")):
            job = Experience(title="Managing Director", company=company, start=start, is_current=True)
            put(
                profile,
                "father and son",
                full_name=f"{one.full_name}{suffix}",
                email="",
                linkedin_url="",
                city=one.city,
                country=one.country,
                experience=(job, *profile.experience[1:]),
            )
    for office in range(OFFICES):
        company = f"{random.choice(STEMS)} Partners {office}"
        for _ in range(10):
            profile = own(used)
            used += 1
            job = Experience(title="Partner", company=company, start=f"20{random.randrange(10, 25)}", is_current=True)
            put(
                profile,
                "office",
                verified=True,
                email=f"info@partners{office}.example.com",
                phone=f"+44 20 7946 000{office}",
                linkedin_url="",
                experience=(job, *profile.experience[1:]),
            )
    for _ in range(COLLEAGUES):
        one, two = own(used), own(used + 1)
        used += 2
        given = one.full_name.split(" ", 1)[0]
        job = Experience(
            title="Software Engineer", company=f"{random.choice(STEMS)} Global", start="2012-09", end="2014-05"
        )
        for profile, family in ((one, one.full_name.split(" ", 1)[1]), (two, "Wolfensberger")):
            put(
                profile,
                "colleague",
                full_name=f"{given} {family}",
                linkedin_url="",
                email="",
                city=one.city,
                country=one.country,
                experience=(*profile.experience, job),
            )
    for _ in range(COLLEAGUES):
        one, two = own(used), own(used + 1)
        used += 2
        company = f"{random.choice(STEMS)} Worldwide"
        for profile, title, start in (
            (one, "Chief Technology Officer", "2015-03"),
            (two, "Finance Manager", "2019-10"),
        ):
            job = Experience(title=title, company=company, start=start, is_current=True)
            put(
                profile,
                "namesakes at one company",
                full_name=one.full_name,
                linkedin_url="",
                email="",
                city=one.city,
                country=one.country,
                experience=(job, *profile.experience[1:]),
            )
    return firsts
