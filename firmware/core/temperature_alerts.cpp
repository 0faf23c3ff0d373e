// Rise and fall alerts (chapter 7.3, section 5.6): once for each passing of the threshold.

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

Outcome set_threshold(Unit& unit, TemperatureThreshold& threshold, const Request& request, Text& reply) {
  if (same_word(request.value, "OFF")) {
    threshold.enabled = false;
    if (unit.commit() != Outcome::ok) return Outcome::failed;
    return accept(reply, request, "OFF");
  }
  Celsius celsius = 0;
  if (!parse_threshold(request.value, celsius)) return Outcome::wrong_value;
  threshold = {true, celsius};
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  reply.append(request.command.name);
  append_threshold(reply, unit, celsius);
  reply.append(" - OK");
  return Outcome::ok;
}

Outcome query_threshold(const Unit& unit, const TemperatureThreshold& threshold, std::string_view name,
                        Text& reply) {
  reply.append(name);
  if (threshold.enabled) {
    append_threshold(reply, unit, threshold.celsius);
  } else {
    reply.append("OFF");
  }
  return Outcome::ok;
}

}  // namespace

void TemperatureAlerts::reading(Unit& unit) {
  if (!unit.thermometer.readable()) return;  // EP-7.3-28
  const Celsius celsius = unit.thermometer.reported();
  const TemperatureThreshold& rise = unit.settings().rise;
  const bool above = celsius > rise.celsius;
  if (rise.enabled && above && (!rise_fired_ || unit.defects.has(Defect::rise_alert_repeats))) {
    unit.outbox.alert(unit, AlertKind::temperature_rise);
  }
  rise_fired_ = above;
  const TemperatureThreshold& fall = unit.settings().fall;
  const bool below =
      celsius < fall.celsius || (celsius == fall.celsius && unit.defects.has(Defect::fall_alert_inclusive));
  if (fall.enabled && below && !fall_fired_) unit.outbox.alert(unit, AlertKind::temperature_fall);
  fall_fired_ = below;
}

Outcome set_rise(Unit& unit, const Request& request, Text& reply) {
  const Outcome outcome = set_threshold(unit, unit.settings().rise, request, reply);
  if (outcome == Outcome::ok) unit.temperature_alerts.arm_rise();
  return outcome;
}

Outcome query_rise(Unit& unit, const Request&, Text& reply) {
  return query_threshold(unit, unit.settings().rise, "TRISEALERT=", reply);
}

Outcome set_fall(Unit& unit, const Request& request, Text& reply) {
  const Outcome outcome = set_threshold(unit, unit.settings().fall, request, reply);
  if (outcome == Outcome::ok) unit.temperature_alerts.arm_fall();
  return outcome;
}

Outcome query_fall(Unit& unit, const Request&, Text& reply) {
  return query_threshold(unit, unit.settings().fall, "TFALLALERT=", reply);
}

}  // namespace isocket::fw
