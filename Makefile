# The commands of the project; `make help` lists them. What takes more than a line is a script in .ci.

comma := ,
# migrated_fynedo is the fyneDo migration of FyneApp.toml, which only the Fyne tool reads.
TAGS := migrated_fynedo$(if $(filter Linux,$(shell uname -s)),$(comma)x11)
FUZZTIME ?= 10s

.PHONY: help run build test lint bench fuzz package package-windows clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## install what building needs, build, and open the app (ARGS='--help' passes arguments)
	@./proofkey $(ARGS)

build:
	@.ci/packages build
	go build -tags '$(TAGS)' -o proofkey .

test: ## install what the tests need, and run all of them
	@.ci/test

lint: ## run every linter
	@.ci/packages build
	@.ci/lint all

bench: ## run the benchmarks
	@.ci/bench

fuzz: ## run every fuzz target for FUZZTIME (10s)
	@.ci/fuzz $(FUZZTIME)

package: ## build the installable package of this system, into build
	@.ci/package

package-windows: ## build the program for Windows, into build
	@.ci/package windows

clean: ## remove what was built
	rm -rf proofkey proofkey.exe build
