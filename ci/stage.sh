#!/usr/bin/env bash
# stage.sh NAME COMMAND...: runs one stage under a heading and says how long it
# took. Where STAGE_TIMES names a file, the line goes there too.
set -uo pipefail

name=$1
shift
printf '\n=== %s\n' "$name"
started=$SECONDS
"$@"
status=$?
verdict=ok
[ "$status" -eq 0 ] || verdict="FAILED, exit status $status"
printf '%4d s  %-16s %s\n' $((SECONDS - started)) "$name" "$verdict" | tee -a "${STAGE_TIMES:-/dev/null}"
exit "$status"
