#!/usr/bin/env bash
# vulncheck.sh GOVULNCHECK DATABASE.tgz: fails where code of ours reaches a
# known vulnerability. The database is a packed copy of the Go vulnerability
# database in the layout of https://vuln.go.dev, so no network is asked.
# The exit status is what counts, and only the text format has one: 3.
set -euo pipefail
cd "$(dirname "$0")/.."
check=$1 packed=$2

if [ ! -f "$packed" ]; then
  echo "skipped: no vulnerability database at $packed. With a network: $check ./..."
  exit 0
fi

database=$(mktemp -d)
trap 'rm -rf "$database"' EXIT
tar -xzf "$packed" -C "$database"
scan() { "$check" -C "$1" -db "file://$database/vulndb" ./...; }
"$check" -db "file://$database/vulndb" -version | grep '^DB updated'

status=0
scan ci/testdata/vulnerable >"$database/proof" 2>&1 || status=$?
if [ "$status" -ne 3 ] || ! grep -q GO-2021-0113 "$database/proof"; then
  echo "this check cannot fail: ci/testdata/vulnerable gave exit status $status, not 3, and:"
  cat "$database/proof"
  exit 1
fi
echo "proof: a module with known vulnerabilities is refused"
scan .
