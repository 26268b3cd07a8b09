# Sourced by the scripts beside it: where things are, and the one way to build.
# shellcheck shell=bash

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc 2>/dev/null || echo 2)

# The comment at the head of the calling script is its help text.
usage() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"; }

# build PRESET [TARGET...]: configures if that was not done since the presets last changed, then builds on all cores.
build() {
  local preset=$1 tree=$top/build/$1 log
  shift
  if [[ ! -f $tree/build.ninja || $top/CMakePresets.json -nt $tree/CMakeCache.txt ]]; then
    log=$(mktemp)
    if ! (cd "$top" && cmake --preset "$preset") >"$log" 2>&1; then
      cat "$log" >&2
      rm -f "$log"
      return 1
    fi
    rm -f "$log"
  fi
  cmake --build "$tree" --parallel "$jobs" ${1:+--target "$@"} >&2 # stdout is for results
}
