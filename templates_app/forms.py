from typing import Any

from django import forms

from templates_app.models import PromptTemplate
from templates_app.rendering import TemplateRefused, check


class PromptText(forms.CharField):
    """Lines end as they are stored; browsers send other ends, and every save would count as a change."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class PromptTemplateForm(forms.ModelForm):
    """A template and the text of its newest version; a changed text becomes the next version."""

    text = PromptText(
        label="Prompt text",
        widget=forms.Textarea(attrs={"rows": 32, "cols": 120, "spellcheck": "true"}),
        help_text=(
            "Variables: {{ role.name }}, {{ role.short_name }} and criteria, a list whose items have key, name, "
            "category, description and weight. The facts about the candidate, the rating scale and the form of the "
            "answer are added by the program and cannot be broken from here."
        ),
    )
    note = forms.CharField(max_length=300, required=False, help_text="What you changed, and why.")

    class Meta:
        model = PromptTemplate
        fields = ("role", "kind", "name", "metadata")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["text"] = self.instance.latest().text.strip()

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        try:
            check(text)
        except TemplateRefused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return text
