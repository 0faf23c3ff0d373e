# What tests of `isocket config` share, to be sourced: what its commands come to. Needs $isocket.
. "$(dirname "$0")/lab_testing.sh"
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
