#!/bin/sh
# Every type of event that the toolkit records stands in docs/reference/journal.md.
set -eu
cd "$(dirname "$0")/../.."
page=docs/reference/journal.md
types=$(find libisocket -name '*.cpp' ! -name '*_test.cpp' ! -name 'example_*' -exec \
  grep -hoE '"((run|case|attempt|step|sms|call|ussd|bench|operator|at|modem|network|provision|resume)\.[a-z]+(\.[a-z]+)*|device\.(begin|end))"' {} + |
  tr -d '"' | sort -u)
plain=$(find libisocket -name '*.cpp' ! -name '*_test.cpp' -exec \
  grep -hoE 'record\("[a-z]+"' {} + | sed 's/.*"\(.*\)"/\1/' | sort -u)
[ -n "$types" ] || { echo "no event is recorded anywhere: this test looks in the wrong place" >&2; exit 1; }
code=0
for type in $types $plain; do
  grep -qF "\`$type\`" "$page" || { echo "$page does not tell of $type" >&2; code=1; }
done
exit $code
