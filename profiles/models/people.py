"""People's careers, and the roles that they are scored for."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from pgvector.django import VectorField

from config.models import Timestamped
from profiles import canonical
from profiles.models.companies import Company
from profiles.names import fold

SEARCH_NAME_LENGTH = 500  # a folded name can be longer than the name; an index entry cannot be of any length
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


class Role(Timestamped):
    """What people hold and are scored for: CTO, CIO, CISO, and those that admins add."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100, help_text="As it is said in full: Chief Technology Officer")
    short_name = models.CharField(max_length=20, help_text="As it stands in a column: CTO")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.short_name


class ProfileQuerySet(models.QuerySet["Profile"]):
    def here(self) -> Self:
        """Those that were not deleted."""
        return self.filter(deleted_at=None)

    def named_like(self, text: str) -> Self:
        """Profiles with every word of `text` somewhere in the name, in any order, accents and case aside."""
        matching = self
        for word in fold(text).split():
            matching = matching.filter(search_name__contains=word)
        return matching

    def with_career(self) -> Self:
        return self.prefetch_related("experience", "education", "skills", "certifications", "languages")


class ProfileManager(models.Manager["Profile"]):
    """Profiles that were not deleted. Foreign keys and `Profile.everyone` reach the others, too."""

    def get_queryset(self) -> ProfileQuerySet:
        return ProfileQuerySet(self.model, using=self._db).here()


class Profile(Timestamped):
    """One person. What it says is made of its source records by `profiles/merging.py`, and of nothing else."""

    full_name = models.CharField(max_length=500)
    headline = models.CharField(max_length=500, blank=True)
    summary = models.TextField(blank=True)
    email = models.CharField(max_length=500, blank=True)
    phone = models.CharField(max_length=500, blank=True)
    linkedin_url = models.CharField(max_length=500, blank=True)
    city = models.CharField(max_length=500, blank=True)
    region = models.CharField(max_length=500, blank=True)
    country = models.CharField(max_length=500, blank=True)

    linkedin_key = models.GeneratedField(
        expression=Func(F("linkedin_url"), function="linkedin_key"),
        output_field=models.TextField(),
        db_persist=True,
        unique=True,
        null=True,
    )
    search_name = models.CharField(max_length=SEARCH_NAME_LENGTH, editable=False)
    # Of the canonical profile: a change in any child row changes this row too, and with it `updated_at`.
    content_hash = models.CharField(max_length=64, editable=False)

    search_words = SearchVectorField(null=True, editable=False, help_text="By profiles/search.py, with each change")

    # The e-mail, in small letters, where its source has verified it: the same one is the same person.
    verified_email = models.CharField(max_length=500, blank=True, editable=False)
    # {"city": 17}: the source record that a value comes from. Empty while there is one record, which gave them all.
    provenance = models.JSONField(default=dict, editable=False)
    # {"city": 17}: where a person has said which record to believe.
    choices = models.JSONField(default=dict, editable=False)

    deleted_at = models.DateTimeField(null=True, editable=False)
    keep_until = models.DateField(null=True, blank=True)

    objects = ProfileManager.from_queryset(ProfileQuerySet)()
    everyone = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (models.CheckConstraint(name="profile_has_a_name", condition=~Q(full_name__regex=r"^\s*$")),)
        indexes = (
            GinIndex(OpClass("search_name", name="gin_trgm_ops"), name="profile_search_name_trigram"),
            models.Index(fields=("search_name", "id"), name="profile_by_name"),
            GinIndex(fields=("search_words",), name="profile_search_words"),
            models.Index(fields=("verified_email",), condition=~Q(verified_email=""), name="profile_by_verified_email"),
            models.Index(fields=("deleted_at",), condition=Q(deleted_at__isnull=False), name="profile_deleted"),
            models.Index(fields=("keep_until",), condition=Q(keep_until__isnull=False), name="profile_by_retention"),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.city, self.region, self.country) if part)

    def canonical(self) -> canonical.CanonicalProfile:
        """The profile as every reader takes it; give it rows from `with_career()`, or it asks five times."""
        return canonical.CanonicalProfile(
            full_name=self.full_name,
            headline=self.headline,
            summary=self.summary,
            email=self.email,
            phone=self.phone,
            linkedin_url=self.linkedin_url,
            city=self.city,
            region=self.region,
            country=self.country,
            experience=tuple(entry.canonical() for entry in self.experience.all()),
            education=tuple(entry.canonical() for entry in self.education.all()),
            skills=tuple(skill.name for skill in self.skills.all()),
            certifications=tuple(entry.canonical() for entry in self.certifications.all()),
            languages=tuple(entry.canonical() for entry in self.languages.all()),
        )


class CareerPart(Timestamped):
    """One entry of a career, in the order of its source. The unique (profile, position) is the index of `profile`."""

    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ("position",)


def _partial_date() -> "models.CharField[str | None, str | None]":
    return models.CharField(max_length=10, null=True, blank=True, help_text="2018, 2018-06 or 2018-06-15")


def _one_per_position() -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=("profile", "position"), name="%(class)s_one_per_position")


def _date_checks(*names: str) -> tuple[models.CheckConstraint, ...]:
    return tuple(
        models.CheckConstraint(name=f"%(class)s_{name}_is_a_date", condition=Q(**{f"{name}__regex": PARTIAL_DATE}))
        for name in names
    )


class Experience(CareerPart):
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="experience", db_index=False)
    title = models.CharField(max_length=500, blank=True)
    company = models.CharField(max_length=500, blank=True)
    company_url = models.CharField(max_length=500, blank=True)
    employer = models.ForeignKey(Company, on_delete=models.SET_NULL, null=True, related_name="experience")
    employer_chosen = models.BooleanField(default=False, help_text="A person said so; no import changes it")
    location = models.CharField(max_length=500, blank=True)
    start = _partial_date()
    end = _partial_date()
    is_current = models.BooleanField(default=False)
    description = models.TextField(blank=True)

    class Meta(CareerPart.Meta):
        verbose_name_plural = "experience"
        constraints = (
            _one_per_position(),
            *_date_checks("start", "end"),
            models.CheckConstraint(name="experience_says_something", condition=~Q(title="", company="")),
            models.CheckConstraint(
                name="experience_current_has_no_end", condition=~Q(is_current=True, end__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return " at ".join(part for part in (self.title, self.company) if part)

    def canonical(self) -> canonical.Experience:
        return canonical.Experience(
            title=self.title,
            company=self.company,
            company_url=self.company_url,
            location=self.location,
            start=self.start,
            end=self.end,
            is_current=self.is_current,
            description=self.description,
        )


class EmployerChoice(Timestamped):
    """A person's word on which company an entry of a career means. Of several on one entry the last holds.

    It names the entry by what it says, as imports write the entry itself anew, leave it out and bring it back.
    """

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="employer_choices")
    company = models.CharField(max_length=500, blank=True, help_text="As the entry writes it")
    title = models.CharField(max_length=500, blank=True)
    start = _partial_date()
    employer = models.ForeignKey(
        Company, on_delete=models.CASCADE, null=True, related_name="+", help_text="None: it means no company"
    )

    class Meta:
        ordering = ("id",)
        constraints = (*_date_checks("start"),)

    def __str__(self) -> str:
        return f"{self.company} means {self.employer_id or 'no company'}"


class Education(CareerPart):
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="education", db_index=False)
    school = models.CharField(max_length=500, blank=True)
    degree = models.CharField(max_length=500, blank=True)
    field = models.CharField(max_length=500, blank=True)
    start = _partial_date()
    end = _partial_date()
    description = models.TextField(blank=True)

    class Meta(CareerPart.Meta):
        verbose_name_plural = "education"
        constraints = (
            _one_per_position(),
            *_date_checks("start", "end"),
            models.CheckConstraint(name="education_says_something", condition=~Q(school="", degree="", field="")),
        )

    def __str__(self) -> str:
        return ", ".join(part for part in (self.degree, self.field, self.school) if part)

    def canonical(self) -> canonical.Education:
        return canonical.Education(
            school=self.school,
            degree=self.degree,
            field=self.field,
            start=self.start,
            end=self.end,
            description=self.description,
        )


class Skill(CareerPart):
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="skills", db_index=False)
    name = models.CharField(max_length=500)

    class Meta(CareerPart.Meta):
        constraints = (
            _one_per_position(),
            models.CheckConstraint(name="skill_has_a_name", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name


class Certification(CareerPart):
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="certifications", db_index=False)
    name = models.CharField(max_length=500)
    issuer = models.CharField(max_length=500, blank=True)
    issued = _partial_date()

    class Meta(CareerPart.Meta):
        constraints = (
            _one_per_position(),
            *_date_checks("issued"),
            models.CheckConstraint(name="certification_has_a_name", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name

    def canonical(self) -> canonical.Certification:
        return canonical.Certification(name=self.name, issuer=self.issuer, issued=self.issued)


class Language(CareerPart):
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="languages", db_index=False)
    name = models.CharField(max_length=500)
    proficiency = models.CharField(max_length=500, blank=True)

    class Meta(CareerPart.Meta):
        constraints = (
            _one_per_position(),
            models.CheckConstraint(name="language_has_a_name", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name

    def canonical(self) -> canonical.Language:
        return canonical.Language(name=self.name, proficiency=self.proficiency)


class ProfileVector(Timestamped):
    """What a profile means, for "people like this". Made in the background; where the hashes differ it lags behind."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, primary_key=True, related_name="vector")
    content_hash = models.CharField(max_length=64)
    embedding = VectorField(dimensions=256)

    def __str__(self) -> str:
        return f"vector of profile {self.profile_id}"
