"""Generated people who only look alike: namesakes, families, colleagues, offices."""

from random import Random
from typing import Any

from benchmarks.tellings import LARGE, Telling, changed, family_name, given_name
from profiles.canonical import CanonicalProfile, Education, Experience
from profiles.demo_words import CULTURES, STEMS

NAMESAKES, PAIRS = 50, 25


def put_lookalikes(firsts: list[Telling], draw: Random) -> None:
    """In the places of others, from the end."""
    places = _Places(firsts, draw)
    for kind in (
        _namesakes,
        _siblings,
        _fathers_and_sons,
        _colleagues,
        _colleagues_of_one_given_name,
        _namesakes_at_one_company,
        _namesakes_of_one_intake,
        _offices,
    ):
        kind(places, draw)


class _Places:
    """Those that are still to be had."""

    def __init__(self, firsts: list[Telling], draw: Random) -> None:
        self._firsts, self._draw, self._place = firsts, draw, len(firsts)

    def put(self, grade: str, *several: dict[str, Any]) -> None:
        """Whoever is in the next places, with those changes. Nobody keeps an address or an e-mail."""
        for changes in several:
            self._place -= 1
            without = {"email": "", "phone": "", "linkedin_url": ""}
            profile = changed(self._firsts[self._place].profile, **{**without, **changes})
            self._firsts[self._place] = Telling(self._firsts[self._place].who, profile, grade)

    def next_one(self) -> CanonicalProfile:
        return self._firsts[self._place - 1].profile

    def next_two(self) -> tuple[CanonicalProfile, CanonicalProfile]:
        return self._firsts[self._place - 1].profile, self._firsts[self._place - 2].profile


def _namesakes(places: _Places, draw: Random) -> None:
    one_city, one_company = {"city": "Madrid", "region": "", "country": "Spain"}, "Northquay Telecom"
    for number in range(NAMESAKES):
        profile = places.next_one()
        changes: dict[str, Any] = {"full_name": "Maria Garcia"}
        if number % 3 == 0:
            changes |= one_city
        if number % 4 == 0:
            begun = _month(draw, 2008, 2022)
            title = draw.choice(("Software Engineer", "Data Analyst", "IT Manager", profile.experience[0].title))
            job = Experience(title=title, company=one_company, start=begun, is_current=True)
            changes["experience"] = (job, *profile.experience[1:])
        places.put("one of fifty namesakes", changes)


def _siblings(places: _Places, draw: Random) -> None:
    """In the family's firm, from one school; in each third pair twins, who joined it together."""
    for _ in range(PAIRS):
        one, two = places.next_two()
        company, family = f"{draw.choice(STEMS)} Family Works", family_name(one)
        school = Education(school=f"{draw.choice(STEMS)} College", degree="BSc", field="Physics", end="2004")
        women = draw.sample(draw.choice(CULTURES).women, 2)
        are_twins = draw.random() >= 2 / 3
        begun = [_month(draw, 2004, 2012)] * 2 if are_twins else [_month(draw, 2004, 2012), _month(draw, 2004, 2012)]
        titles = ("Managing Director", "Head of Finance")
        for woman, title, start, profile in zip(women, titles, begun, (one, two), strict=True):
            job = Experience(title=title, company=company, start=start, is_current=True)
            places.put(
                "siblings",
                {
                    "full_name": f"{woman} {family}",
                    **_place_of(one),
                    "experience": (job, *profile.experience[1:]),
                    "education": (school,),
                },
            )


def _fathers_and_sons(places: _Places, draw: Random) -> None:
    """Half of the sons go without the word."""
    for number in range(PAIRS):
        one, two = places.next_two()
        company = f"{draw.choice(STEMS)} Brothers"
        for suffix, years, profile in (("", (1985, 1995), one), (" Jr." if number % 2 else "", (2008, 2018), two)):
            begun = _month(draw, *years)
            job = Experience(title="Managing Director", company=company, start=begun, is_current=True)
            places.put(
                "father and son",
                {
                    "full_name": f"{one.full_name}{suffix}",
                    **_place_of(one),
                    "experience": (job, *profile.experience[1:]),
                },
            )


def _colleagues(places: _Places, draw: Random) -> None:
    """Who worked side by side twice, with one title, and founded a company together."""
    for _ in range(PAIRS):
        one, two = places.next_two()
        founded = _month(draw, 2018, 2022)
        shared = (
            Experience(title="Co-Founder", company=f"{draw.choice(STEMS)} Labs", start=founded, is_current=True),
            Experience(title="Consultant", company=draw.choice(LARGE), start="2012-09", end="2016-03"),
        )
        for profile in (one, two):
            places.put("colleagues", {**_place_of(one), "experience": (*shared, *profile.experience[2:])})


def _colleagues_of_one_given_name(places: _Places, draw: Random) -> None:
    """One year at school, one intake of graduates."""
    for _ in range(PAIRS):
        one, two = places.next_two()
        job = _first_job(draw)
        school = Education(school=f"University of {draw.choice(STEMS)}", degree="BSc", field="Physics", end="2012")
        family = draw.choice([each for each in draw.choice(CULTURES).families if each != family_name(one)])
        for name, profile in ((one.full_name, one), (f"{given_name(one)} {family}", two)):
            places.put(
                "colleagues of one given name",
                {
                    "full_name": name,
                    **_place_of(one),
                    "experience": (*profile.experience[:3], job),
                    "education": (school,),
                },
            )


def _namesakes_at_one_company(places: _Places, draw: Random) -> None:
    """In one city, years apart in one company."""
    for _ in range(PAIRS):
        one, two = places.next_two()
        company = draw.choice(LARGE)
        for profile, years in ((one, (2010, 2015)), (two, (2017, 2024))):
            title, begun = profile.experience[0].title, _month(draw, *years)
            job = Experience(title=title, company=company, start=begun, is_current=True)
            places.put("namesakes at one company", _named_like(one, (job, *profile.experience[1:])))


def _namesakes_of_one_intake(places: _Places, draw: Random) -> None:
    """In one city, of one intake of graduates."""
    for _ in range(PAIRS):
        one, two = places.next_two()
        job = _first_job(draw)
        for profile in (one, two):
            places.put("namesakes of one intake", _named_like(one, (*profile.experience[:3], job)))


def _offices(places: _Places, draw: Random) -> None:
    """Of ten each: one number, one mailbox."""
    for number in range(4 * 10):
        office, begun = number // 10, _month(draw, 2010, 2024)
        job = Experience(title="Partner", company=f"{STEMS[office]} Partners", start=begun, is_current=True)
        places.put(
            "one of an office",
            {
                "email": f"info@partners{office}.example.com",
                "phone": f"+44 20 7946 000{office}",
                "experience": (job, *places.next_one().experience[1:]),
            },
        )


def _month(draw: Random, first: int, last: int) -> str:
    return f"{draw.randint(first, last)}-{draw.randint(1, 12):02}"


def _first_job(draw: Random) -> Experience:
    return Experience(title="Software Engineer", company=draw.choice(LARGE), start="2012-09", end="2014-05")


def _place_of(profile: CanonicalProfile) -> dict[str, str]:
    return {"city": profile.city, "region": profile.region, "country": profile.country}


def _named_like(profile: CanonicalProfile, experience: tuple[Experience, ...]) -> dict[str, Any]:
    return {**_place_of(profile), "full_name": profile.full_name, "experience": experience}
