# Every target sets itself up: `make demo` and `make test` are all a newcomer needs.
# PYTHON chooses the interpreter (3.11, 3.12 or 3.13): make test PYTHON=python3.13
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# One stamp per interpreter and set of pins: when it is there, nothing is installed and the target starts at once.
# A change of PYTHON builds the environment anew.
PINS := $(shell cat requirements.txt requirements-dev.txt pyproject.toml | cksum | cut -d' ' -f1)
TAG := $(shell $(PYTHON) -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null)
RUN_STAMP := .stamps/run-$(TAG)-$(PINS)
DEV_STAMP := .stamps/dev-$(TAG)-$(PINS)
# Models on this computer need gigabytes of packages: they have an environment of their own, beside the usual one.
LOCAL_VENV ?= .venv-local
LOCAL_STAMP := $(LOCAL_VENV)/.stamp-$(TAG)-$(shell cat requirements-local.txt pyproject.toml | cksum | cut -d' ' -f1)
# Tests wait for clocks and sockets a quarter of their time, so two cores keep three of them busy.
WORKERS ?= 3
export PYTHONUTF8 := 1
.DEFAULT_GOAL := help
.PHONY: help demo run run-local test coverage test-local check format bench bench-safety lock docs clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

# $(call install,requirements file): a fresh environment of exactly these hashes, with uv where it is at hand.
# Bytecode is compiled here, so that the first start is as fast as the second.
define install
	@test -n "$(TAG)" || { echo "$(PYTHON) was not found. Say which Python to use: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { echo "Pincel needs Python 3.11, 3.12 or 3.13, this is $(TAG). Choose one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) with Python $(TAG); this happens once, about a minute."
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --clear --python "$$(command -v $(PYTHON))" $(VENV) && \
		uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode $(1) && \
		uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	else \
		$(PYTHON) -m venv --clear $(VENV) && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(1) && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .; \
	fi
endef

$(RUN_STAMP): requirements.txt pyproject.toml
	$(call install,requirements.txt)
	@rm -rf .stamps && mkdir -p .stamps && touch $@

$(DEV_STAMP): requirements-dev.txt pyproject.toml
	$(call install,requirements-dev.txt)
	@rm -rf .stamps && mkdir -p .stamps && touch $@ $(RUN_STAMP)

$(LOCAL_STAMP): VENV := $(LOCAL_VENV)
$(LOCAL_STAMP): BIN := $(LOCAL_VENV)/bin
$(LOCAL_STAMP): requirements-local.txt pyproject.toml
	@echo "Models on this computer: this downloads about three gigabytes and takes six of the disk."
	$(call install,requirements-local.txt)
	@touch $@

demo: $(RUN_STAMP) ## a conversation with pictures, no key, no question; pictures land in out/
	@$(BIN)/pincel demo

run: $(RUN_STAMP) ## every face that is configured; with none, the terminal chat
	@$(BIN)/pincel run

run-local: $(LOCAL_STAMP) ## the same with what a model on this computer needs (PINCEL_LOCAL_MODEL)
	@$(LOCAL_VENV)/bin/pincel run

test: $(DEV_STAMP) ## every test
	@# Untraced, for tracing doubles a test's time; `make coverage` traces.
	$(BIN)/python -m pytest -n $(WORKERS) tests

coverage: $(DEV_STAMP) ## how much of the three rooms their tests run through (at least 90 %)
	$(BIN)/python -m pytest -n $(WORKERS) tests/commands tests/generation tests/storage --cov --cov-report=term

test-local: $(LOCAL_STAMP) ## models on this computer, with a tiny one that the tests make
	$(LOCAL_VENV)/bin/python -m pytest tests/generation/providers/test_local.py tests/generation/providers/test_local_model.py

check: $(DEV_STAMP) ## format, lint, types, import contracts, every test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test

format: $(DEV_STAMP) ## write the code as the formatter wants it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV_STAMP) ## the measured figures: sketch, pipeline, loop lag, scores, guard
	$(BIN)/python -m bench

bench-safety: $(DEV_STAMP) ## the guard alone: time, memory, recall and precision per group on the project's own corpora
	$(BIN)/python -m bench.guard

docs: $(DEV_STAMP) ## the generated parts of the README, from the code
	$(BIN)/python -m tools.readme

lock: ## pin every package with its hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
		--custom-compile-command "make lock" pyproject.toml --group build -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
		--custom-compile-command "make lock" pyproject.toml --group dev -o requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
		--custom-compile-command "make lock" -c requirements-dev.txt pyproject.toml --extra local --group dev -o requirements-local.txt

clean: ## away with the environment and everything made
	rm -rf $(VENV) $(LOCAL_VENV) .stamps out
