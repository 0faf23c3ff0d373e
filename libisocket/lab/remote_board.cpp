#include "lab/remote_board.h"

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace isocket::lab {
namespace {

using nlohmann::json;

constexpr std::string_view kInputNames[] = {"mains", "ac", "sensor", "sensor_plug", "button", "usb"};
static_assert(std::size(kInputNames) == fw::kInputs);

std::string text_of(const fw::RtcTime& time) {
  const std::chrono::sys_seconds local{std::chrono::sys_days{std::chrono::year{2000} / 1 / 1} +
                                       std::chrono::seconds{time.seconds}};
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{local - day};
  char text[40];
  std::snprintf(text, sizeof text, "%02d/%02u/%02u,%02d:%02d:%02d%c%02d", static_cast<int>(date.year()) % 100,
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()), time.zone < 0 ? '-' : '+', std::abs(time.zone));
  return text;
}

std::string numbered(std::string_view word, std::size_t number) {
  return std::string{word} + (number == 0 ? "" : "." + std::to_string(number + 1));
}

std::string input_line(std::size_t i, std::size_t number, bool level) {
  return json{{"input", numbered(kInputNames[i], number)}, {"value", level}}.dump();
}

std::string temperature_line(std::size_t number, std::optional<double> celsius) {
  json line{{"input", numbered("temperature", number)}, {"value", "absent"}};
  if (celsius) line["value"] = *celsius;
  return line.dump();
}

std::string battery_line(std::uint8_t percent) {
  return json{{"input", "battery"}, {"value", percent}}.dump();
}

/// How many of an input there are.
constexpr std::size_t count_of(std::size_t input) {
  return input == static_cast<std::size_t>(fw::Input::sensor_contact) ? bench::kSensorKey.most : 1;
}

}  // namespace

RemoteBoard::RemoteBoard(EventLoop& loop, Places places, Outputs outputs)
    : loop_{loop}, places_{std::move(places)}, outputs_{std::move(outputs)} {}

Result<std::unique_ptr<RemoteBoard>> RemoteBoard::create(EventLoop& loop, Places places, Outputs outputs) {
  std::unique_ptr<RemoteBoard> board{new RemoteBoard{loop, std::move(places), std::move(outputs)}};
  RemoteBoard* const self = board.get();
  auto pty = Pty::open();
  if (!pty) return fail(pty.error());
  board->pty_ = std::move(*pty);
  if (auto named = board->pty_->name(board->places_.modem); !named) return fail(named.error());
  board->modem_ =
      std::make_unique<Line>(loop, board->pty_->take_stream(loop),
                             [self](std::string_view octets) { self->outputs_.to_modem(octets); });
  auto listener = UnixListener::open(loop, board->places_.socket, [self](std::unique_ptr<ByteStream> stream) {
    self->welcome(std::move(stream));
  });
  if (!listener) return fail(listener.error());
  board->listener_ = std::move(*listener);
  return board;
}

void RemoteBoard::say(const std::string& line) {
  if (visitor_) visitor_->write(line + "\n");
}

std::string RemoteBoard::clock_line() const {
  return json{{"clock", clock_ ? text_of(*clock_) : std::string{"unset"}}}.dump();
}

void RemoteBoard::welcome(std::unique_ptr<ByteStream> stream) {
  text_.clear();
  const auto received = [this](std::string_view octets) {
    text_ += octets;
    for (auto end = text_.find('\n'); end != std::string::npos; end = text_.find('\n')) {
      const std::string line = text_.substr(0, end);
      text_.erase(0, end + 1);
      take_line(line);
    }
  };
  // A firmware that ends is a device that has lost all power.
  const auto closed = [this] {
    visitor_.reset();
    outputs_.modem_power(false);
    all_dark();
  };
  visitor_ = std::make_unique<Line>(loop_, std::move(stream), received, closed);
  if (factory_new_) erase();
  say(clock_line());
  for (std::size_t n = 0; n < celsius_.size(); ++n) say(temperature_line(n, celsius_[n]));
  say(battery_line(battery_));
  // Mains last: with it the device starts, and finds everything else as it is.
  for (std::size_t i = fw::kInputs; i-- > 0;)
    for (std::size_t n = 0; n < count_of(i); ++n) say(input_line(i, n, inputs_[i][n]));
}

void RemoteBoard::take_line(const std::string& line) {
  const json message = json::parse(line, nullptr, false);
  if (!message.is_object() || !message.contains("output") || !message["output"].is_string()) return;
  const std::string name = message["output"];
  const json& value = message.contains("value") ? message["value"] : json{};
  const bool level = value.is_boolean() ? value.get<bool>() : value == "on";
  if (name == "modem_power") return outputs_.modem_power(level);
  const auto output = bench::parse_output(name);
  if (!output) return;
  bool& known = outputs_seen_[static_cast<std::size_t>(*output)];
  if (std::exchange(known, level) != level) outputs_.output(*output, level);
}

void RemoteBoard::begin_anew(fw::Variant) {
  inputs_ = {};
  clock_.reset();
  celsius_ = {};
  battery_ = 100;
  factory_new_ = true;
  if (visitor_) erase();
  all_dark();
}

void RemoteBoard::erase() {
  say("{\"power\":\"cut\"}");  // the flash is only written to while the device is off
  say("{\"flash\":\"erase\"}");
  factory_new_ = false;
}

void RemoteBoard::all_dark() {
  for (std::size_t i = 0; i < bench::kOutputs; ++i)
    if (std::exchange(outputs_seen_[i], false)) outputs_.output(static_cast<bench::Output>(i), false);
}

void RemoteBoard::input(fw::Input input, bool level, std::uint8_t number) {
  const auto i = static_cast<std::size_t>(input);
  inputs_[i].at(number) = level;
  say(input_line(i, number, level));
}

void RemoteBoard::temperature(std::optional<double> celsius, std::uint8_t number) {
  celsius_.at(number) = celsius;
  say(temperature_line(number, celsius));
}

void RemoteBoard::battery(std::uint8_t percent) {
  battery_ = percent;
  say(battery_line(percent));
}

void RemoteBoard::clock(std::optional<fw::RtcTime> time) {
  clock_ = time;
  say(clock_line());
}

void RemoteBoard::cut() {
  inputs_[static_cast<std::size_t>(fw::Input::mains)][0] = false;
  say("{\"power\":\"cut\"}");
}

}  // namespace isocket::lab
