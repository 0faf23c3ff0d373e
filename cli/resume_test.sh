#!/bin/sh
# Runs in a lab on pseudo-terminals, killed again and again and gone on with: each ends with every case passed, and the
# lab's own account of what its network took is that of the journals. Then journals that cannot be written.
#   resume_test.sh BIN_DIR SOURCE_DIR [KILLS [SEED]]
set -eu
bin=$1
source=$2
kills=${3-2}
seed=${4-$(date +%s)}
dir=$(mktemp -d)
lab=
finish() {
  status=$?
  [ -z "$lab" ] || { kill -INT "$lab" 2> /dev/null || true; wait "$lab" || true; }
  [ $status = 0 ] || { echo "--- the lab said:"; cat "$dir/lab.log"; echo "--- the run said:"; tail -n 40 "$dir/run.log"; }
  rm -rf "$dir"
  exit $status
}
trap finish EXIT
trap 'exit 130' INT TERM
fail() { echo "$*"; exit 1; }

"$bin/isocket" lab --dir "$dir/lab" --modems 4 --timing brisk --messages "$dir/network.jsonl" \
  --write-inventory "$dir/isocket.yaml" > "$dir/lab.log" 2>&1 &
lab=$!
tries=0
until [ -s "$dir/isocket.yaml" ]; do
  tries=$((tries + 1))
  [ $tries -le 100 ] || fail "the lab wrote no inventory within 10 s"
  sleep 0.1
done
device=$(sed -n '/^devices:/,/^[a-z]/s/^  \([a-z0-9-]*\):.*/\1/p' "$dir/isocket.yaml" | head -n 1)
number=$(sed -n 's/^  dut1: {model: [a-z-]*, number: "\([+0-9]*\)".*/\1/p' "$dir/isocket.yaml")
[ -n "$number" ] || fail "the inventory names no number of the device"

cases=  # all of them, where there are many kills
[ "$kills" -gt 5 ] || cases="--case switches --case numbers"
# begin JOURNAL arguments...: a run in the background; $program is its process, and no shell.
begin() {
  journal=$1
  shift
  "$bin/isocket" test "$source/cli/testdata/resume_kills.yaml" --inventory "$dir/isocket.yaml" --device "$device" \
    --events "$journal" $cases "$@" > "$dir/run.log" 2>&1 &
  program=$!
}
# run JOURNAL arguments...: the same to its end; $code is its exit code.
run() {
  begin "$@"
  code=0
  wait $program || code=$?
}
# How many messages for the device the network has taken.
taken() { grep -c "\"to\":\"$number\"" "$dir/network.jsonl" || true; }

# A new run whenever one has come to its end, until there were enough kills.
echo "seed $seed"
awk -v seed="$seed" -v kills="$kills" 'BEGIN { srand(seed); for (i = 0; i <= kills; i++) print 0.3 + 9 * rand() }' > "$dir/moments"
killed=0
runs=0
while [ $killed -lt "$kills" ]; do
  runs=$((runs + 1))
  resume=
  while :; do
    if [ $killed -ge "$kills" ]; then
      run "$dir/run$runs.jsonl" $resume
      break
    fi
    begin "$dir/run$runs.jsonl" $resume
    sleep "$(sed -n "$((killed + 1))p" "$dir/moments")"
    kill -9 $program 2> /dev/null || true
    code=0
    wait $program 2> /dev/null || code=$?
    [ $code = 137 ] || break
    killed=$((killed + 1))
    resume=--resume
  done
  [ $code = 0 ] || fail "run $runs ended with code $code after $killed kills"
done
echo "$killed kills, $runs runs"
awk -v device="$number" -f "$source/cli/resume_account.awk" "$dir/network.jsonl" "$dir"/run*.jsonl ||
  fail "the network and the journals differ"

# The same command on a run that is over sends nothing; another one is refused.
before=$(wc -l < "$dir/run1.jsonl")
messages=$(taken)
run "$dir/run1.jsonl" --resume
[ $code = 0 ] || fail "a run that is over was not shown, code $code"
[ "$(wc -l < "$dir/run1.jsonl")" = "$before" ] || fail "a run that is over went on"
run "$dir/run1.jsonl" --resume --seed 2
[ $code = 2 ] || fail "another seed was taken, code $code"
grep -q "the seed is 1 in the journal, and 2 here" "$dir/run.log" || fail "it was not said that the seed differs"
printf '{"format":"isocket-events","version":1}\n{"seq":1,"t":0,"type":7}\n' > "$dir/broken.jsonl"
run "$dir/broken.jsonl" --resume
[ $code = 2 ] || fail "a journal that is none was taken, code $code"
grep -q "broken.jsonl:2:" "$dir/run.log" || fail "it was not said where the journal is broken"
run "$dir/none.jsonl" --resume
[ $code = 2 ] || fail "a journal that is not there was taken, code $code"
[ "$(taken)" = "$messages" ] || fail "something was sent for a run that did not go on"

# A journal that cannot be written from the first line on: nothing is sent.
run /dev/full
[ $code = 7 ] || fail "a full disk gave code $code"
[ "$(taken)" = "$messages" ] || fail "something was sent without a journal"

# One that cannot grow any more: what the network took is in it, and the rest was not sent.
limited() { (trap '' XFSZ; ulimit -f 40; "$@" > "$dir/run.log" 2>&1); }
cases="--case switches"
code=0
limited "$bin/isocket" test "$source/cli/testdata/resume_kills.yaml" --inventory "$dir/isocket.yaml" \
  --device "$device" --events "$dir/full.jsonl" $cases || code=$?
[ $code = 7 ] || fail "a journal that cannot grow gave code $code"
grep -q "nothing was sent after that" "$dir/run.log" || fail "it was not said that nothing was sent"
intents=$(grep -c '"type":"sms.intent".*}$' "$dir/full.jsonl" || true)
[ $(($(taken) - messages)) -le "$intents" ] || fail "$intents messages are in the journal, and $(($(taken) - messages)) were sent"
[ "$intents" -ge 1 ] || fail "the journal ended before the first message"
# Room is made, and it goes on.
run "$dir/full.jsonl" --resume
[ $code = 0 ] || fail "the run did not go on once there was room, code $code"
awk -v device="$number" -f "$source/cli/resume_account.awk" "$dir/network.jsonl" "$dir"/run*.jsonl "$dir/full.jsonl" ||
  fail "the network and the journals differ after the disk was full"

# isocket send is held to the same.
messages=$(taken)
code=0
i=0
while [ $i -lt 200 ]; do
  i=$((i + 1))
  echo "RESTARTTIME=$i"
done > "$dir/texts"
limited "$bin/isocket" send --to "$number" --inventory "$dir/isocket.yaml" --modem m1 --events "$dir/send.jsonl" - < "$dir/texts" || code=$?
[ $code = 7 ] || fail "send: a journal that cannot grow gave code $code"
intents=$(grep -c '"type":"sms.intent".*}$' "$dir/send.jsonl" || true)
sent=$(($(taken) - messages))
[ "$sent" -ge 1 ] || fail "send: nothing was sent at all"
[ "$sent" -le "$intents" ] || fail "send: $intents messages are in the journal, and $sent were sent"
[ "$intents" -lt 200 ] || fail "send: the journal was not full"
code=0
"$bin/isocket" send --to "$number" --inventory "$dir/isocket.yaml" --modem m1 --events /dev/full ON > "$dir/run.log" 2>&1 || code=$?
[ $code = 7 ] || fail "send: a full disk gave code $code"
[ $(($(taken) - messages)) = "$sent" ] || fail "send: something was sent without a journal"
