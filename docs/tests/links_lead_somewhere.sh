#!/bin/sh
# Every relative link between the pages leads to a file.
set -eu
cd "$(dirname "$0")/../.."
code=0
for page in README.md $(find docs -name '*.md'); do
  [ -e "$page" ] || continue
  for link in $(grep -oE '\]\([^)# ]+' "$page" | sed 's/^](//' | grep -v '://' || true); do
    [ -e "$(dirname "$page")/$link" ] || { echo "$page: $link does not exist" >&2; code=1; }
  done
done
exit $code
