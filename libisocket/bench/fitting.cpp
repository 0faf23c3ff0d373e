#include "bench/fitting.h"

#include "device/equipment.h"

namespace isocket::bench {
namespace {

using device::Equipment;

/// "it has no alarm input", "it has 2 relays".
std::string it_has(unsigned count, const std::string& thing) {
  if (count == 0) return "it has no " + thing;
  return "it has " + std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

std::string beyond(unsigned number, unsigned count, const char* thing) {
  return number <= count ? std::string{} : it_has(count, thing);
}

std::string without(bool has, const char* thing) {
  return has ? std::string{} : it_has(0, thing);
}

struct Lack {
  Equipment has;
  std::string operator()(const Sensor& c) const { return beyond(c.number, has.alarm_inputs, "alarm input"); }
  std::string operator()(const Temperature& c) const {
    return beyond(c.number, has.temperature_sensors, "temperature sensor");
  }
  std::string operator()(const SensorPlug&) const { return without(has.sensor_jack, "jack for sensors"); }
  std::string operator()(const Ac&) const { return without(has.ac_sensing, "Voltage Sensor"); }
  std::string operator()(const Battery& c) const {
    if (has.battery == Equipment::Battery::none) return it_has(0, "battery");
    const bool gauged = has.battery == Equipment::Battery::gauged;
    return c.percent && !gauged ? "its battery has no charge that it could tell" : "";
  }
  std::string operator()(const Variant& c) const {
    const Variant::Kind other = has.variant == Equipment::Variant::us ? Variant::Kind::us
                                : has.variant == Equipment::Variant::no_voltage_sensor
                                    ? Variant::Kind::no_voltage_sensor
                                    : Variant::Kind::standard;
    return c.kind == Variant::Kind::standard || c.kind == other ? "" : "it is not built so";
  }
  /// Every model is supplied, has a button for the factory reset, a cable, and a SIM card in a network.
  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }
};

}  // namespace

std::string lacks(device::Model model, const Change& change) {
  return std::visit(Lack{device::equipment_of(model)}, change);
}

std::string lacks(device::Model model, Output output) {
  const Equipment has = device::equipment_of(model);
  if (const unsigned number = relay_number(output); number != 0) return beyond(number, has.relays, "relay");
  if (output == Output::led_out) return without(has.out_light, "light OUT");
  if (output == Output::led_mic) return without(has.microphone_light, "light MICROPHONE");
  return {};
}

std::string lacks(device::Model model, std::string_view what) {
  if (const auto output = parse_output(what)) return lacks(model, *output);
  const Lack lack{device::equipment_of(model)};
  if (const unsigned number = numbered(what, kSensorKey); number != 0)
    return lack(Sensor{false, static_cast<std::uint8_t>(number)});
  if (const unsigned number = numbered(what, kTemperatureKey); number != 0)
    return lack(Temperature{Temperature::State::value, 0, static_cast<std::uint8_t>(number)});
  if (what == "sensor_plug") return lack(SensorPlug{});
  if (what == "ac") return lack(Ac{});
  if (what == "battery") return lack(Battery{});
  const bool one_build = lack.has.variant == Equipment::Variant::none;
  return what == "variant" && one_build ? "it is built in one way" : "";
}

}  // namespace isocket::bench
