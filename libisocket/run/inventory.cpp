#include "run/inventory.h"

#include <algorithm>
#include <iterator>

#include "run/plan.h"

namespace isocket::run {

const ModemEntry* Inventory::modem(std::string_view name) const {
  const auto found =
      std::find_if(modems.begin(), modems.end(), [&](const auto& m) { return m.name == name; });
  return found == modems.end() ? nullptr : &*found;
}

const DeviceEntry* Inventory::device(std::string_view name) const {
  const auto found =
      std::find_if(devices.begin(), devices.end(), [&](const auto& d) { return d.name == name; });
  return found == devices.end() ? nullptr : &*found;
}

std::unique_ptr<modem::PortSource> port_of(const ModemEntry& modem, EventLoop& loop, modem::PortWorld world) {
  if (!modem.imei.empty()) return modem::port_by_imei(loop, std::move(world), modem.imei, modem.flow);
  if (modem.usb) return modem::port_by_usb(std::move(world), *modem.usb, modem.flow);
  return modem::port_by_path(std::move(world), modem.port, modem.flow);
}

modem::ModemOptions options_of(const ModemEntry& modem) {
  modem::ModemOptions options{modem.name};
  options.pin = modem.pin;
  options.dialect = modem.dialect;
  options.reset_profile = modem.reset_profile;
  return options;
}

std::string place_of(const ModemEntry& modem) {
  if (!modem.imei.empty()) return "IMEI " + modem.imei;
  return modem.usb ? "USB " + modem.usb->to_string() : modem.port;
}

Result<std::vector<std::string>> those_like(const std::vector<std::string>& patterns,
                                            const std::vector<std::string>& names, const std::string& file) {
  for (const std::string& pattern : patterns) {
    if (std::any_of(names.begin(), names.end(), [&](const auto& name) { return fits(pattern, name); }))
      continue;
    const std::vector<std::string_view> known{names.begin(), names.end()};
    if (pattern.find('*') == std::string::npos)
      return fail(Errc::not_found, "--device", 0,
                  "there is no device '" + pattern + "' in " + file + yaml::suggest(pattern, known));
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return fail(Errc::not_found, "--device", 0,
                "there is no device that fits '" + pattern + "' in " + file +
                    (all.empty() ? "" : "; known are " + all));
  }
  std::vector<std::string> wanted;
  std::copy_if(names.begin(), names.end(), std::back_inserter(wanted), [&](const std::string& name) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& pattern) { return fits(pattern, name); });
  });
  return wanted;
}

Result<std::vector<DeviceEntry>> Inventory::devices_like(const std::vector<std::string>& patterns) const {
  std::vector<std::string> names;
  for (const DeviceEntry& device : devices) names.push_back(device.name);
  const auto found = those_like(patterns, names, file);
  if (!found) return fail(found.error());
  std::vector<DeviceEntry> wanted;
  for (const std::string& name : *found) wanted.push_back(*device(name));
  return wanted;
}

std::optional<std::filesystem::path> find_inventory(const std::filesystem::path& from) {
  std::error_code ec;
  for (auto folder = std::filesystem::absolute(from, ec); !folder.empty(); folder = folder.parent_path()) {
    const auto file = folder / "isocket.yaml";
    if (std::filesystem::is_regular_file(file, ec)) return file;
    if (folder == folder.parent_path()) break;
  }
  return std::nullopt;
}

}  // namespace isocket::run
