#include "ports/host/board_lines.h"

#include <chrono>
#include <nlohmann/json.hpp>

namespace isocket::fw {
namespace {

using nlohmann::json;

struct InputName {
  std::string_view name;
  Input input;
};
constexpr InputName kInputNames[] = {{"mains", Input::mains},
                                     {"sensor", Input::sensor_contact},
                                     {"sensor_plug", Input::sensor_plug},
                                     {"button", Input::button},
                                     {"usb", Input::usb}};

std::string apply_temperature(const json& value, HostDevice& device) {
  if (value.is_number()) {
    device.temperature(value.get<double>());
  } else if (value == "failed" || value == "absent") {
    device.temperature(std::nullopt);
  } else {
    return "temperature: a number, \"failed\" or \"absent\"";
  }
  return {};
}

std::string apply_input(const json& message, HostDevice& device) {
  if (!message.contains("value")) return "\"input\" needs a \"value\"";
  const json& name = message["input"];
  const json& value = message["value"];
  if (name == "temperature") return apply_temperature(value, device);
  for (const auto& known : kInputNames) {
    if (name != known.name) continue;
    if (!value.is_boolean()) return std::string{known.name} + ": true or false";
    device.input(known.input, value.get<bool>());
    return {};
  }
  return "unknown input; there is mains, sensor, sensor_plug, button, usb, temperature";
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
std::string led_line(Led led, bool lit) {
  return output_line(led == Led::power ? "led.power" : led == Led::gsm ? "led.gsm" : "led.out", lit);
}
std::string device_line(bool on) {
  return json{{"output", "device"}, {"value", on ? "on" : "off"}}.dump() + "\n";
}
std::string error_line(std::string_view text) {
  return json{{"error", text}}.dump() + "\n";
}

}  // namespace isocket::fw
