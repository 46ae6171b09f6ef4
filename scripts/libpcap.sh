#!/bin/sh
# Makes sure that the program can be built against libpcap, which --filter
# needs. Does nothing where that is so already, and where cgo is off.
set -eu

[ "$(go env CGO_ENABLED)" = 1 ] || exit 0
cc=$(go env CC)
goal=${MAKE_GOAL:-run}

fail() {
	cat >&2 <<-TXT
	$1
	Install libpcap's headers (Debian, Ubuntu, Alpine: libpcap-dev; Fedora, RHEL:
	libpcap-devel; Arch: libpcap), or do without them, and without --filter:
	    CGO_ENABLED=0 make $goal
	TXT
	exit 1
}

# CC may have arguments, so it is not quoted.
# shellcheck disable=SC2086
command -v ${cc%% *} >/dev/null 2>&1 || {
	echo "no C compiler $cc: install one (Debian: gcc), or do without: CGO_ENABLED=0 make $goal" >&2
	exit 1
}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# shellcheck disable=SC2086
compiles() {
	echo 'int main(void) { return pcap_lib_version() == 0; }' |
		$cc -include pcap/pcap.h -x c - -o "$dir/probe" -lpcap >"$dir/log" 2>&1
}
compiles && exit 0

command -v apt-get >/dev/null 2>&1 || fail "libpcap's headers are missing, and there is no apt-get to install them with."
as=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null 2>&1 || fail "libpcap's headers are missing, and installing them needs root."
	as=sudo
	[ -t 0 ] || as='sudo -n'
fi
echo "libpcap's headers are missing: installing libpcap-dev" >&2
# The package lists of a new machine are empty; those of an offline one can't
# be fetched and may do all the same.
$as apt-get update >&2 || true
$as env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends libpcap-dev >&2 ||
	fail "apt-get could not install libpcap-dev."
compiles || {
	cat "$dir/log" >&2
	fail "libpcap-dev is installed, and still the above does not compile."
}
