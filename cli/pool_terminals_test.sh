#!/bin/sh
# Several devices over a pool of modems, as programs of their own at the pseudo-terminals of a lab: once all is well, once
# a modem is pulled out in the middle and comes back under another name.
# usage: pool_terminals_test.sh ISOCKET
set -u
isocket=$1
. "$(dirname "$0")/lab_testing.sh"

# lab_of FAULTS: three devices, one of them without a scheduler, and two modems
lab_of() {
  cat >"$folder/lab.yaml" <<YAML
timing: brisk
modems:
  m1: {number: "+358912345601", imei: "490154203237518"}
  m2: {number: "+358912345602", imei: "490154203237526"}
devices:
  dut1: {model: environment-pro, number: "+358912345671"}
  dut2: {model: environment-pro, number: "+358912345672"}
  dut3: {model: environment-pro, number: "+358912345673", defects: [lacks-scheduler]}
faults: [$1]
YAML
  start_lab 3 "$folder/lab.yaml"
}
cat >"$folder/cases.yaml" <<YAML
suite: Cases
models: [environment-pro]
cases:
  - id: "on"
    purpose: The socket can be switched on
    covers: [EP-4.1-18]
    steps: [{send: "ON", expect: Power socket ON}]
  - id: rule
    purpose: A rule can be stored
    covers: [EP-10-02]
    steps: [{send: "SCHEDULER+06:30,*,ON", expect: {contains: " - OK"}}]
YAML
cat >"$folder/isocket.yaml" <<YAML
modems:
  m1: {imei: "490154203237518", number: "+358912345601"}
  m2: {imei: "490154203237526", number: "+358912345602"}
ports: [lab/m1, lab/m1-other, lab/m2]
parties: {boss: [m1, m2], second: [m1, m2]}
devices:
  dut1: {model: environment-pro, number: "+358912345671", bench: rack1}
  dut2: {model: environment-pro, number: "+358912345672", bench: rack2}
  dut3: {model: environment-pro, number: "+358912345673", bench: rack3}
benches:
  rack1: {lab: lab/dut1.bench.sock}
  rack2: {lab: lab/dut2.bench.sock}
  rack3: {lab: lab/dut3.bench.sock}
nobody: ["+358900000001"]
YAML
# run NAME options...: each case on each device is to have the verdict that is wanted
run() {
  name=$1
  shift
  timeout 60 "$isocket" test "$folder/cases.yaml" --inventory "$folder/isocket.yaml" "$@" \
    --events "$folder/$name.jsonl" >"$folder/$name.out" 2>"$folder/$name.err"
  got=$?
  [ $got -eq 1 ] || complain "$name: exit code $got instead of 1: $(cat "$folder/$name.out" "$folder/$name.err")"
  sed -n 's/.*"type":"case.end","device":"\([^"]*\)".*"case":"\([^"]*\)".*"verdict":"\([^"]*\)".*/\1 \2 \3/p' \
    "$folder/$name.jsonl" | sort | diff "$folder/wanted" - || complain "$name: other verdicts: $(cat "$folder/$name.out")"
}
# A line for each: "device case verdict".
cat >"$folder/wanted" <<TEXT
dut1 on pass
dut1 rule pass
dut2 on pass
dut2 rule pass
dut3 on pass
dut3 rule fail
TEXT

lab_of ""
run well --device "dut*"
end_lab
lab_of "{modem: m1, after: 1 submission, what: away, for: 1s, comes back: other-port}"
# One modem for each, so that no report of a delivery gets lost with the port: the run would wait for it.
sed -i "/dut2/d; / on /d" "$folder/wanted"
run pulled --device dut1 --device dut3 --case rule
for step in '"step":"begin","reason":"the port is gone' '"step":"open","result":"under another name"' '"step":"reopen","result":"ok"'; do
  grep '"type":"modem.recovery","modem":"m1"' "$folder/pulled.jsonl" | grep -qF "$step" ||
    complain "the journal lacks $step: $(grep 'modem\.' "$folder/pulled.jsonl")"
done
exit $failed
