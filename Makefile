# `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests start hundreds of processes: what one has compiled, the next one need not.
unexport PYTHONDONTWRITEBYTECODE
FUZZ_SECONDS ?= 3600
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)

.DEFAULT_GOAL := help
.PHONY: help build test test-browser test-equal test-hostile test-kill test-outside test-mutation test-coverage fuzz chromium nginx check format lock wheel sbom licences messages bench clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

build: $(VENV)/.builder ## build the site into public/
	$(BIN)/site-builder build

test: check chromium nginx ## run every check and test, of long runs a sample
	$(BIN)/pytest -n 2 --dist worksteal tests --ignore tests/test_floors.py -m "not outside and not thorough and not kill"

test-browser: $(VENV)/.developer chromium nginx ## run the tests that drive a browser
	$(BIN)/pytest -n 2 --dist worksteal tests -m browser

test-equal: $(VENV)/.developer ## hold whole builds against each other, byte for byte; try any text anywhere at length
	$(BIN)/pytest -n 2 --dist worksteal tests -m "thorough and not browser and not hostile"

test-hostile: $(VENV)/.developer chromium ## every hostile file, every text that may break out in every field, a browser over what was made
	$(BIN)/pytest -n 2 --dist worksteal tests -m hostile

test-kill: $(VENV)/.developer nginx ## kill builds and deployments, before nginx: every stage, 200 moments, full disks, damaged caches
	$(BIN)/pytest tests -m kill

test-outside: $(VENV)/.developer ## hold what is published against the field's own tools, in an environment of theirs
	$(BIN)/pytest tests -m outside

# Which files are written is watched there, and measuring writes some.
test-coverage: $(VENV)/.developer chromium nginx ## tell which lines and branches no test reaches; fails under 95 %
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2 --dist worksteal tests -m "not outside and not thorough and not kill" \
		--deselect tests/test_hostile_files.py::test_a_sample_of_hostile_files_does_no_harm
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

test-mutation: $(VENV)/.developer ## change the code of comparisons bit by bit: over 85 % must fail a test (half an hour)
	rm -rf mutants
	$(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results
	$(BIN)/mutmut export-cicd-stats
	$(BIN)/python -m tests.mutation_score

fuzz: $(VENV)/.developer ## fuzz whatever reads sources, for FUZZ_SECONDS in all (an hour); Linux on x86-64 alone
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r tests/fuzz/requirements.lock
	$(BIN)/python -m tests.fuzz.run --all $(FUZZ_SECONDS)

chromium: ## install the browser that tests drive (Debian, Ubuntu), where it is missing
	@command -v chromium >/dev/null || ($(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq chromium)

# Debian keeps the module apart; another system's nginx may have it built in.
nginx: ## install what tests serve and copy by (Debian, Ubuntu): nginx, its brotli module, rsync, where they are missing
	@(command -v nginx || test -x /usr/sbin/nginx) >/dev/null && command -v rsync >/dev/null && \
		test -e /usr/share/nginx/modules-available/mod-http-brotli-static.conf || \
		($(SUDO) apt-get update -qq && \
		$(SUDO) apt-get install -y -qq nginx-light libnginx-mod-http-brotli-static rsync)

check: $(VENV)/.developer ## formatter, linter, types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest tests/test_floors.py

format: $(VENV)/.developer ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/.developer ## resolve the dependencies anew into the two lock files
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--extra install --extra pictures --extra compress -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--extra install --extra pictures --extra compress --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		-o tests/fuzz/requirements.lock tests/fuzz/requirements.in

wheel: $(VENV)/.builder ## build the wheel into dist/, without a network
	$(BIN)/pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation -w dist .

sbom: $(VENV)/.developer ## write the bill of materials of the builder (CycloneDX) into dist/
	$(BIN)/python -m tests.supply sbom dist/site-builder.cdx.json

licences: $(VENV)/.developer ## list the licences of all libraries anew
	$(BIN)/python -m tests.supply licences

messages: $(VENV)/.developer ## bring the catalogues of other languages up to date with what is said
	$(BIN)/python -m tests.messages

bench: $(VENV)/.builder ## measure (a million comparisons, a million observations checked, 500 charts, whole builds)
	$(BIN)/python -m tests.bench.compare_pairs
	$(BIN)/python -m tests.bench.check_tables
	$(BIN)/python -m tests.bench.draw_charts
	$(BIN)/python -m tests.bench.build_sites

clean: ## remove what builds and tests left
	rm -rf .coverage .coverage.* public .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis mutants

# The project itself is installed without isolation, so that its build tool comes from the lock.
$(VENV)/.builder: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# The source of the Markdown library holds CommonMark's examples, which its wheel does not.
$(VENV)/.developer: requirements-dev.lock $(VENV)/.builder
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	sed -n '/^markdown-it-py==/,/[0-9a-f]$$/p' requirements-dev.lock > $(VENV)/examples.lock
	$(BIN)/pip download -q --disable-pip-version-check --no-deps --no-binary markdown-it-py \
		--no-build-isolation --require-hashes -r $(VENV)/examples.lock -d $(VENV)/share
	touch $@
