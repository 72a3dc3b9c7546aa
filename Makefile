# Each target works alone on a clean clone: Python 3.11, make, git and the package index are enough.

PYTHON ?= python3
WORKERS ?= 2
DESK ?= var/desk
FUZZ_SECONDS ?= 60

BIN := .venv/bin
READY := .venv/.ready
FUZZ_READY := .venv/.fuzz-ready
BENCH_READY := .venv/.bench-ready
TRAIN_READY := .venv/.train-ready

.DEFAULT_GOAL := help
.PHONY: help demo test run check bench bench-reading bench-memory bench-learned bench-whatif fuzz train pictures lock

help:
	@echo "make demo      a desk in a temporary folder: one mail for each example of the service text"
	@echo "make test      the whole test suite, in $(WORKERS) processes (WORKERS=n)"
	@echo "make run       a desk of your own in $(DESK) (DESK=folder)"
	@echo "make check     format, lint, types, rings, and the quick tests with branch coverage"
	@echo "make bench     speed and memory of the whole path of a mail (BENCH='--mails 500 --json')"
	@echo "make bench-reading  what it takes to read one mail, everyday or hostile, with a picture in build/growth.png"
	@echo "make bench-memory   what one mail of 25 MB adds to the memory of listener, fetcher and worker, at most 3 times its size"
	@echo "make bench-learned  what was learned: time to load it, time for a mail, size of its file"
	@echo "make bench-whatif   how long mailhelp whatif takes for the stored mail of a desk (BENCH='--mails 5000')"
	@echo "make bench-rules    50, 1,000 and 10,000 rules over a mail, loading them, and hostile patterns, words and mails"
	@echo "make fuzz      tries to break the reading of mail, each of the targets for $(FUZZ_SECONDS) s (FUZZ_SECONDS=n)"
	@echo "make train     data/learned.json anew from data/labelled (REPORT=abcdef tells how good it is, by leaving each of these writers out)"
	@echo "make pictures  the pictures of the README, drawn again"
	@echo "make lock      the lock files, written again from pyproject.toml"

# The stamp is older than the lock or the project file when either has changed: then the packages are brought up to date.
$(READY): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Beside the tools of the tests, as there is none of it for every machine.
$(FUZZ_READY): requirements-fuzz.lock $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	@touch $@

# The picture of `make bench-reading` is drawn with them.
$(BENCH_READY): requirements-bench.lock $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

# Only to learn: what was learned is used without them.
$(TRAIN_READY): requirements-train.lock $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-train.lock
	@touch $@

demo: $(READY)
	@$(BIN)/mailhelp demo

test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS)

run: $(READY) $(DESK)/mailhelp.toml
	@$(BIN)/python scripts/send-mail --config $(DESK)/mailhelp.toml --how
	@$(BIN)/mailhelp run --config $(DESK)/mailhelp.toml

$(DESK)/mailhelp.toml: | $(READY)
	$(BIN)/mailhelp init $(DESK)

check: $(READY)
	@scripts/check

bench: $(READY)
	@$(BIN)/python bench/bench.py $(BENCH)

bench-memory: $(READY)
	@$(BIN)/python bench/memory.py

bench-reading: $(BENCH_READY)
	@$(BIN)/python bench/reading.py
	@$(BIN)/python bench/growthpicture.py build/growth.png

bench-learned: $(READY)
	@$(BIN)/python bench/learned.py

bench-rules: $(READY)
	@$(BIN)/python bench/rules.py

bench-whatif: $(READY)
	@$(BIN)/python bench/whatif.py $(BENCH)

fuzz: $(FUZZ_READY)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) $(BIN)/python scripts/fuzz

train: $(TRAIN_READY)
	@$(BIN)/python scripts/train $(if $(REPORT),--report $(REPORT))

pictures: $(READY)
	@$(BIN)/python scripts/pictures

lock: $(READY)
	@scripts/lock
