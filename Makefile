# The door. `make` alone says what is behind it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test test-browser check bench sqlx fmt proto-baseline clean-data trace-ui install

# Queries are compiled against the data in .sqlx; `make sqlx` renews them.
export SQLX_OFFLINE = true
# More for the command behind a target: make run ARGS=--separate
ARGS ?=

help: ## Say what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install ## Start the whole province on this machine and carry a dossier through it
	@[[ '$(ARGS)' != *--separate* ]] || cargo build --bins
	cargo build --bin motcua --bin forms
	@scripts/trace-ui build
	@cargo run --quiet --bin motcua -- up $(ARGS)

test: install ## Run every test, on private servers of its own
	scripts/test $(ARGS)

test-browser: install ## Open every page in a real Chromium, which must be installed
	integration-tests/browser/run $(ARGS)

check: ## Look at everything that can be looked at without running it
	deploy/local/install check
	scripts/check $(ARGS)

bench: install ## Measure what the province carries, and the machine's own limit beside it
	cargo build --release --workspace --bins
	cargo run --quiet --release --bin motcua -- bench $(ARGS)
	cargo run --quiet --release --bin motcua -- bench pages
	target/release/forms bench --count 200

sqlx: install ## Renew the query data in .sqlx after a change of SQL or of a migration
	scripts/sqlx-prepare $(ARGS)

fmt: ## Format the code
	cargo fmt --all

proto-baseline: ## At a release: make today's contract the one that later changes must keep
	deploy/local/install check
	.tools/bin/buf build proto --exclude-source-info --output proto/baseline.binpb

clean-data: ## Forget the local province: databases, stream, passwords
	scripts/clean-data

trace-ui: ## Show the traces of services that `make run` did not start
	scripts/trace-ui

install:
	@deploy/local/install
