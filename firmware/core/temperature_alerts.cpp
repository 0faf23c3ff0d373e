// Rise and fall alerts (chapter 7.3, section 5.6): once for each passing of the threshold.

#include "core/handlers.h"
#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

Outcome set_threshold(Unit& unit, TemperatureThreshold& threshold, const Request& request, Text& reply) {
  const bool off = same_word(request.value, "OFF");
  Degrees degrees = 0;
  if (!off && !parse_threshold(unit, request.value, unit.model.alert_range, degrees)) {
    return Outcome::wrong_value;
  }
  if (!Thermometer::installed(unit, request.number)) return refuse_absent(reply, unit, request.number);
  if (off) {
    threshold.enabled = false;
    if (unit.commit() != Outcome::ok) return Outcome::failed;
    return accept(reply, request, "OFF");
  }
  threshold = {true, degrees};
  if (unit.commit() != Outcome::ok) return Outcome::failed;
  append_word(reply, request);
  append_threshold(reply, unit, degrees);
  reply.append(" - OK");
  return Outcome::ok;
}

Outcome query_threshold(const Unit& unit, const TemperatureThreshold& threshold, const Request& request,
                        Text& reply) {
  append_setting(reply, request);
  reply.append('=');
  if (threshold.enabled) {
    append_threshold(reply, unit, threshold.degrees);
  } else {
    reply.append("OFF");
  }
  return Outcome::ok;
}

}  // namespace

void TemperatureAlerts::reading(Unit& unit) {
  if (!unit.thermometer.readable(number_)) return;  // EP-7.3-28
  const Degrees degrees = unit.thermometer.reported(number_);
  const TemperatureThreshold& rise = unit.settings().sensors[number_].rise;
  const bool above = degrees > rise.degrees;
  if (rise.enabled && above && (!rise_fired_ || unit.defects.has(Defect::rise_alert_repeats))) {
    unit.outbox.alert(unit, AlertKind::temperature_rise, About{number_, number_});
  }
  rise_fired_ = above;
  const TemperatureThreshold& fall = unit.settings().sensors[number_].fall;
  const bool below =
      degrees < fall.degrees || (degrees == fall.degrees && unit.defects.has(Defect::fall_alert_inclusive));
  if (fall.enabled && below && !fall_fired_)
    unit.outbox.alert(unit, AlertKind::temperature_fall, About{number_, number_});
  fall_fired_ = below;
}

Outcome set_rise(Unit& unit, const Request& request, Text& reply) {
  const Outcome outcome = set_threshold(unit, unit.settings().sensors[request.number].rise, request, reply);
  if (outcome == Outcome::ok) unit.temperature_alerts[request.number].arm_rise();
  return outcome;
}

Outcome query_rise(Unit& unit, const Request& request, Text& reply) {
  return query_threshold(unit, unit.settings().sensors[request.number].rise, request, reply);
}

Outcome set_fall(Unit& unit, const Request& request, Text& reply) {
  const Outcome outcome = set_threshold(unit, unit.settings().sensors[request.number].fall, request, reply);
  if (outcome == Outcome::ok) unit.temperature_alerts[request.number].arm_fall();
  return outcome;
}

Outcome query_fall(Unit& unit, const Request& request, Text& reply) {
  return query_threshold(unit, unit.settings().sensors[request.number].fall, request, reply);
}

}  // namespace isocket::fw
