#include "bench/change.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "core/duration.h"

namespace isocket::bench {
namespace {

constexpr std::string_view kVariants[] = {"standard", "us", "no-voltage-sensor"};

template <class T>
std::optional<T> number(std::string_view text) {
  T value{};
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

tl::unexpected<Error> wrong(std::string_view key, std::string_view value, std::string_view right) {
  return fail(Errc::bad_value, std::string{key}, 0,
              "'" + std::string{value} + "' is not possible here; it would be " + std::string{right});
}

/// One of two words.
Result<bool> either(std::string_view key, std::string_view value, std::string_view yes, std::string_view no) {
  if (value == yes) return true;
  if (value == no) return false;
  return wrong(key, value, std::string{yes} + " or " + std::string{no});
}

template <class T>
Result<Change> flag(std::string_view key, std::string_view value, std::string_view yes, std::string_view no) {
  auto parsed = either(key, value, yes, no);
  if (!parsed) return fail(std::move(parsed.error()));
  return Change{T{*parsed}};
}

Result<Change> temperature(std::string_view key, std::string_view value) {
  const auto sensor = static_cast<std::uint8_t>(numbered(key, kTemperatureKey));
  if (value == "failed") return Temperature{Temperature::State::failed, 0, sensor};
  if (value == "absent") return Temperature{Temperature::State::absent, 0, sensor};
  const auto celsius = number<double>(value);
  if (!celsius || !(*celsius >= -60 && *celsius <= 130))
    return wrong(key, value, "degrees Celsius from -60 to 130, failed or absent");
  return Temperature{Temperature::State::value, *celsius, sensor};
}

Result<Change> sensor(std::string_view key, std::string_view value) {
  auto closed = either(key, value, "closed", "open");
  if (!closed) return fail(std::move(closed.error()));
  return Sensor{*closed, static_cast<std::uint8_t>(numbered(key, kSensorKey))};
}

Result<Change> battery(std::string_view value) {
  if (value == "good") return Battery{};
  if (value == "worn") return Battery{false, {}};
  const auto percent =
      value.ends_with('%') ? number<int>(value.substr(0, value.size() - 1)) : std::optional<int>{};
  if (!percent || *percent < 0 || *percent > 100)
    return wrong("battery", value, "good, worn, or its charge from 0% to 100%");
  return Battery{true, percent};
}

Result<Change> variant(std::string_view value) {
  for (std::size_t i = 0; i < std::size(kVariants); ++i)
    if (value == kVariants[i]) return Variant{static_cast<Variant::Kind>(i)};
  return wrong("variant", value, "standard, us or no-voltage-sensor");
}

Result<Change> button(std::string_view value) {
  const auto held = parse_duration(value);
  using namespace std::chrono_literals;
  if (!held || *held < 10ms || *held > 60s)
    return wrong("button", value, "the time it is held, 10ms to 60s, such as 200ms or 12s");
  return Button{*held};
}

Result<Change> signal(std::string_view value) {
  if (value == "unknown") return SignalLevel{std::nullopt};
  const auto dbm = number<int>(value);
  if (!dbm || *dbm < -113 || *dbm > -51) return wrong("signal", value, "-113 to -51 (dBm) or unknown");
  return SignalLevel{*dbm};
}

Result<Change> device_clock(std::string_view value) {
  if (value == "unset") return DeviceClock{};
  static constexpr std::string_view kShape = "dd/dd/dd,dd:dd:ddsdd";
  const bool fits = value.size() == kShape.size() &&
                    std::equal(value.begin(), value.end(), kShape.begin(), [](char c, char shape) {
                      if (shape == 'd') return c >= '0' && c <= '9';
                      return shape == 's' ? c == '+' || c == '-' : c == shape;
                    });
  if (!fits) return wrong("clock", value, "unset, or a date and time such as \"26/03/02,12:00:00+04\"");
  return DeviceClock{std::string{value}};
}

Result<Change> sim(std::string_view value) {
  if (value == "present") return Sim{Sim::State::present, 0};
  if (value == "absent") return Sim{Sim::State::absent, 0};
  if (value == "pin") return Sim{Sim::State::pin_locked, 0};
  static constexpr std::string_view kStored = "messages ";
  if (value.starts_with(kStored)) {
    const auto count = number<int>(value.substr(kStored.size()));
    if (count && *count >= 0 && *count <= 30) return Sim{Sim::State::present, *count};
  }
  return wrong("sim", value,
               "present, absent, pin, or 'messages N' for a card with N stored messages, 0 to 30");
}

Result<Change> ussd(std::string_view code, std::string_view value) {
  if (code.size() < 3 || code.front() != '*' || code.back() != '#')
    return wrong("ussd", code, "a map from codes to answers, such as {\"*100#\": Credit 5 EUR}");
  if (value == "reject") return Ussd{std::string{code}, Ussd::Kind::reject, {}};
  if (value == "none") return Ussd{std::string{code}, Ussd::Kind::no_answer, {}};
  static constexpr std::string_view kMenu = "menu ";
  if (value.starts_with(kMenu))
    return Ussd{std::string{code}, Ussd::Kind::menu, std::string{value.substr(kMenu.size())}};
  return Ussd{std::string{code}, Ussd::Kind::text, std::string{value}};
}

Result<Change> refusals(std::string_view value) {
  const auto count = number<int>(value);
  if (!count || *count < 0 || *count > 1000)
    return wrong("refuse_submissions", value, "the number of submissions to refuse, 0 to 1000");
  return RefuseSubmissions{*count};
}

Result<Change> foreign(std::string_view sender, std::string_view text) {
  if (sender.empty() || sender.size() > 11)
    return wrong("sms", sender, "a map from an alphanumeric sender of up to 11 characters to a text");
  return ForeignMessage{std::string{sender}, std::string{text}};
}

}  // namespace

const std::vector<std::string_view>& change_keys() {
  static const std::vector<std::string_view> kKeys = {"mains",         "ac",
                                                      "battery",       "sensor",
                                                      "sensor.1",      "sensor.2",
                                                      "sensor.3",      "sensor.4",
                                                      "sensor.5",      "sensor.6",
                                                      "sensor_plug",   "temperature",
                                                      "temperature.1", "temperature.2",
                                                      "temperature.3", "temperature.4",
                                                      "temperature.5", "button",
                                                      "network",       "usb",
                                                      "signal",        "clock",
                                                      "sim",           "ussd",
                                                      "sms",           "caller_id",
                                                      "variant",       "refuse_submissions"};
  return kKeys;
}

unsigned numbered(std::string_view key, const NumberedKey& kind) {
  if (!key.starts_with(kind.word)) return 0;
  key.remove_prefix(kind.word.size());
  if (key.empty()) return 1;
  if (key.size() != 2 || key[0] != '.' || key[1] < '1') return 0;
  const auto number = static_cast<unsigned>(key[1] - '0');
  return number <= kind.most ? number : 0;
}

std::string_view usual_key(std::string_view key) {
  for (const NumberedKey& kind : {kSensorKey, kTemperatureKey})
    if (numbered(key, kind) == 1) return kind.word;
  return key;
}

bool takes_entries(std::string_view key) {
  return key == "ussd" || key == "sms";
}

Result<Change> parse_change(std::string_view key, std::string_view value, std::string_view entry) {
  if (key == "mains") return flag<Mains>(key, value, "on", "off");
  if (key == "ac") return flag<Ac>(key, value, "on", "off");
  if (key == "battery") return battery(value);
  if (key == "variant") return variant(value);
  if (numbered(key, kSensorKey) != 0) return sensor(key, value);
  if (numbered(key, kTemperatureKey) != 0) return temperature(key, value);
  if (key == "sensor_plug") return flag<SensorPlug>(key, value, "in", "out");
  if (key == "network") return flag<NetworkService>(key, value, "up", "down");
  if (key == "usb") return flag<Usb>(key, value, "connected", "disconnected");
  if (key == "caller_id") return flag<CallerId>(key, value, "local", "international");
  if (key == "button") return button(value);
  if (key == "signal") return signal(value);
  if (key == "clock") return device_clock(value);
  if (key == "sim") return sim(value);
  if (key == "ussd") return ussd(entry, value);
  if (key == "sms") return foreign(entry, value);
  if (key == "refuse_submissions") return refusals(value);
  return fail(Errc::not_found, std::string{key}, 0, "the bench has no such thing to change");
}

namespace {

std::string celsius_text(double celsius) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", celsius);
  return text;
}

std::string numbered_key(const NumberedKey& kind, unsigned number) {
  return std::string{kind.word} + (number == 1 ? "" : "." + std::to_string(number));
}

struct Speller {
  Spelling operator()(const Mains& c) const { return {"mains", c.on ? "on" : "off", {}}; }
  Spelling operator()(const Ac& c) const { return {"ac", c.on ? "on" : "off", {}}; }
  Spelling operator()(const Battery& c) const {
    if (c.percent) return {"battery", std::to_string(*c.percent) + "%", {}};
    return {"battery", c.good ? "good" : "worn", {}};
  }
  Spelling operator()(const Sensor& c) const {
    return {numbered_key(kSensorKey, c.number), c.closed ? "closed" : "open", {}};
  }
  Spelling operator()(const Variant& c) const {
    return {"variant", std::string{kVariants[static_cast<std::size_t>(c.kind)]}, {}};
  }
  Spelling operator()(const SensorPlug& c) const { return {"sensor_plug", c.in ? "in" : "out", {}}; }
  Spelling operator()(const Temperature& c) const {
    const std::string key = numbered_key(kTemperatureKey, c.number);
    if (c.state == Temperature::State::failed) return {key, "failed", {}};
    if (c.state == Temperature::State::absent) return {key, "absent", {}};
    return {key, celsius_text(c.celsius), {}};
  }
  Spelling operator()(const Button& c) const { return {"button", duration_text(c.held), {}}; }
  Spelling operator()(const NetworkService& c) const { return {"network", c.up ? "up" : "down", {}}; }
  Spelling operator()(const Usb& c) const { return {"usb", c.connected ? "connected" : "disconnected", {}}; }
  Spelling operator()(const SignalLevel& c) const {
    return {"signal", c.dbm ? std::to_string(*c.dbm) : "unknown", {}};
  }
  Spelling operator()(const DeviceClock& c) const { return {"clock", c.value.value_or("unset"), {}}; }
  Spelling operator()(const Sim& c) const {
    if (c.state == Sim::State::absent) return {"sim", "absent", {}};
    if (c.state == Sim::State::pin_locked) return {"sim", "pin", {}};
    if (c.stored_messages > 0) return {"sim", "messages " + std::to_string(c.stored_messages), {}};
    return {"sim", "present", {}};
  }
  Spelling operator()(const Ussd& c) const {
    switch (c.kind) {
      case Ussd::Kind::reject: return {"ussd", "reject", c.code};
      case Ussd::Kind::no_answer: return {"ussd", "none", c.code};
      case Ussd::Kind::menu: return {"ussd", "menu " + c.text, c.code};
      case Ussd::Kind::text: break;
    }
    return {"ussd", c.text, c.code};
  }
  Spelling operator()(const RefuseSubmissions& c) const {
    return {"refuse_submissions", std::to_string(c.count), {}};
  }
  Spelling operator()(const CallerId& c) const {
    return {"caller_id", c.local ? "local" : "international", {}};
  }
  Spelling operator()(const ForeignMessage& c) const { return {"sms", c.text, c.sender}; }
};

}  // namespace

Spelling spell(const Change& change) {
  return std::visit(Speller{}, change);
}

}  // namespace isocket::bench
