#!/bin/sh
# A healthy device under a bad network is never blamed: the whole suite, each fault, many seeds. Prints one line a
# run; fails when a run ends in anything but pass (0) or inconclusive (3).
#   soak.sh ISOCKET SUITE [SEEDS]        or: cmake --build --preset release --target soak
set -eu
isocket=$1
suite=$2
seeds=${3:-20}
runs=0
blamed=0
for fault in loss=10% delay=10% double=10% reorder=10%; do
  seed=1
  while [ "$seed" -le "$seeds" ]; do
    code=0
    summary=$("$isocket" test "$suite" --lab environment-pro --fault "$fault" --seed "$seed" 2>&1) || code=$?
    counts=$(printf '%s\n' "$summary" | grep ' cases: ' | tail -n 1)
    printf '%-12s seed %-3s exit %s %s\n' "$fault" "$seed" "$code" "$counts"
    runs=$((runs + 1))
    case $code in
      0 | 3) ;;
      *)
        blamed=$((blamed + 1))
        printf '%s\n' "$summary" | grep -A 14 '^FAIL\|^ERROR' || true
        ;;
    esac
    seed=$((seed + 1))
  done
done
echo "$runs runs, $blamed of them blamed a healthy device"
[ "$blamed" = 0 ]
