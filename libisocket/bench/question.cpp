#include "bench/question.h"

#include <cstdio>

#include "core/duration.h"
#include "device/equipment.h"

namespace isocket::bench {
namespace {

using device::Equipment;

/// "sensor 3" where there are several, else "the sensor".
std::string one_of(unsigned count, unsigned number, const std::string& thing) {
  return count > 1 ? thing + " " + std::to_string(number) : "the " + thing;
}

struct Instruction {
  Equipment has;
  bool on_dc = false;  ///< the supply is 12 V DC

  std::string operator()(const Mains& c) const {
    return std::string{"Switch the "} + (on_dc ? "12 V DC" : "mains") + (c.on ? " on" : " off");
  }
  std::string operator()(const Ac& c) const {
    return std::string{"Switch the AC at the Voltage Sensor "} + (c.on ? "on" : "off");
  }
  std::string operator()(const Battery& c) const {
    if (!c.good) return "Put a worn-out battery in";
    if (c.percent) return "Bring the battery to a charge of " + std::to_string(*c.percent) + " percent";
    return has.battery == Equipment::Battery::gauged ? "Put a good battery in, fully charged"
                                                     : "Put a good battery in";
  }
  std::string operator()(const Sensor& c) const {
    const std::string verb = c.closed ? "Close" : "Open";
    if (has.alarm_inputs > 1) return verb + " the contact at alarm input " + std::to_string(c.number);
    return verb + " the sensor's contact";
  }
  std::string operator()(const SensorPlug& c) const {
    return c.in ? "Plug the sensor in" : "Unplug the sensor";
  }
  std::string operator()(const Temperature& c) const {
    const std::string sensor = one_of(has.temperature_sensors, c.number, "temperature sensor");
    if (c.state == Temperature::State::failed) return "Make " + sensor + " fail";
    if (c.state == Temperature::State::absent) return "Take " + sensor + " off";
    return "Bring " + sensor + " to " + spell(c).value + " degrees Celsius";
  }
  std::string operator()(const Variant& c) const {
    return "Put a factory-new device of the variant '" + spell(c).value +
           "' in place of this one, with the same SIM card, and wait until it has registered";
  }
  std::string operator()(const Button& c) const {
    return std::string{"Press "} + (has.hidden_button ? "the hidden button" : "RESET") +
           ", and release it after " + duration_text(c.held);
  }
  std::string operator()(const Usb& c) const {
    return c.connected ? "Connect the USB cable" : "Disconnect the USB cable";
  }
  std::string operator()(const Sim& c) const {
    if (c.state == Sim::State::absent) return "Take the SIM card out";
    if (c.state == Sim::State::pin_locked) return "Put a SIM card in that asks for its PIN";
    if (c.stored_messages == 0) return "Put the SIM card in";
    return "Put a SIM card in with " + std::to_string(c.stored_messages) + " stored messages ON";
  }
  /// What a network does is out of a person's reach; can() says so.
  template <class Other>
  std::string operator()(const Other& c) const {
    const Spelling spelling = spell(c);
    return "See to it: " + spelling.key + ": " + spelling.value;
  }
};

std::string subject(Output output, device::Model model) {
  switch (output) {
    case Output::led_power: return "the power light";
    case Output::led_gsm: return "the GSM light";
    case Output::led_out: return "the output light";
    case Output::led_mic: return "the microphone light";
    case Output::device: return "the device";
    default: break;
  }
  const std::string name{name_of(output, model)};
  return name.starts_with("relay.") ? "relay " + std::to_string(relay_number(output)) : "the " + name;
}

std::string_view state(const Target& target) {
  const bool light = is_light(target.output);
  switch (target.pattern) {
    case Pattern::on: return light ? "lit without a break" : "on";
    case Pattern::off: return light ? "dark" : "off";
    case Pattern::flash_1hz: return "flashing once a second";
    case Pattern::flash_4hz: return "flashing four times a second";
    case Pattern::flash_3s: return "flashing once every 3 seconds";
    case Pattern::flash_4hz_lit_2s: return "flashing four times a second, and lit for 2 seconds, in turn";
    case Pattern::three_flashes: return "flashing three times, and then steady";
    case Pattern::flashing: return "flashing steadily, at any rate";
  }
  return "so";
}

}  // namespace

std::string instruction(const Change& change, device::Model model) {
  const bool on_dc = family_of(model) == device::Family::smart_relay;
  return std::visit(Instruction{device::equipment_of(model), on_dc}, change);
}

std::string start_instruction(device::Model model) {
  switch (family_of(model)) {
    case device::Family::smart_relay:
      return "Bring the device to its start state: 12 V DC and AC on, battery full, SIM card in, all alarm "
             "inputs open, temperature sensors 1 and 2 at 23 degrees and no others, USB cable off; press "
             "RESET "
             "for 12s, and wait until the device has registered";
    case device::Family::gsm_706_707:
      return "Bring the device to its start state: mains on, SIM card in, sensor plugged in and open, 23 "
             "degrees, USB cable off; press the hidden button for 6s, let it go and press it again, and wait "
             "until the device has registered";
    case device::Family::environment_pro: break;
  }
  return "Bring the device to its start state: mains on, SIM card in, sensor plugged in and open, 23 "
         "degrees, "
         "USB cable off; press the hidden button for 12s, and wait until the device has registered";
}

std::string question(const Target& target, const Moment& moment, device::Model model) {
  const std::string is = subject(target.output, model) + " " + std::string{state(target)};
  const std::string time = duration_text(moment.time);
  switch (moment.kind) {
    case Moment::Kind::within: return "Within the next " + time + ", is " + is + "?";
    case Moment::Kind::holds: return "Watch for " + time + ": is " + is + " all the time?";
    case Moment::Kind::after:
      return "Watch until then: is " + is + " " + time + " after the change before it, give or take " +
             duration_text(moment.slack) + "?";
    case Moment::Kind::now: break;
  }
  return "Is " + is + "?";
}

}  // namespace isocket::bench
