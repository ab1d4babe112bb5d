#!/bin/sh
# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

# Opens the .h5 files of a folder with other people's readers.
#
#   Tests/Readers/run.sh FOLDER [pytest options]
#
# Makes a virtual environment in .venv at the top of the checkout, once for each version of
# requirements.txt. Installs what is missing with apt where it may, and says what where it may not.
set -eu

readers=$(cd "$(dirname "$0")" && pwd)
environment=$readers/../../.venv

fail() { echo "run.sh: $*" >&2; exit 1; }

[ $# -ge 1 ] || fail "name the folder of .h5 files to open"
[ -d "$1" ] || fail "$1 is not a folder"
HELIOGRAPH_TEST_FILES=$(cd "$1" && pwd)
export HELIOGRAPH_TEST_FILES
shift

# Runs apt as root or through sudo; fails where neither is to be had without a password.
install_packages() {
  command -v apt-get > /dev/null || return 1
  if [ "$(id -u)" -eq 0 ]; then as_root=; else as_root="sudo -n"; fi
  echo "run.sh: installing $*" >&2
  $as_root apt-get -o DPkg::Lock::Timeout=300 update -qq > /dev/null 2>&1 || true
  DEBIAN_FRONTEND=noninteractive $as_root apt-get -o DPkg::Lock::Timeout=300 install -y -qq \
    --no-install-recommends "$@" > /dev/null 2>&1
}

# A Python of 3.11 or later that can make environments.
usable() {
  command -v "$1" > /dev/null &&
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2> /dev/null
}

find_python() {
  for candidate in python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
    if usable "$candidate"; then echo "$candidate"; return 0; fi
  done
  return 1
}

if ! command -v h5dump > /dev/null || ! command -v ncdump > /dev/null; then
  install_packages hdf5-tools netcdf-bin ||
    fail "install h5dump and ncdump first: apt-get install hdf5-tools netcdf-bin"
fi
if ! command -v xmllint > /dev/null || ! command -v rsvg-convert > /dev/null; then
  install_packages libxml2-utils librsvg2-bin ||
    fail "install xmllint and rsvg-convert first: apt-get install libxml2-utils librsvg2-bin"
fi
python=$(find_python) || {
  install_packages python3-venv || true
  python=$(find_python) ||
    fail "install Python 3.11 or later with venv first: apt-get install python3-venv"
}

if ! cmp -s "$readers/requirements.txt" "$environment/requirements.txt"; then
  rm -rf "$environment"
  "$python" -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    -r "$readers/requirements.txt"
  # Last, so that an installation that was interrupted is started again.
  cp "$readers/requirements.txt" "$environment/requirements.txt"
fi

exec "$environment/bin/python" -m pytest -q -p no:cacheprovider "$@" "$readers"
