#!/bin/sh
# How fast virtual time is: the whole Environment Pro suite, five runs, medians.
#   benchmark.sh ISOCKET SUITE...        or: cmake --build --preset release --target benchmark
set -eu
isocket=$1
shift
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM

median() { sort -n | sed -n 3p; }
value() { tail -n 1 "$dir/events" | sed "s/.*\"$1\":\([0-9.]*\).*/\1/"; }

"$isocket" test "$@" --lab environment-pro --events "$dir/events" > /dev/null
events=$(wc -l < "$dir/events")
device=$(value device_s)
counted=$(value counted_s)
: > "$dir/wall"
for _ in 1 2 3 4 5; do
  begin=$(date +%s.%N)
  "$isocket" test "$@" --lab environment-pro > /dev/null
  end=$(date +%s.%N)
  awk "BEGIN { print $end - $begin }" >> "$dir/wall"
done
wall=$(median < "$dir/wall")
awk -v events="$events" -v device="$device" -v counted="$counted" -v wall="$wall" 'BEGIN {
  printf "device time            %12.0f s (%.1f h)\n", device, device / 3600
  printf "  waits count <= 1 h   %12.0f s (%.1f h)\n", counted, counted / 3600
  printf "wall time, median of 5 %12.2f s\n", wall
  printf "times real time        %12.0f\n", counted / wall
  printf "journal events         %12d (%.0f per second)\n", events, events / wall
}'
