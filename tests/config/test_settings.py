"""What the environment makes of the settings, each in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.config.processes import BASE_DIR, environment

SHOW = """
import json
from config import settings
print(json.dumps({"options": settings.DATABASES["default"]["OPTIONS"], "model_at": settings.LLM_BASE_URL}))
"""


def _run(code: str, var: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    configured = {"DATABASE_URL": "postgres://someone@db.example/shortlist", "SECRET_KEY": "x", **extra}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env=environment(var, **configured),
        capture_output=True,
        text=True,
        check=False,
    )


def _settings(var: Path, **extra: str) -> Any:
    return json.loads(_run(SHOW, var, **extra).stdout)


@pytest.mark.parametrize("url", ["sqlite:///db.sqlite3", "mysql://u@h/d"])
def test_database_other_than_postgresql_is_refused_with_a_sentence(tmp_path: Path, url: str) -> None:
    said = _run(SHOW, tmp_path, DATABASE_URL=url).stderr
    assert "ImproperlyConfigured: DATABASE_URL must name a PostgreSQL database" in said


def test_options_of_the_address_are_kept_and_have_the_last_word(tmp_path: Path) -> None:
    url = "postgres://someone@db.example/shortlist?options=-c%20search_path%3Dx&connect_timeout=9&sslmode=require"
    options = _settings(tmp_path, DATABASE_URL=url)["options"]
    assert options["options"].split() == "-c jit=off -c statement_timeout=0s -c search_path=x".split()
    assert (options["connect_timeout"], options["sslmode"]) == (9, "require")


def test_statements_end_in_web_processes_alone(tmp_path: Path) -> None:
    web = "import config.wsgi\n" + SHOW
    assert "statement_timeout=0s" in _settings(tmp_path)["options"]["options"]
    answer = json.loads(_run(web, tmp_path, REDIS_URL="redis://queue.example").stdout)["options"]
    assert "statement_timeout=15s" in answer["options"]
    assert answer["pool"]["timeout"] == 30


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ({}, ""),
        ({"OPENAI_API_KEY": "k"}, "https://api.openai.com/v1"),
        ({"OPENAI_API_KEY": "k", "LLM_BASE_URL": "http://model.example/v1"}, "http://model.example/v1"),
        ({"LLM_BASE_URL": "http://model.example/v1"}, "http://model.example/v1"),
    ],
)
def test_careers_go_to_no_model_that_nobody_configured(tmp_path: Path, given: dict[str, str], used: str) -> None:
    assert _settings(tmp_path, **given)["model_at"] == used
