#!/usr/bin/env bash
# docker-check.sh: builds the Dockerfile and tries the image as a suspicious
# operator would run it. It needs root and no registry: the Docker daemon is its
# own, with everything it keeps in one temporary folder, and the Go image is
# made of the Go that is installed here. Give it a limit: timeout 600.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "docker-check: $*"; }
fail() {
  echo "docker-check: FAIL: $*" >&2
  exit 1
}

[ "$(id -u)" -eq 0 ] || fail "must run as root, because it starts a Docker daemon of its own; here as uid $(id -u)"
grep -q '^# *syntax=' Dockerfile && fail "the '# syntax=' line of the Dockerfile asks a registry for an image"

work=$(mktemp -d)
export DOCKER_HOST=unix://$work/docker.sock DOCKER_CONFIG=$work/config
export DOCKER_BUILDKIT=0 # the classic builder is in every docker, with or without buildx
image=numsim:docker-check
name=numsim
daemon=

cleanup() {
  status=$?
  trap - EXIT
  if [ -n "$daemon" ]; then
    docker rm -f "$name" >/dev/null 2>&1 || true
    kill "$daemon" 2>/dev/null || true
    wait "$daemon" 2>/dev/null || true
  fi
  # The daemon leaves its network namespaces and layers mounted.
  grep -o " $work/[^ ]*" /proc/mounts | sort -r | xargs -r umount -l 2>/dev/null || true
  rm -rf "$work"
  exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# until_true SECONDS COMMAND... tries four times a second.
until_true() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.25
  done
}

start_daemon() {
  dockerd --host "$DOCKER_HOST" --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/daemon.pid" \
    --iptables=false --ip6tables=false --ip-forward=false --bridge=none >"$work/daemon.log" 2>&1 </dev/null &
  daemon=$!
  until_true 30 docker info || fail "Docker cannot run here: no answer from dockerd in 30 s: $(tail -n 5 "$work/daemon.log")"
  say "daemon up, storage $(docker info -f '{{.Driver}}'), $SECONDS s"
}

# import_go makes a local image of the name the Dockerfile starts from.
import_go() {
  local root=$work/go-image goroot proxy sums
  goroot=$(go env GOROOT) proxy=$(go env GOPROXY) sums=$(go env GOSUMDB)
  mkdir -p "$root/bin" "$root/etc/ssl/certs" "$root/usr/local/go" "$root/tmp" "$root/root"
  cp "$(command -v busybox)" "$root/bin/sh"
  # The machine's own certificates: it may sit behind a proxy that re-signs TLS.
  cp -L "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" "$root/etc/ssl/certs/ca-certificates.crt"
  cp -rL "$goroot"/{bin,pkg,src,VERSION,go.env} "$root/usr/local/go/"
  tar -C "$root" -c . | docker import -c "ENV PATH=/usr/local/go/bin:/bin GOPATH=/go GOTOOLCHAIN=local" \
    -c "ENV GOPROXY=$proxy GOSUMDB=$sums" - "$(sed -n 's/^ARG GO_IMAGE=//p' Dockerfile)" >/dev/null
  rm -rf "$root"
  say "Go image imported, $SECONDS s"
}

build() {
  docker build --network host --build-arg HTTPS_PROXY --build-arg VERSION=docker-check -t "$image" . >"$work/build.log" 2>&1 ||
    fail "docker build: $(tail -n 20 "$work/build.log")"
  say "built, $(docker image inspect -f '{{.Size}}' "$image") bytes, $SECONDS s"
}

# inside COMMAND...: in the container's network, which is loopback alone.
inside() { nsenter --net="/proc/$(docker inspect -f '{{.State.Pid}}' "$name")/ns/net" "$@"; }
ask() { inside curl --silent --show-error --noproxy '*' --max-time 5 "$@"; }

start_container() {
  docker run -d --name "$name" --network none --read-only --cap-drop ALL --security-opt no-new-privileges \
    --health-interval 1s "$image" >/dev/null
  until_true 20 ask --fail http://127.0.0.1:18080/healthz ||
    fail "no good answer from /healthz in 20 s; the container says: $(docker logs --tail 5 "$name" 2>&1)"
  say "/healthz answers with a read-only root, no capability, no network"
}

check_privileges() {
  local status
  status=$(cat "/proc/$(docker inspect -f '{{.State.Pid}}' "$name")/status")
  grep -qE '^Uid:\s65532\s65532\s' <<<"$status" || fail "the process does not run as uid 65532: $(grep ^Uid <<<"$status")"
  grep -qE '^CapEff:\s0+$' <<<"$status" || fail "the process kept capabilities: $(grep ^CapEff <<<"$status")"
  say "runs as uid 65532"
}

check_contents() {
  local files
  files=$(docker export "$name" | tar -tv | awk '$1 ~ /^-/ && $3 > 0 { print $6 }')
  [ "$files" = simulator ] || fail "the image holds more than the simulator, a shell perhaps: $files"
  docker cp "$name:/simulator" "$work/simulator" 2>/dev/null
  ! grep -qaE -e '-----BEGIN [A-Z ]*PRIVATE KEY-----' "$work/simulator" || fail "the binary holds a private key"
  docker exec "$name" /simulator version | grep -q docker-check || fail "--build-arg VERSION does not reach the binary"
  say "holds one file, no shell, no private key"
}

# A listener on 127.0.0.1 alone does not answer at 127.0.0.2.
check_ports() {
  local port
  for port in $(docker image inspect -f '{{range $p, $_ := .Config.ExposedPorts}}{{$p}} {{end}}' "$image"); do
    ask --output /dev/null "http://127.0.0.2:${port%/tcp}/" || fail "port $port is exposed, but open on 127.0.0.1 only or not at all"
    say "port $port is open on all addresses"
  done
}

check_answers() {
  local provider word signed answer
  while read -r provider word; do
    signed=$(docker exec "$name" /simulator sign "$provider" --phone 13900000200)
    answer=$(inside sh -c "$signed")
    grep -q "$word" <<<"$answer" || fail "a signed call of the $provider port got: $answer"
    say "a signed call of the $provider port gets its answer"
  done <<'WORDS'
aliyun "Status":"NORMAL"
ksyun "CheckStatus":"1"
ywjisu "status":"1"
WORDS
}

health() { [ "$(docker inspect -f '{{.State.Health.Status}}' "$name")" = healthy ]; }

check_health_and_stop() {
  until_true 20 health || fail "not healthy in 20 s: $(docker inspect -f '{{json .State.Health}}' "$name")"
  docker stop --time 10 "$name" >/dev/null
  local code
  code=$(docker inspect -f '{{.State.ExitCode}}' "$name")
  [ "$code" = 0 ] || fail "exit status after docker stop is $code, not 0"
  say "healthy, and stops with status 0"
}

start_daemon
import_go
build
start_container
check_privileges
check_contents
check_ports
check_answers
check_health_and_stop
say "OK, $SECONDS s"
