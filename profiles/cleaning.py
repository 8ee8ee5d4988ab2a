"""What speaks of erased people in rows that are not theirs: names of files, titles, reports, searches, columns."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django.apps import apps

from config.runs import states
from config.runs.models import Run
from profiles.models import ColumnMapping, Deletion, ImportFile, ImportRow, SourceRecord
from profiles.sources.tables import TARGETS
from profiles.traces import Crowd

_REMOVED = "(name removed)"


def clean(crowd: Crowd, ids: Sequence[int]) -> Counter[str]:
    known = set(ImportRow.objects.filter(profile__in=ids).values_list("file", flat=True))
    known |= set(SourceRecord.objects.filter(profile__in=ids).values_list("original_name", flat=True))
    files = {
        *ImportFile.objects.values_list("name", flat=True),
        *ImportRow.objects.order_by().values_list("file", flat=True).distinct(),
        *SourceRecord.objects.exclude(profile__in=ids).order_by().values_list("original_name", flat=True).distinct(),
    }
    telling = {name for name in files if name and (crowd.is_in(name) or (name in known and crowd.named_by(name)))}
    for name in telling:
        ImportFile.objects.filter(name=name).update(name=_renamed(name))
        ImportRow.objects.filter(file=name).update(file=_renamed(name))
        SourceRecord.objects.filter(original_name=name).update(original_name=_renamed(name))
    for file in ImportFile.objects.exclude(sheet="", mapping__isnull=True):
        if crowd.says([file.sheet, file.mapping]):
            ImportFile.objects.filter(pk=file.pk).update(sheet="", mapping=None)
    gone = Counter[str]()
    for columns in ColumnMapping.objects.iterator():
        if crowd.says(columns.mapping):
            gone.update(columns.delete()[1])
    _clean_headers(crowd)
    for run in Run.objects.only("title", "parameters", "problem", "state"):
        _clean_run(run, crowd, telling)
    for deletion in Deletion.objects.filter(criteria__has_key="q"):
        if _searched(crowd, deletion.criteria["q"]):
            Deletion.objects.filter(pk=deletion.pk).update(criteria={**deletion.criteria, "q": _REMOVED})
    for row in ImportRow.objects.exclude(profile=None, company=None).exclude(warnings=[]).only("warnings").iterator():
        if crowd.is_in(" ".join(map(str, row.warnings))):
            said = [_REMOVED if crowd.is_in(str(warning)) else warning for warning in row.warnings]
            ImportRow.objects.filter(pk=row.pk).update(warnings=said)
    unnamed = ImportRow.objects.filter(profile=None).exclude(reason="", value="", warnings=[])
    about = [row.pk for row in unnamed.iterator() if crowd.is_in(_text_of(row))]
    gone.update(ImportRow.objects.filter(pk__in=about).delete()[1])
    return by_table(gone)


def _clean_run(run: Run, crowd: Crowd, telling: set[str]) -> None:
    changes: dict[str, Any] = {}
    title = run.title
    for name in telling:
        title = title.replace(name, _renamed(name))
    if crowd.is_in(title):
        title = _REMOVED
    if title != run.title:
        changes["title"] = title
    kept = {name: value for name, value in run.parameters.items() if not crowd.says(value)}
    if kept != run.parameters:
        states.stop(run)  # it was about this person
        changes["parameters"] = kept
    if run.problem and crowd.is_in(run.problem):
        changes["problem"] = _REMOVED
    if changes:
        Run.objects.filter(pk=run.pk).update(**changes)


def _clean_headers(crowd: Crowd) -> None:
    """A table that had no header may have had somebody for one, who is then in every row that came from it."""
    rows = SourceRecord.objects.filter(source="table")
    mappings = rows.order_by().values_list("payload__table__mapping", flat=True).distinct()
    for mapping in [mapping for mapping in mappings.iterator() if crowd.is_in(" ".join(mapping))]:
        labels = {header: TARGETS.get(str(target), str(target)) for header, target in mapping.items()}
        for record in rows.filter(payload__table__mapping=mapping).only("payload", "warnings").iterator():
            table = record.payload["table"]
            for part in ("cells", "mapping"):
                table[part] = {labels[header]: value for header, value in table[part].items() if header in labels}
            record.warnings = _labelled(record.warnings, labels)
            record.save(update_fields=["payload", "warnings"])
        for row in ImportRow.objects.exclude(profile=None).exclude(warnings=[]).only("warnings").iterator():
            if row.warnings != (labelled := _labelled(row.warnings, labels)):
                ImportRow.objects.filter(pk=row.pk).update(warnings=labelled)


def _labelled(warnings: list[str], labels: Mapping[str, str]) -> list[str]:
    """Warnings begin with what they are about."""
    found = [(warning, next((name for name in labels if warning.startswith(name)), "")) for warning in warnings]
    return [labels[name] + warning.removeprefix(name) if name else warning for warning, name in found]


def _searched(crowd: Crowd, text: str) -> bool:
    """A search has parts of words: each of them in the name of one of them."""
    parts = text.lower().split()
    folded = [" ".join(name) for name in crowd.pages]
    return crowd.named_by(text) or any(all(part in name for part in parts) for name in folded)


def _text_of(row: ImportRow) -> str:
    return " ".join((row.reason, row.field, row.value, row.where, *map(str, row.warnings)))


def _renamed(name: str) -> str:
    return f"{_REMOVED}{PurePath(name).suffix[:10]}"


def by_table(deleted: Counter[str]) -> Counter[str]:
    return Counter({apps.get_model(label)._meta.db_table: count for label, count in deleted.items() if count})
