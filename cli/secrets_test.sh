#!/bin/sh
# No secret comes out: a PIN, a device's password and a renewal password are used with every command that opens a
# port, and then everything that was written is searched for them: output, journals, traces, reports, errors.
# usage: secrets_test.sh ISOCKET SECRET_SEARCH SUITES
set -u
isocket=$1
search=$2
suites=$3
model=smart-relay
. "$(dirname "$0")/lab_testing.sh"
# Long enough not to come about by chance in a number or a time.
PIN=73914268
PASSWORD=kq7w2
export PIN PASSWORD
renewal=zu4xm9pq1

out=$folder/written
mkdir "$out"
log=$out
# run CODE NAME arguments...: with all that it says kept
run() {
  code=$1 name=$2
  shift 2
  timeout 120 "$isocket" "$@" >"$out/$name.out" 2>"$out/$name.err"
  got=$?
  [ $got -eq "$code" ] || complain "$*: exit code $got instead of $code: $(tail -n 5 "$out/$name.out"; tail -n 5 "$out/$name.err")"
}
# lab_with_pin PIN
lab_with_pin() {
  cat >"$folder/lab.yaml" <<YAML
timing: brisk
modems:
  m1: {number: "+358912345601", pin: "$1"}
  m2: {number: "+358912345602"}
devices:
  dut1: {model: $model, number: "+358912345678"}
YAML
  start_lab 1 "$folder/lab.yaml"
}
# inventory MORE: of the lab, its device with MORE
inventory() {
  cat >"$folder/isocket.yaml" <<YAML
modems:
  m1: {port: $folder/lab/m1, number: "+358912345601", pin: env:PIN}
  m2: {port: $folder/lab/m2, number: "+358912345602"}
parties: {boss: m1, second: m2}
devices:
  dut1: {model: $model, number: "+358912345678", bench: lab$1}
benches:
  lab: {lab: $folder/lab/bench.sock}
nobody: ["+358900000001", "+358900000002", "+358900000003", "+358900000004", "+358900000005", "+358900000006",
  "+358900000007", "+358900000008", "+358900000009", "+358900000010"]
YAML
}

# The search itself finds what it is to find.
mkdir "$folder/shown"
"$isocket" pdu encode submit --to +358912345678 --text "xyz${PASSWORD}STATUS" >"$folder/shown/packed"
"$search" "$folder/shown" "$PASSWORD" >"$folder/found" && complain "the search does not see a packed secret"
grep -q "inside" "$folder/found" || complain "the search says: $(cat "$folder/found")"

lab_with_pin "$PIN"
inventory ""
with="--inventory $folder/isocket.yaml"
run 0 doctor doctor $with --trace "$out/doctor.trace"
run 0 modems modems --port "$folder/lab/m1" --trace "$out/modems.trace"
run 0 monitor monitor m1 $with --for 2s --trace "$out/monitor.trace"
run 0 test test "$suites/$model" --device dut1 $with --case sr-status-lines \
  --max-sms 400 --events "$out/test.jsonl" --trace "$out/test.trace" \
  --report "junit=$out/test.xml" --report "ctrf=$out/test.json" --report "tap=$out/test.tap"
cat >"$folder/write.yaml" <<YAML
model: $model
SECURITY: {PASSWORD: $PASSWORD, RENEWINTERVALPW: $renewal}
YAML
run 0 write config write "$folder/write.yaml" --device dut1 $with --trace "$out/write.trace"
grep -q "PASSWORD" "$out/write.err" || grep -q "SECURITY" "$out/write.err" || complain "nothing was written"

inventory ", password: env:PASSWORD"
# The device quotes a command that it does not know, and with it the password in front.
run 0 send send dut1 $with STATUS NONSENSE --json --trace "$out/send.trace"
# Which renewal password it is cannot be read.
run 0 diff config diff "$folder/write.yaml" --device dut1 $with --trace "$out/diff.trace"
grep -q "RENEWINTERVALPW: not compared" "$out/diff.err" || complain "the renewal password was compared"
run 0 read config read --device dut1 $with --trace "$out/read.trace"
"$isocket" replay "$out/send.trace" >"$out/replay.out" 2>&1
grep -q '\*\*\*\*' "$out/send.trace" || complain "the trace has no mark where the password was: $(cat "$out/send.trace")"
end_lab
mv "$out/lab.out" "$out/first_lab.out"
mv "$out/lab.err" "$out/first_lab.err"

# Errors: a PIN that the card refuses, and lines that are wrong.
lab_with_pin 11111111
run 4 wrong_pin send dut1 $with STATUS --trace "$out/wrong_pin.trace"
grep -q "PIN" "$out/wrong_pin.err" || complain "the PIN was not refused: $(cat "$out/wrong_pin.err")"
run 1 sick doctor $with  # a PIN was refused, and none is tried again
sed "s/pin: env:PIN/pin: $PIN, nmber: 1/; s/password: env:PASSWORD/password: $PASSWORD, modl: 2/" "$folder/isocket.yaml" \
  >"$folder/wrong.yaml"
run 2 wrong_line send dut1 --inventory "$folder/wrong.yaml" STATUS
sed "s/pin: \"11111111\"/pin: $PIN, nmber: 1/" "$folder/lab.yaml" >"$folder/wrong-lab.yaml"
run 2 wrong_lab lab "$folder/wrong-lab.yaml"

"$search" "$out" "$PIN" "$PASSWORD" "$renewal" || complain "a secret was written"
exit $failed
