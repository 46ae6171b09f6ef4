#!/bin/sh
# Makes the profile that rpcrdma-lint is compiled by, from large and small
# messages, many connections, violations and real traffic.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
CGO_ENABLED=0 go build -trimpath -pgo=off -o "$dir/" ./internal/gen ./internal/profile
for kind in large-writes:256MiB large-reads:256MiB small-rpcs:128MiB many-connections:128MiB reconnects:16MiB violations:16MiB; do
	"$dir/gen" -kind "${kind%:*}" -size "${kind#*:}" -o "$dir/${kind%:*}.pcap"
done
"$dir/profile" -o "$dir/default.pgo" -times 8 -- --config none --jobs 1 "$dir"/*.pcap captures/big-v42-bulk.pcap.zst captures/v3-basic-mtu1500.pcap.zst
mv "$dir/default.pgo" cmd/rpcrdma-lint/default.pgo
