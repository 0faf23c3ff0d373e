#!/bin/sh
# isocket lab as a user sees it. usage: lab_test.sh ISOCKET
set -u
isocket=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
complain() {
  echo "FAILED: $*"
  failed=1
}
# expect CODE TEXT arguments...: the exit code, and a text on standard error
expect() {
  code=$1 text=$2
  shift 2
  timeout 20 "$isocket" lab "$@" >"$folder/out" 2>"$folder/err"
  got=$?
  [ $got -eq "$code" ] || complain "lab $*: exit code $got instead of $code"
  grep -q "$text" "$folder/err" || complain "lab $*: standard error lacks '$text': $(cat "$folder/err")"
}
expect 2 "loss, delay, double" --fault lost=10%
expect 2 "a share from 0% to 100%" --fault loss=200%
expect 2 "toaster" --model toaster
expect 2 "no-such-defect" --defect no-such-defect
expect 2 "modems" --modems 0
expect 4 "no such file\|No such file" --external-firmware="$folder/nothing"

for firmware in "" --external-firmware; do
  : >"$folder/err"
  "$isocket" lab --dir "$folder/lab" --timing brisk --write-inventory "$folder/isocket.yaml" $firmware \
    >"$folder/out" 2>"$folder/err" &
  lab=$!
  for i in $(seq 300); do
    grep -q registered "$folder/err" && break
    sleep 0.1
  done
  grep -q "The device is registered" "$folder/err" || complain "lab $firmware: $(cat "$folder/err")"
  grep -q "m2: {port: \"$folder/lab/m2\", number: \"+358912345602\"}" "$folder/isocket.yaml" ||
    complain "the inventory lacks the second modem"
  [ -c "$(readlink -f "$folder/lab/m1")" ] || complain "m1 is no terminal"
  [ -S "$folder/lab/bench.sock" ] || complain "there is no bench"
  kill -INT $lab
  wait $lab
  got=$?
  [ $got -eq 0 ] || complain "lab $firmware: exit code $got after Ctrl-C"
  left=$(ls "$folder/lab" | grep -v flash.bin)
  [ -z "$left" ] || complain "lab $firmware left behind: $left"
  [ ! -e "$folder/isocket.yaml" ] || complain "the inventory is still there"
done
exit $failed
