#include "ports/host/host_device.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/device.h"
#include "core/model.h"

namespace isocket::fw {
namespace {

/// By which a sensor inside the housing reads above the room (GS-7.4-08), in degrees Celsius.
constexpr double kHousingWarmth = 5.0;
constexpr std::uint64_t kClockSurvives = 4 * 60 * kMinute;  // EP-8-16
constexpr std::size_t index(Input input) {
  return static_cast<std::size_t>(input);
}
constexpr std::size_t index(Led led) {
  return static_cast<std::size_t>(led);
}
constexpr std::string_view kVariants[] = {"standard", "us", "no-voltage-sensor"};
/// How many of an input there are.
constexpr std::size_t count(Input input) {
  return input == Input::sensor_contact ? kBoardInputs : 1;
}

/// A battery that loses one per cent a minute while the device runs on it, and gains as much from mains.
class Charge {
 public:
  enum class Flow : std::uint8_t { none, in, out };

  void set(std::uint64_t now, std::uint8_t percent) {
    since_ = now;
    left_ = std::min<std::uint64_t>(percent, 100) * kMinute;
  }
  /// What has flowed since the last call.
  void settle(std::uint64_t now, Flow flow) {
    const std::uint64_t passed = now - since_;
    since_ = now;
    if (flow == Flow::in) left_ = std::min<std::uint64_t>(left_ + passed, kFull);
    if (flow == Flow::out) left_ -= std::min(left_, passed);
  }
  [[nodiscard]] std::uint8_t percent() const {
    return static_cast<std::uint8_t>((left_ + kMinute / 2) / kMinute);
  }

 private:
  static constexpr std::uint64_t kFull = 100 * kMinute;
  std::uint64_t since_ = 0;
  std::uint64_t left_ = kFull;  // milliseconds until it is empty
};

constexpr std::string_view kLacks = "lacks-";

/// What a device of this defect lacks; null: the name is of another kind.
const FeatureName* lacked(std::string_view defect) {
  if (!defect.starts_with(kLacks)) return nullptr;
  for (const FeatureName& feature : feature_names())
    if (feature.name == defect.substr(kLacks.size())) return &feature;
  return nullptr;
}

}  // namespace

std::string_view name_of(Variant variant) {
  return kVariants[static_cast<std::size_t>(variant)];
}

std::optional<Variant> parse_variant(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kVariants); ++i)
    if (kVariants[i] == name) return static_cast<Variant>(i);
  return std::nullopt;
}

/// The board: what the functions of the Hal act on.
struct HostDevice::State {
  const Model* model = nullptr;
  Model robbed{};  // what `model` points to when it lacks something on purpose
  Defects defects;
  std::string serial_number;
  std::uint32_t millis_at_start = 0;
  FlashImage* flash = nullptr;
  HostOutputs out;
  Hal hal{};

  std::uint64_t now = 0;
  std::array<std::array<bool, kBoardInputs>, kInputs> inputs{};
  bool cable_host = false;
  std::array<std::optional<double>, kBoardSensors> celsius{20.0};
  Charge charge;
  std::array<bool, kBoardRelays> relays{};
  std::array<bool, kBoardRelays> relays_shown{};
  std::array<bool, kLeds> leds{};
  bool modem_supply = false;
  bool wants_off = false;
  std::unique_ptr<Device> device;

  std::optional<RtcTime> rtc;  // what it was set to
  std::uint64_t rtc_set_at = 0;
  std::optional<std::uint64_t> mains_lost_at;

  static State& of(void* self) { return *static_cast<State*>(self); }
  void make_hal();

  [[nodiscard]] bool cable_in() const { return cable_host || inputs[index(Input::usb)][0]; }
  [[nodiscard]] bool mains() const { return inputs[index(Input::mains)][0]; }
  void show_relays() {
    for (std::size_t i = 0; i < kBoardRelays; ++i) {
      const bool on = relays[i] && mains();
      if (on == relays_shown[i]) continue;
      relays_shown[i] = on;
      if (out.relay) out.relay(static_cast<std::uint8_t>(i), on);
    }
  }
  void settle_charge() {
    using enum Charge::Flow;
    charge.settle(now, mains() ? in : device ? out : none);
  }
  void show_led(Led led, bool lit) {
    if (leds[index(led)] == lit) return;
    leds[index(led)] = lit;
    if (out.led) out.led(led, lit);
  }
  void supply_modem(bool on) {
    if (modem_supply == on) return;
    modem_supply = on;
    if (out.modem_power) out.modem_power(on);
  }
  void expire_rtc() {
    if (mains_lost_at && now - *mains_lost_at > kClockSurvives) rtc.reset();
  }
  void start() {
    wants_off = false;
    device = std::make_unique<Device>(*model, hal, defects);
    for (std::size_t i = 0; i < kInputs; ++i)
      for (std::size_t n = 0; n < count(static_cast<Input>(i)); ++n)
        device->input(static_cast<Input>(i), inputs[i][n], static_cast<std::uint8_t>(n));
    device->input(Input::usb, cable_in());
    if (out.device) out.device(true);
    device->power_up();
    settle();
  }
  void stop() {
    if (!device) return;
    settle_charge();
    device.reset();
    wants_off = false;
    relays.fill(false);
    show_relays();
    for (std::size_t i = 0; i < kLeds; ++i) show_led(static_cast<Led>(i), false);
    supply_modem(false);
    if (out.device) out.device(false);
  }
  /// After each call of the device: it may have switched itself off.
  void settle() {
    if (device && wants_off) stop();
  }
};

void HostDevice::State::make_hal() {
  hal.self = this;
  hal.serial_number = serial_number;
  hal.millis = [](void* self) { return static_cast<std::uint32_t>(of(self).now) + of(self).millis_at_start; };
  hal.relay = [](void* self, std::uint8_t relay, bool closed) {
    of(self).relays[relay] = closed;
    of(self).show_relays();
  };
  hal.led = [](void* self, Led led, bool lit) { of(self).show_led(led, lit); };
  hal.modem_write = [](void* self, std::span<const std::byte> bytes) {
    if (of(self).out.modem_bytes) of(self).out.modem_bytes(bytes);
    return bytes.size();
  };
  hal.cable_write = [](void* self, std::span<const std::byte> bytes) {
    return of(self).out.cable_bytes ? of(self).out.cable_bytes(bytes) : bytes.size();
  };
  hal.modem_power = [](void* self, bool on) { of(self).supply_modem(on); };
  hal.battery = [](void* self) {
    State& s = of(self);
    s.settle_charge();
    return s.charge.percent();
  };
  hal.temperature = [](void* self, std::uint8_t sensor, std::int16_t& centidegrees) {
    auto measured = of(self).celsius[sensor];
    if (measured && of(self).model->features.has(Feature::calibration)) *measured += kHousingWarmth;
    if (!measured || *measured < -55 || *measured > 120) return false;
    centidegrees = static_cast<std::int16_t>(std::lround(*measured * 100));
    return true;
  };
  hal.rtc_read = [](void* self, RtcTime& time) {
    State& s = of(self);
    s.expire_rtc();
    if (!s.rtc) return false;
    time = *s.rtc;
    time.seconds += static_cast<std::uint32_t>((s.now - s.rtc_set_at) / 1000);
    return true;
  };
  hal.rtc_write = [](void* self, RtcTime time) {
    of(self).rtc = time;
    of(self).rtc_set_at = of(self).now;
  };
  hal.flash_read = [](void* self, std::uint16_t page, std::size_t offset, std::span<std::byte> into) {
    std::memcpy(into.data(), of(self).flash->octets.data() + page * kFlashPageSize + offset, into.size());
  };
  hal.flash_write = [](void* self, std::uint16_t page, std::span<const std::byte> data) {
    State& s = of(self);
    if (s.out.flash_fails && s.out.flash_fails(page, data)) return false;
    auto* at = s.flash->octets.data() + page * kFlashPageSize;
    std::fill_n(at, kFlashPageSize, std::byte{0xff});
    std::memcpy(at, data.data(), data.size());
    return !s.out.flash_written || s.out.flash_written(page);
  };
  hal.power_off = [](void* self) { of(self).wants_off = true; };
}

HostDevice::HostDevice(std::unique_ptr<State> state) : state_{std::move(state)} {}
HostDevice::~HostDevice() = default;

std::unique_ptr<HostDevice> HostDevice::create(const HostDeviceOptions& options, FlashImage& flash,
                                               HostOutputs outputs, std::string* error) {
  const auto refuse = [&](std::string why) {
    if (error != nullptr) *error = std::move(why);
    return nullptr;
  };
  auto state = std::make_unique<State>();
  state->model = find_model(options.model);
  if (state->model == nullptr) {
    std::string known;
    for (const Model* model : models()) known += (known.empty() ? "" : ", ") + std::string{model->name};
    return refuse("unknown model '" + options.model + "'; there is " + known);
  }
  for (const auto& name : options.defects) {
    if (const DefectName* defect = find_defect(name)) {
      state->defects.plant(defect->defect);
    } else if (const FeatureName* feature = lacked(name)) {
      state->robbed = *state->model;
      state->robbed.features = state->robbed.features.without(feature->feature);
      state->model = &state->robbed;
    } else {
      return refuse("unknown defect '" + name + "'");
    }
  }
  state->serial_number = options.serial_number;
  state->hal.variant = options.variant;
  state->millis_at_start = options.millis_at_start;
  state->flash = &flash;
  state->out = std::move(outputs);
  state->make_hal();
  return std::unique_ptr<HostDevice>{new HostDevice{std::move(state)}};
}

void HostDevice::advance(std::uint64_t now_ms) {
  State& s = *state_;
  while (const auto due = next_wake()) {
    if (*due > now_ms) break;
    s.now = std::max(s.now, *due);
    s.device->tick();
    s.settle();
  }
  s.now = std::max(s.now, now_ms);
}

std::optional<std::uint64_t> HostDevice::next_wake() const {
  if (!state_->device) return std::nullopt;
  return state_->now + state_->device->next_wake();
}

void HostDevice::input(Input input, bool level, std::uint8_t number) {
  State& s = *state_;
  if (s.inputs[index(input)].at(number) == level) return;
  if (input == Input::mains) s.settle_charge();
  if (input == Input::mains && level) {
    s.expire_rtc();
    s.mains_lost_at.reset();
  } else if (input == Input::mains) {
    s.mains_lost_at = s.now;
  }
  s.inputs[index(input)].at(number) = level;
  if (input == Input::usb && s.cable_host) return;  // it is in, and stays in
  if (s.device) {
    s.device->input(input, level, number);
    s.settle();
  } else if (input == Input::mains && level) {
    s.start();
  }
  if (input == Input::mains) s.show_relays();
}

void HostDevice::temperature(std::optional<double> celsius, std::uint8_t number) {
  state_->celsius.at(number) = celsius;
}

void HostDevice::battery(std::uint8_t percent) {
  state_->charge.set(state_->now, percent);
}

void HostDevice::modem_bytes(std::span<const std::byte> bytes) {
  if (!state_->device || !state_->modem_supply) return;
  state_->device->modem_bytes(bytes);
  state_->settle();
}

void HostDevice::cable_host(bool there) {
  State& s = *state_;
  if (s.cable_host == there) return;
  const bool before = s.cable_in();
  s.cable_host = there;
  if (!s.device || s.cable_in() == before) return;
  s.device->input(Input::usb, s.cable_in());
  s.settle();
}

void HostDevice::cable_bytes(std::span<const std::byte> bytes) {
  if (!state_->device) return;
  state_->device->cable_bytes(bytes);
  state_->settle();
}

void HostDevice::power_cut() {
  State& s = *state_;
  if (s.mains()) {
    s.settle_charge();
    s.mains_lost_at = s.now;
  }
  s.inputs[index(Input::mains)][0] = false;
  s.stop();
}

void HostDevice::set_clock(std::optional<RtcTime> time) {
  state_->rtc = time;
  state_->rtc_set_at = state_->now;
}

std::optional<RtcTime> HostDevice::clock() const {
  RtcTime time;
  if (!state_->hal.rtc_read(state_->hal.self, time)) return std::nullopt;
  return time;
}

bool HostDevice::running() const {
  return state_->device != nullptr;
}
bool HostDevice::relay_on(std::uint8_t number) const {
  return state_->relays_shown.at(number);
}
bool HostDevice::lit(Led led) const {
  return state_->leds[index(led)];
}

std::vector<HostDevice::DefectInfo> HostDevice::known_defects() {
  std::vector<DefectInfo> known;
  for (const auto& defect : kDefectNames)
    known.push_back({std::string{defect.name}, std::string{defect.rule}});
  for (const auto& feature : feature_names())
    known.push_back({std::string{kLacks} + std::string{feature.name}, "section 1"});
  return known;
}

}  // namespace isocket::fw
