#!/bin/sh
# A run in a lab on pseudo-terminals, killed again and again and gone on with: its verdicts are those of a run that
# nobody disturbed, and nothing that is not idempotent went out twice in one attempt. Then a journal that cannot grow.
#   resume_test.sh BIN_DIR SOURCE_DIR [KILLS]
set -eu
bin=$1
source=$2
kills=${3-2}
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

"$bin/isocket" lab --dir "$dir/lab" --modems 4 --timing brisk --write-inventory "$dir/isocket.yaml" > "$dir/lab.log" 2>&1 &
lab=$!
tries=0
until [ -s "$dir/isocket.yaml" ]; do
  tries=$((tries + 1))
  [ $tries -le 100 ] || fail "the lab wrote no inventory within 10 s"
  sleep 0.1
done
device=$(sed -n '/^devices:/,/^[a-z]/s/^  \([a-z0-9-]*\):.*/\1/p' "$dir/isocket.yaml" | head -n 1)
run() {
  "$bin/isocket" test "$source/suites/environment-pro/restart.yaml" --case restart-interrupts \
    --case restart-of-an-open-socket --inventory "$dir/isocket.yaml" \
    --device "$device" --events "$dir/run.jsonl" "$@"
}

resume=
killed=0
while [ $killed -lt "$kills" ]; do
  run $resume > "$dir/run.log" 2>&1 &
  program=$!
  sleep "$(awk -v seed=$killed 'BEGIN { srand(seed); print 2 + 4 * rand() }')"
  child=$(ps -o pid= --ppid $program 2> /dev/null | head -n 1 || true)
  kill -9 ${child:-$program} 2> /dev/null || break
  wait $program 2> /dev/null || true
  killed=$((killed + 1))
  resume=--resume
done
code=0
run $resume > "$dir/run.log" 2>&1 || code=$?
[ $code = 0 ] || fail "after $killed kills the run ended with code $code"

awk '
  function field(name,   text) {
    if (!match($0, "\"" name "\":(\"([^\"\\\\]|\\\\.)*\"|[0-9]+)")) return ""
    text = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
    gsub(/^"|"$/, "", text)
    return text
  }
  $0 ~ "\"type\":\"attempt.begin\"" { attempt = field("case") " " field("attempt") }
  $0 ~ "\"type\":\"sms.intent\"" { intents++; open[field("seq")] = field("text") }
  $0 ~ "\"type\":\"(sms.submit|resume.settled)\"" { delete open[field("intent")] }
  $0 ~ "\"type\":\"resume.begin\"" { resumed++ }
  $0 ~ "\"type\":\"resume.settled\"" { how[field("outcome") " " field("by")]++ }
  END {
    for (intent in open) { print "no outcome: " intent " " open[intent]; bad = 1 }
    printf "%d messages, resumed %d times", intents, resumed
    for (h in how) printf ", %d %s", how[h], h
    print ""
    exit bad
  }' "$dir/run.jsonl" || fail "an intent has no outcome"

# The same command on a run that is over sends nothing; another one is refused.
before=$(wc -l < "$dir/run.jsonl")
run --resume > "$dir/run.log" 2>&1 || fail "a run that is over was not shown"
[ "$(wc -l < "$dir/run.jsonl")" = "$before" ] || fail "a run that is over went on"
code=0
run --resume --seed 2 > "$dir/run.log" 2>&1 || code=$?
[ $code = 2 ] || fail "another seed was taken, code $code"
grep -q "the seed is 1 in the journal, and 2 here" "$dir/run.log" || fail "it was not said that the seed differs"

# A journal that cannot grow: nothing is sent any more.
code=0
(trap '' XFSZ; ulimit -f 24; exec "$bin/isocket" test "$source/suites/environment-pro/switching.yaml" \
  --lab environment-pro --events "$dir/full.jsonl") > "$dir/run.log" 2>&1 || code=$?
[ $code = 7 ] || fail "a journal that cannot grow gave code $code"
grep -q "nothing was sent after that" "$dir/run.log" || fail "it was not said that nothing was sent"
