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
  if (!modem.imei.empty()) return modem::port_by_imei(loop, std::move(world), modem.imei);
  if (modem.usb) return modem::port_by_usb(std::move(world), *modem.usb);
  return modem::port_by_path(std::move(world), modem.port);
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

Result<std::vector<DeviceEntry>> Inventory::devices_like(const std::vector<std::string>& patterns) const {
  const auto is_wanted = [&](const DeviceEntry& device) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& pattern) { return fits(pattern, device.name); });
  };
  for (const std::string& pattern : patterns) {
    if (std::any_of(devices.begin(), devices.end(),
                    [&](const DeviceEntry& device) { return fits(pattern, device.name); }))
      continue;
    std::vector<std::string_view> names;
    std::string known;
    for (const DeviceEntry& device : devices) {
      names.push_back(device.name);
      known += (known.empty() ? "" : ", ") + device.name;
    }
    if (pattern.find('*') == std::string::npos)
      return fail(Errc::not_found, "--device", 0,
                  "there is no device '" + pattern + "' in " + file + yaml::suggest(pattern, names));
    return fail(Errc::not_found, "--device", 0,
                "there is no device that fits '" + pattern + "' in " + file +
                    (known.empty() ? "" : "; known are " + known));
  }
  std::vector<DeviceEntry> wanted;
  std::copy_if(devices.begin(), devices.end(), std::back_inserter(wanted), is_wanted);
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
