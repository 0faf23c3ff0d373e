// How well many devices use a pool of modems, in virtual time: printed beside what the modems' own occupation
// allows. Results stand in docs/reference/campaigns.md.
#include <cstdio>
#include <fstream>

#include "many_devices.h"

namespace isocket::cli {
namespace {

constexpr std::size_t kCases = 20;

double seconds(Duration time) {
  return std::chrono::duration<double>(time).count();
}

/// @param events  file for the journal; null: none
int measure(std::size_t devices, std::size_t modems, const char* events) {
  const suite::Loaded loaded = suite::load({ISOCKET_SOURCE_DIR "/suites/environment-pro"}, {});
  if (!loaded.ok()) return 1;
  run::Selection selection;
  selection.cases = short_cases(loaded.suites, kCases);
  // One device alone, with a modem of its own.
  ManyDevices alone;
  const auto single = open_lab(many(2, 2));
  if (!single) return 1;
  run_devices(**single, loaded.suites, selection, alone);
  ManyDevices all;
  const auto target = open_lab(many(devices, modems));
  if (!target) return 1;
  run_devices(**target, loaded.suites, selection, all);
  if (events != nullptr) std::ofstream{events, std::ios::binary} << all.events;
  const Duration bound = std::max(all.share(), alone.took());
  std::printf("devices, modems               %6zu %6zu\n", devices, modems);
  std::printf("cases each, passed            %6zu %6u\n", selection.cases.size(), all.totals.pass);
  std::printf("submissions                   %6zu\n", all.submissions);
  std::printf("submissions' time per modem   %9.1f s\n", seconds(all.share()));
  std::printf("one device by itself          %9.1f s\n", seconds(alone.took()));
  std::printf("lower bound                   %9.1f s\n", seconds(bound));
  std::printf("total                         %9.1f s\n", seconds(all.took()));
  std::printf("total to lower bound          %9.3f\n\n", seconds(all.took()) / seconds(bound));
  return 0;
}

}  // namespace
}  // namespace isocket::cli

/// An argument is a file for the journal of the largest run.
int main(int argc, char** argv) {
  int trouble = 0;
  for (const std::size_t devices : {8u, 16u, 32u, 64u})
    trouble |= isocket::cli::measure(devices, 8, argc > 1 ? argv[1] : nullptr);
  return trouble;
}
