#!/bin/sh
# Runs every fuzz target of the module for a while: fuzz.sh TIME, like 5s.
set -eu

# Inputs are captures of some size: with the usual minute to make each one of
# interest smaller, there would be none left to look for others.
minimize=20x

time=${1:?usage: fuzz.sh TIME}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Before version 1.27 Go may call the end of the time itself a failure when the
# machine is busy (go.dev/issue/75804). A real one says more than that.
ended() {
	[ "$(sed -n '/^--- FAIL/,/^FAIL/p' "$log" | sed '1d;$d')" = '    context deadline exceeded' ]
}

packages=$(go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./...)
exec 4>&1
for package in $packages; do
	# The last line of a listing is "ok" and the package.
	listing=$(go test -list '^Fuzz' "$package") || { echo "$listing" >&2; exit 1; }
	for target in $(echo "$listing" | grep '^Fuzz' || true); do
		echo "fuzz $package $target"
		status=$({
			{
				code=0
				go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" \
					-fuzzminimizetime $minimize "$package" 2>&1 || code=$?
				echo $code >&3
			} | tee "$log" >&4
		} 3>&1)
		if [ "$status" != 0 ]; then
			ended || exit "${status:-1}"
			echo "fuzz $package $target: only the time had ended, no input failed"
		fi
	done
done
