#include <algorithm>
#include <filesystem>
#include <iterator>

#include "core/input_file.h"
#include "lab_run.h"
#include "target.h"

namespace isocket::cli {
namespace {

constexpr int kNobodies = 10;
constexpr std::string_view kMark = "# Written by isocket lab";

std::string two_digits(int i) {
  const std::string tail = std::to_string(i);
  return std::string(tail.size() < 2 ? 1 : 0, '0') + tail;
}

}  // namespace

Result<void> may_write_inventory(const std::string& path) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(path, none)) return {};
  const auto there = read_file(path);
  if (there && (there->empty() || there->starts_with(kMark))) return {};
  return fail(Errc::busy, path, 0, "this file is there already; name another file, or remove it");
}

std::string inventory_of(const lab::LabFile& file, const LabFolder& folder) {
  std::string text = std::string{kMark} + "; it is of use while that runs.\nmodems:\n";
  for (const auto& modem : file.modems) {
    text += "  " + modem.name + ": {port: \"" + folder.modem(modem.name) + "\", number: \"" +
            modem.number.to_string() + "\"";
    if (modem.spec.pin) text += ", pin: \"" + *modem.spec.pin + "\"";
    text += "}\n";
  }
  text += "parties: {";
  for (std::size_t i = 0; i < std::min(file.modems.size(), std::size(kLabParties)); ++i)
    text += (i > 0 ? ", " : "") + std::string{kLabParties[i]} + ": " + file.modems[i].name;
  text += "}\n";
  const auto bench_of = [&file](const lab::DeviceEntry& device) {
    return file.devices.size() == 1 ? std::string{"lab"} : device.name;
  };
  if (!file.devices.empty()) text += "devices:\n";
  for (const auto& device : file.devices)
    text += "  " + device.name + ": {model: " + std::string{name_of(device.model)} + ", number: \"" +
            device.number.to_string() + "\", bench: " + bench_of(device) + "}\n";
  if (!file.devices.empty()) text += "benches:\n";
  for (const auto& device : file.devices)
    text += "  " + bench_of(device) + ": {lab: \"" + folder.of_device(device.name, "bench.sock") + "\"}\n";
  text += "nobody: [";
  for (int i = 1; i <= kNobodies; ++i)
    text += (i > 1 ? ", \"+3589000000" : "\"+3589000000") + two_digits(i) + "\"";
  return text + "]\n";
}

}  // namespace isocket::cli
