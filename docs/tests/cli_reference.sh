#!/bin/sh
# usage: cli_reference.sh ISOCKET            prints docs/reference/cli.md, made of the program's own help
#        cli_reference.sh ISOCKET --check    fails where the page says something else
set -eu
isocket=$1
page=$(dirname "$0")/../reference/cli.md

print() {
  cat << 'TEXT'
# Command line

Results go to the standard output, everything else to the standard error. What the program returns to the shell is
listed in [exit codes](exit-codes.md).

On a terminal, progress is one line that is written over; elsewhere each case has a line of its own. `NO_COLOR`,
`CLICOLOR_FORCE` and `TERM=dumb` are respected. Cases that are no pass are shown at once and in full, with the
command that runs just this case again.

This page is made of the program's own help (`docs/tests/cli_reference.sh`).
TEXT
  for command in $("$isocket" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p'); do
    printf '\n## isocket %s\n\n```text\n' "$command"
    "$isocket" "$command" --help | sed 's/[[:blank:]]*$//'
    printf '```\n'
  done
}

if [ "${2-}" != --check ]; then
  print
elif ! print | diff -u "$page" - >&2; then
  echo "docs/reference/cli.md is out of date: docs/tests/cli_reference.sh BIN > docs/reference/cli.md" >&2
  exit 1
fi
