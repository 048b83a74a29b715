# Everything a newcomer types. Needs Python 3.11 or later, git and make; uv is used when it is there.
#
#   make practice   a practice server on this machine: no account, no token, nothing leaves it
#   make test       the tests
#   make check      format, lint, types, walls between rooms, docs
#   make help       the rest

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
  $(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: pictures tours help install practice test check bench short proof docs pins clean

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20

install: $(STAMP) ## put everything that is needed into .venv

practice: $(STAMP) ## start the practice server and the bot; prints one local address
	$(BIN)/python -m bot practice $(ARGS)

test: $(STAMP) ## run the tests
	$(BIN)/python -m pytest -n 3 --dist worksteal -m "not proof and not short" $(ARGS)

check: $(STAMP) ## look for faults without running anything: the same as in CI
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/house -m "not proof"

short: $(STAMP) ## run the short forms of the slow proofs
	$(BIN)/python -m pytest -n 2 -m short $(ARGS)

proof: $(STAMP) ## run the slow proofs
	$(BIN)/python -m pytest -n 2 -m proof $(ARGS)

bench: $(STAMP) ## measure
	$(BIN)/python -m benchmarks $(ARGS)

pictures: $(STAMP) ## make the pictures of docs/images
	PYTHONPATH=.:tests/page $(BIN)/python tests/page/make_pictures.py

TOURS := trio-30 classic-90 written-week handover quarter

tours: $(STAMP) ## play the tours and write them down in docs/tours
	for tour in $(TOURS); do \
	  $(BIN)/python -m practice --tour $$tour --headless --story docs/tours/$$tour.md || exit 1; \
	done

docs: $(STAMP) ## write the page of commands anew, and check that the docs hold together
	PYTHONPATH=.:tests/cogs $(BIN)/python tests/cogs/commands_page.py
	$(BIN)/python -m pytest tests/house -k "links or decisions" $(ARGS)

PINS := uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header \
  --universal --python-version 3.11

pins: ## write requirements/*.txt anew from the *.in files (needs uv)
	$(PINS) requirements/run.in -o requirements/run.txt
	$(PINS) -c requirements/run.txt requirements/dev.in -o requirements/dev.txt

clean: ## take away what was made
	rm -rf $(VENV) .practice .ruff_cache .hypothesis *.egg-info build

# The environment is brought up to date when the pinned versions change. The stamp comes last,
# so that a broken download is tried again.
$(STAMP): requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Setwise needs Python 3.11 or later."; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
	  test -x $(BIN)/python || uv venv --quiet --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV); \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	else \
	  { test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV); } && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .; \
	fi || { echo; echo "Could not make .venv. On Debian or Ubuntu, try: apt-get install python3-venv"; exit 1; }
	@touch $@
