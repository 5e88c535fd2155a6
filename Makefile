# Every command sets itself up first; running one twice is safe.
.DEFAULT_GOAL := help
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: help setup run demo test check format package package-test catalogue bench shots clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.run: pyproject.toml packaging/requirements/run.txt tools/setup.sh
	@tools/setup.sh run

$(VENV)/.dev: pyproject.toml packaging/requirements/dev.txt tools/setup.sh
	@tools/setup.sh dev

setup: $(VENV)/.run  ## install into .venv; leaves .venv/bin/outtray
	@tools/setup.sh libraries

run: setup  ## open the application
	@$(VENV)/bin/outtray

demo: setup  ## sample tasks of every provider, offline: in the window, or in the terminal without a display
	@$(VENV)/bin/outtray demo

test: $(VENV)/.dev  ## the whole test suite; a test that fails is run once more and reported as RERUN
	@tools/setup.sh libraries test
	@$(PY) -m pytest --reruns 1 -rfER

check: $(VENV)/.dev  ## format, lint, types, import contracts
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports

format: $(VENV)/.dev  ## format and mend what can be mended
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

package: $(VENV)/.dev  ## freeze the program and pack it: dist/outtray, and for Linux a .deb and a .tar.gz
	@tools/setup.sh libraries package
	@$(PY) -m tools.package bundle
	@if [ "$$(uname -s)" = Linux ]; then $(PY) -m tools.package deb && $(PY) -m tools.package tarball; fi

package-test: $(VENV)/.dev  ## try the .deb of "make package" in a bare Debian 12; needs root
	@tools/setup.sh libraries package-test
	@$(PY) -m tools.package root
	@$(PY) packaging/smoke_test.py dist/outtray version resources modules libraries licences

catalogue: $(VENV)/.dev  ## gather the texts, bring the translations up to date, and name what is not translated
	@$(PY) -m tools.catalogue

bench: $(VENV)/.dev  ## every figure the README quotes, each beside its reference
	@tools/setup.sh libraries bench
	@$(PY) -m tests.benchmarks

shots: $(VENV)/.dev  ## pictures of the real window in all its states: shots/, and those of the README and the guide
	@tools/setup.sh libraries shots
	@$(PY) -m tools.shots shots
	@$(PY) -m tools.shots --readme --guide

clean:  ## remove what was installed and built
	@rm -rf $(VENV) build dist shots .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
