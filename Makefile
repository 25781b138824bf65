# Two commands on a machine with Python 3.11, make and git: `make demo` and `make test`.

PYTHON ?= python3.11
PORT ?= 8001
VENV := .venv
BIN := $(VENV)/bin
PIP := PYTHONWARNINGS=ignore PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --no-deps
BROWSERS := chromium chromium-browser google-chrome

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev browser demo test check lint bench peers crash golden docs train neural lock clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## The .venv with what the program needs

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "$(PYTHON) is not here. Install Python 3.11 (Debian, Ubuntu: apt-get install python3.11 python3.11-venv;" >&2; \
	  echo "macOS: brew install python@3.11), or name yours: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3.11" >&2; \
	  exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is older than Python 3.11: name a newer one, make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3.11" >&2; \
	  exit 2; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "Python's venv module is missing (Debian, Ubuntu: apt-get install python3.11-venv)" >&2; rm -rf $(VENV); exit 2; }

# The list is complete and pinned, so nothing is resolved here: camel-tools' gigabytes stay away (README).
$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV) ..." >&2
	@$(PIP) --no-compile -r requirements.txt
	@$(PIP) --no-build-isolation --editable .
	@touch $@

setup-dev: $(VENV)/.installed-dev

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@$(PIP) --no-compile -r requirements-dev.txt
	@touch $@

browser:
	@found=; for name in $(BROWSERS); do command -v $$name >/dev/null && found=1; done; \
	if [ -z "$$found" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests ..." >&2; \
	  { apt-get install -y -qq chromium || { apt-get update -qq && apt-get install -y -qq chromium; }; } >/dev/null 2>&1 || true; \
	  for name in $(BROWSERS); do command -v $$name >/dev/null && found=1; done; \
	fi; \
	[ -n "$$found" ] || { echo "The browser tests need Chromium; type: sudo apt-get install -y chromium" >&2; exit 2; }

demo: setup ## Read corpus/ and open the site on 127.0.0.1:8001
	@$(BIN)/pipeline ingest
	@$(BIN)/pipeline serve --port $(PORT)

test: setup-dev browser ## Every test, browser and crash tests included
	@$(BIN)/python -m pytest -q

lint: setup-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test ## Format, lint, types, layers and tests

bench: setup ## Characters a second, and the site's pages on 100,000 documents (6 GB in the cache folder; DOCUMENTS=5000)
	@$(BIN)/python bench/run.py
	@$(BIN)/python bench/pdf.py
	@$(BIN)/python bench/across.py
	@$(BIN)/python bench/pages.py $(if $(DOCUMENTS),--documents $(DOCUMENTS))
	@$(BIN)/python bench/paste.py

peers: setup ## Dates and figures on the test suites of other projects, where they are at hand
	@$(BIN)/python tests/peers/run.py
	@$(BIN)/python tests/peers/figure.py

crash: setup-dev ## Kill 200 ingests and look at what is left
	@$(BIN)/python tests/crash/kill.py --kills 200 --documents 300

golden: setup-dev ## Rewrite the golden database, for review
	@$(BIN)/python tests/golden/rewrite.py

docs: setup ## metadata.json and the README's tables, printed from the schema; the scores that the site shows
	@$(BIN)/python docs/write.py
	@$(BIN)/python docs/measure.py

train: setup ## Learn the recogniser again from ../shared/data, for review
	@$(BIN)/python -m train.recogniser

neural: setup ## torch and transformers, gigabytes, for `pipeline ingest --names camel`
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet torch transformers

lock: setup ## Resolve the pinned lists again
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile -q --python-version 3.11 --no-header --no-annotate pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --python-version 3.11 --no-header --no-annotate -c requirements.txt --group dev \
	  -o requirements-dev.txt

clean: ## Remove the .venv, caches and the built database
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@rm -rf extracted/facts.db* extracted/raw
