# What tests of `isocket config` share, to be sourced: a lab of its own, and what its commands come to.
# Needs $isocket and $model. Gives $folder, which goes when the test ends, and $failed.
folder=$(mktemp -d)
lab=
failed=0
finish() {
  [ -z "$lab" ] || { kill -INT "$lab" 2>/dev/null; wait "$lab"; }
  rm -rf "$folder"
}
trap finish EXIT
complain() {
  echo "FAILED: $*"
  failed=1
}
# expect CODE command arguments...: the exit code of isocket config; its output is in out and err
expect() {
  code=$1
  shift
  timeout 120 "$isocket" config "$@" >"$folder/out" 2>"$folder/err"
  got=$?
  [ $got -eq "$code" ] || complain "config $*: exit code $got instead of $code: $(cat "$folder/out" "$folder/err")"
}
# says out|err TEXT
says() {
  grep -qF -- "$2" "$folder/$1" || complain "$1 lacks '$2': $(cat "$folder/$1")"
}
# start_lab options...: until its device is registered; what it says is in lab.out
start_lab() {
  : >"$folder/lab.err"
  "$isocket" lab --model "$model" --dir "$folder/lab" --timing brisk "$@" >"$folder/lab.out" 2>"$folder/lab.err" &
  lab=$!
  tries=0
  until grep -q "The device is registered" "$folder/lab.err"; do
    tries=$((tries + 1))
    [ $tries -le 600 ] || { complain "the lab: $(cat "$folder/lab.err")"; exit 1; }
    sleep 0.1
  done
}
