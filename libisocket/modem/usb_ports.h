#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace isocket::modem {

/// Vendor and product, as a USB device tells them: 12d1:1506.
struct UsbId {
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
  [[nodiscard]] std::string to_string() const;
  friend auto operator<=>(const UsbId&, const UsbId&) = default;
};

/// What a USB interface says of itself (USB 2.0 §9.6.5).
struct UsbInterface {
  unsigned number = 0;  ///< bInterfaceNumber
  unsigned usb_class = 0;
  unsigned subclass = 0;
  unsigned protocol = 0;
};

/// A USB device, as far as it matters which one it is.
struct UsbDevice {
  std::string place;  ///< the socket it is in: "1-1.4", bus 1, port 1 of the hub, its port 4
  UsbId id;
  std::string maker;    ///< of its own words; empty: it has none
  std::string product;  ///< as `maker`
};

/// A serial port of this machine.
struct SerialPort {
  std::string path;    ///< "/dev/ttyUSB2"
  std::string driver;  ///< of the kernel: "option1", "cdc_acm"; empty: not told
  std::optional<UsbDevice> device;
  UsbInterface interface;  ///< with `device`
  bool present = true;     ///< false: the kernel keeps a place for it, and there is no hardware
  bool bluetooth = false;
  bool console = false;  ///< of the kernel: somebody may log in there

  /// How an inventory names it: "1-1.4:2", the device's place and the number of the interface; empty without
  /// `device`. The kernel's own name (1-1.4:1.2) has the configuration in it, which a modem may change.
  [[nodiscard]] std::string usb() const;
};

/// Every serial port, in the order of its names, numbers in them by value. Nothing is opened.
/// @param sys  where the kernel's view of the devices is mounted
std::vector<SerialPort> list_serial_ports(const std::filesystem::path& sys = "/sys");

/// Every USB device.
std::vector<UsbDevice> list_usb_devices(const std::filesystem::path& sys = "/sys");

/// "1-1.4:2": the place and the interface; or "1-1.4": the place alone.
struct UsbPlace {
  std::string place;
  std::optional<unsigned> interface;
  /// Nothing: it is written otherwise.
  static std::optional<UsbPlace> parse(std::string_view text);
  [[nodiscard]] std::string to_string() const;
};

}  // namespace isocket::modem
