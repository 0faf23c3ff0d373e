#!/bin/sh
# The programs as they stand, in real time: a lab on pseudo-terminals, the firmware as a process of its own, and a
# second program that runs the cases tagged `smoke` through them.
#   terminals_test.sh BIN_DIR SOURCE_DIR
set -eu
bin=$1
source=$2
dir=$(mktemp -d)
lab=
finish() {
  status=$?
  [ -z "$lab" ] || { kill -INT "$lab" 2> /dev/null || true; wait "$lab" || true; }
  [ $status = 0 ] || { echo "--- the lab said:"; cat "$dir/lab.log"; }
  rm -rf "$dir"
  exit $status
}
trap finish EXIT
trap 'exit 130' INT TERM

"$bin/isocket" lab --dir "$dir/lab" --modems 4 --timing brisk --write-inventory "$dir/isocket.yaml" \
  --external-firmware="$bin/isocket-firmware" > "$dir/lab.log" 2>&1 &
lab=$!
tries=0
until [ -s "$dir/isocket.yaml" ]; do
  tries=$((tries + 1))
  [ $tries -le 100 ] || { echo "the lab wrote no inventory within 10 s"; exit 1; }
  sleep 0.1
done
device=$(sed -n '/^devices:/,/^[a-z]/s/^  \([a-z0-9-]*\):.*/\1/p' "$dir/isocket.yaml" | head -n 1)
"$bin/isocket" test "$source/suites/environment-pro" --inventory "$dir/isocket.yaml" --device "$device" --tag smoke
