# Two commands: `make up` starts Qunli, `make demo` starts it with a living simulated community.
.DEFAULT_GOAL := help
.PHONY: help setup up demo test test-all check format messages synapse clean
export UV_PROJECT_ENVIRONMENT := .venv
UV = $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN = .venv/bin/
XDIST = $(if $(CI),-n 2,-n auto)

help:  ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.uv/bin/uv:
	@command -v uv >/dev/null 2>&1 || { \
	  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Qunli needs Python 3.11 or later."; exit 1; }; \
	  python3 -m venv .uv 2>/dev/null && .uv/bin/python -m pip install --quiet uv \
	  || { rm -rf .uv; mkdir -p .uv && python3 -m pip install --quiet --target .uv uv; }; }

.venv/.ready: pyproject.toml uv.lock $(shell find qunli -name '*.po' 2>/dev/null)
	@$(MAKE) --no-print-directory .uv/bin/uv
	@$(UV) sync --quiet --frozen --extra pg
	@$(RUN)python -m tools.messages compile
	@touch $@

setup: .venv/.ready  ## Set everything up, start nothing

up: setup  ## Start Qunli at http://127.0.0.1:8000
	@$(RUN)qunli up

demo: setup  ## The same with a living simulated community
	@$(RUN)qunli demo

test: setup  ## The fast tests
	@$(RUN)pytest $(XDIST) -m "not slow"

test-all: setup  ## Every test, the slow ones too
	@$(RUN)pytest $(XDIST)

check: setup  ## Style, types, walls, sizes, translations, migrations, features
	@$(RUN)ruff check .
	@$(RUN)ruff format --check .
	@$(RUN)mypy
	@$(RUN)lint-imports
	@$(RUN)python -m tools.sizes
	@$(RUN)python -m tools.messages check
	@$(RUN)python -m tools.features
	@QUNLI_DATA=.cache/check $(RUN)qunli manage makemigrations --check --dry-run
	@QUNLI_DATA=.cache/check $(RUN)qunli manage check --fail-level WARNING

format: setup  ## Put style right where a tool can
	@$(RUN)ruff check --fix --quiet . || true
	@$(RUN)ruff format --quiet .

synapse: .uv/bin/uv  ## A real Matrix homeserver for the slow tests and benchmarks, apart from Qunli (AGPL)
	@test -x .cache/synapse/bin/python || $(UV) venv --quiet .cache/synapse
	@$(UV) pip install --quiet --python .cache/synapse/bin/python "matrix-synapse>=1.150"

messages: setup  ## Bring the translation catalogues in line with the code
	@$(RUN)python -m tools.messages update

clean:  ## Remove what was made, but not data
	rm -rf .venv .uv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
