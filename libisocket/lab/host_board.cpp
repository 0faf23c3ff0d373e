#include "lab/host_board.h"

#include <algorithm>

namespace isocket::lab {
namespace {

std::uint64_t millis(Instant now) {
  return static_cast<std::uint64_t>(now.time_since_epoch() / std::chrono::milliseconds{1});
}

bench::Output output_of(fw::Led led) {
  switch (led) {
    case fw::Led::power: return bench::Output::led_power;
    case fw::Led::gsm: return bench::Output::led_gsm;
    case fw::Led::out: return bench::Output::led_out;
    case fw::Led::mic: break;
  }
  return bench::Output::led_mic;
}

}  // namespace

HostBoard::HostBoard(Clock& clock, fw::HostDeviceOptions options, Outputs outputs)
    : clock_{clock}, options_{std::move(options)}, outputs_{std::move(outputs)}, wake_{clock} {}

Result<std::unique_ptr<HostBoard>> HostBoard::create(Clock& clock, fw::HostDeviceOptions options,
                                                     Outputs outputs) {
  std::unique_ptr<HostBoard> board{new HostBoard{clock, std::move(options), std::move(outputs)}};
  if (auto built = board->build(); !built) return fail(built.error());
  return board;
}

Result<void> HostBoard::build() {
  // What the device tells from its destructor or its constructor changes nothing: levels are told as changes.
  const auto tell = [this](bench::Output output, bool level) {
    bool& known = lit_[static_cast<std::size_t>(output)];
    if (std::exchange(known, level) != level) outputs_.output(output, level);
  };
  fw::HostOutputs outputs;
  outputs.relay = [tell](std::uint8_t number, bool on) {
    if (number < bench::kRelays) tell(static_cast<bench::Output>(number), on);  // relay_1 and on
  };
  outputs.led = [tell](fw::Led led, bool lit) { tell(output_of(led), lit); };
  outputs.device = [tell](bool on) { tell(bench::Output::device, on); };
  outputs.modem_power = outputs_.modem_power;
  outputs.modem_bytes = [this](std::span<const std::byte> octets) {
    outputs_.to_modem({reinterpret_cast<const char*>(octets.data()), octets.size()});
  };
  outputs.cable_bytes = [this](std::span<const std::byte> octets) {
    const std::string_view text{reinterpret_cast<const char*>(octets.data()), octets.size()};
    return outputs_.to_cable ? outputs_.to_cable(text) : text.size();
  };
  std::string error;
  device_ = fw::HostDevice::create(options_, flash_, std::move(outputs), &error);
  if (!device_) return fail(Errc::not_found, "firmware", 0, error);
  device_->advance(millis(clock_.now()));
  device_->cable_host(cable_host_);  // one that was there stays
  return {};
}

template <class Act>
void HostBoard::now(Act act) {
  device_->advance(millis(clock_.now()));
  act(*device_);
  arrange();
}

void HostBoard::arrange() {
  const auto next = device_->next_wake();
  if (!next) return wake_.cancel();
  // A device that wants to be called at once, again and again, must not stop the world.
  const Instant at{std::chrono::milliseconds{std::max(*next, millis(clock_.now()) + 1)}};
  if (wake_.armed() && wake_.when() == at) return;
  wake_.at(at, [this] { now([](fw::HostDevice&) {}); });
}

void HostBoard::begin_anew(fw::Variant variant) {
  device_->power_cut();
  wake_.cancel();
  device_.reset();
  flash_ = fw::FlashImage{};
  for (std::size_t i = 0; i < bench::kOutputs; ++i)
    if (std::exchange(lit_[i], false)) outputs_.output(static_cast<bench::Output>(i), false);
  options_.variant = variant;
  (void)build();  // its model and defects are known from before
  device_->temperature(std::nullopt, 0);
}

void HostBoard::input(fw::Input input, bool level, std::uint8_t number) {
  now([&](fw::HostDevice& device) { device.input(input, level, number); });
}
void HostBoard::temperature(std::optional<double> celsius, std::uint8_t number) {
  now([&](fw::HostDevice& device) { device.temperature(celsius, number); });
}
void HostBoard::battery(std::uint8_t percent) {
  now([&](fw::HostDevice& device) { device.battery(percent); });
}
void HostBoard::clock(std::optional<fw::RtcTime> time) {
  now([&](fw::HostDevice& device) { device.set_clock(time); });
}
void HostBoard::cut() {
  now([](fw::HostDevice& device) { device.power_cut(); });
}
void HostBoard::cable_host(bool there) {
  cable_host_ = there;
  now([&](fw::HostDevice& device) { device.cable_host(there); });
}
void HostBoard::from_cable(std::string_view octets) {
  now([&](fw::HostDevice& device) { device.cable_bytes(fw::as_octets(octets)); });
}
void HostBoard::from_modem(std::string_view octets) {
  now([&](fw::HostDevice& device) {
    device.modem_bytes({reinterpret_cast<const std::byte*>(octets.data()), octets.size()});
  });
}

}  // namespace isocket::lab
