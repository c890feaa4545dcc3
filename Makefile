# Everything on a fresh machine with Python 3.11 or newer, git and make. `make help` lists what there is to say.
#
# A virtual environment in .venv holds what is pinned in the locks. A stamp file in it tells that this was done; it is
# done again when a lock or pyproject.toml changes. Nothing is installed outside .venv.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help site serve test faults bad-inputs fuzz lighthouse bench reproduce check audit setup locks clean

VENV := .venv
# Forward slashes work on Windows, too, where a virtual environment calls the folder Scripts.
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY := $(BIN)/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-input
# What the tests run by Node or Java, each installed from a lock of its own: the language server of text editors, the
# checker of pages, the library that resolves annotations, and the checker of links.
TOOLS := $(patsubst %,tests/%/node_modules/.made,editor markup annotations hosting)
# One more than processors: many tests wait for a browser, a server or a program. What forks comes first, then browsers.
WORKERS = $(shell $(PY) -c 'import os; print((os.cpu_count() or 1) + 1)')
LIGHTHOUSE := bench/lighthouse/node_modules/.made
PYTHON ?=
ARGS ?=
LIMITS ?=

# An environment whose Python has gone, by an upgrade or a move, is made anew.
$(shell [ ! -e $(VENV)/.made ] || $(PY) -c 1 >/dev/null 2>&1 || rm -f $(VENV)/.made $(VENV)/.can-*)

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

site: $(VENV)/.can-build  ## set up, and build the site into output/
	$(PY) build.py build $(ARGS)

serve: $(VENV)/.can-build  ## set up, build, and preview in the browser; ARGS="--port 8001" is handed on
	$(PY) build.py build
	$(PY) build.py serve $(ARGS)

test: $(VENV)/.can-test $(TOOLS)  ## set up, and run the whole suite; ARGS="-k anchor" is handed on
	$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

faults: $(VENV)/.can-test  ## set up, and break builds in every way that is known, half an hour; ARGS="--every 9" and LIMITS="--every 9" take less
	$(PY) bench/breaks.py $(ARGS)
	$(PY) bench/limits.py $(LIMITS)

bad-inputs: $(VENV)/.can-test  ## set up, and measure every bad input against its limits, minutes; ARGS="Y011" is handed on
	$(PY) bench/bad_inputs.py $(ARGS)

fuzz: $(VENV)/.can-test  ## set up, and fuzz the readers, an hour; ARGS="--runs 200000 --only anchor" is handed on
	$(PY) tests/fuzz/run.py $(ARGS)

lighthouse: $(VENV)/.can-build $(LIGHTHOUSE)  ## set up, build, and measure five pages with Lighthouse; needs Node and Chromium
	$(PY) build.py build --output bench/lighthouse/site
	$(PY) bench/lighthouse.py bench/lighthouse/site $(ARGS)

bench: $(VENV)/.can-test  ## set up, and measure against Hugo, Eleventy and Pelican, an hour or two; ARGS="--quick" is handed on
	$(PY) bench/compare.py $(ARGS)
	$(PY) bench/report.py

# It needs nothing but a Python: each of the environments that it builds in is made by itself.
reproduce: $(VENV)/.made  ## build the commit in many ways, and prove that all give one site; ARGS="--commit REV" is handed on
	$(PY) bench/reproduce.py $(ARGS)

check: $(VENV)/.can-test  ## set up, and run the linter, the formatter's check and the type checker
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

# It needs nothing but a Python: what it asks by has an environment of its own.
audit: $(VENV)/.made  ## ask whether weaknesses are known of anything that is locked; fails where nobody answers
	$(PY) audit/audit.py $(ARGS)

setup: $(VENV)/.can-test  ## everything that a developer needs; then .venv/bin/pincite runs

# What runs the program, and nothing else: it is run from here and needs no installing.
$(VENV)/.can-build: requirements.lock pyproject.toml | $(VENV)/.made
	$(INSTALL) --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

# The whole: run time, tests, linters, and the package itself, built by the pinned back end and not by a fetched one. So is
# what comes as source alone, after all else: of the rest nothing is built, which would run what its makers wrote. Each
# lock is installed as it stands, since pip would refuse the first for what only the second has; `pip check` says at the
# end whether they make one whole.
$(VENV)/.can-test: requirements-dev.lock requirements-built.lock pyproject.toml | $(VENV)/.made
	$(INSTALL) --require-hashes --no-deps --only-binary :all: -r requirements-dev.lock
	$(INSTALL) --require-hashes --no-deps --no-build-isolation -r requirements-built.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	$(PY) -m pip check --quiet
	@touch $@ $(VENV)/.can-build

# Without npm, or without a network, the tests that need such a tool are skipped and say why. No script of a package runs.
%/node_modules/.made: %/package-lock.json
	@if ! command -v npm >/dev/null 2>&1; then echo "make: npm is not installed: what needs $* is skipped"; \
	elif npm ci --prefix $* --ignore-scripts --no-audit --no-fund --silent; then touch $@; \
	else echo "make: npm could not install $*: what needs it is skipped" >&2; fi

# The newest Python that runs: a name alone proves nothing, since version managers leave names without a Python behind.
# PYTHON=/path/to/python names another one.
$(VENV)/.made:
	@if $(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then touch $@; exit; fi; \
	for python in $(or $(PYTHON),python3.13 python3.12 python3.11 python3 python); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    if ! "$$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then \
	      echo "make: $$python has no venv module; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	    fi; \
	    echo "setting up $(VENV) with $$("$$python" --version)"; \
	    "$$python" -m venv --clear $(VENV) && touch $@; exit; \
	  fi; \
	done; \
	echo "make: no Python 3.11 or newer was found; install one, or name it: make setup PYTHON=/path/to/python" >&2; exit 1

# For maintainers. Pins that still fit are kept; ARGS=--upgrade takes the newest of all. The program's lock holds the extra
# that this repository's own site is built with. The developers' lock holds the build back end, too, and `editables`,
# which hatchling asks for by a hook and not in its own requirements. What no wheel is made of stands in a lock of its own.
COMPILE = $(or $(wildcard $(BIN)/uv),uv) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --custom-compile-command "make locks" $(ARGS)
BUILT := jstyleson
locks: $(VENV)/.made  ## pin the dependencies of pyproject.toml afresh (needs uv)
	$(COMPILE) pyproject.toml --extra share --output-file requirements.lock
	$(PY) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], "editables", sep="\n")' \
	  | $(COMPILE) pyproject.toml - --group dev --constraint requirements.lock --no-emit-package $(BUILT) --output-file requirements-dev.lock
	echo $(BUILT) | $(COMPILE) - --no-deps --output-file requirements-built.lock
	$(COMPILE) audit/requirements.in --output-file audit/requirements.lock
	$(COMPILE) tests/fuzz/requirements.in --output-file tests/fuzz/requirements.lock

clean:  ## remove .venv, the tools of the tests and the caches; output/ stays
	rm -rf $(VENV) $(dir $(TOOLS) $(LIGHTHOUSE)) bench/lighthouse/site bench/tools/venv bench/tools/node_modules audit/venv bench/work tests/fuzz/tools tests/fuzz/work .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find $(wildcard pincite tests bench audit) -name __pycache__ -type d -prune -exec rm -rf {} +
