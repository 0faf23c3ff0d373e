#!/bin/sh
# The benches of an inventory as a user sees them, beside a lab in real time. usage: benches_test.sh ISOCKET SOURCE_DIR
set -u
isocket=$1
source=$2
. "$(dirname "$0")/lab_testing.sh"
start_lab 1 --timing brisk --write-inventory "$folder/lab.yaml"
cp "$source/docs/examples/fixture.sh" "$folder"

# expect CODE TEXT BENCH: what comes of a case that needs a sensor, on that bench
expect() {
  sed "s|{lab: .*}|$3|" "$folder/lab.yaml" >"$folder/isocket.yaml"
  timeout 60 "$isocket" test "$source/suites/environment-pro" --inventory "$folder/isocket.yaml" --device dut1 \
    --case answered-alarm-call-ends-the-cycle </dev/null >"$folder/out" 2>&1
  got=$?
  [ $got -eq "$1" ] || complain "$3: exit code $got instead of $1: $(cat "$folder/out")"
  tr '\n' ' ' <"$folder/out" | tr -s ' ' | grep -qF "$2" || complain "$3: no '$2' in: $(cat "$folder/out")"
}
expect 4 "the bench program '$folder/./nothing': not found: it cannot be started" "{program: [./nothing]}"
expect 4 "the bench program 'sh': closed: it ended with exit code 3" "{program: [sh, -c, exit 3]}"
expect 5 "this bench cannot set 'sensor'" "{program: [./fixture.sh]}"
expect 5 "it needs the operator of the bench, and the standard input is no terminal" "{operator: true}"
exit $failed
