#include "modem/port_roles.h"

#include <algorithm>

namespace isocket::modem {
namespace {

/// The ports of a product, one letter for each interface from 0: 1 control, 2 secondary, d diagnostic,
/// g location, x something else, - not told.
struct PortTable {
  std::uint16_t vendor;
  std::string_view roles;
  std::string_view products;  ///< in hexadecimal, separated by blanks
};

constexpr PortTable kTables[] = {
    {0x2c7c, "dg12", "0125 0191 0195 0296 0306 0800 0121"},  // Quectel
    {0x1e0e, "dg12x", "9001"},                               // SIMCom
    {0x1e0e, "dg12", "9205"},
    {0x1e0e, "dg1xx2", "9206"},
    {0x1e0e, "-2-1", "9100 9200"},
    {0x1e0e, "221", "cefe"},
    {0x1bc7, "1-2", "1003 1006"},  // Telit
    {0x1bc7, "1-g2", "1004 1005"},
    {0x1bc7, "-g21", "1010"},
    {0x1bc7, "-1", "1011"},
    {0x1bc7, "d12", "1031 1033 1101 110a"},
    {0x1bc7, "d--x12x", "1040 1050"},
    {0x1bc7, "d---x12x", "1041 1051"},
    {0x1bc7, "d--g12x", "1060 1201"},
    {0x1bc7, "d---g12x", "1061 1204"},
    {0x1bc7, "--x21", "7010 7011"},
    {0x19d2, "1-2", "0001 1515"},  // ZTE
    {0x19d2, "--1-2", "0002 0012 0024 0025 0055"},
    {0x19d2, "12", "0003 0004 0005 0006 0007 0008 0009 000a"},
    {0x19d2, "-1-2", "0015 0030 0054"},
    {0x19d2, "-21", "0016 0017 0018 0019 0117 0156"},
    {0x19d2, "-2-1",
     "0021 0031 0037 0039 0042 0052 0057 0058 0061 0063 0066 0078 0082 0104 0106 0108 0122 0123 1007 1008 "
     "1010 1254 1268 2002 2003"},
    {0x19d2, "-2--1", "0033 0091 0113 0118 0121 0124 0126 0128"},
    {0x19d2, "--21", "0043"},
    {0x19d2, "--2-1", "0048 0049"},
    {0x19d2, "2-1", "0064"},
    {0x19d2, "-2---1", "0125"},
};

/// Boards and tools whose ports would take AT for something else.
struct NoModem {
  std::uint16_t vendor;
  std::uint16_t first_product;
  std::uint16_t last_product;
};
constexpr NoModem kNoModems[] = {
    {0x2341, 0, 0xffff},       // Arduino
    {0x2a03, 0, 0xffff},       // Arduino (dog hunter)
    {0x239a, 0, 0xffff},       // Adafruit
    {0x2e8a, 0, 0xffff},       // Raspberry Pi Pico and its probe
    {0x303a, 0x1001, 0x1001},  // Espressif, USB JTAG
    {0x1366, 0, 0xffff},       // SEGGER J-Link
    {0x0483, 0x3744, 0x3757},  // ST-LINK
    {0x0d28, 0x0204, 0x0204},  // DAPLink
    {0x1d50, 0x6018, 0x6018},  // Black Magic Probe
    {0x1cbe, 0x00fd, 0x00fd},  // TI ICDI
    {0x0451, 0xbef3, 0xbef4},  // TI XDS110
    {0x04b8, 0, 0xffff},       // Epson: printers
    {0x0519, 0, 0xffff},       // Star Micronics: printers
};

constexpr std::uint16_t kHuawei = 0x12d1;

struct PortlessRow {
  UsbId id;
  std::string_view what;
  std::string_view advice;
};
constexpr std::string_view kSwitch =
    "It shows its installation disc; the package usb-modeswitch turns it into a modem: sudo apt install "
    "usb-modeswitch, then plug it in again.";
constexpr PortlessRow kPortless[] = {
    {{kHuawei, 0x14fe}, "a Huawei stick in CD-ROM mode", kSwitch},
    {{kHuawei, 0x1f01}, "a Huawei stick in CD-ROM mode", kSwitch},
    {{kHuawei, 0x1446}, "a Huawei stick in CD-ROM mode", kSwitch},
    {{kHuawei, 0x14dc},
     "a Huawei HiLink stick",
     "It is a network card with a web page, and has no AT port; switched to stick mode (12d1:1506) it has "
     "one, if its firmware allows that."},
};

PortRole role_in(std::string_view roles, unsigned interface) {
  if (interface >= roles.size()) return PortRole::unknown;
  switch (roles[interface]) {
    case '1': return PortRole::control;
    case '2': return PortRole::secondary;
    case 'd': return PortRole::diagnostic;
    case 'g': return PortRole::location;
    case 'x': return PortRole::other;
    default: return PortRole::unknown;
  }
}

// Class ff, subclass 01 or 02: protocol 01 is the port for data calls, 02 the control port.
PortRole huawei_role(const UsbInterface& interface) {
  if (interface.usb_class != 0xff || (interface.subclass != 1 && interface.subclass != 2))
    return PortRole::unknown;
  if (interface.protocol == 1) return PortRole::secondary;
  return interface.protocol == 2 ? PortRole::control : PortRole::unknown;
}

}  // namespace

std::string_view words_of(PortRole role) {
  switch (role) {
    case PortRole::unknown: return "a port whose use is not known";
    case PortRole::control: return "the control port";
    case PortRole::secondary: return "the port for data calls";
    case PortRole::diagnostic: return "the diagnostic port";
    case PortRole::location: return "the port for positions";
    case PortRole::other: return "a port for something else than AT commands";
    case PortRole::no_modem: return "a programmer, debugger or printer";
  }
  return "";
}

bool may_be_asked(PortRole role) {
  return role == PortRole::unknown || role == PortRole::control || role == PortRole::secondary;
}

PortRole role_of(const SerialPort& port) {
  if (!port.device) return PortRole::unknown;
  const UsbId id = port.device->id;
  for (const NoModem& row : kNoModems)
    if (row.vendor == id.vendor && id.product >= row.first_product && id.product <= row.last_product)
      return PortRole::no_modem;
  if (id.vendor == kHuawei) return huawei_role(port.interface);
  const std::string product = id.to_string().substr(5);
  for (const PortTable& table : kTables)
    if (table.vendor == id.vendor && table.products.find(product) != std::string_view::npos)
      return role_in(table.roles, port.interface.number);
  return PortRole::unknown;
}

std::optional<PortlessModem> portless_modem(const UsbId& id) {
  for (const PortlessRow& row : kPortless)
    if (row.id == id) return PortlessModem{std::string{row.what}, std::string{row.advice}};
  return std::nullopt;
}

}  // namespace isocket::modem
