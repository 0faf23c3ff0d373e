# What tests beside a lab share, to be sourced: a lab of its own, and what is complained of.
# Needs $isocket. Gives $folder, which goes when the test ends, $failed, and $log: where the lab's output goes.
folder=$(mktemp -d)
log=$folder
lab=
failed=0
end_lab() {
  [ -z "$lab" ] || { kill -INT "$lab" 2>/dev/null; wait "$lab"; }
  lab=
}
finish() {
  end_lab
  rm -rf "$folder"
}
trap finish EXIT
complain() {
  echo "FAILED: $*"
  failed=1
}
# start_lab DEVICES options...: in $folder/lab, until so many devices are registered
start_lab() {
  devices=$1
  shift
  : >"$log/lab.err"
  "$isocket" lab --dir "$folder/lab" "$@" >"$log/lab.out" 2>"$log/lab.err" &
  lab=$!
  tries=0
  until [ "$(grep -c "is registered" "$log/lab.err")" -ge "$devices" ]; do
    tries=$((tries + 1))
    [ $tries -le 600 ] && kill -0 "$lab" || { complain "the lab: $(cat "$log/lab.err")"; exit 1; }
    sleep 0.1
  done
}
