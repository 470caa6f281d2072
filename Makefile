# Two commands do all: `make run` and `make test`.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
HOST ?= 127.0.0.1
WORKERS ?= 1
THREADS ?= 64

# What failed is asked once more, alone: beside others a browser may have had no time. What fails
# twice has failed, and both answers are shown.
AGAIN := $(BIN)/pytest -m "not proof" -q --last-failed --last-failed-no-failures none

.PHONY: run test proof budgets strangers figures limits month journey bench check style types ladder words reference lock clean

run: $(VENV)/.run ## serve on http://localhost:8000 (or PORT), with demo data
	@$(BIN)/python -m compileall -q backend
	@$(BIN)/flask migrate
	@$(BIN)/flask demo
	@echo "Ventanilla: http://localhost:$(PORT)"
	@exec $(BIN)/granian --interface wsgi --host $(HOST) --port $(PORT) --workers $(WORKERS) \
	  --blocking-threads $(THREADS) --backpressure 256 --log-level warning backend.wsgi:app

test: $(VENV)/.test ## every promise once: what CI checks
	@PYTHON=$(BIN)/python bash tests/tools.sh
	@$(MAKE) --no-print-directory tests/.tools/strangers/.installed
	@$(BIN)/python -m compileall -q backend
	@$(MAKE) --no-print-directory --jobs 2 --output-sync types style ladder budgets
	@$(BIN)/pytest -m "not proof" -n 2 --dist loadfile --no-loadscope-reorder -q || $(AGAIN)

check: style types ladder ## style, types, ladder

style: $(VENV)/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.test
	@$(BIN)/mypy

ladder: $(VENV)/.test
	@$(BIN)/lint-imports --no-logo

budgets: $(VENV)/.test ## weigh every page in every language and state
	@$(BIN)/python -m tests.budgets.weigh

strangers: $(VENV)/.test tests/.tools/strangers/.installed ## weigh two applications that are not ours
	@$(BIN)/python -m tests.budgets.strangers

tests/.tools/strangers/.installed: tests/budgets/strangers/requirements.lock | $(VENV)/bin/python
	@echo "Installing two applications that are not ours ..."
	@mkdir -p tests/.tools && $(PYTHON) -m venv --clear tests/.tools/strangers
	@tests/.tools/strangers/bin/python -m pip install -q --disable-pip-version-check -r $<
	@tests/.tools/strangers/bin/python -m pip install -q --disable-pip-version-check --no-deps . && rm -rf build ventanilla.egg-info
	@touch $@

month: $(VENV)/.test ## what a month of typical use weighs
	@$(BIN)/python -m tests.budgets.month

journey: $(VENV)/.test ## what the whole way of each service weighs, from the search to the ticket
	@$(BIN)/python -m tests.budgets.journey

bench: $(VENV)/.test ## the server measured: pages beside a trivial one, writes, growth
	@$(BIN)/python -m benchmarks $(BENCH)

proof: $(VENV)/.test ## what takes longer: repeats, kills, growth
	@PYTHON=$(BIN)/python bash tests/tools.sh
	@$(BIN)/pytest -m proof -q

figures: $(VENV)/.test ## bytes and times of a page in a real browser on a poor line
	@PYTHON=$(BIN)/python bash tests/tools.sh
	@$(BIN)/python -m tests.browser.figures

limits: $(VENV)/.test ## every page in Chromium: bytes again, first paint, the phone's work, Lighthouse
	@PYTHON=$(BIN)/python bash tests/tools.sh
	@$(BIN)/python -m tests.browser.limits --json var/limits.json; found=$$?; \
	  $(BIN)/python -m tests.browser.every && exit $$found

words: $(VENV)/.test ## bring the catalogues up to date with the sources
	@$(BIN)/python -m backend.kernel.city.extract backend/city/cdmx
	@$(BIN)/flask words

reference: $(VENV)/.run ## write docs/reference from the code it describes
	@$(BIN)/python -m backend.reference

lock: ## pin what pyproject.toml allows (needs uv)
	uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links pyproject.toml --group test -o tests/requirements.lock
	uv pip compile -q --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links tests/budgets/strangers/requirements.in -o tests/budgets/strangers/requirements.lock

clean: ## forget what was built; the data in var/ stays
	rm -rf $(VENV) var/built tests/node_modules tests/.tools

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Ventanilla needs Python 3.11 or newer; set PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); \
	  command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && \
	  apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && $(PYTHON) -m venv $(VENV); } || \
	  { echo "Python cannot make a virtual environment here; install python3-venv."; exit 1; }

$(VENV)/.run: requirements.lock | $(VENV)/bin/python
	@echo "Installing what it needs ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.lock
	@touch $@

$(VENV)/.test: tests/requirements.lock $(VENV)/.run
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r tests/requirements.lock
	@touch $@
