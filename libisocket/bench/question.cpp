#include "bench/question.h"

#include <cstdio>

#include "core/duration.h"

namespace isocket::bench {
namespace {

struct Instruction {
  std::string operator()(const Mains& c) const {
    return c.on ? "Switch the mains on" : "Switch the mains off";
  }
  std::string operator()(const Battery& c) const {
    return c.good ? "Put a good battery in" : "Put a worn-out battery in";
  }
  std::string operator()(const Sensor& c) const {
    return c.closed ? "Close the sensor's contact" : "Open the sensor's contact";
  }
  std::string operator()(const SensorPlug& c) const {
    return c.in ? "Plug the sensor in" : "Unplug the sensor";
  }
  std::string operator()(const Temperature& c) const {
    if (c.state == Temperature::State::failed) return "Make the temperature sensor fail";
    if (c.state == Temperature::State::absent) return "Take the temperature sensor off";
    return "Bring the temperature sensor to " + spell(c).value + " degrees Celsius";
  }
  std::string operator()(const Button& c) const {
    return "Press the hidden button, and release it after " + duration_text(c.held);
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

std::string_view subject(Output output) {
  switch (output) {
    case Output::socket: return "the socket";
    case Output::led_power: return "the power light";
    case Output::led_gsm: return "the GSM light";
    case Output::led_out: return "the output light";
    case Output::device: return "the device";
  }
  return "it";
}

std::string_view state(const Target& target) {
  const bool light = target.output != Output::socket && target.output != Output::device;
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

std::string instruction(const Change& change) {
  return std::visit(Instruction{}, change);
}

std::string start_instruction() {
  return "Bring the device to its start state: mains on, SIM card in, sensor plugged in and open, 23 "
         "degrees, "
         "USB cable off; press the hidden button for 12s, and wait until the device has registered";
}

std::string question(const Target& target, const Moment& moment) {
  const std::string is = std::string{subject(target.output)} + " " + std::string{state(target)};
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
