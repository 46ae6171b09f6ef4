#!/bin/sh
# Tests the HTML report in a browser. Installs Chromium, Node.js and npm through
# apt-get where they are missing.
set -eu

CHROMIUM=${CHROMIUM:-/usr/bin/chromium}
export CHROMIUM

wanted=
[ -x "$CHROMIUM" ] || wanted="$wanted chromium"
command -v node >/dev/null 2>&1 || wanted="$wanted nodejs"
command -v npm >/dev/null 2>&1 || wanted="$wanted npm"
if [ -n "$wanted" ]; then
	command -v apt-get >/dev/null 2>&1 || {
		echo "missing:$wanted, and there is no apt-get to install them with; CHROMIUM=FILE names a browser elsewhere" >&2
		exit 1
	}
	as=
	if [ "$(id -u)" != 0 ]; then
		as=sudo
		[ -t 0 ] || as='sudo -n'
	fi
	echo "installing$wanted" >&2
	$as apt-get update >&2 || true
	# shellcheck disable=SC2086
	$as env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $wanted >&2
fi

cd report/page/browser
npm ci --silent
npm test --silent
