#include "core/outbox.h"

#include <algorithm>

#include "core/unit.h"
#include "core/words.h"

namespace isocket::fw {
namespace {

constexpr Millis kRetry = 10 * kSecond;  // EP-5.3-20
constexpr std::uint8_t kTries = 3;       // EP-5.3-20

bool is_sensor(AlertKind kind) {
  return kind == AlertKind::sensor_activated || kind == AlertKind::sensor_deactivated;
}

/// Of alerts that fall together the lower goes first (EP-9.2-51).
int rank(AlertKind kind) {
  switch (kind) {
    case AlertKind::sensor_activated:
    case AlertKind::sensor_deactivated: return 0;
    case AlertKind::power_failed:
    case AlertKind::power_restored:
    case AlertKind::ac_failed:
    case AlertKind::ac_restored:
    case AlertKind::battery:
    case AlertKind::battery_empty: return 1;
    case AlertKind::temperature_rise:
    case AlertKind::temperature_fall:
    case AlertKind::switched_off:
    case AlertKind::sensor_failed: return 2;
    default: return 3;
  }
}

/// The device stays on only to send it.
bool ends_the_device(const Model& model, AlertKind kind) {
  if (has(model, Feature::backup_mode)) return kind == AlertKind::battery_empty;
  return kind == AlertKind::power_failed;
}

void append_sensor_failure(Text& text, const Unit& unit, const About& about) {
  text.append("Temperature sensor ");
  if (has<&Model::numbered>(unit.model)) {
    append_sensor_name(text, unit, about.number);
    text.append(' ');
  }
  text.append("failed!");
  for (std::uint8_t i = 0; i < unit.model.relays; ++i)
    if (about.relays.has(i)) text.append("\nTHERMOSTAT").append_number(i + 1).append(": Disabled");
}

/// Of a device that works on its battery for long (SR-U17-02, SR-U17-06, SR-U17-07).
void compose_of_supply(Text& text, const Alert& alert) {
  switch (alert.kind) {
    case AlertKind::ac_failed: text.append("AC power failed!"); return;
    case AlertKind::ac_restored: text.append("AC power restored!"); return;
    case AlertKind::battery: text.append("Battery! ").append_number(alert.about.number).append('%'); return;
    default: text.append("Low battery shutdown!"); return;
  }
}

/// Of a scheduler (SR-U11-04).
void compose_report(Text& text, const Unit& unit, const Alert& alert) {
  switch (alert.kind) {
    case AlertKind::temperatures: return append_temperatures(text, unit, alert.snapshot);
    case AlertKind::relay_states: return append_relay_states(text, unit, alert.snapshot);
    case AlertKind::input_states: return append_input_states(text, unit, alert.snapshot);
    default: return append_signal(text, alert.snapshot);
  }
}

void compose(Text& text, const Unit& unit, const Alert& alert) {
  text.clear();
  const StatusSnapshot& status = alert.snapshot;
  const bool dc = has(unit.model, Feature::backup_mode);
  switch (alert.kind) {
    case AlertKind::sensor_activated:
    case AlertKind::sensor_deactivated:
      text.append("ALARM! ");
      append_input(text, unit, alert.about.number);
      text.append(alert.kind == AlertKind::sensor_activated ? ": Activated" : ": Deactivated");
      return;
    case AlertKind::power_failed: text.append(dc ? "DC power failed!" : "Power failed!"); return;
    case AlertKind::power_restored: text.append(dc ? "DC power restored!" : "Power restored!"); return;
    case AlertKind::sensor_failed: append_sensor_failure(text, unit, alert.about); return;
    case AlertKind::ac_failed:
    case AlertKind::ac_restored:
    case AlertKind::battery:
    case AlertKind::battery_empty:
      if (dc) compose_of_supply(text, alert);
      return;
    case AlertKind::status: append_status(text, unit, status); return;
    case AlertKind::temperatures:
    case AlertKind::signal:
    case AlertKind::relay_states:
    case AlertKind::input_states:
      if (has(unit.model, Feature::relays)) compose_report(text, unit, alert);
      return;
    case AlertKind::temperature_rise: text.append("Temperature rise alert!\n"); break;
    case AlertKind::temperature_fall: text.append("Temperature fall alert!\n"); break;
    case AlertKind::switched_off:
      text.append("Thermostat alert!\n");
      append_relay(text, unit, alert.about.number);
      text.append(" OFF\n");
      break;
  }
  append_temperature_line(text, unit, alert.about.sensor, status.temperatures[alert.about.sensor]);
}

}  // namespace

void Outbox::reply(Unit& unit, const Address& to, std::string_view text) {
  if (!to.dialable() || reply_count_ == kReplies) return;  // EP-4.1-70
  if (unit.defects.has(Defect::drop_every_tenth_reply) && ++replies_made_ % 10 == 0) return;
  Reply& reply = replies_[reply_count_++];
  reply.to = to;
  reply.text.clear();
  reply.text.append(text);
}

bool Outbox::alert(Unit& unit, AlertKind kind, About about, bool by_call) {
  const bool alarm = is_sensor(kind) || unit.defects.has(Defect::centre_gets_all_alerts);
  const bool to_centre =
      alarm && has(unit.model, Feature::security_centre) && !unit.settings().centre().empty();
  if (unit.settings().alerts.empty() && !to_centre) return false;
  if (alert_count_ == kAlerts) make_room(unit);
  std::uint8_t position = alert_count_++;
  while (position > 0) {
    const Alert& before = alerts_[position - 1];
    if (before.begun || before.at != unit.now || rank(before.kind) <= rank(kind)) break;
    alerts_[position] = before;
    --position;
  }
  Alert& alert = alerts_[position];
  alert = Alert{};
  alert.kind = kind;
  alert.about = about;
  alert.to_centre = to_centre;
  alert.by_call = by_call;
  alert.at = unit.now;
  alert.snapshot = take_status(unit);
  return true;
}

// An eleventh replaces the oldest (EP-5.3-20), but neither the one in progress nor the one for whose sending
// the device stays on.
void Outbox::make_room(Unit& unit) {
  std::uint8_t oldest = alert_in_progress() ? 1 : 0;
  while (oldest + 1 < alert_count_ && ends_the_device(unit.model, alerts_[oldest].kind)) ++oldest;
  const Alert gone = alerts_[oldest];
  remove_alert(oldest);
  if (is_sensor(gone.kind) && !gone.cancelled) unit.alarms[gone.about.number].cycle_over(unit);
}

void Outbox::cancel_sensor_alerts(std::uint8_t input) {
  for (std::uint8_t i = alert_count_; i-- > 0;) {
    if (!is_sensor(alerts_[i].kind) || alerts_[i].about.number != input) continue;
    if (i == 0 && alert_in_progress()) {
      alerts_[i].cancelled = true;
    } else {
      remove_alert(i);
    }
  }
}

const NumberList& Outbox::receivers(const Unit& unit) const {
  return alerts_[0].to_centre ? unit.settings().centre() : unit.settings().alerts;
}

void Outbox::number_removed(const Unit& unit, const NumberList& list, std::uint8_t position) {
  if (&list != &receivers(unit)) return;
  const bool in_progress = position == number_ && alert_in_progress();
  if (alert_count_ > 0 && alerts_[0].begun && (position < number_ || in_progress)) --number_;
}

void Outbox::clear() {
  *this = Outbox{};
}

/// A call or a message of the first alert is under way; between its steps it is not.
bool Outbox::alert_in_progress() const {
  return sending_ == Sending::alert || (calling() && !call_is_back_);
}

void Outbox::remove_alert(std::uint8_t position) {
  std::copy(alerts_.begin() + position + 1, alerts_.begin() + alert_count_, alerts_.begin() + position);
  --alert_count_;
  if (position != 0) return;
  number_ = 0;
  tries_ = 0;
  retry_.stop();
  if (call_ == Call::waiting) {
    call_ = Call::none;
    call_time_.stop();
  }
}

void Outbox::finish_alert(Unit& unit) {
  const Alert done = alerts_[0];
  remove_alert(0);
  if (is_sensor(done.kind) && !done.cancelled) unit.alarms[done.about.number].cycle_over(unit);
  if (ends_the_device(unit.model, done.kind)) unit.power.failure_reported(unit);
}

void Outbox::next_number() {
  ++number_;
  tries_ = 0;
}

void Outbox::sms_result(Unit& unit, SmsResult result) {
  const Sending was = sending_;
  sending_ = Sending::nothing;
  // What never reached a network is kept for it. What may have been sent is not sent again.
  const bool no_network = result == SmsResult::refused && !unit.gsm.registered();
  if (was == Sending::reply) {
    if (no_network) return;
    // The manual promises a second try for alerts only; a module that fails for a moment is no reason to stay
    // silent.
    if (result == SmsResult::refused && ++reply_tries_ < kTries) return reply_retry_.start(unit.now, kRetry);
    reply_tries_ = 0;
    std::copy(replies_.begin() + 1, replies_.begin() + reply_count_, replies_.begin());
    --reply_count_;
  } else if (was == Sending::alert) {
    if (alerts_[0].cancelled) return finish_alert(unit);
    if (no_network) return;
    if (result == SmsResult::refused && ++tries_ < kTries) {
      retry_.start(unit.now, kRetry);
    } else {
      next_number();
    }
  }
}

void Outbox::tick(Unit& unit) {
  tick_calls(unit);
  (void)retry_.over(unit.now);
  (void)reply_retry_.over(unit.now);
  if (sending_ != Sending::nothing || calling()) return;
  if (!send_reply(unit) && !start_call_back(unit)) continue_alert(unit);
}

bool Outbox::send_reply(Unit& unit) {
  if (reply_count_ == 0 || reply_retry_.running() || !unit.gsm.registered() || !unit.gsm.ready_for_sms())
    return false;
  if (!unit.gsm.send_sms(replies_[0].to, replies_[0].text)) return false;
  sending_ = Sending::reply;
  return true;
}

void Outbox::continue_alert(Unit& unit) {
  while (alert_count_ > 0) {
    Alert& alert = alerts_[0];
    alert.begun = true;
    const NumberList& list = receivers(unit);
    const bool all_done = number_ >= list.size();
    if (alert.to_centre && all_done) {
      alert.to_centre = false;
      number_ = 0;
      continue;
    }
    // The security centre is written to, never called (SR-U5.4-02).
    if (alert.by_call && (!alert.to_centre || unit.defects.has(Defect::centre_is_called))) {
      if (call_ == Call::waiting) return;
      if (all_done || !unit.gsm.registered()) {
        // Nobody took a call, or nobody can be called (EP-9.2-10, EP-9.2-52).
        alert.by_call = false;
        number_ = 0;
        continue;
      }
      if (!unit.gsm.ready_for_call()) return;
      call_number(unit, list[number()].view());
      return;
    }
    if (all_done) {
      finish_alert(unit);
      continue;
    }
    if (retry_.running() || !unit.gsm.registered() || !unit.gsm.ready_for_sms()) return;
    compose(alert_text_, unit, alert);
    if (unit.gsm.send_sms(Address::international_number(list[number()].view()), alert_text_)) {
      sending_ = Sending::alert;
    }
    return;
  }
}

}  // namespace isocket::fw
