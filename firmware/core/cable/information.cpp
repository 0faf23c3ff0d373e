#include "core/cable/information.h"

#include "core/message_gate.h"
#include "core/unit.h"

namespace isocket::fw::cable {

namespace {

void append_sensor(Text& text, const Unit& unit, std::uint8_t sensor) {
  text.append("SENSOR")
      .append_number(sensor + 1)
      .append(unit.thermometer.readable(sensor) ? "=OK" : "=FAILED");
}

}  // namespace

void append_answer(Unit& unit, std::string_view command, Text& text) {
  Text answer;
  (void)execute(unit, command, answer);
  text.append(answer);
}

bool append_information(Unit& unit, std::uint8_t line, Text& text) {
  switch (line) {
    case 0:
      text.append("HARDWARE=");
      append_answer(unit, "HARDWARE", text);
      return true;
    case 1: text.append("SERIALNUM=").append(unit.hal.serial_number); return true;
    case 2:
      text.append("FIRMWARE=");
      append_answer(unit, "FIRMWARE", text);
      return true;
    case 3:
      text.append("TIME=");
      append_clock(text, unit.clock.read(unit.now));
      return true;
    default: break;
  }
  const auto sensor = static_cast<std::uint8_t>(line - 4);
  if (!unit.model.features.has(Feature::sensor_jack) || sensor >= unit.model.sensors) return false;
  append_sensor(text, unit, sensor);
  return true;
}

}  // namespace isocket::fw::cable
