"""What exists is in the docs, and what the docs name exists."""

import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

from config.api import api

BASE_DIR = Path(__file__).resolve().parent.parent
OURS = ("config.access", "config.roles", "profiles", "scoring", "templates_app")
PAGES = [BASE_DIR / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (BASE_DIR / "docs").rglob("*.md")
)


def _text(name: str) -> str:
    return (BASE_DIR / name).read_text()


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    source = "\n".join(
        path.read_text() for path in (BASE_DIR / "config").rglob("*.py") if "access" not in path.parts
    ) + _text("Makefile")
    read = set(re.findall(r"(?:\benv(?:\.\w+)?\(|environ(?:\.get)?[(\[])\"([A-Z_]{4,})\"", source))
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", _text("docs/operations.md"), re.MULTILINE))
    assert read - {"PATH", "HOME", "TMPDIR", "DJANGO_SETTINGS_MODULE"} - documented == set()
    assert {name for name in documented if name not in source} == set()


def test_every_command_is_documented() -> None:
    ours = {name for name, app in get_commands().items() if app in OURS}
    assert {"serve", "reconcile", "set_up_database"} <= ours
    assert {name for name in ours if f"manage.py {name}" not in _text("docs/operations.md")} == set()


def test_every_call_of_the_api_is_documented_and_every_documented_call_exists() -> None:
    calls = {
        f"{method.upper()} {path}" for path, methods in api.get_openapi_schema()["paths"].items() for method in methods
    }
    documented = set(re.findall(r"^\| `([A-Z]+ /\S+)`", _text("docs/api.md"), re.MULTILINE))
    assert calls == documented


def test_every_dependency_says_what_it_is_for() -> None:
    project = tomllib.loads(_text("pyproject.toml"))
    requirements = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.match(r"[\w-]+", requirement)[0] for requirement in requirements}
    page = _text("docs/dependencies.md")
    assert {name for name in names if not re.search(rf"\b{name}\b", page)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text())
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("target", ["run", "test", "lint", "fix", "bench", "lock", "hook"])
def test_make_knows_the_targets_that_the_docs_name(target: str) -> None:
    assert re.search(rf"^{target}:", _text("Makefile"), re.MULTILINE)


def test_lock_files_name_no_address_and_hash_every_package() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = _text(name)
        assert "://" not in lock
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", lock) if "==" in block)
