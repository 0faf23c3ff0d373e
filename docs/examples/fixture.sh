#!/bin/sh
# A bench as a program: benches: {b: {program: [./fixture.sh]}}. Each line of the standard input is a request, each
# line of the standard output an answer or something seen (docs/reference/bench-protocol.md). Here a device is only
# played; a real fixture switches its relays in mains() and contact(), and tells what its probes see in seen().
set -u

seen() { # OUTPUT LEVEL
  printf '{"edge": "%s", "level": %s}\n' "$1" "$2"
}
mains() { # true or false
  echo "fixture: mains $1" >&2
  seen device "$1"
}
contact() { # NUMBER closed or open
  echo "fixture: contact $1 $2" >&2
}
fulfilled() { # ID
  printf '{"id": %s, "ok": true}\n' "$1"
}
refused() { # ID REASON
  printf '{"id": %s, "ok": false, "error": "%s"}\n' "$1" "$2"
}

echo '{"hello": "isocket-bench", "version": 1, "can": ["reset", "mains", "sensor.2", "sensor.3", "device"], "faultless": false}'
seen device true
while read -r request; do
  id=${request#*'"id":'}
  id=${id%%,*}
  case $request in
    *'"do":"reset"'*) mains true && fulfilled "$id" ;;
    *'"key":"mains","value":"on"'*) mains true && fulfilled "$id" ;;
    *'"key":"mains","value":"off"'*) mains false && fulfilled "$id" ;;
    *'"key":"sensor.'[23]'"'*)
      number=${request#*'"key":"sensor.'}
      value=${request#*'"value":"'}
      contact "${number%%\"*}" "${value%%\"*}" && fulfilled "$id"
      ;;
    *) refused "$id" "there is no such relay on this fixture" ;;
  esac
done
mains false # the run is over
