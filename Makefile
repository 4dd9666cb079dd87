# make site    build the sample portal into site/
# make serve   the same with live reload on http://127.0.0.1:8000/
# make test    everything that must hold: layers, lint, types, unit, sites, browser
# make manual  write anew what is generated: the tables of keys in docs/manual/format.md, okrs/schema/
# make references  take the reference screenshots of the sample's pictures anew (look at them before committing)
# make bench   the measured comparison with plain MkDocs
# make lock    resolve requirements.lock and requirements-dev.lock anew (LOCK_ARGS=--upgrade for newer versions)
# make clean   remove all that is generated, .venv included

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps
CODE := plugins theme tests benchmarks

# Material prints an advertisement on every import unless told not to.
export NO_MKDOCS_2_WARNING := 1

.DELETE_ON_ERROR:
.PHONY: site serve test manual references bench lock clean checks lint types layers unit browser

site: $(VENV)/.installed
	@$(BIN)/okr build

serve: $(VENV)/.installed
	@$(BIN)/mkdocs serve --livereload

# The quick checks side by side first: a slip in them should not wait for the browser tests.
test: $(VENV)/.installed-dev browser
	@$(MAKE) --no-print-directory -j --output-sync=target checks
	@$(BIN)/python -m pytest -n auto -q

checks: layers lint types

layers: $(VENV)/.installed-dev
	@$(BIN)/lint-imports --no-logo > $(VENV)/layers.log 2>&1 || { cat $(VENV)/layers.log; exit 1; }

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check --quiet $(wildcard $(CODE))
	@$(BIN)/ruff format --check --quiet $(wildcard $(CODE)) || \
		{ echo "Run $(BIN)/ruff format $(wildcard $(CODE))"; exit 1; }

types: $(VENV)/.installed-dev
	@$(BIN)/mypy --no-error-summary $(wildcard $(CODE))

# Where the browser cannot be had the tests that need it skip and say so; with CI=true they fail.
browser: $(VENV)/.installed-dev
	@.ci/browser $(BIN)/python || echo "No browser here and no right to install one: the tests in tests/browser will not run" \
		"(sudo apt install chromium libatomic1)."

manual: $(VENV)/.installed
	@$(BIN)/python -m tests.docs.key_tables
	@$(BIN)/okr schema okrs/schema

references: $(VENV)/.installed-dev browser
	@REFERENCES=write $(BIN)/python -m pytest -q tests/browser/test_pictures_look.py

bench: $(VENV)/.installed
	@$(BIN)/python -m benchmarks

lock: $(VENV)/.installed-dev
	@$(BIN)/uv pip compile $(LOCK) $(LOCK_ARGS) --group build pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile $(LOCK) $(LOCK_ARGS) --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links

clean:
	rm -rf $(VENV) site .site-* dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find $(wildcard $(CODE)) -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.created:
	@.ci/make-venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created requirements.lock pyproject.toml
	@echo "Installing into $(VENV)/ …"
	@$(INSTALL) -r requirements.lock
	@$(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@echo "Installing what the tests need …"
	@$(INSTALL) -r requirements-dev.lock
	@touch $@
