#!/bin/sh
# isocket config read, diff and write by SMS, to a device of an inventory: programs of their own at the modems of a lab.
# usage: config_sms_test.sh ISOCKET MODEL
set -u
isocket=$1
model=$2
. "$(dirname "$0")/config_testing.sh"

inventory=$folder/isocket.yaml
start_lab 1 --model "$model" --timing brisk --write-inventory "$inventory"
# by_sms CODE command arguments...: with the device of the inventory
by_sms() {
  expect "$@" --device dut1 --inventory "$inventory"
}

by_sms 2 read --max-sms 3
says err "and --max-sms allows 3"
by_sms 0 read -o "$folder/all.yaml"
says err "SMS to dut1 ($model) to read it"
by_sms 0 diff "$folder/all.yaml"
[ ! -s "$folder/out" ] || complain "what was read differs: $(cat "$folder/out")"

cat >"$folder/some.yaml" <<YAML
model: $model
SECURITY: {PASSWORD: 12abc}
RELAYS: {RESTARTTIME: 45}
YAML
by_sms 0 write "$folder/some.yaml" --dry-run
says out "SMS to dut1 ($model) would read it, and then at most"
by_sms 1 diff "$folder/some.yaml"
says out "RESTARTTIME  10 -> 45"
by_sms 0 write "$folder/some.yaml"
says err "Written and read back: SECURITY RELAYS"
! grep -q 12abc "$folder/out" "$folder/err" || complain "a password is shown"

# Now the inventory has to know it.
by_sms 4 read
says err "the device answers 'Invalid access password!'; the inventory gives no password for it"
sed 's/\(dut1: {.*\)}/\1, password: 12abc}/' "$inventory" >"$folder/known.yaml"
inventory=$folder/known.yaml
by_sms 0 diff "$folder/some.yaml"
by_sms 0 write "$folder/some.yaml"
says err "The device is as the file says."
# It is known which one it is: the one that the device was opened with.
sed 's/12abc/34def/' "$folder/some.yaml" >"$folder/other.yaml"
by_sms 1 diff "$folder/other.yaml"
says out "PASSWORD  set -> set anew"
! grep -qF "not compared" "$folder/err" || complain "PASSWORD was not compared"
exit $failed
