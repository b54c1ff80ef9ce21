# Two commands matter: `make run` opens the dashboard, `make test` runs the tests.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
STORE ?= store
export AMBIT_STORE := $(STORE)

.PHONY: run test bench soak load lint format clean help

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: load ## load the shipped articles when the store is empty, and open the dashboard
	@echo "Ambit is at http://127.0.0.1:$(PORT) (Ctrl-C ends it)"
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT)

load: $(VENV)/.runs
	@$(BIN)/python -m data load seeds/articles --if-empty

test: $(VENV)/.tests ## run the tests; those in a browser need Debian's chromium
	@$(BIN)/python -m pytest

bench: $(VENV)/.tests ## measure speed, start and memory of the extractor; fails below the bars
	@$(BIN)/python -m pytest tests/benchmarks -m bench

soak: $(VENV)/.tests ## see that time and memory stay flat over 100,000 articles (about half an hour)
	@$(BIN)/python -m pytest tests/benchmarks -m soak

lint: $(VENV)/.tests ## check format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.tests ## put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove the virtual environment and the caches; the store stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache

$(VENV)/.runs: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Ambit needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Installing what the program needs into $(VENV); this is done once"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.tests: $(VENV)/.runs tests/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@
