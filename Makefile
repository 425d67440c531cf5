# Mutirão: two commands. `make demo` shows it, `make test` proves it; both work on a fresh machine that
# has only Python 3.11, make, git and apt.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000

.PHONY: help demo test bench env dev lint types contracts messages docs clean

help: ## what one can do here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

demo: env ## the demonstration on http://127.0.0.1:8000 (PORT=… for another)
	$(BIN)/mutirao demo --port $(PORT)

test: dev ## format, lint, types, contracts, migrations, docs, tests on SQLite and PostgreSQL, browser
	@bash tests/run.sh

bench: dev ## measure the pages and the engines beside their peers
	@bash tests/bench/run.sh

# The environment is what uv.lock says, in .venv. uv itself comes from the lock file too.
env: .venv/.ready
.venv/.ready: pyproject.toml uv.lock
	@bash tests/machine.sh python
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1"
	$(BIN)/uv sync --frozen --inexact --quiet
	@touch $@

dev: .venv/.dev
.venv/.dev: .venv/.ready
	@bash tests/machine.sh test
	$(BIN)/uv sync --frozen --inexact --quiet --group dev
	@touch $@

lint: dev ## format and lint
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests

types: dev ## strict types
	$(BIN)/mypy

contracts: dev ## imports go one way
	$(BIN)/lint-imports

messages: dev ## collect words to translate and compile translations
	$(BIN)/python tests/messages.py

docs: dev ## write docs/reference anew from the code
	$(BIN)/python -m mutirao.theory.measures > docs/reference/measures.md
	$(BIN)/python tests/contracts/reference.py
	$(BIN)/python tests/cli/commands_page.py

clean: ## remove what was made here
	rm -rf .venv mutirao-demo data .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
