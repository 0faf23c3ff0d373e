#include "testing/board.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

namespace isocket::fw::testing {
namespace {

constexpr std::uint32_t kBeforeWrap = 0xffff'ffff - 30'000;

/// Days from 2000-01-01 to a date (the proleptic Gregorian calendar).
constexpr std::uint32_t days_to(int year, int month, int day) {
  constexpr int kBefore[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const int y = year - 2000;
  const int leap_days = (y + 3) / 4 + (y % 4 == 0 && month > 2 ? 1 : 0);
  return static_cast<std::uint32_t>(y * 365 + leap_days + kBefore[month - 1] + day - 1);
}
constexpr std::uint32_t kNoon = days_to(2026, 3, 2) * 86'400 + 12 * 3'600;

}  // namespace

struct Board::State {
  Options options;
  FlashImage flash;
  std::unique_ptr<HostDevice> device;
  ModulePeer peer;
  std::uint64_t now = 0;
  std::vector<bool> asked;  // of peer.sent
  std::optional<CutPlan> plan;
  bool cut = false;
  bool broken = false;
  int writes = 0;
  std::vector<std::pair<std::uint64_t, std::pair<Led, bool>>> led_edges;
  std::string cable_says;
  std::size_t cable_takes = 1 << 20;

  explicit State(Options o)
      : options{std::move(o)}, peer{[this](std::string_view bytes) {
          if (device) device->modem_bytes(as_octets(bytes));
        }} {}

  bool flash_fails(std::uint16_t page, std::span<const std::byte> data) {
    if (cut || broken) return true;
    ++writes;
    if (!plan || plan->writes-- > 0) return false;
    cut = true;
    if (plan->torn_after) {
      auto* at = flash.octets.data() + page * kFlashPageSize;
      std::fill_n(at, kFlashPageSize, std::byte{0xff});
      std::memcpy(at, data.data(), std::min(*plan->torn_after, data.size()));
    }
    return true;
  }
  void run_until(std::uint64_t end) {
    int idle = 0;
    while (true) {
      if (cut && device->running()) device->power_cut();
      std::uint64_t next = end;
      if (const auto wake = device->next_wake()) next = std::min(next, *wake);
      if (const auto plans = peer.next()) next = std::min(next, *plans);
      next = std::max(next, now);
      idle = next == now ? idle + 1 : 0;
      if (idle > 10'000) {
        ADD_FAILURE() << "the device spins at " << now << " ms";
        return;
      }
      now = next;
      peer.advance(now);
      device->advance(now);
      if (now < end) continue;
      const auto wake = device->next_wake();
      const auto plans = peer.next();
      if ((!wake || *wake > end) && (!plans || *plans > end)) return;
    }
  }
};

Board::Board(Options options) : state_{std::make_unique<State>(std::move(options))} {
  State& s = *state_;
  HostOutputs out;
  out.modem_bytes = [&s](std::span<const std::byte> bytes) { s.peer.write(bytes); };
  out.cable_bytes = [&s](std::span<const std::byte> bytes) {
    const auto taken = bytes.first(std::min(bytes.size(), s.cable_takes));
    for (const std::byte octet : taken) s.cable_says += static_cast<char>(octet);
    return taken.size();
  };
  out.modem_power = [&s](bool on) { s.peer.power(on); };
  out.led = [&s](Led led, bool lit) { s.led_edges.push_back({s.now, {led, lit}}); };
  out.flash_fails = [&s](std::uint16_t page, std::span<const std::byte> data) {
    return s.flash_fails(page, data);
  };
  HostDeviceOptions device;
  device.model = s.options.model;
  device.defects = s.options.defects;
  device.variant = s.options.variant;
  device.millis_at_start = kBeforeWrap;
  std::string error;
  s.device = HostDevice::create(device, s.flash, std::move(out), &error);
  if (!s.device) {
    ADD_FAILURE() << error;
    std::abort();
  }
  if (s.options.clock_set) s.device->set_clock(RtcTime{kNoon, 8});
  s.device->input(Input::ac, true);
  if (!s.options.start) return;
  mains(true);
  advance(30s);
  if (s.options.clock_set) s.device->set_clock(RtcTime{kNoon, 8});
}
Board::~Board() = default;

void Board::advance(std::chrono::milliseconds time) {
  state_->run_until(state_->now + static_cast<std::uint64_t>(time.count()));
}
std::chrono::milliseconds Board::now() const {
  return std::chrono::milliseconds{static_cast<std::int64_t>(state_->now)};
}
bool Board::advance_until(const std::function<bool()>& condition, std::chrono::milliseconds limit) {
  for (auto end = now() + limit; !condition() && now() < end;) advance(10ms);
  return condition();
}

void Board::sms(std::string_view from, std::string_view text) {
  deliver({.from = std::string{from}, .text = std::string{text}});
  advance(5s);
}
std::string Board::reply() {
  State& s = *state_;
  s.asked.resize(s.peer.sent.size());
  const auto next = std::find(s.asked.begin(), s.asked.end(), false);
  if (next == s.asked.end()) return {};
  *next = true;
  return s.peer.sent[static_cast<std::size_t>(next - s.asked.begin())].text;
}
std::string Board::reply_to(std::string_view number) {
  State& s = *state_;
  s.asked.resize(s.peer.sent.size());
  for (std::size_t i = 0; i < s.asked.size(); ++i)
    if (!s.asked[i] && s.peer.sent[i].to == number) {
      s.asked[i] = true;
      return s.peer.sent[i].text;
    }
  return {};
}
std::vector<std::string> Board::sent_to(std::string_view number) const {
  std::vector<std::string> texts;
  for (const auto& sent : state_->peer.sent)
    if (sent.to == number) texts.push_back(sent.text);
  return texts;
}
std::size_t Board::sent() const {
  return state_->peer.sent.size();
}

void Board::mains(bool on) {
  state_->device->input(Input::mains, on);
  advance(0ms);
}
void Board::ac(bool on) {
  state_->device->input(Input::ac, on);
  advance(0ms);
}
void Board::battery(int percent) {
  state_->device->battery(static_cast<std::uint8_t>(percent));
}
void Board::sensor(bool closed, int number) {
  state_->device->input(Input::sensor_contact, closed, static_cast<std::uint8_t>(number - 1));
  advance(0ms);
}
void Board::sensor_plug(bool connected) {
  state_->device->input(Input::sensor_plug, connected);
  advance(0ms);
}
void Board::press_button(std::chrono::milliseconds length) {
  state_->device->input(Input::button, true);
  advance(length);
  state_->device->input(Input::button, false);
  advance(0ms);
}
void Board::temperature(std::optional<double> celsius, int number) {
  state_->device->temperature(celsius, static_cast<std::uint8_t>(number - 1));
}
void Board::cable(bool in) {
  state_->device->input(Input::usb, in);
  advance(0ms);
}
std::string Board::ask_cable(std::string_view line) {
  return say_to_cable(std::string{line} + "\r\n");
}
std::string Board::say_to_cable(std::string_view octets) {
  state_->cable_says.clear();
  state_->device->cable_bytes(as_octets(octets));
  advance(100ms);
  std::string says = state_->cable_says;
  std::erase(says, '\r');
  return says;
}
void Board::cable_takes(std::size_t most) {
  state_->cable_takes = most;
}
void Board::power_cut() {
  state_->device->power_cut();
}
void Board::power_cycle() {
  power_cut();
  advance(1s);
  mains(true);
}
void Board::plan_cut(CutPlan plan) {
  state_->plan = plan;
  state_->cut = false;
}
bool Board::cut_happened() const {
  return state_->cut;
}
void Board::break_flash(bool broken) {
  state_->broken = broken;
}
void Board::restore_power() {
  power_cut();
  state_->plan.reset();
  state_->cut = false;
  mains(true);
}
int Board::flash_writes() const {
  return state_->writes;
}
void Board::set_clock(std::optional<RtcTime> time) {
  state_->device->set_clock(time);
}

bool Board::relay_on(int number) const {
  return state_->device->relay_on(static_cast<std::uint8_t>(number - 1));
}
std::string Board::relays_on() const {
  std::string numbers;
  for (int i = 1; i <= static_cast<int>(kBoardRelays); ++i)
    if (relay_on(i)) numbers += (numbers.empty() ? "" : ",") + std::to_string(i);
  return numbers;
}
bool Board::lit(Led led) const {
  return state_->device->lit(led);
}
bool Board::running() const {
  return state_->device->running();
}
int Board::flashes(Led led, std::chrono::milliseconds time) {
  state_->led_edges.clear();
  advance(time);
  const auto& edges = state_->led_edges;
  return static_cast<int>(std::count_if(edges.begin(), edges.end(), [&](const auto& edge) {
    return edge.second == std::pair{led, true};
  }));
}

ModulePeer& Board::module() {
  return state_->peer;
}
HostDevice& Board::device() {
  return *state_->device;
}
FlashImage& Board::flash() {
  return state_->flash;
}

}  // namespace isocket::fw::testing
