# make run    build rpcrdma-lint and lint a sample capture
# make test   run the tests
# Both install libpcap's headers first where they are missing.

SAMPLE   = captures/story-reconnect-flood.pcap
FUZZTIME = 10s
DURATION = 1h
FLEET    = -traces 1000000 -parts 10000 -each 10

# The commit becomes part of the version. Git refuses to tell it of a tree that
# belongs to someone else, and go build would then refuse to build.
VCS := $(shell git rev-parse HEAD >/dev/null 2>&1 || echo -buildvcs=false)

run: build
	bin/rpcrdma-lint $(SAMPLE) || \
		{ s=$$?; test $$s = 1 && echo "exit status 1, as it must be: this capture holds violations"; }

build: libpcap
	go build $(VCS) -o bin/ ./cmd/rpcrdma-lint

libpcap:
	@MAKE_GOAL='$(firstword $(MAKECMDGOALS))' sh scripts/libpcap.sh

# The profile in cmd/rpcrdma-lint is for the program; without it tests are built
# sooner.
test: libpcap
	go test -pgo=off ./...

# What CI runs beside the tests.

lint: libpcap
	@files=$$("$$(go env GOROOT)/bin/gofmt" -l .) && { test -z "$$files" || \
		{ echo "not formatted by gofmt:"; echo "$$files"; exit 1; } >&2; }
	go vet ./...
	cd tools && go build -o ../bin/ honnef.co/go/tools/cmd/staticcheck
	bin/staticcheck ./...

nocgo:
	CGO_ENABLED=0 go build $(VCS) -pgo=off -o bin/nocgo/ ./cmd/rpcrdma-lint
	GOOS=darwin CGO_ENABLED=0 go build -pgo=off -o /dev/null ./cmd/rpcrdma-lint
	CGO_ENABLED=0 go vet ./...
	CGO_ENABLED=0 go test -pgo=off ./...

# The HTML report in Chromium.
browser: build
	sh scripts/browser.sh

fuzz: libpcap
	sh scripts/fuzz.sh $(FUZZTIME)

# The Jobs of contrib/kubernetes, which is a module of its own.
kubernetes:
	cd contrib/kubernetes && go vet ./... && go test ./...

# contrib/slurm on a Slurm of its own. SLURM=optional make slurm does without
# where there is none and it can't be installed.
slurm:
	bash scripts/slurm-test.sh

# What only a developer runs.

# The profile by which the program is compiled.
profile: libpcap
	sh scripts/profile.sh

# The whole program against tcpdump and tshark: docs/benchmarks.md.
bench: libpcap
	sh scripts/bench.sh

# What becomes of findings in damaged captures: docs/soundness.md. More than half
# of them would be those of evil-oversize.
soundness: libpcap
	go run ./internal/soak -table $(filter-out captures/evil-oversize%,$(wildcard captures/*.pcap captures/*.zst))

# Damages captures at random for a long time. SEED=N begins as an earlier run.
soak: libpcap
	go run ./internal/soak -duration $(DURATION) $(if $(SEED),-seed $(SEED)) captures/*.pcap*

# What a fleet of a million traces costs beside the linting: docs/fleet.md.
bench-fleet: libpcap
	go build $(VCS) -o bin/ ./cmd/rpcrdma-lint ./internal/fleetsim
	bin/fleetsim $(FLEET) captures/abuse-rnr.pcap

# What captures cost that were made to exhaust memory: docs/bounds.md.
hostile: build
	go run ./internal/hostile/cmd/hostile -program bin/rpcrdma-lint

# The benchmarks in the packages; make bench-go BASE=main compares with a commit.
bench-go: libpcap
	BASE='$(BASE)' sh scripts/bench-go.sh

# What decode finds in the captures, against tshark field by field.
check-tshark: libpcap
	go run ./internal/tsharkcheck

# Writes the expected results anew; review the difference.
golden: libpcap
	go test $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n1 dirname | sort -u) -update

# The pages of the rules in docs/rules, and the examples that explain shows.
docs:
	go run ./internal/docs

man:
	go run ./internal/man build/man

clean:
	rm -rf bin build

.PHONY: run build libpcap test lint nocgo browser fuzz kubernetes slurm soundness soak profile bench hostile bench-fleet bench-go check-tshark golden docs man clean
