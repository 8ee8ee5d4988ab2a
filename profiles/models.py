"""People's careers, the roles that they are scored for, and the payloads that the careers came from."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q

from config.models import Timestamped
from profiles import canonical
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
    def named_like(self, text: str) -> Self:
        """Profiles with every word of `text` somewhere in the name, in any order, accents and case aside."""
        matching = self
        for word in fold(text).split():
            matching = matching.filter(search_name__contains=word)
        return matching

    def with_career(self) -> Self:
        return self.prefetch_related("experience", "education", "skills", "certifications", "languages")


class Profile(Timestamped):
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

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (models.CheckConstraint(name="profile_has_a_name", condition=~Q(full_name__regex=r"^\s*$")),)
        indexes = (
            GinIndex(OpClass("search_name", name="gin_trgm_ops"), name="profile_search_name_trigram"),
            models.Index(fields=("search_name", "id"), name="profile_by_name"),
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
    """One entry of a career, in the order of its source."""

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
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="experience")
    title = models.CharField(max_length=500, blank=True)
    company = models.CharField(max_length=500, blank=True)
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
            location=self.location,
            start=self.start,
            end=self.end,
            is_current=self.is_current,
            description=self.description,
        )


class Education(CareerPart):
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="education")
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
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="skills")
    name = models.CharField(max_length=500)

    class Meta(CareerPart.Meta):
        constraints = (
            _one_per_position(),
            models.CheckConstraint(name="skill_has_a_name", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name


class Certification(CareerPart):
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="certifications")
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
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="languages")
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


class SourceRecord(Timestamped):
    """A raw payload as it arrived, apart from what was extracted from it."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="source_records")
    source = models.CharField(max_length=40, help_text="The source module that read it: jsonresume, apollo, …")
    key = models.CharField(max_length=300, help_text="The person's identity inside that source")
    payload = models.JSONField()
    payload_hash = models.CharField(max_length=64)
    extracted_hash = models.CharField(max_length=64, help_text="Of the canonical profile that was read from it")
    warnings = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("source", "key"), name="source_record_one_per_person_and_source"),
        )

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"
