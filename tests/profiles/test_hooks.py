"""What apps do when people are merged, deleted or exported, said when a process starts."""

import subprocess
import sys

HEAVY = {"openpyxl", "lxml", "rapidfuzz", "numpy", "pypdfium2", "openai"}


def test_a_process_that_starts_loads_nothing_that_reads_documents_or_compares_names() -> None:
    code = "import django, sys; django.setup(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True, text=True).stdout
    assert HEAVY.isdisjoint(loaded.split())
