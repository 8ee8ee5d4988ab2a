"""Companies, once each: by domain where it is known, else by name."""

from django.db import models
from django.db.models import F, Func, Q

from config.models import Timestamped


class Company(Timestamped):
    name = models.CharField(max_length=500)
    domain = models.CharField(max_length=253, unique=True, null=True, blank=True, help_text="acme.com, no www")
    linkedin_url = models.CharField(max_length=500, blank=True)
    linkedin_key = models.GeneratedField(
        expression=Func(F("linkedin_url"), function="linkedin_company_key"),
        output_field=models.TextField(),
        db_persist=True,
        unique=True,
        null=True,
    )
    industry = models.CharField(max_length=500, blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    employees_low = models.PositiveIntegerField(null=True, blank=True)
    employees_high = models.PositiveIntegerField(null=True, blank=True)
    founded = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=500, blank=True, help_text="public, private, non-profit, …")
    city = models.CharField(max_length=500, blank=True)
    region = models.CharField(max_length=500, blank=True)
    country = models.CharField(max_length=500, blank=True)
    funding_total_usd = models.PositiveBigIntegerField(null=True, blank=True)
    funding_stage = models.CharField(max_length=500, blank=True)
    description = models.TextField(blank=True)
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children")
    source = models.CharField(max_length=40, blank=True, editable=False, help_text="Of its facts; empty: only a name")
    payload = models.JSONField(null=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "companies"
        constraints = (
            models.CheckConstraint(name="company_has_a_name", condition=~Q(name__regex=r"^\s*$")),
            models.CheckConstraint(
                name="company_domain_is_normal", condition=Q(domain__regex=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")
            ),
            models.CheckConstraint(name="company_is_not_its_own_parent", condition=~Q(parent=F("id"))),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def sign(self) -> str:
        """What names this company and no other: its domain, else its LinkedIn page, else its name."""
        return self.domain or self.linkedin_key or self.name

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.city, self.region, self.country) if part)


class CompanyAlias(Timestamped):
    """A name by which a company is known; `key` is the name's normal form by `profiles/companies/names.py`."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="aliases")
    key = models.CharField(max_length=500, unique=True)
    name = models.CharField(max_length=500)

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "company aliases"
        constraints = (models.CheckConstraint(name="company_alias_has_a_key", condition=~Q(key="")),)

    def __str__(self) -> str:
        return self.name
