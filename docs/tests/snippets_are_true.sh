#!/bin/sh
# usage: snippets_are_true.sh BIN PAGE...   In a block marked `console`, what follows "$ COMMAND" is what the command
# prints, both streams; a line "..." stands for any lines. BIN is the folder of the built programs.
# Times of the run, places in the journal and wall time are not compared: they change with the lab's delays.
set -eu
bin=$1
shift
cd "$(dirname "$0")/../.."
PATH=$bin:$PATH
export PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

without_times() {
  sed -E 's/device time .*$/device time/; s/^( +when +).*$/\1/; s/^( +journal +events ).*$/\1/
    s/^(pass .*)\([^)]*\)$/\1/; s/[[:blank:]]+$//'
}

# The lines of $1 (expected, with "...") fit those of $2.
fits() {
  awk '
    NR == FNR { want[++n] = $0; next }
    { got[++m] = $0 }
    END {
      i = j = 1; star = 0
      while (j <= m) {
        if (i <= n && want[i] == "...") { star = i++; mark = j }
        else if (i <= n && want[i] == got[j]) { i++; j++ }
        else if (star) { i = star + 1; j = ++mark }
        else exit 1
      }
      while (i <= n && want[i] == "...") i++
      exit i <= n
    }' "$1" "$2"
}

run_one() {
  sh -c "$command" > "$work/raw" 2>&1 || true
  without_times < "$work/raw" > "$work/got"
  without_times < "$work/want.raw" > "$work/want"
  checked=$((checked + 1))
  if ! fits "$work/want" "$work/got"; then
    printf '%s: "%s" prints something else:\n' "$page" "$command" >&2
    diff -u "$work/want" "$work/got" >&2 || true
    code=1
  fi
}

code=0
checked=0
for page in "$@"; do
  inside=no
  command=
  while IFS= read -r line; do
    case $inside$line in
      'no```console') inside=yes; command= ;;
      yes'```')
        [ -z "$command" ] || run_one
        inside=no ;;
      'yes$ '*)
        [ -z "$command" ] || run_one
        command=${line#??}
        : > "$work/want.raw" ;;
      yes*) printf '%s\n' "$line" >> "$work/want.raw" ;;
    esac
  done < "$page"
done
[ "$checked" -gt 0 ] || { echo "there is no snippet in $*" >&2; exit 1; }
exit $code
