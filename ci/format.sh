#!/usr/bin/env bash
# format.sh: gofmt over every module of the tree, but not over what was
# downloaded into it.
set -euo pipefail
cd "$(dirname "$0")/.."

found=$(find . \( -name '.?*' -o -name node_modules -o -name bin \) -prune -o -name '*.go' -exec gofmt -l {} +)
[ -z "$found" ] || {
  echo "not formatted; run gofmt -w on:"
  echo "$found"
  exit 1
}
