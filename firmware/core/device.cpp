#include "core/device.h"

#include "core/ring.h"

namespace isocket::fw {

Device::Device(const Model& model, const Hal& hal, Defects defects) : unit_{model, hal, defects, *this} {}

void Device::power_up() {
  unit_.now = unit_.hal.now();
  running_ = true;
  unit_.load_settings();
  unit_.memory_store.load();
  unit_.reset.resume(unit_);
  unit_.start();
  settle();
}

void Device::modem_bytes(std::span<const std::byte> bytes) {
  catch_up();
  if (unit_.power.is_off()) return;
  unit_.gsm.feed(bytes);
  settle();
}

void Device::cable_bytes(std::span<const std::byte> bytes) {
  catch_up();
  if (unit_.power.is_off()) return;
  unit_.cable.feed(unit_, bytes);
  settle();
}

void Device::input(Input input, bool level, std::uint8_t number) {
  // A board may have room for more inputs than its model uses.
  if (number >= (input == Input::sensor_contact ? kInputNumbers : 1U)) return;
  SensorInput& sensor = unit_.alarms[number].input;
  if (!running_) {
    if (input == Input::mains) unit_.power.set_initial(level);
    if (input == Input::usb) unit_.cable.set_initial(level);
    if (input == Input::ac) unit_.backup.set_initial_ac(level);
    if (input == Input::sensor_contact) sensor.set_closed(unit_.now, level);
    if (input == Input::sensor_plug) sensor.set_plugged(unit_.now, level);
    return;
  }
  catch_up();
  if (unit_.power.is_off()) return;
  switch (input) {
    case Input::mains: unit_.power.mains(unit_, level); break;
    case Input::sensor_contact: sensor.set_closed(unit_.now, level); break;
    case Input::sensor_plug: sensor.set_plugged(unit_.now, level); break;
    case Input::button: unit_.button.set(unit_, level); break;
    case Input::ac:
      if (has(unit_.model, Feature::backup_mode)) unit_.backup.ac(unit_, level);
      break;
    case Input::usb: unit_.cable.plug(unit_, level); break;
  }
  settle();
}

void Device::tick() {
  catch_up();
  if (!unit_.power.is_off()) settle();
}

Millis Device::next_wake() const {
  Wake wake{unit_.hal.now()};
  if (!running_ || unit_.power.is_off()) return wake.wait();
  for (const Relay& relay : unit_.relays) relay.plan(wake);
  unit_.window.plan(wake);
  unit_.button.plan(wake);
  unit_.power.plan(wake);
  if (has(unit_.model, Feature::backup_mode)) unit_.backup.plan(wake);
  unit_.reset.plan(wake);
  for (const Alarm& alarm : unit_.alarms) alarm.plan(wake);
  unit_.thermometer.plan(wake);
  unit_.scheduler.plan(wake);
  unit_.credit.plan(wake);
  unit_.gsm.plan(wake);
  unit_.outbox.plan(wake);
  unit_.cable.plan(wake);
  unit_.leds.plan(wake);
  return wake.wait();
}

/// Lets everything happen that has become due; what falls together goes in the order of EP-9.2-51.
void Device::catch_up() {
  unit_.now = unit_.hal.now();
  if (!running_ || unit_.power.is_off()) return;
  for (Relay& relay : unit_.relays) relay.tick(unit_.now);
  unit_.apply_relays();
  unit_.window.tick(unit_.now);
  unit_.button.tick(unit_.now);
  for (Alarm& alarm : unit_.alarms) alarm.tick(unit_);
  unit_.power.tick(unit_);
  if (has(unit_.model, Feature::backup_mode)) unit_.backup.tick(unit_);
  if (unit_.power.is_off()) return;
  unit_.reset.tick(unit_);
  unit_.thermometer.tick(unit_);
  unit_.scheduler.tick(unit_);
  unit_.gsm.tick();
}

/// Carries on with what may go on now: messages, questions to the operator, what is to be sent, what is
/// shown.
void Device::settle() {
  if (unit_.power.is_off()) return;
  unit_.gate.serve(unit_);
  unit_.cable.tick(unit_);
  unit_.credit.tick(unit_);
  unit_.outbox.tick(unit_);
  if (!unit_.power.is_off()) unit_.leds.tick(unit_);
}

bool Device::takes_sms() const {
  return unit_.gate.has_room();
}

void Device::sms_received(const IncomingSms& sms) {
  unit_.gate.receive(unit_, sms);
}

void Device::incoming_call(const Address& caller) {
  if (unit_.reset.running() || unit_.outbox.calling() || unit_.cable.blocks_calls()) return;
  answer_call(unit_, caller);
}

void Device::incoming_ended() {}

void Device::call_state(CallState state) {
  unit_.outbox.call_state(unit_, state);
}

void Device::sms_result(SmsResult result) {
  unit_.outbox.sms_result(unit_, result);
}

void Device::ussd_result(bool ok, std::string_view text) {
  unit_.credit.result(unit_, ok, text);
}

void Device::registration(bool registered) {
  if (registered) unit_.power.registered(unit_);
}

void Device::sim_state(SimState) {}

}  // namespace isocket::fw
