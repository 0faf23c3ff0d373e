#!/bin/sh
# From a fresh Debian 12 to a result.
#   sh cli/quickstart.sh         builds the release and runs the Environment Pro's conformance suite in the lab
#   sh cli/quickstart.sh test    builds and runs all tests in release, and those of sms, modem, run and firmware under
#                                ASan and UBSan besides
# Both install what is missing with apt first, as root or through sudo.
set -eu
cd "$(dirname "$0")/.."

build_packages="
  g++ cmake ninja-build pkg-config
  libboost1.81-dev libboost-filesystem1.81-dev libserialport-dev libexpected-dev
  libyaml-cpp-dev libcli11-dev nlohmann-json3-dev libre2-dev"
# Judges that are not ours (libosmocore, gammu, smstools, ModemManager, xmllint), a browser that prints cards, and a Cortex-M: its
# compiler and an emulator.
test_packages="
  libgtest-dev libgmock-dev librapidcheck-dev
  libosmocore-dev libgammu-dev gammu gammu-smsd smstools modemmanager dbus libxml2-utils chromium
  gcc-arm-none-eabi libnewlib-arm-none-eabi libstdc++-arm-none-eabi-newlib
  qemu-system-arm"

say() { printf '\n== %s\n' "$*"; }

usage() {
  sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

missing_of() {
  for package in "$@"; do
    case $(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true) in
      ii*) ;;
      *) printf '%s ' "$package" ;;
    esac
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Debian starts what it installs; smstools and ModemManager would then look for modems on this machine's ports.
apt_install() {
  as_root sh -eu -c '
    guard=/usr/sbin/policy-rc.d
    if [ ! -e "$guard" ]; then
      trap "rm -f $guard" EXIT INT TERM
      printf "#!/bin/sh\nexit 101\n" > "$guard"
      chmod +x "$guard"
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    apt-get install -y --no-install-recommends "$@"' apt_install "$@"
}

provide() {
  command -v dpkg-query > /dev/null || {
    echo "quickstart: this is no Debian; provide the equivalents of:" "$@" >&2
    return 0
  }
  missing=$(missing_of "$@")
  [ -n "$missing" ] || return 0
  say "Installing: $missing"
  if [ "$(id -u)" != 0 ] && ! command -v sudo > /dev/null; then
    echo "quickstart: neither root nor sudo; as root, run: apt-get install $missing" >&2
    exit 2
  fi
  # shellcheck disable=SC2086  # a list of words. Boost 1.81 takes the place of 1.74, where that is installed.
  apt_install $missing
}

jobs=$(nproc 2> /dev/null || echo 2)


run_suite() {
  # shellcheck disable=SC2086
  provide $build_packages
  say "Building the release"
  cmake --preset release -D ISOCKET_TESTS=OFF > /dev/null
  cmake --build --preset release --parallel "$jobs"
  say "build/release/bin/isocket test suites/environment-pro --lab environment-pro"
  exec build/release/bin/isocket test suites/environment-pro --lab environment-pro
}

run_tests() {
  # shellcheck disable=SC2086
  provide $build_packages $test_packages
  began=$(date +%s)
  say "Building the release, and everything that tests it"
  cmake --preset release -D ISOCKET_TESTS=ON > /dev/null
  cmake --build --preset release --parallel "$jobs"
  say "Linking the device's core for a Cortex-M"
  cmake --preset cortex-m > /dev/null
  cmake --build --preset cortex-m --parallel "$jobs"
  say "Testing the release, but for what takes real time"
  ctest --preset release --label-exclude '^realtime$' --parallel "$jobs"
  say "Building what also runs under AddressSanitizer and UndefinedBehaviorSanitizer"
  real_time_log=build/release/real-time-tests.log
  ctest --preset release --label-regex '^realtime$' --parallel 4 > "$real_time_log" 2>&1 &
  real_time_tests=$!
  cmake --preset asan > /dev/null
  nice cmake --build --preset asan --parallel "$jobs" --target asan_tests
  say "What the tests in real time said meanwhile"
  real_time_result=0
  wait "$real_time_tests" || real_time_result=$?
  cat "$real_time_log"
  [ "$real_time_result" = 0 ] || exit "$real_time_result"
  seconds=$(($(date +%s) - began))
  say "Testing under the sanitizers, $((seconds / 60)) min $((seconds % 60)) s after the packages were there"
  ctest --preset asan --label-regex '^asan$' --parallel "$jobs"
}

case ${1-} in
  '') run_suite ;;
  test) run_tests ;;
  *) usage ;;
esac
