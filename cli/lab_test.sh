#!/bin/sh
# isocket lab as a user sees it. usage: lab_test.sh ISOCKET
set -u
isocket=$1
. "$(dirname "$0")/lab_testing.sh"
# end_well WHAT: Ctrl-C ends the lab, which leaves nothing behind
end_well() {
  kill -INT "$lab"
  wait "$lab"
  got=$?
  lab=
  [ $got -eq 0 ] || complain "$1: exit code $got after Ctrl-C"
  left=$(ls "$folder/lab" | grep -v flash.bin)
  [ -z "$left" ] || complain "$1 left behind: $left"
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
expect 7 "cannot be written" --messages "$folder/no-such-folder/messages.jsonl"
expect 2 "cannot be read" "$folder/nothing.yaml"
printf 'modems:\n  m1: {number: "+358912345601", dialect: huawey-e173}\n' >"$folder/wrong.yaml"
expect 2 "wrong.yaml:2:42: there is no dialect 'huawey-e173'; did you mean 'huawei-e173'?" "$folder/wrong.yaml"
expect 2 "excludes" "$folder/wrong.yaml" --model gsm-706
printf 'modems: {m1: {number: "+3589"}}\ndevices: {d: {model: gsm-706, number: "+3588", defects: [no-such]}}\n' \
  >"$folder/defect.yaml"
expect 2 "no-such" "$folder/defect.yaml"
expect 4 "no such file\|No such file" --external-firmware="$folder/nothing"
cat >"$folder/mine.yaml" <<EOF
modems: {m1: {port: /dev/ttyUSB2, number: "+358912345601"}}
EOF
cp "$folder/mine.yaml" "$folder/kept.yaml"
expect 2 "mine.yaml.*is there already; name another file, or remove it" --write-inventory "$folder/mine.yaml"
cmp -s "$folder/mine.yaml" "$folder/kept.yaml" || complain "an inventory of one's own was written over"

for firmware in "" --external-firmware; do
  start_lab 1 --timing brisk --write-inventory "$folder/isocket.yaml" $firmware
  grep -q "m2: {port: \"$folder/lab/m2\", number: \"+358912345602\"}" "$folder/isocket.yaml" ||
    complain "the inventory lacks the second modem"
  [ -c "$(readlink -f "$folder/lab/m1")" ] || complain "m1 is no terminal"
  [ -S "$folder/lab/bench.sock" ] || complain "there is no bench"
  port=$(readlink "$folder/lab/m1")
  expect 4 "another lab runs in this folder" --dir "$folder/lab"
  [ "$(readlink "$folder/lab/m1")" = "$port" ] || complain "another lab has taken m1"
  end_well "lab $firmware"
  [ ! -e "$folder/isocket.yaml" ] || complain "the inventory is still there"
done

# A file: devices in this process and as programs, a Huawei that asks for its PIN, and a modem that goes away.
cat >"$folder/lab.yaml" <<EOF
timing: brisk
uart: 115200
modems:
  m1: {number: "+358912345601", dialect: huawei-e173, pin: "1234"}
  m2: {number: "+358912345602"}
devices:
  dut1: {model: environment-pro, number: "+358912345678"}
  dut2: {model: smart-relay, number: "+358912345679", firmware: program}
faults:
  - {modem: m2, after: 1 submission, what: away, for: 1s, comes back: other-port}
EOF
start_lab 2 "$folder/lab.yaml" --write-inventory "$folder/isocket.yaml"
for device in dut1 dut2; do
  grep -q "The device $device is registered" "$log/lab.err" || complain "lab FILE: $(cat "$log/lab.err")"
  [ -S "$folder/lab/$device.bench.sock" ] || complain "$device has no bench"
  (cd "$folder" && timeout 60 "$isocket" send $device STATUS) >"$folder/reply" 2>&1 ||
    complain "send $device STATUS: $(cat "$folder/reply")"
done
grep -q 'dut2: {model: smart-relay, number: "+358912345679", bench: dut2}' "$folder/isocket.yaml" ||
  complain "the inventory: $(cat "$folder/isocket.yaml")"
(cd "$folder" && timeout 60 "$isocket" send --from second dut1 STATUS) >"$folder/reply" 2>&1 ||
  complain "send by m2: $(cat "$folder/reply")"
# With this one the port goes: whatever is said of it, the modem is back under another name soon.
(cd "$folder" && timeout 5 "$isocket" send --from second dut1 STATUS) >"$folder/reply" 2>&1
for i in $(seq 100); do
  [ -L "$folder/lab/m2-other" ] && break
  sleep 0.1
done
[ -L "$folder/lab/m2-other" ] || complain "m2 did not come back: $(ls "$folder/lab")"
[ ! -e "$folder/lab/m2" ] || complain "m2 is still there"
end_well "lab FILE"
exit $failed
