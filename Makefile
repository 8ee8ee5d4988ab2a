# Needs Python 3.11+ and make. Everything else is installed into .venv from the lock files.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
UV_VERSION := 0.13.9
BENCH ?= benchmarks benchmarks.imports benchmarks.duplicates benchmarks.fit_scores
VENV := .venv
BIN := $(VENV)/bin

# Where there is no home to write to, the package cache lies in the venv.
export UV_CACHE_DIR ?= $(shell test -w "$${HOME:-/none}" && echo "$$HOME/.cache/uv" || echo "$(CURDIR)/$(VENV)/cache")
# Trust what the machine trusts, where it says what: a company's proxy has a certificate of its own.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS ?= true
endif
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help run test lint fix bench lock hook

help:  ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 8

run: $(VENV)/run.stamp  ## serve on PORT (default 8000) with demo data until Ctrl-C
	@exec $(BIN)/python manage.py serve --port $(PORT) --with-parent

test: $(VENV)/dev.stamp  ## the whole suite; PYTEST_ARGS passes through
	@export SHORTLIST_VAR=var/test SHORTLIST_DURABLE=off; \
	CHROMIUM=$$(tests/browser/ensure_chromium); export CHROMIUM; \
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal --cov $(if $(PYTEST_ARGS),--cov-fail-under=0) $(PYTEST_ARGS)

lint: $(VENV)/dev.stamp  ## static checks
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo 'Run make fix'; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache >.venv/imports.log || { cat .venv/imports.log; exit 1; }
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@env -u REDIS_URL DATABASE_URL=postgres://nobody@localhost/nothing ALLOWED_HOSTS=example.org OPENAI_API_KEY=none \
		SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(45))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

fix: $(VENV)/dev.stamp  ## format, and repair what ruff can
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

bench: $(VENV)/dev.stamp  ## benchmarks with their peers side by side; BENCH says which
	@missed=0; for module in $(BENCH); do $(BIN)/python -m $$module $(BENCH_ARGS) || missed=1; done; exit $$missed

lock: $(VENV)/uv  ## renew the lock files from pyproject.toml
	@for extra in '-o requirements.lock' '--group dev -o requirements-dev.lock'; do \
		$$(cat $(VENV)/uv) pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
			--no-header --no-annotate --upgrade $$extra; \
	done

hook: $(VENV)/dev.stamp  ## run make lint before each commit
	@hook=$$(git rev-parse --git-path hooks/pre-commit); mkdir -p "$$(dirname "$$hook")"; \
	printf '#!/bin/sh\nexec make lint\n' >"$$hook"; chmod +x "$$hook"; echo "$$hook runs make lint"

# Holds the path of uv: the one on PATH, or one of its own from the package index.
$(VENV)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Shortlist needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 …"; exit 1; }
	@if uv=$$(command -v uv); then \
		"$$uv" venv --quiet --allow-existing --python "$$(command -v $(PYTHON))" $(VENV); echo "$$uv" >$@; \
	else \
		echo 'installing uv $(UV_VERSION)'; \
		$(PYTHON) -m venv $(VENV) >/dev/null || { test "$$(id -u)" = 0 && echo 'installing python3-venv with apt-get' && \
			apt-get update -qq && apt-get install -qq -y python3-venv >/dev/null && $(PYTHON) -m venv $(VENV); } || { \
			echo '$(PYTHON) cannot make virtual environments. On Debian: apt-get install python3-venv'; exit 1; }; \
		$(BIN)/python -m pip install --quiet uv==$(UV_VERSION); echo $(BIN)/uv >$@; \
	fi

$(VENV)/run.stamp: requirements.lock | $(VENV)/uv
	@echo 'installing what Shortlist runs on'
	@$$(cat $(VENV)/uv) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $<
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock | $(VENV)/uv
	@echo 'installing what Shortlist is tested with'
	@$$(cat $(VENV)/uv) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $<
	@touch $@
