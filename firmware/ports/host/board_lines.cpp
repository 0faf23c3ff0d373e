#include "ports/host/board_lines.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "core/model.h"

namespace isocket::fw {
namespace {

using nlohmann::json;

struct InputName {
  std::string_view name;
  Input input;
};
constexpr InputName kInputNames[] = {{"mains", Input::mains},
                                     {"ac", Input::ac},
                                     {"sensor_plug", Input::sensor_plug},
                                     {"button", Input::button},
                                     {"usb", Input::usb}};
constexpr unsigned kSensorInputs = 6;
constexpr unsigned kTemperatures = 5;

/// Whether `name` is `word`, which is number 1, or `word.1` to `word.{most}`.
/// @param number  from 0
bool is_one_of(std::string_view name, std::string_view word, unsigned most, std::uint8_t& number) {
  number = 0;
  if (name == word) return true;
  if (name.size() != word.size() + 2 || !name.starts_with(word) || name[word.size()] != '.') return false;
  if (name.back() < '1' || static_cast<unsigned>(name.back() - '0') > most) return false;
  number = static_cast<std::uint8_t>(name.back() - '1');
  return true;
}

std::string apply_temperature(const json& value, HostDevice& device, std::uint8_t number) {
  if (value.is_number()) {
    device.temperature(value.get<double>(), number);
  } else if (value == "failed" || value == "absent") {
    device.temperature(std::nullopt, number);
  } else {
    return "temperature: a number, \"failed\" or \"absent\"";
  }
  return {};
}

std::string apply_input(const json& message, HostDevice& device) {
  if (!message.contains("value")) return "\"input\" needs a \"value\"";
  const std::string name = message["input"].is_string() ? message["input"].get<std::string>() : "";
  const json& value = message["value"];
  std::uint8_t number = 0;
  if (is_one_of(name, "temperature", kTemperatures, number)) return apply_temperature(value, device, number);
  if (name == "battery") {
    if (!value.is_number_integer() || value < 0 || value > 100) return "battery: 0 to 100";
    device.battery(value.get<std::uint8_t>());
    return {};
  }
  const bool sensor = is_one_of(name, "sensor", kSensorInputs, number);
  const auto* known = std::find_if(std::begin(kInputNames), std::end(kInputNames),
                                   [&](const InputName& row) { return row.name == name; });
  if (!sensor && known == std::end(kInputNames)) {
    return "unknown input; there is mains, ac, battery, sensor, sensor.1 to sensor.6, sensor_plug, button, "
           "usb, "
           "temperature, temperature.1 to temperature.5";
  }
  if (!value.is_boolean()) return name + ": true or false";
  device.input(sensor ? Input::sensor_contact : known->input, value.get<bool>(), number);
  return {};
}

}  // namespace

std::optional<RtcTime> parse_clock(std::string_view text) {
  constexpr std::string_view kForm = "00/00/00,00:00:00+00";
  if (text.size() != kForm.size()) return std::nullopt;
  int numbers[7] = {};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = is_digit(text[i]);
    if (digit != is_digit(kForm[i])) return std::nullopt;
    if (!digit && text[i] != kForm[i] && !(i == 17 && text[i] == '-')) return std::nullopt;
    if (digit) numbers[i / 3] = numbers[i / 3] * 10 + (text[i] - '0');
  }
  using namespace std::chrono;
  const year_month_day date{year{2000 + numbers[0]}, month{static_cast<unsigned>(numbers[1])},
                            day{static_cast<unsigned>(numbers[2])}};
  const int zone = text[17] == '-' ? -numbers[6] : numbers[6];
  if (!date.ok() || numbers[3] > 23 || numbers[4] > 59 || numbers[5] > 59 || zone < -48 || zone > 56)
    return std::nullopt;
  const auto days = sys_days{date} - sys_days{year{2000} / January / 1};
  const auto seconds =
      duration_cast<std::chrono::seconds>(days).count() + numbers[3] * 3600 + numbers[4] * 60 + numbers[5];
  return RtcTime{static_cast<std::uint32_t>(seconds), static_cast<std::int8_t>(zone)};
}

std::string apply_line(std::string_view line, HostDevice& device, const std::function<bool()>& erase) {
  const json message = json::parse(line, nullptr, false);
  if (!message.is_object()) return "not a JSON object";
  if (message.contains("input")) return apply_input(message, device);
  if (message.contains("power")) {
    if (message["power"] != "cut") return "power: \"cut\"";
    device.power_cut();
    return {};
  }
  if (message.contains("clock")) {
    const json& clock = message["clock"];
    if (clock == "unset") {
      device.set_clock(std::nullopt);
      return {};
    }
    const auto time = clock.is_string() ? parse_clock(clock.get<std::string>()) : std::nullopt;
    if (!time) return "clock: \"unset\" or \"yy/mm/dd,hh:mm:ss+zz\"";
    device.set_clock(time);
    return {};
  }
  if (message.contains("flash")) {
    if (message["flash"] != "erase") return "flash: \"erase\"";
    if (device.running()) return "flash: the device is running; {\"power\":\"cut\"} first";
    return erase() ? std::string{} : "flash: the file cannot be written";
  }
  return "unknown line; there is input, power, clock, flash";
}

std::string output_line(std::string_view output, bool value) {
  return json{{"output", output}, {"value", value}}.dump() + "\n";
}
std::string relay_line(std::string_view model, std::uint8_t relay, bool on) {
  if (find_model(model)->features.has(Feature::socket)) {
    return output_line(relay == 0 ? "socket" : "microrelay", on);
  }
  return output_line("relay." + std::to_string(relay + 1), on);
}
std::string led_line(Led led, bool lit) {
  constexpr std::string_view kNames[] = {"led.power", "led.gsm", "led.out", "led.mic"};
  static_assert(std::size(kNames) == kLeds);
  return output_line(kNames[static_cast<std::size_t>(led)], lit);
}
std::string device_line(bool on) {
  return json{{"output", "device"}, {"value", on ? "on" : "off"}}.dump() + "\n";
}
std::string error_line(std::string_view text) {
  return json{{"error", text}}.dump() + "\n";
}

}  // namespace isocket::fw
