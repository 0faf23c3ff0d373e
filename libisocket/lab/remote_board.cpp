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

std::string input_line(std::size_t i, bool level) {
  return json{{"input", kInputNames[i]}, {"value", level}}.dump();
}

std::string temperature_line(std::optional<double> celsius) {
  return celsius ? json{{"input", "temperature"}, {"value", *celsius}}.dump()
                 : json{{"input", "temperature"}, {"value", "failed"}}.dump();
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
  say(temperature_line(celsius_));
  // Mains last: with it the device starts, and finds everything else as it is.
  for (std::size_t i = fw::kInputs; i-- > 0;) say(input_line(i, inputs_[i]));
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

void RemoteBoard::begin_anew() {
  inputs_.fill(false);
  clock_.reset();
  celsius_.reset();
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

void RemoteBoard::input(fw::Input input, bool level) {
  const auto i = static_cast<std::size_t>(input);
  inputs_[i] = level;
  say(input_line(i, level));
}

void RemoteBoard::temperature(std::optional<double> celsius) {
  celsius_ = celsius;
  say(temperature_line(celsius));
}

void RemoteBoard::clock(std::optional<fw::RtcTime> time) {
  clock_ = time;
  say(clock_line());
}

void RemoteBoard::cut() {
  inputs_[static_cast<std::size_t>(fw::Input::mains)] = false;
  say("{\"power\":\"cut\"}");
}

}  // namespace isocket::lab
