from django import template
from django.utils.safestring import SafeString

from profiles.imports.choices import most_numbered, options
from profiles.imports.mapping import Column, TableFile

register = template.Library()


@register.simple_tag
def target_options(column: Column, table: TableFile) -> SafeString:
    columns = table.columns
    most = most_numbered([each.header for each in columns], [each.target for each in columns])
    return options(column.target, most)


@register.filter
def file_size(size: int) -> str:
    """Decimal, as disks are sold: 820 B, 12 kB, 1.4 MB."""
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")):
        if size >= unit:
            return f"{size / unit:.1f}".removesuffix(".0") + f" {name}"
    return f"{size} B"
