#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "bench/change.h"
#include "bench/output.h"
#include "device/equipment.h"
#include "lab/board.h"
#include "lab/network.h"
#include "lab/virtual_modem.h"

namespace isocket::lab {

/// One device in its surroundings: the board, its SIM900 with a card, and all that a bench can change around
/// it.
class DeviceRig {
 public:
  using MakeBoard = std::function<Result<std::unique_ptr<Board>>(Board::Outputs)>;

  /// Errors: those of `make_board`.
  static Result<std::unique_ptr<DeviceRig>> create(Network& network, PhoneNumber number, device::Model model,
                                                   const MakeBoard& make_board);
  DeviceRig(const DeviceRig&) = delete;
  DeviceRig& operator=(const DeviceRig&) = delete;

  /// Factory state, everything around it as bench::Bench::reset() says; `done` is called once the device is
  /// registered and at rest, or with false when it is not within 3 minutes.
  void reset(std::function<void(bool registered)> done);
  /// The same with a device of another variant, which stays until reset().
  void replace(const bench::Variant& variant, std::function<void(bool registered)> done);
  [[nodiscard]] bool can_replace() const { return board_->builds_variants(); }
  /// One change, now; of another variant replace() knows. Errors: bad_value, unsupported.
  Result<void> apply(const bench::Change& change);
  /// A host at the configuration cable; one at a time. `says` hears the device until cable_pulled().
  void cable_plugged(std::function<std::size_t(std::string_view octets)> says);
  void cable_pulled();
  void from_cable(std::string_view octets) { board_->from_cable(octets); }
  /// Called for every change of an output, in order.
  void on_edge(std::function<void(const bench::Edge&)> listener) { on_edge_ = std::move(listener); }

  [[nodiscard]] Subscriber& account() { return account_; }
  [[nodiscard]] SimCard& card() { return card_; }
  [[nodiscard]] VirtualModem& modem() { return *modem_; }

 private:
  DeviceRig(Network& network, PhoneNumber number, device::Model model);
  void input(fw::Input input, bool level, std::uint8_t number = 0) { board_->input(input, level, number); }
  void surround();
  Result<void> set(const bench::Mains& change);
  Result<void> set(const bench::Ac& change);
  Result<void> set(const bench::Battery& change);
  Result<void> set(const bench::Sensor& change);
  Result<void> set(const bench::SensorPlug& change);
  Result<void> set(const bench::Temperature& change);
  Result<void> set(const bench::Button& change);
  Result<void> set(const bench::NetworkService& change);
  Result<void> set(const bench::Usb& change);
  Result<void> set(const bench::SignalLevel& change);
  Result<void> set(const bench::DeviceClock& change);
  Result<void> set(const bench::Sim& change);
  Result<void> set(const bench::Ussd& change);
  Result<void> set(const bench::RefuseSubmissions& change);
  Result<void> set(const bench::CallerId& change);
  Result<void> set(const bench::ForeignMessage& change);
  Result<void> set(const bench::Variant& change);
  void finish_reset(bool registered);

  Network& network_;
  device::Equipment has_;
  Subscriber& account_;
  SimCard card_;
  std::function<void(const bench::Edge&)> on_edge_;
  std::function<std::size_t(std::string_view)> cable_host_;
  std::unique_ptr<VirtualModem> modem_;
  std::unique_ptr<Board> board_;
  bool mains_ = false;
  bool battery_good_ = true;  ///< it carries the device when mains is away
  Timer button_;
  Timer reset_;
  std::function<void(bool)> reset_done_;
};

/// "yy/mm/dd,hh:mm:ss+zz" as the board's clock counts it. Error: bad_value.
Result<fw::RtcTime> parse_clock(std::string_view text);
/// The network's local time now.
fw::RtcTime network_time(const Directory& directory, Calendar now);

}  // namespace isocket::lab
