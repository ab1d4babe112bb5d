# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

# What `make run` plays, and the folder that keeps its files.
SCENARIO ?= scenarios/llama3-405b.yaml
RESULTS ?= results/llama3-405b

# What the reader tests open besides the files that the unit tests make: a run of this scenario by
# the program under test.
READER_SCENARIO ?= scenarios/tiny.yaml

# ---------------------------------------------------------------------------------------------

SHELL := /bin/bash
BUILD := .build
PROGRAM := $(BUILD)/release/heliograph
PROGRAM_UNDER_TEST := $(BUILD)/debug/heliograph
TEST_LOG := $(BUILD)/test.log
BENCH_LOG := $(BUILD)/bench.log
READER_LOG := $(BUILD)/readers.log
READER_FILES := $(BUILD)/readers

# Tests play thousands of programs: what they test is optimised, its assertions kept.
TESTED := OPTIMISED_SOURCES=1 WARNINGS_AS_ERRORS=1 swift
TESTED_FLAGS := -Xcc -O2

# A crash prints its stack at once; the interactive backtracer can wait for minutes.
export SWIFT_BACKTRACE := enable=no

SWIFT_FILES = find Package.swift Sources Tests $(wildcard Snippets Benchmarks) \
	-name .build -prune -o -name '*.swift' -print0

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run build test test-long bench peers format lint clean setup setup-test build-tests unit readers

help: ## what each command does
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | \
		while IFS=$$'\t' read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

run: build ## build, then compare two clusters on one training step; files go to results/
	@mkdir -p $(RESULTS)
	$(PROGRAM) compare $(SCENARIO) -o $(RESULTS) || [ $$? -eq 1 ]
	@ls -l $(RESULTS)

build: setup ## a release build: .build/release/heliograph
	swift build -c release --product heliograph

test: setup-test build-tests lint unit readers ## everything that a change must pass
	@echo "-- totals"
	@grep 'Test run with' $(TEST_LOG) | tail -n 1
	@tail -n 1 $(READER_LOG)

test-long: setup-test build-tests ## what takes longer than `make test` may
	HELIOGRAPH_LONG_TESTS=1 $(TESTED) test $(TESTED_FLAGS) --skip-build --disable-xctest
	ASAN_OPTIONS=detect_leaks=0 swift test --sanitize=address --scratch-path $(BUILD)/asan \
		--disable-xctest --filter 'SimulationEngineTests|SymmetryTests|TrafficTests|ValidationTests|WorkloadsTests'
	TSAN_OPTIONS=suppressions=$(abspath Tests/ThreadSanitizer.suppressions) \
		swift test --sanitize=thread --scratch-path $(BUILD)/tsan \
		--disable-xctest --filter 'TimelineStorageTests|ScenariosTests|KernelsTests'

bench: setup ## the benchmarks; fails where one misses its target, and records the machine
	@mkdir -p $(BUILD)
	@set -o pipefail; { Benchmarks/machine && swift package --package-path Benchmarks \
		--disable-sandbox benchmark --no-progress; } 2>&1 | tee $(BENCH_LOG)
	@echo "bench: every target met; the record is in $(BENCH_LOG)"

peers: build ## beside SimGrid: the same networks in both, answers, time and memory; installs it
	Benchmarks/Peers/run $(PROGRAM)

format: ## write every source in the project's format
	@$(SWIFT_FILES) | xargs -0 swift format format --in-place --parallel

lint: ## the format of every source, strictly
	@$(SWIFT_FILES) | xargs -0 swift format lint --strict --parallel
	@echo "lint: no complaints"

clean: ## remove what builds and tests made; results/ stays
	rm -rf $(BUILD) Benchmarks/.build .venv

# --- steps of the above ------------------------------------------------------------------------

setup:
	@.ci/setup build

setup-test:
	@.ci/setup test

# Sources may import only what Package.swift declares for them, and there are no warnings.
build-tests:
	$(TESTED) build $(TESTED_FLAGS) --build-tests --explicit-target-dependency-import-check error

# The whole log stays in .build/test.log; the lines that say that a test began are not shown. Some
# tests leave files for the readers.
unit:
	@rm -rf $(READER_FILES) && mkdir -p $(READER_FILES)
	@set -o pipefail; HELIOGRAPH_TEST_FILES=$(abspath $(READER_FILES)) \
		$(TESTED) test $(TESTED_FLAGS) --skip-build --disable-xctest 2>&1 | tee $(TEST_LOG) | sed -e '/^◇/d'

# Other people's programs open what ours wrote.
readers:
	$(PROGRAM_UNDER_TEST) run $(READER_SCENARIO) -o $(READER_FILES)/run.h5 >$(BUILD)/run.log \
		|| [ $$? -eq 1 ]
	$(PROGRAM_UNDER_TEST) collective all-reduce --on dgx-h100-node --sweep-size 8B..1GiB --algorithm all \
		-o $(READER_FILES)/sweep >$(BUILD)/sweep.log
	@set -o pipefail; HELIOGRAPH_PROGRAM=$(abspath $(PROGRAM_UNDER_TEST)) \
		Tests/Readers/run.sh $(READER_FILES) 2>&1 | tee $(READER_LOG)
