#include "core/cable/information.h"

#include "core/message_gate.h"
#include "core/unit.h"

namespace isocket::fw::cable {

namespace {

void append_state(Text& text, const Unit& unit, std::uint8_t sensor) {
  text.append("SENSOR").append_number(sensor + 1).append('=');
  if (!Thermometer::installed(unit, sensor)) {
    text.append("NONE");
  } else {
    text.append(unit.thermometer.readable(sensor) ? "OK" : "FAILED");
  }
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
  const bool sensors = has(unit.model, Feature::sensor_jack);
  const auto rest = static_cast<std::uint8_t>(line - 4);
  if (sensors && rest < unit.model.sensors) {
    append_state(text, unit, rest);
    return true;
  }
  const bool last = rest == (sensors ? unit.model.sensors : 0);
  if (!last || !has(unit.model, Feature::backup_mode)) return false;
  text.append(has(unit.model, Feature::voltage_sensor) ? "VOLTAGESENSOR=YES" : "VOLTAGESENSOR=NO");
  return true;
}

}  // namespace isocket::fw::cable
