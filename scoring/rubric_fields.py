"""Form fields of a rubric, made of its models' JSON schemas."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from scoring.measure_words import CHOICES, LEVELS, pairs_in_words
from templates_app.forms import PromptText

_STEP = re.compile(r"\d{1,12}")
_PAIR = re.compile(r"\s*([^:,\n]+?)\s*:\s*(\d{1,9})\s*%?\s*")


class PairsField(forms.CharField):
    """`name: percent, …` as a dict, or as steps; commas or lines between them."""

    def __init__(self, *, steps: bool = False, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}), **options)
        self.steps = steps

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return pairs_in_words((step["value"], step["percent"]) for step in value)
        return pairs_in_words(value) if isinstance(value, Mapping) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        pairs = [self._pair(part) for part in re.split(r"[,\n]", text) if part.strip()]
        if self.steps:
            return [{"value": value, "percent": percent} for value, percent in pairs]
        if len({name for name, _ in pairs}) < len(pairs):
            raise forms.ValidationError("The same name stands there twice.")
        return dict(pairs)

    def _pair(self, part: str) -> tuple[Any, int]:
        match = _PAIR.fullmatch(part)
        if match is None or (self.steps and not _STEP.fullmatch(match[1])):
            raise forms.ValidationError(f"“{part.strip()[:40]}” is not like “{'100' if self.steps else 'name'}: 70”.")
        return int(match[1]) if self.steps else match[1].casefold(), int(match[2])


class WordsField(forms.CharField):
    """Commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> list[str]:
        return [word.strip() for word in super().clean(value).split(",") if word.strip()]


def field_of(name: str, schema: Mapping[str, Any], required: bool, label: str = "", told: str = "") -> forms.Field:
    """The form field of one property of a model's JSON schema."""
    options: dict[str, Any] = {
        "label": label or name.capitalize(),
        "required": required,
        "initial": schema.get("default"),
        "help_text": told,
    }
    match schema["type"]:
        case "integer":
            return forms.IntegerField(
                min_value=schema.get("minimum"), max_value=schema.get("maximum"), **{**options, "required": True}
            )
        case "boolean":
            return forms.BooleanField(**{**options, "required": False})
        case "object":
            return PairsField(**options)
        case "array" if "$ref" in schema["items"]:
            return PairsField(steps=True, **options)
        case "array" if name in CHOICES:
            return forms.MultipleChoiceField(choices=CHOICES[name], widget=forms.CheckboxSelectMultiple, **options)
        case "array":
            return WordsField(**options)
    if "enum" in schema:
        return forms.ChoiceField(choices=[(each, LEVELS[each]) for each in schema["enum"]], **options)
    if name == "description":
        return PromptText(max_length=schema["maxLength"], widget=forms.Textarea(attrs={"rows": 2}), **options)
    return forms.CharField(max_length=schema.get("maxLength"), **options)
