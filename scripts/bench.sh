#!/bin/sh
# Generates big captures and measures rpcrdma-lint over them, beside a bare
# reader, tcpdump, capinfos and tshark. Then it has captures generated into a
# pipe and measures how memory grows with them. CAPTURES, FLOWS, ROUNDS and
# TMPDIR change what, how often and where. "real" is the big capture of the
# corpus.
set -eu

captures=${CAPTURES:-real large-writes:256MiB large-writes:1GiB large-reads:1GiB small-rpcs:64MiB small-rpcs:256MiB many-connections:256MiB reconnects:64MiB violations:64MiB}
flows=${FLOWS-large-writes:1GiB large-writes:10GiB large-reads:10GiB small-rpcs:64MiB small-rpcs:1GiB many-connections:256MiB many-connections:1GiB violations:256MiB}
rounds=${ROUNDS:-5}

mkdir -p bin
go build -o bin/ ./cmd/rpcrdma-lint ./internal/walk ./internal/gen ./internal/benchrun
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

uname -srm
grep -m 1 'model name' /proc/cpuinfo 2>/dev/null || true
echo "processors: $(getconf _NPROCESSORS_ONLN), $(go version)"
for tool in tcpdump capinfos tshark; do
	command -v $tool >/dev/null 2>&1 && { $tool --version 2>/dev/null | head -n 1; }
done
echo
for capture in $captures; do
	kind=${capture%:*} size=${capture#*:}
	file=$dir/$kind-$size.pcap
	if [ "$capture" = real ]; then
		command -v zstd >/dev/null 2>&1 || { echo "zstd is not there: big-v42-bulk is left out"; continue; }
		file=$dir/big-v42-bulk.pcap
		zstd -dqo "$file" captures/big-v42-bulk.pcap.zst
	else
		bin/gen -kind "$kind" -size "$size" -o "$file"
	fi
	bin/benchrun -rounds "$rounds" "$file"
	rm "$file"
done
# The names of captures have no spaces, and are words to be split here.
# shellcheck disable=SC2086
test -z "$flows" || bin/benchrun -flow $flows
