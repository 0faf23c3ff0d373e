#!/bin/sh
# Runs every fuzzer of a build with -DISOCKET_FUZZ=ON under ASan and UBSan; stops at the first finding.
#   fuzz.sh BIN_DIR [SECONDS_EACH]       or: cmake --preset fuzz && cmake --build --preset fuzz --target fuzz
set -eu
bin=$1
seconds=${2:-300}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
for fuzzer in "$bin"/fuzz_*; do
  name=$(basename "$fuzzer")
  mkdir "$dir/$name"
  echo "== $name, $seconds s"
  timeout -s KILL $((seconds + 120)) "$fuzzer" -max_total_time="$seconds" -len_control=0 -detect_leaks=0 -malloc_limit_mb=512 \
    -artifact_prefix="$dir/$name/" -print_final_stats=1 "$dir/$name" 2> "$dir/$name.log" || {
    tail -n 40 "$dir/$name.log"
    echo "$name found something"
    exit 1
  }
  grep -E 'number_of_executed_units|peak_rss' "$dir/$name.log"
done
echo "no findings"
