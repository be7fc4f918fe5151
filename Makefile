# `make` lists the targets. Each works on a fresh Debian machine with Rust and make (as root, or with sudo).

SHELL := /bin/bash
CARGO ?= cargo
# PostgreSQL runs as an unprivileged user, who must be able to reach the data folder: a checkout below a closed folder
# such as /root keeps its data under /var/lib instead.
DATA ?= $(shell scripts/data-folder)
LISTEN ?= 127.0.0.1:8080

.DEFAULT_GOAL := help
.PHONY: help run demo test lint chaos bench fmt clean-tests

help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Installs what is missing, builds, and runs the server until Ctrl-C
	@scripts/install run
	@$(CARGO) build --release --locked --bins --workspace
	@exec target/release/sajam serve --data "$(DATA)" --listen "$(LISTEN)"

demo: ## Fills an empty system with invented reports, through the real commands
	@scripts/install run
	@$(CARGO) build --release --locked --bins --workspace
	@target/release/sajam demo --data "$(DATA)"

test: ## Every test, on a real PostgreSQL and a real Chromium
	@scripts/install test
	@scripts/test

lint: ## Format, clippy, who may know whom, dependencies
	@scripts/install lint
	@scripts/lint

chaos: ## A hundred and fifty crashes of every kind under twenty clients, half an hour; SEED=7 for another sequence
	@scripts/install test
	@$(CARGO) build --locked --bins --workspace
	@SEED="$(SEED)" $(CARGO) test --locked --test integration -- --ignored --exact --nocapture process::chaos::a_hundred_and_fifty_crashes

bench: ## Ratios against a floor run beside it; prints a table and writes target/bench.json (ROWS="log large": the log alone, to 10^7 entries)
	@scripts/install bench
	@$(CARGO) bench --locked --bench ratios -- $(ROWS)

fmt: ## Formats the code
	@$(CARGO) fmt --all
