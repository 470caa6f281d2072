#!/usr/bin/env bash
# Makes a Debian machine able to run the tests; on one that is able already it takes a moment.
#
#   PYTHON=.venv/bin/python bash tests/tools.sh
#
# From Debian:  Chromium, PostgreSQL, Node.js with npm, Java, Apache with mod_auth_openidc, each only
#               where it is missing
# From npm:     what tests/package-lock.json pins, into tests/node_modules, no scripts run
# From that:    Chromium 80, the oldest browser served, into tests/.tools/chromium80
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
python="${PYTHON:-$here/../.venv/bin/python}"
command -v "$python" >/dev/null || { echo "tests/tools.sh: no Python at $python." >&2; exit 1; }
python="$(command -v "$python")"
python="$(cd "$(dirname "$python")" && pwd)/$(basename "$python")"

fail() {
  echo "tests/tools.sh: $*" >&2
  exit 1
}

missing_packages() {
  command -v chromium >/dev/null || echo chromium
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
  java -version >/dev/null 2>&1 || echo default-jre-headless
  [ -e /usr/lib/apache2/modules/mod_auth_openidc.so ] || echo libapache2-mod-auth-openidc
}

from_debian() {
  local as_root=() missing
  missing="$(missing_packages | tr '\n' ' ')"
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null ||
    fail "these are missing, and there is no apt-get to install them: $missing"
  if [ "$(id -u)" != 0 ]; then
    as_root=(sudo)
    [ -t 0 ] || as_root=(sudo -n)
    "${as_root[@]}" true 2>/dev/null ||
      fail "these are missing; install them as root and come back: apt-get install $missing"
  fi
  echo "Installing for the tests: $missing..."
  "${as_root[@]}" apt-get update -qq
  # shellcheck disable=SC2086 # the list is one of words
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq --no-install-recommends $missing >/dev/null
  missing="$(missing_packages | tr '\n' ' ')"
  [ -z "$missing" ] || fail "Debian's packages did not bring these: $missing"
}

from_npm() {
  cmp -s package-lock.json node_modules/.installed && return 0
  echo "Installing the page checkers, a client of OpenID Connect and Chromium 80 ..."
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed
}

chromium_80() {
  local packed=node_modules/chrome-aws-lambda/bin/chromium.br folder=.tools/chromium80
  [ "$folder/chromium" -nt "$packed" ] && return 0
  rm -rf "$folder" "$folder.part"
  mkdir -p "$folder.part"
  "$python" -c '
import pathlib, sys, brotli
source, target = map(pathlib.Path, sys.argv[1:])
target.write_bytes(brotli.decompress(source.read_bytes()))
target.chmod(0o755)' "$packed" "$folder.part/chromium"
  mv "$folder.part" "$folder"
  "$folder/chromium" --no-sandbox --disable-gpu --dump-dom about:blank >/dev/null 2>&1 ||
    fail "Chromium 80 does not start here: $(ldd "$folder/chromium" | grep 'not found' || true)"
}

cd "$here"
mkdir -p .tools
exec 9>.tools/lock
flock 9
from_debian
from_npm
chromium_80
