"""What people have said of employers, brought to the entries of careers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q

from profiles.companies.linking import Employers
from profiles.companies.names import company_key
from profiles.models import EmployerChoice, Experience
from profiles.names import fold


def apply_choices(profile_ids: Iterable[int]) -> None:
    """Entries of which a person has spoken mean what was said; an entry that no word is on any more means again what
    its name says. In the caller's transaction, which holds `one_writer`."""
    ids = list(profile_ids)
    choices: dict[int, list[EmployerChoice]] = defaultdict(list)
    for choice in EmployerChoice.objects.filter(profile__in=ids).order_by("pk"):
        choices[choice.profile_id].append(choice)
    careers: dict[int, list[Experience]] = defaultdict(list)
    spoken_of = Q(employer_chosen=True) | Q(profile__in=list(choices))
    for entry in Experience.objects.filter(spoken_of, profile__in=ids):
        careers[entry.profile_id].append(entry)
    said: dict[int, int | None] = {}
    for profile_id, career in careers.items():
        said |= _said(choices[profile_id], career)
    entries = [entry for career in careers.values() for entry in career if entry.employer_chosen or entry.pk in said]
    by_name = Employers.of((entry.company, entry.company_url) for entry in entries if entry.pk not in said)
    for entry in entries:
        entry.employer_chosen = entry.pk in said
        entry.employer_id = said.get(entry.pk, by_name.id_of(entry.company, entry.company_url))
    Experience.objects.bulk_update(entries, ["employer", "employer_chosen"])


def _said(choices: Sequence[EmployerChoice], career: Sequence[Experience]) -> dict[int, int | None]:
    """The employer by the entry's id. A choice whose entry is not there as it was goes to the one that it can be."""
    last = {_place(choice): choice for choice in choices}
    said = {entry.pk: last[place].employer_id for entry in career if (place := _place(entry)) in last}
    for place in last.keys() - {_place(entry) for entry in career}:
        alike = [entry for entry in career if entry.pk not in said and _are_alike(place, _place(entry))]
        if len(alike) == 1:
            said[alike[0].pk] = last[place].employer_id
    return said


_Place = tuple[str, str, str]


def _place(entry: Experience | EmployerChoice) -> _Place:
    """Which employment it is: company, title, start."""
    return company_key(entry.company) or fold(entry.company), fold(entry.title), entry.start or ""


def _are_alike(one: _Place, other: _Place) -> bool:
    """One employment told twice: a title in other words, a start less exact or left out, but not both."""
    (company, title, start), (other_company, other_title, other_start) = one, other
    starts_agree = start.startswith(other_start) or other_start.startswith(start)
    return company == other_company and starts_agree and (title == other_title or bool(start and other_start))
