# The few commands a newcomer, a developer and the CI share. `make help` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
LEDGER := build/ledger.sqlite
UV := $(shell command -v uv 2>/dev/null)
# Further arguments for pytest: make test PYTEST_ARGS="-k brief -x"
PYTEST_ARGS ?=

ifneq ($(UV),)
CREATE = $(UV) venv --quiet --python '>=3.11' $(VENV)
INSTALL = $(UV) pip install --quiet --python $(BIN)/python
UPGRADE_PIP = true
else
# The first interpreter on the path that is new enough; Debian names them by version.
PYTHON = $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
CREATE = test -n "$(PYTHON)" || { echo "Counterclaim needs Python 3.11 or newer (or uv) on the path." >&2; exit 1; }; \
	$(PYTHON) -m venv $(VENV)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Dependency groups (PEP 735) came with pip 25.1; distributions still ship older ones.
UPGRADE_PIP = $(INSTALL) --upgrade 'pip>=25.1'
endif

.PHONY: help run base dev test lint format types quality speed docs generate clean distclean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

run: base ## read examples/ into a ledger, print its claims, write build/brief.html
	@mkdir -p build && rm -f $(LEDGER)*
	$(BIN)/counterclaim read examples/ --ledger $(LEDGER)
	$(BIN)/counterclaim claims --ledger $(LEDGER)
	$(BIN)/counterclaim brief examples/ --ledger $(LEDGER) -o build/brief.html

base: $(VENV)/.base ## the environment to use Counterclaim (no torch, no developer tools)
dev: $(VENV)/.dev ## the environment to work on Counterclaim

test: dev ## every test
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: dev ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: dev ## let ruff rewrite what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: dev ## mypy --strict
	$(BIN)/mypy

quality: dev ## the quality gate: figures on dev corpora against pinned floors (needs ../shared)
	$(BIN)/python -m bench.quality

speed: dev ## words per second, peak memory, time per stage, cold start (needs ../shared)
	$(BIN)/python -m bench.speed

generate: dev ## rewrite the generated reference and the printed output in README and docs
	$(BIN)/python -m docs.generate

docs: generate $(VENV)/.docs ## build the documentation site into build/site
	$(BIN)/zensical build --clean

clean: ## remove what was built; keep the environment
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .cache
	find src tests bench training docs -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## remove the environment as well
	rm -rf $(VENV)

# Stamps: an environment is made anew only when pyproject.toml says something new.
$(VENV)/.created:
	@echo "Creating $(VENV)"
	@test -x $(BIN)/python || { $(CREATE); }
	@$(UPGRADE_PIP)
	@touch $@

$(VENV)/.base: $(VENV)/.created pyproject.toml
	@echo "Installing Counterclaim (this takes about a minute the first time)"
	@$(INSTALL) -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base
	@echo "Installing the developer tools"
	@$(INSTALL) --group dev
	@touch $@

$(VENV)/.docs: $(VENV)/.dev
	@$(INSTALL) --group docs
	@touch $@
