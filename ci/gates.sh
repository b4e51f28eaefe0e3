#!/usr/bin/env bash
# gates.sh: rules about the whole tree that no compiler and no linter checks.
# Every gate is tried; each prints one line, and what breaks it.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
failed=0

# gate RULE FOUND: holds where nothing was found.
gate() {
  if [ -z "$2" ]; then
    echo "ok    $1"
  else
    printf 'FAIL  %s\n        %s\n' "$1" "${2//$'\n'/$'\n        '}"
    failed=1
  fi
}

# search PATTERN GREP_OPTION...: in the tree, but not in what was built or fetched.
search() {
  grep -rnE --exclude-dir={.git,.cache,node_modules,bin} "${@:2}" -e "$1" .
}

# shipped PATTERN: in code that can end up in a command of ours.
shipped() {
  search "$1" --include='*.go' --exclude='*_test.go' --exclude-dir={e2e,bench,testdata}
}

untidy() {
  for module in . e2e bench tools; do
    go -C "$module" mod tidy -diff >/dev/null 2>&1 || echo "cd $module && go mod tidy"
  done
}

# direct prints what each go.mod asks for by name, tools among it.
direct() {
  for module in . e2e bench tools; do
    go -C "$module" list -m -f '{{if not (or .Main .Indirect)}}{{.Path}} {{.Version}}{{end}}' all
    go -C "$module" list -f '{{with .Module}}{{.Path}} {{.Version}}{{end}}' tool 2>/dev/null
  done | grep -v '^github.com/numsim/numsim ' | grep .
}

# documented prints the modules that docs/dependencies.md has a row for.
documented() {
  # shellcheck disable=SC2016 # the backticks are Markdown
  sed -nE 's/^\| `([^`]+)` \| (v[^ ]+) \|.*/\1 \2/p' docs/dependencies.md
}

# frozen prints what has moved of the modules whose later versions cannot be downloaded: they need pb33f/go-yaml, which
# the module proxy refuses.
frozen() {
  diff -U0 <(printf '%s\n' \
    'github.com/pb33f/libopenapi v0.40.1' \
    'github.com/pb33f/libopenapi-validator v0.14.0' \
    'github.com/pb33f/ordered-map/v2 v2.3.1' \
    'go.yaml.in/yaml/v4 v4.0.0-rc.6') \
    <(go list -m -f '{{.Path}} {{.Version}}' github.com/pb33f/libopenapi github.com/pb33f/libopenapi-validator \
      github.com/pb33f/ordered-map/v2 go.yaml.in/yaml/v4) | grep -E '^[-+][^-+]'
}

# dialers prints what goes out by itself. Three may: the guarded transport of a live run, which is its only way out; the
# rules of conformance, which send bytes net/http would not, and only where --target says; and the stand-in of tests.
dialers() {
  shipped '\b(http\.(DefaultClient|DefaultTransport|Get|Head|Post|PostForm)|net\.Dial[A-Za-z]*)\b' |
    grep -vE '^\./(internal/guard/transport|conformance/camera|internal/replay/standin/standin)\.go:'
}

# starters prints what starts processes, or loads code, beside the one room that may: contract exec runs somebody's tests.
starters() {
  grep -xE 'os/exec|plugin' <<<"$reachable"
  shipped '\b(os\.StartProcess|syscall\.(Exec|ForkExec|StartProcess))\b' | grep -vE '^\./internal/supervise/(run|guard)\.go:'
  go list -deps ./cmd/simulator ./cmd/numcheck | grep -x 'github.com/numsim/numsim/internal/supervise'
}

reachable=$(go list -deps ./cmd/...) || exit
linked=$(go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}' ./cmd/simulator | sort -u)
count=$(grep -c . <<<"$linked")
most=15

gate "no command of ours can load a plugin, or start a process but for contract exec" \
  "$(starters)"
gate "the simulator links $count external modules, of at most $most" \
  "$([ "$count" -le "$most" ] || echo "$linked")"
gate "no private key in the tree" \
  "$(search 'BEGIN [A-Z ]*PRIVATE KEY' -I)"
gate "nothing goes out through a default client or a dial of its own, but for three files that say why" \
  "$(dialers)"
gate "no test sleeps instead of waiting for what must happen" \
  "$(search 'time\.Sleep\(' --include='*_test.go')"
gate "go.mod is tidy, here and in e2e, bench and tools" \
  "$(untidy)"
gate "modules that may not be raised are where they were (- wanted, + found)" \
  "$(frozen)"
gate "docs/dependencies.md has exactly the direct dependencies (- to remove, + to add)" \
  "$(diff -U0 <(documented | sort -u) <(direct | sort -u) | grep -E '^[-+][^-+]')"

exit "$failed"
