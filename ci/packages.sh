#!/usr/bin/env bash
# packages.sh PURPOSE...: installs the Debian packages that are missing for a
# purpose: race, lint, docker, e2e. Prints nothing where all are there.
set -euo pipefail

missing=()

# need PACKAGE COMMAND...: the package is missing where the command fails.
need() {
  "${@:2}" >/dev/null 2>&1 || missing+=("$1")
}

static_busybox() { busybox true && ! ldd "$(command -v busybox)"; }

for purpose in "$@"; do
  case $purpose in
    race) # the race detector is C
      need gcc gcc --version
      need libc6-dev test -e /usr/include/stdlib.h
      ;;
    lint)
      need shellcheck shellcheck --version
      ;;
    docker)
      need docker.io dockerd --version
      need docker.io docker --version
      need busybox-static static_busybox
      need curl curl --version
      need ca-certificates test -s /etc/ssl/certs/ca-certificates.crt
      ;;
    e2e) # its witnesses install what is theirs alone
      need python3-venv python3 -c 'import ensurepip'
      ;;
    *)
      echo "packages.sh: no purpose is called $purpose" >&2
      exit 2
      ;;
  esac
done

[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "packages.sh: missing here: ${missing[*]} (names of Debian packages). Install them, or run as root on Debian." >&2
  exit 1
fi
echo "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get -qq -o DPkg::Lock::Timeout=300 update
apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}" >/dev/null
