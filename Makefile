# make help lists what there is. ci/stage.sh puts a heading and a wall time
# around each stage; the stages of `make test` need no order between them but
# share two cores, so they run one after the other.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DEFAULT_GOAL := help

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
# A packed copy of the Go vulnerability database; see ci/vulncheck.sh.
VULNDB ?= $(firstword $(wildcard ../*/vulndb.tgz))
ARGS ?=
# The race detector has every process wait a second before it ends, for reports
# that are still under way; the tests start some hundred processes.
export GORACE ?= atexit_sleep_ms=10

TOOLS := $(CURDIR)/bin/tools
STAGE := ci/stage.sh

.PHONY: help
help: ## this list
	@sed -nE 's/^([a-z0-9]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

.PHONY: quick
quick: format vet ## the inner loop: format, vet, tests without race detector and e2e
	@$(STAGE) test go test ./...

.PHONY: test
test: packages tools format vet staticcheck scripts gates vuln unit e2e docker ## every check there is; installs what it needs

.PHONY: lint
lint: tools format vet staticcheck scripts gates ## what can be said without running the simulator

.PHONY: build
build: ## bin/simulator, bin/numcheck and bin/contract, static
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o bin/ ./cmd/simulator ./cmd/numcheck ./cmd/contract

.PHONY: run
run: build ## build and serve; ARGS='--set aliyun.balance=0.30' hands flags on
	bin/simulator $(ARGS)

.PHONY: packages
packages: ## install the Debian packages that are missing
	@$(STAGE) packages ci/packages.sh race lint e2e docker

.PHONY: tools
tools: ## build staticcheck and govulncheck, pinned in tools/go.mod
	@$(STAGE) tools env GOBIN=$(TOOLS) go -C tools install tool

.PHONY: format
format: ## gofmt has nothing to say
	@$(STAGE) format ci/format.sh

.PHONY: vet
vet: ## go vet
	@$(STAGE) vet go vet ./...
	@$(STAGE) vet-e2e go -C e2e vet ./...
	@$(STAGE) vet-bench go -C bench vet ./...

.PHONY: staticcheck
staticcheck: tools ## staticcheck, by staticcheck.conf
	@$(STAGE) staticcheck $(TOOLS)/staticcheck ./...
	@cd e2e && ../$(STAGE) staticcheck-e2e $(TOOLS)/staticcheck ./...
	@cd bench && ../$(STAGE) staticcheck-bench $(TOOLS)/staticcheck ./...

.PHONY: scripts
scripts: ## shellcheck
	@ci/packages.sh lint
	@$(STAGE) scripts shellcheck .ci/run ci/*.sh

.PHONY: gates
gates: ## rules about imports, modules, keys and dependencies
	@$(STAGE) gates ci/gates.sh

.PHONY: vuln
vuln: tools ## no known vulnerability is reachable
	@$(STAGE) vuln ci/vulncheck.sh $(TOOLS)/govulncheck '$(VULNDB)'

.PHONY: unit
unit: ## go test with the race detector
	@$(STAGE) unit go test -race -shuffle=on -timeout 20m ./...
	@$(STAGE) unit-bench go -C bench test -race -shuffle=on ./...

.PHONY: e2e
e2e: ## official SDKs and the documents' sample clients against the built simulator; the first run fetches them
	@$(STAGE) e2e go -C e2e test -count=1 -timeout 12m ./... # never cached: the binary is no input go sees

.PHONY: docker
docker: ## the image builds, runs unprivileged and stops cleanly; needs root
	@ci/packages.sh docker
	@$(STAGE) docker timeout -k 30 600 ci/docker-check.sh
