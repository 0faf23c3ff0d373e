#!/bin/sh
# isocket config read, diff and write as a user has them: a program of its own at the port of a lab.
# usage: config_test.sh ISOCKET MODEL [--external-firmware]
set -u
isocket=$1
model=$2
. "$(dirname "$0")/config_testing.sh"

port=$folder/lab/usb
expect 4 read --port "$port"
says err "usb"

start_lab 1 --model "$model" --timing brisk ${3-}
grep -q "^usb    dut1  $port" "$folder/lab.out" || complain "the lab does not tell of its port"

expect 0 read --port "$port" -o "$folder/all.yaml"
grep -q "^model: $model" "$folder/all.yaml" || complain "the file names no model: $(head -5 "$folder/all.yaml")"
grep -q "RESTARTTIME: 10 " "$folder/all.yaml" || complain "no RESTARTTIME: $(cat "$folder/all.yaml")"
expect 0 diff "$folder/all.yaml" --port "$port"
[ ! -s "$folder/out" ] || complain "what was read differs: $(cat "$folder/out")"

cat >"$folder/some.yaml" <<YAML
model: $model
SECURITY:
  SECLIST: ON
  SECNUMBERS: 358401234567
  PASSWORD: 12abc
RELAYS:
  RESTARTTIME: 45
YAML
expect 1 diff "$folder/some.yaml" --port "$port"
says out "RESTARTTIME  10 -> 45"
says out "PASSWORD    NO -> set"
! grep -q 12abc "$folder/out" || complain "a password is shown"
expect 0 write "$folder/some.yaml" --port "$port"
says out "SECURITY"
says err "Written and read back: SECURITY RELAYS"
expect 0 diff "$folder/some.yaml" --port "$port"
says err "PASSWORD: not compared"
[ ! -s "$folder/out" ] || complain "what was written differs: $(cat "$folder/out")"
expect 0 write "$folder/some.yaml" --port "$port"
says out "PASSWORD  set -> set anew"
expect 0 read --port "$port"
says out "SECLIST: ON"
says out "PASSWORD: set"
says out "RESTARTTIME: 45"
says out "SMSCONFIRM: ON"

expect 0 card --port "$port" -o "$folder/card.md"
grep -q 358401234567 "$folder/card.md" || complain "the card lacks a number: $(cat "$folder/card.md")"

# From a card back to the device: all of it, but for INFO and for passwords that nobody knows.
echo "security.numbers: Numerot" >"$folder/fi.yaml"
expect 0 card --port "$port" -o "$folder/card.json" --translations "$folder/fi.yaml"
sed -i 's/"serial": ".*"/"serial": "0"/' "$folder/card.json"
expect 0 diff "$folder/card.json" --port "$port"
cat >"$folder/none.yaml" <<YAML
model: $model
SECURITY: {SECLIST: OFF, SECNUMBERS: NO, PASSWORD: NO}
RELAYS: {RESTARTTIME: 10}
YAML
expect 0 write "$folder/none.yaml" --port "$port"
expect 1 diff "$folder/card.json" --port "$port"
says out "RESTARTTIME  10 -> 45"
expect 1 write "$folder/card.json" --port "$port"
says err "PASSWORD: the file says that it is set but not to what"
echo "{model: $model, SECURITY: {PASSWORD: 12abc}}" >"$folder/password.yaml"
expect 0 write "$folder/password.yaml" --port "$port"
expect 0 write "$folder/card.json" --port "$port"
says err "The device is as the file says"
expect 0 card --port "$port" -o "$folder/again.json" --translations "$folder/fi.yaml"
for card in card again; do  # without what tells the time and the unit
  sed '/"read_at"/d; /"serial"/d; /"revisions": {/,/}/d' "$folder/$card.json" >"$folder/$card.settings"
done
grep -q Numerot "$folder/again.settings" || complain "the card lacks a translation"
diff "$folder/card.settings" "$folder/again.settings" || complain "the card is not what it was"
sed 's/"list_enabled": true/"list_enabled": 7/' "$folder/card.json" >"$folder/wrong.json"
expect 2 write "$folder/wrong.json" --port "$port"
says err "wrong.json: security.list_enabled: it cannot be 7; SECLIST takes OFF, ON"
echo '{' >"$folder/broken.json"
expect 2 diff "$folder/broken.json" --port "$port"
says err "broken.json:2:1: this is not JSON"

# What it depends on is taken away: refused, and as it was.
sed -i 's/RESTARTTIME: 45/RESTARTTIME: 46/; s/SECNUMBERS: .*/SECNUMBERS: NO/' "$folder/some.yaml"
expect 1 write "$folder/some.yaml" --port "$port"
says err "ERR 35 CONFLICT SECLIST"
says err "RELAYS: unchanged"
expect 0 read --port "$port"
says out "358401234567"

echo "model: toaster" >"$folder/bad.yaml"
expect 2 diff "$folder/bad.yaml" --port "$port"
says err "bad.yaml:1:"
other=environment-pro
[ "$model" != environment-pro ] || other=gsm-706
echo "model: $other" >"$folder/other.yaml"
expect 2 write "$folder/other.yaml" --port "$port"
says err "the device is $model"
exit $failed
