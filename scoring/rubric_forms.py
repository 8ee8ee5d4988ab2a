"""A rubric as a form: categories of criteria with their measures, and bands. Fields come from the models' schemas.

Rows are added on the server, so that it works without scripts: `with_row` is the data of the same form with one more.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scoring.fair_criteria import Finding
from scoring.fit.learning import CERTIFICATES, FIELDS
from scoring.fit.phrases import plain
from scoring.fit.title_words import FUNCTIONS
from scoring.measure_words import KINDS, TOLD, parameter
from scoring.rubric_fields import PairsField, field_of
from scoring.rubrics import Band, Category, Criterion, Definition

_ROWS = re.compile(r"bands|categories(-\d+-criteria(-\d+-measures)?)?")
_MOST = {"bands": 10, "categories": 12, "criteria": 20, "measures": 8}


class Part(forms.Form):
    """A row. A quiet one says nothing of what is wrong: somebody adds a row, and is not done."""

    quiet = False
    model: type[BaseModel]
    rows: "Rows | None" = None  # of what it consists of

    def full_clean(self) -> None:
        super().full_clean()
        if self.quiet:
            self._errors = forms.utils.ErrorDict()

    def model_fields(self, names: Sequence[str]) -> None:
        schema = self.model.model_json_schema()
        for name in names:
            self.fields[name] = field_of(name, schema["properties"][name], name in schema.get("required", ()))

    @property
    def title(self) -> str:
        return str(self["name"].value() or "").strip()

    def value(self) -> dict[str, Any]:
        """What it says, as the model takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}


class MeasureForm(Part):
    """Which fields it has its kind says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data.get(self.add_prefix("kind")) if self.is_bound else self.initial.get("kind")
        self.kind = given if given in KINDS else next(iter(KINDS))
        self.model = KINDS[self.kind]
        self.name, self.about = TOLD[self.kind]
        self.fields["kind"] = forms.CharField(widget=forms.HiddenInput, initial=self.kind)
        schema = self.model.model_json_schema()
        known = {"certificates": CERTIFICATES, "fields": FIELDS}
        for name, each in schema["properties"].items():
            if name != "kind":
                label, told = parameter(self.kind, name)
                keys = ", ".join(known.get(name) or each.get("propertyNames", {}).get("enum", ()))
                told = told.format(**{name: keys})
                self.fields[name] = field_of(name, each, name in schema.get("required", ()), label, told)

    @property
    def title(self) -> str:
        return self.name

    @property
    def weight_written(self) -> str:
        return str(self["weight"].value() or "")

    def clean(self) -> None:
        if not self.errors:
            try:
                self.model.model_validate(self.value())
            except ValidationError as refusal:
                tell(self, refusal)


class KeyedForm(Part):
    names: Sequence[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model_fields(self.names)
        self.fields["key"].required = False
        if not self["key"].value():
            self.fields["key"].help_text = "small letters, digits and _; left empty, it is made from the name"

    def clean_key(self) -> str:
        return self.cleaned_data["key"] or plain(self.cleaned_data.get("name", "")).replace(" ", "_")[:40]


class CategoryForm(KeyedForm):
    model = Category
    names = ("name", "key")


class CriterionForm(KeyedForm):
    model = Criterion
    names = ("name", "weight", "description", "key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weight"].widget.attrs["data-weight"] = ""


class BandForm(Part):
    model = Band

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model_fields(["name", "threshold"])
        self.fields["threshold"].label = "From score"


class HeadForm(Part):
    model = Definition

    note = forms.CharField(label="What you change, and why", max_length=300, widget=forms.TextInput(attrs={"size": 80}))
    functions = PairsField(
        label="An office of the role is about",
        required=False,
        help_text=f"and how much each counts in percent, as technology: 100; there are {', '.join(FUNCTIONS)}",
    )
    teams = PairsField(
        label="People led: percent",
        steps=True,
        help_text="of an organisation of the largest kind; in proportion between them",
    )

    def clean_functions(self) -> dict[str, int]:
        functions: dict[str, int] = self.cleaned_data["functions"]
        if unknown := sorted(functions.keys() - FUNCTIONS.keys()):
            raise forms.ValidationError(f"There is no {', '.join(unknown)}; there are {', '.join(FUNCTIONS)}.")
        if not any(functions.values()):
            raise forms.ValidationError("Without any, no fit score can be made.")
        return functions


class Rows(BaseFormSet):
    """Rows of one kind, each with the rows that it consists of."""

    inner: "type[Rows] | None" = None
    inner_name = ""
    quiet = False

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {"empty_permitted": False}  # who adds a row fills it in, or takes it away

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Remove"
        if "description" in form.fields:
            form.order_fields(["name", "weight", "key", "DELETE"])
        form.quiet = self.quiet
        if self.inner:
            data = self.data if self.is_bound else None
            initial = form.initial.get(self.inner_name)
            form.rows = self.inner(data, prefix=f"{form.prefix}-{self.inner_name}", initial=initial)
            form.rows.quiet = self.quiet

    @property
    def kept(self) -> list[Any]:
        return [form for form in self.forms if not form["DELETE"].value()]

    def walk(self) -> Iterator[Any]:
        """Those that are kept, each before those that it consists of."""
        for form in self.kept:
            yield form
            if form.rows is not None:
                yield from form.rows.walk()

    def values(self) -> list[dict[str, Any]]:
        return [
            {**form.value(), **({self.inner_name: form.rows.values()} if form.rows is not None else {})}
            for form in self.kept
        ]


def _rows(form: type[Part], name: str, inner: "type[Rows] | None" = None, inner_name: str = "") -> type[Rows]:
    most = _MOST[name]
    made = cast("type[Rows]", formset_factory(form, Rows, extra=0, can_delete=True, max_num=most, absolute_max=most))
    made.inner, made.inner_name = inner, inner_name
    return made


MeasureRows = _rows(MeasureForm, "measures")
CriterionRows = _rows(CriterionForm, "criteria", MeasureRows, "measures")
CategoryRows = _rows(CategoryForm, "categories", CriterionRows, "criteria")
BandRows = _rows(BandForm, "bands")
_FORMS = {"bands": BandForm, "categories": CategoryForm, "criteria": CriterionForm, "measures": MeasureForm}
_INNER = {"categories": "criteria", "criteria": "measures"}


class RubricForm:
    """All of it. `definition` is what it says, once it is valid."""

    def __init__(self, data: QueryDict | None = None, *, rubric: Definition | None = None, quiet: bool = False) -> None:
        initial: dict[str, Any] = rubric.model_dump(mode="json") if rubric else {}
        self.head = HeadForm(data, initial=initial)
        self.categories = CategoryRows(data, prefix="categories", initial=initial.get("categories"))
        self.bands = BandRows(data, prefix="bands", initial=initial.get("bands"))
        self.head.quiet = self.categories.quiet = self.bands.quiet = quiet
        self.quiet, self.general = quiet, list[str]()
        self.definition: Definition | None = None

    @property
    def parts(self) -> list[Part]:
        return [self.head, *self.categories.walk(), *self.bands.walk()]

    @property
    def weights(self) -> int:
        """What the weights add up to, as far as they are numbers."""
        written = [str(form["weight"].value()) for form in self._criteria()]
        return sum(int(each) for each in written if each.isdecimal() and len(each) <= 3)

    def is_valid(self) -> bool:
        for form in self.parts:
            form.full_clean()
        self._keys_differ()
        if any(form.errors for form in self.parts):
            return False
        head = self.head.cleaned_data
        told = {"functions": head["functions"], "teams": head["teams"]}
        told |= {"categories": self.categories.values(), "bands": self.bands.values()}
        try:
            self.definition = Definition.model_validate(told)
        except ValidationError as refusal:
            self._tell(refusal)
        return self.definition is not None

    def refuse(self, findings: Sequence[Finding]) -> None:
        """Say each where it belongs."""
        for each in findings:
            if not each.place:  # of a band
                self.general.append(each.sentence)
                continue
            form = self.categories.kept[each.place[0]]
            if len(each.place) > 1:
                form = form.rows.kept[each.place[1]]
            form.add_error(each.field if each.field in form.fields else None, each.sentence)

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """Where, in words; what is wrong; the id of the field."""
        told = [("", problem, "") for problem in self.general]
        for where, form in self._places():
            for name, errors in form.errors.items():
                label = f", {form.fields[name].label}" if name in form.fields else ""
                field = form[name].auto_id if name in form.fields else form.prefix or ""
                told += [(f"{where}{label}".lstrip(", "), str(error), field) for error in errors]
        return told

    def _criteria(self) -> list[Part]:
        return [form for category in self.categories.kept for form in category.rows.kept]

    def _places(self) -> Iterator[tuple[str, Part]]:
        yield "", self.head
        for category in self.categories.kept:
            yield f"Category “{category.title}”", category
            for criterion in category.rows.kept:
                yield f"Criterion “{criterion.title}”", criterion
                for measure in criterion.rows.kept:
                    yield f"Criterion “{criterion.title}”, measure “{measure.title}”", measure
        for band in self.bands.kept:
            yield f"Band “{band.title}”", band

    def _keys_differ(self) -> None:
        for rows, name in ((self.categories.kept, "key"), (self._criteria(), "key"), (self.bands.kept, "name")):
            seen = set[str]()
            for form in rows:
                word = form.cleaned_data.get(name, "")
                if word and word in seen:
                    form.add_error(name, f"“{word}” is there already.")
                seen.add(word)

    def _tell(self, refusal: ValidationError) -> None:
        """Each error at the row that it is about, or at the top."""
        for error in refusal.errors():
            form, rest = None, [*error["loc"]]
            rows: Any = {"categories": self.categories, "bands": self.bands}.get(str(rest[0]) if rest else "")
            while rows is not None and len(rest) > 1 and isinstance(rest[1], int):
                form, rest = rows.kept[rest[1]], rest[2:]
                rows = form.rows
            text = message_of(error)
            if form is None:
                self.general.append(text)
            else:
                form.add_error(rest[0] if rest and rest[0] in form.fields else None, text)


def tell(form: Part, refusal: ValidationError) -> None:
    for error in refusal.errors():
        name = error["loc"][0] if error["loc"] and error["loc"][0] in form.fields else None
        more = f" ({', '.join(str(each) for each in error['loc'][1:])})" if len(error["loc"]) > 1 else ""
        form.add_error(name, message_of(error) + more)


_MESSAGES = {
    "too_short": "At least one is needed.",
    "string_pattern_mismatch": "Small letters, digits and _, and a letter first.",
}


def message_of(error: ErrorDetails) -> str:
    said = _MESSAGES.get(error["type"]) or error["msg"].removeprefix("Value error, ")
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith('.') else '.'}"


def with_row(data: QueryDict, rows: str) -> tuple[QueryDict, str]:
    """The same with one more row of those, and that row's prefix; without, where there are as many as can be."""
    more = data.copy()
    count = str(more.get(f"{rows}-TOTAL_FORMS", ""))
    if not _ROWS.fullmatch(rows) or not count.isdecimal() or int(count) >= _MOST[rows.rpartition("-")[2]]:
        return more, rows
    _fill(more, rows, int(count), more.get(f"{rows}-new", ""))
    return more, f"{rows}-{count}"


def _fill(data: QueryDict, rows: str, place: int, kind: str = "") -> None:
    name = rows.rpartition("-")[2]
    data[f"{rows}-TOTAL_FORMS"] = str(place + 1)
    data.setdefault(f"{rows}-INITIAL_FORMS", "0")
    form = _FORMS[name](prefix=f"{rows}-{place}", initial={"kind": kind} if name == "measures" else None)
    for field in form:
        if (value := field.value()) not in (None, False):
            data[field.html_name] = value
    if inner := _INNER.get(name):
        below = f"{rows}-{place}-{inner}"
        data[f"{below}-TOTAL_FORMS"], data[f"{below}-INITIAL_FORMS"] = "0", "0"
        if inner == "criteria":
            _fill(data, below, 0)
