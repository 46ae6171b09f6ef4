#!/bin/sh
# Runs the benchmarks of the packages. With BASE, a commit, it runs those of that
# commit too, turn by turn, and compares. COUNT says how often, PACKAGES which.
set -eu

count=${COUNT:-6}
packages=${PACKAGES:-./...}

run() { # in the present directory
	# shellcheck disable=SC2086
	go test -run '^$' -bench . -benchmem $packages
}

if [ -z "${BASE:-}" ]; then
	run
	exit
fi
mkdir -p bin
(cd tools && go build -o ../bin/ golang.org/x/perf/cmd/benchstat)
dir=$(mktemp -d)
trap 'git worktree remove --force "$dir/base"; rm -rf "$dir"' EXIT
git worktree add --quiet --detach "$dir/base" "$BASE"
for _ in $(seq "$count"); do
	(cd "$dir/base" && run) >>"$dir/old"
	run >>"$dir/new"
done
bin/benchstat "base=$dir/old" "now=$dir/new"
