#!/bin/sh
# isocket config read, diff and write by SMS, to a device of an inventory: programs of their own at the modems of a lab.
# usage: config_sms_test.sh ISOCKET MODEL
set -u
isocket=$1
model=$2
folder=$(mktemp -d)
lab=
finish() {
  [ -z "$lab" ] || { kill -INT "$lab" 2>/dev/null; wait "$lab"; }
  rm -rf "$folder"
}
trap finish EXIT
failed=0
complain() {
  echo "FAILED: $*"
  failed=1
}
# expect CODE command arguments...: the exit code of isocket config; its output is in out and err
expect() {
  code=$1
  shift
  timeout 120 "$isocket" config "$@" --device dut1 --inventory "$inventory" >"$folder/out" 2>"$folder/err"
  got=$?
  [ $got -eq "$code" ] || complain "config $*: exit code $got instead of $code: $(cat "$folder/out" "$folder/err")"
}
says() {
  grep -qF -- "$2" "$folder/$1" || complain "$1 lacks '$2': $(cat "$folder/$1")"
}

inventory=$folder/isocket.yaml
: >"$folder/lab.err"
"$isocket" lab --model "$model" --dir "$folder/lab" --timing brisk --write-inventory "$inventory" \
  >"$folder/lab.out" 2>"$folder/lab.err" &
lab=$!
tries=0
until grep -q "The device is registered" "$folder/lab.err"; do
  tries=$((tries + 1))
  [ $tries -le 600 ] || { complain "the lab: $(cat "$folder/lab.err")"; exit 1; }
  sleep 0.1
done

expect 2 read --max-sms 3
says err "and --max-sms allows 3"
expect 0 read -o "$folder/all.yaml"
says err "SMS to dut1 ($model) to read it"
expect 0 diff "$folder/all.yaml"
[ ! -s "$folder/out" ] || complain "what was read differs: $(cat "$folder/out")"

cat >"$folder/some.yaml" <<YAML
model: $model
SECURITY: {PASSWORD: 12abc}
RELAYS: {RESTARTTIME: 45}
YAML
expect 0 write "$folder/some.yaml" --dry-run
says out "SMS to dut1 ($model) would read it, and then at most"
expect 1 diff "$folder/some.yaml"
says out "RESTARTTIME  10 -> 45"
expect 0 write "$folder/some.yaml"
says err "Written and read back: SECURITY RELAYS"
! grep -q 12abc "$folder/out" "$folder/err" || complain "a password is shown"

# Now the inventory has to know it.
expect 4 read
says err "the device answers 'Invalid access password!'; the inventory gives no password for it"
sed 's/\(dut1: {.*\)}/\1, password: 12abc}/' "$inventory" >"$folder/known.yaml"
inventory=$folder/known.yaml
expect 0 diff "$folder/some.yaml"
expect 0 write "$folder/some.yaml"
says err "The device is as the file says."
exit $failed
