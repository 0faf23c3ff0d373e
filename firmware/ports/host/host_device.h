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
  Variant variant = Variant::standard;
  std::vector<std::string> defects{};  ///< names of planted defects, for testing suites
  std::uint32_t millis_at_start = 0;   ///< where the board's wrapping counter begins
};

/// What the board does to its surroundings. All are optional, are called from inside HostDevice's
/// functions, and must not call it back.
struct HostOutputs {
  /// Power at an output, from 0: the relay is closed and the supply is there.
  std::function<void(std::uint8_t number, bool on)> relay;
  std::function<void(Led led, bool lit)> led;
  std::function<void(std::span<const std::byte> bytes)> modem_bytes;
  std::function<void(bool on)> modem_power;
  /// For the host at the configuration cable. @return how many were taken; the rest is offered again
  std::function<std::size_t(std::span<const std::byte> bytes)> cable_bytes;
  std::function<void(bool on)> device;  ///< the device is running, or has switched itself off
  std::function<bool(std::uint16_t page)> flash_written;  ///< for write-through; false: it was not
  /// Asked before each write; true: it fails, having left whatever this function has left in the image.
  std::function<bool(std::uint16_t page, std::span<const std::byte> data)> flash_fails;
};

/// How many of each a board has room for, whatever its model uses of them.
inline constexpr std::size_t kBoardRelays = 8;
inline constexpr std::size_t kBoardInputs = 8;
inline constexpr std::size_t kBoardSensors = 8;

/// `standard`, `us`, `no-voltage-sensor`.
std::string_view name_of(Variant variant);
std::optional<Variant> parse_variant(std::string_view name);

/// One device on a board simulated in this process: the firmware, its flash, its battery-backed clock, its
/// battery. Time is the caller's, in milliseconds that never go back; nothing happens but in a call.
///
/// With mains the device runs. Without, it runs on its battery until it switches itself off or the battery
/// is cut. When mains comes back it starts from its flash. It stands without mains at first, with 20 degrees
/// at its first temperature sensor, no other sensor, and a full battery.
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
  /// @param number  of the alarm input, from 0; other inputs exist once
  void input(Input input, bool level, std::uint8_t number = 0);
  /// Degrees Celsius in the room, or at the end of a sensor's cable; a sensor inside the housing reads 5 more
  /// (GS-7.4-08). @param celsius  nullopt: the sensor fails or is absent. @param number  from 0
  void temperature(std::optional<double> celsius, std::uint8_t number = 0);
  /// The charge of the battery, 0 to 100; from there it loses one per cent in each minute without mains
  /// (a full one has 20 left after 80 minutes, SR-U17-36), and gains one in each minute with it.
  void battery(std::uint8_t percent);
  void modem_bytes(std::span<const std::byte> bytes);
  /// A host has come to the configuration cable, or has gone. Input::usb plugs the cable in without one.
  void cable_host(bool there);
  /// What the host says; nobody listens unless the cable is in.
  void cable_bytes(std::span<const std::byte> bytes);
  /// Everything stops at once, battery included; mains is away until input(mains, true).
  void power_cut();
  /// The battery-backed clock: set to a time, or lost.
  void set_clock(std::optional<RtcTime> time);
  [[nodiscard]] std::optional<RtcTime> clock() const;

  [[nodiscard]] bool running() const;
  /// Whether an output has power: the relay is closed and mains is there.
  [[nodiscard]] bool relay_on(std::uint8_t number) const;
  [[nodiscard]] bool socket_on() const { return relay_on(0); }
  [[nodiscard]] bool lit(Led led) const;

  /// The names HostDeviceOptions::defects knows, with the rule each breaks. `lacks-scheduler` and its like
  /// take a function out of the model's table.
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
