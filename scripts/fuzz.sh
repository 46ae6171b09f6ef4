#!/bin/sh
# Runs every fuzz target of the module for a while: fuzz.sh TIME, like 5s.
set -eu

# Inputs are captures of some size: with the usual minute to make each one of
# interest smaller, there would be none left to look for others.
minimize=20x

time=${1:?usage: fuzz.sh TIME}
packages=$(go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./...)
for package in $packages; do
	# The last line of a listing is "ok" and the package.
	listing=$(go test -list '^Fuzz' "$package") || { echo "$listing" >&2; exit 1; }
	for target in $(echo "$listing" | grep '^Fuzz' || true); do
		echo "fuzz $package $target"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime $minimize "$package"
	done
done
