// HARDWARE, SERIALNUM, FIRMWARE (chapter 13).

#include "core/handlers.h"
#include "core/unit.h"

namespace isocket::fw {

Outcome hardware(Unit& unit, const Request&, Text& reply) {
  reply.append(unit.model.hardware);
  return Outcome::ok;
}

Outcome serial_number(Unit& unit, const Request&, Text& reply) {
  reply.append("S/N: ").append(unit.hal.serial_number);
  return Outcome::ok;
}

Outcome firmware_version(Unit& unit, const Request&, Text& reply) {
  reply.append(unit.model.firmware_prefix).append(kFirmwareVersion).append(unit.model.firmware_suffix);
  return Outcome::ok;
}

}  // namespace isocket::fw
