"""The machine that something was measured on, in lines for a result file."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.db import connection


def machine(*libraries: str, **more: str) -> str:
    memory = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    server = connection.cursor().execute("SELECT current_setting('server_version')")
    facts = {
        "Cores": f"{os.cpu_count()} × {models[0].partition(':')[2].strip() if models else platform.machine()}",
        "Memory": f"{int(memory.split()[1]) / 1_000_000:.0f} GB",
        "System": f"{platform.system()} {platform.release().split('-')[0]}",
        "Python": platform.python_version(),
        "PostgreSQL": f"{server.fetchone()[0].split()[0]}, durable as in `make run`",
        **more,
        "Libraries": ", ".join(f"{library} {version(library)}" for library in libraries),
        "Measured": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC at commit {_commit()}",
    }
    return "\n".join(f"- {name}: {fact}" for name, fact in facts.items())


def _commit() -> str:
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty=, with changes", "--exclude=*"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip() or "unknown"
