#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "modem/usb_ports.h"

namespace isocket::modem {

/// What a port of a modem is for, as far as a table tells it before anything is asked.
enum class PortRole : std::uint8_t {
  unknown,     ///< nobody knows: it may be asked
  control,     ///< AT commands, and what the modem says by itself
  secondary,   ///< AT commands too, meant for data calls; at many modems nothing comes by itself
  diagnostic,  ///< binary (QCDM): what is written there may do harm
  location,    ///< NMEA sentences
  other,       ///< audio, trace and the like
  no_modem,    ///< a known programmer, debugger, printer
};
/// "the control port", for people.
std::string_view words_of(PortRole role);
/// Whether AT may be written there to see what answers.
bool may_be_asked(PortRole role);

/// Sources: the tables of ModemManager 1.20 for Quectel, SIMCom, Telit and ZTE; Huawei tells it by the
/// interface's class.
PortRole role_of(const SerialPort& port);

/// Why a USB device that is a modem has no serial port, and what to do about it.
struct PortlessModem {
  std::string what;    ///< "a modem in CD-ROM mode"
  std::string advice;  ///< a whole sentence
};
/// Nothing: it is not known as such.
std::optional<PortlessModem> portless_modem(const UsbId& id);

}  // namespace isocket::modem
