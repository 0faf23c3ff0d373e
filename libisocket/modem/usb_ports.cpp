#include "modem/usb_ports.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <fstream>

namespace isocket::modem {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The first line of a file of the kernel; empty: there is none.
std::string attribute(const fs::path& folder, const char* name) {
  std::ifstream in{folder / name};
  std::string line;
  std::getline(in, line);
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back())) != 0) line.pop_back();
  return line;
}

unsigned hexadecimal(const std::string& text) {
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return value;
}

bool has(const fs::path& folder, const char* name) {
  std::error_code ignored;
  return fs::exists(folder / name, ignored);
}

UsbDevice device_at(const fs::path& folder) {
  UsbDevice device;
  device.place = folder.filename().string();
  device.id.vendor = static_cast<std::uint16_t>(hexadecimal(attribute(folder, "idVendor")));
  device.id.product = static_cast<std::uint16_t>(hexadecimal(attribute(folder, "idProduct")));
  device.maker = attribute(folder, "manufacturer");
  device.product = attribute(folder, "product");
  return device;
}

std::string driver_of(const fs::path& folder) {
  std::error_code error;
  const fs::path link = fs::read_symlink(folder / "driver", error);
  return error ? std::string{} : link.filename().string();
}

/// The interface and the device that a port hangs on: they are folders above it.
void find_usb(const fs::path& hardware, const fs::path& sys, SerialPort& port) {
  bool interface = false;
  for (fs::path folder = hardware; folder != sys && folder.has_relative_path();
       folder = folder.parent_path()) {
    if (!interface && has(folder, "bInterfaceNumber")) {
      interface = true;
      port.interface.number = hexadecimal(attribute(folder, "bInterfaceNumber"));
      port.interface.usb_class = hexadecimal(attribute(folder, "bInterfaceClass"));
      port.interface.subclass = hexadecimal(attribute(folder, "bInterfaceSubClass"));
      port.interface.protocol = hexadecimal(attribute(folder, "bInterfaceProtocol"));
      if (port.driver.empty()) port.driver = driver_of(folder);
    } else if (interface && has(folder, "idVendor")) {
      port.device = device_at(folder);
      return;
    }
  }
}

/// ttyUSB2 before ttyUSB10.
bool before(const std::string& a, const std::string& b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      unsigned long long x = 0, y = 0;
      const auto end_a = std::from_chars(a.data() + i, a.data() + a.size(), x).ptr;
      const auto end_b = std::from_chars(b.data() + j, b.data() + b.size(), y).ptr;
      if (x != y) return x < y;
      i = static_cast<std::size_t>(end_a - a.data());
      j = static_cast<std::size_t>(end_b - b.data());
    } else if (a[i] != b[j]) {
      return a[i] < b[j];
    } else {
      ++i, ++j;
    }
  }
  return a.size() - i < b.size() - j;
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator at{folder, error}, end; !error && at != end; at.increment(error))
    entries.push_back(at->path());
  std::sort(entries.begin(), entries.end(),
            [](const fs::path& a, const fs::path& b) { return before(a.string(), b.string()); });
  return entries;
}

}  // namespace

std::string UsbId::to_string() const {
  char text[10];
  std::snprintf(text, sizeof text, "%04x:%04x", vendor, product);
  return text;
}

std::string SerialPort::usb() const {
  return device ? UsbPlace{device->place, interface.number}.to_string() : std::string{};
}

std::optional<UsbPlace> UsbPlace::parse(std::string_view text) {
  UsbPlace place;
  const std::size_t colon = text.find(':');
  place.place = text.substr(0, colon);
  // bus-port, and a port more for each hub: 1-1.4
  const std::size_t dash = place.place.find('-');
  bool digit_due = true;
  for (std::size_t i = 0; i < place.place.size(); ++i) {
    const char c = place.place[i];
    const bool separator = i == dash || (c == '.' && i > dash);
    if (!is_digit(c) && (!separator || digit_due)) return std::nullopt;
    digit_due = separator;
  }
  if (dash == std::string::npos || digit_due) return std::nullopt;
  if (colon == std::string_view::npos) return place;
  const std::string_view number = text.substr(colon + 1);
  unsigned value = 0;
  const auto [end, ec] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (ec != std::errc{} || end != number.data() + number.size() || value > 255) return std::nullopt;
  place.interface = value;
  return place;
}

std::string UsbPlace::to_string() const {
  return interface ? place + ":" + std::to_string(*interface) : place;
}

std::vector<SerialPort> list_serial_ports(const fs::path& sys) {
  std::vector<SerialPort> ports;
  const std::string consoles = " " + attribute(sys / "class/tty/console", "active") + " ";
  for (const fs::path& entry : entries_of(sys / "class" / "tty")) {
    std::error_code error;
    // Consoles and pseudo-terminals have no hardware behind them.
    const fs::path hardware = fs::canonical(entry / "device", error);
    if (error) continue;
    SerialPort port;
    port.path = "/dev/" + entry.filename().string();
    port.driver = driver_of(hardware);
    port.bluetooth = entry.filename().string().starts_with("rfcomm");
    port.console = consoles.find(" " + entry.filename().string() + " ") != std::string::npos;
    port.present = attribute(entry, "type") != "0";  // PORT_UNKNOWN of the kernel's serial core
    std::error_code ignored;
    find_usb(hardware, fs::weakly_canonical(sys, ignored), port);
    ports.push_back(std::move(port));
  }
  return ports;
}

std::vector<UsbDevice> list_usb_devices(const fs::path& sys) {
  std::vector<UsbDevice> devices;
  for (const fs::path& entry : entries_of(sys / "bus" / "usb" / "devices"))
    if (has(entry, "idVendor")) devices.push_back(device_at(entry));
  return devices;
}

}  // namespace isocket::modem
