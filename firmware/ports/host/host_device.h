#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hal/hal.h"

namespace isocket::fw {

/// The flash of one board: what is left of a device when all power is gone.
struct FlashImage {
  std::array<std::byte, kFlashPages * kFlashPageSize> octets;
  FlashImage() { octets.fill(std::byte{0xff}); }
};

struct HostDeviceOptions {
  std::string model = "environment-pro";
  std::string serial_number = "12345678901234567";
  std::vector<std::string> defects{};  ///< names of planted defects, for testing suites
  std::uint32_t millis_at_start = 0;   ///< where the board's wrapping counter begins
};

/// What the board does to its surroundings. All are optional, are called from inside HostDevice's
/// functions, and must not call it back.
struct HostOutputs {
  std::function<void(bool closed)> relay;  ///< the power at the socket: false whenever mains is away
  std::function<void(Led led, bool lit)> led;
  std::function<void(std::span<const std::byte> bytes)> modem_bytes;
  std::function<void(bool on)> modem_power;
  std::function<void(bool on)> device;  ///< the device is running, or has switched itself off
  std::function<bool(std::uint16_t page)> flash_written;  ///< for write-through; false: it was not
  /// Asked before each write; true: it fails, having left whatever this function has left in the image.
  std::function<bool(std::uint16_t page, std::span<const std::byte> data)> flash_fails;
};

/// One device on a board simulated in this process: the firmware, its flash, its battery-backed clock, its
/// battery. Time is the caller's, in milliseconds that never go back; nothing happens but in a call.
///
/// With mains the device runs. Without, it runs on its battery until it switches itself off or the battery
/// is cut. When mains comes back it starts from its flash. It stands without mains at first.
class HostDevice {
 public:
  /// @param flash  outlives this object
  /// @return null when the model or a defect is unknown; `error` says which
  static std::unique_ptr<HostDevice> create(const HostDeviceOptions& options, FlashImage& flash,
                                            HostOutputs outputs, std::string* error = nullptr);
  ~HostDevice();
  HostDevice(const HostDevice&) = delete;
  HostDevice& operator=(const HostDevice&) = delete;

  /// Moves time on; whatever became due meanwhile happens, each at its own time.
  void advance(std::uint64_t now_ms);
  /// When advance() is wanted next; nothing while the device is off.
  [[nodiscard]] std::optional<std::uint64_t> next_wake() const;

  /// A change of the surroundings at the time of the last advance(). Input::mains powers the device up, or
  /// puts it on its battery.
  void input(Input input, bool level);
  /// Degrees Celsius; nullopt: the sensor fails or is absent.
  void temperature(std::optional<double> celsius);
  void modem_bytes(std::span<const std::byte> bytes);
  /// Everything stops at once, battery included; mains is away until input(mains, true).
  void power_cut();
  /// The battery-backed clock: set to a time, or lost.
  void set_clock(std::optional<RtcTime> time);
  [[nodiscard]] std::optional<RtcTime> clock() const;

  [[nodiscard]] bool running() const;
  /// Whether the socket has power: the relay is closed and mains is there.
  [[nodiscard]] bool socket_on() const;
  [[nodiscard]] bool lit(Led led) const;

  /// The names HostDeviceOptions::defects knows, with the rule each breaks.
  struct DefectInfo {
    std::string name;
    std::string rule;
  };
  static std::vector<DefectInfo> known_defects();

 private:
  struct State;
  explicit HostDevice(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace isocket::fw
