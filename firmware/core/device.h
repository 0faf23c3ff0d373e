#pragma once
// The device: what a board drives. One object holds all of its state, so a test can own ten.

#include <cstddef>
#include <span>

#include "core/defect.h"
#include "core/unit.h"

namespace isocket::fw {

/// Driven by the port: bytes of the GSM module, changes of an input, ticks; acts through the Hal.
///
/// Between its construction and power_up() the port reports, with input(), the levels it finds; without a
/// report an input is low. After each call the port asks next_wake() and calls tick() no later than that.
class Device final : private GsmEvents {
 public:
  Device(const Model& model, const Hal& hal, Defects defects = {});
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  /// Supply is there: settings are read, the relays take their POWERSTATE states, the search for a network
  /// begins.
  void power_up();
  void modem_bytes(std::span<const std::byte> bytes);
  /// What the host says over the configuration cable.
  void cable_bytes(std::span<const std::byte> bytes);
  /// @param level  as named in Input: high is mains there, contact closed, plug in, button held, cable
  /// connected
  /// @param number  of the alarm input, from 0
  void input(Input input, bool level, std::uint8_t number = 0);
  void tick();
  /// @return  from now until tick() is wanted; 0 when it is due
  Millis next_wake() const;

  /// For tests and for the configuration cable.
  const Settings& settings() const { return unit_.settings(); }

 private:
  bool takes_sms() const override;
  void sms_received(const IncomingSms& sms) override;
  void incoming_call(const Address& caller) override;
  void incoming_ended() override;
  void call_state(CallState state) override;
  void sms_result(SmsResult result) override;
  void ussd_result(bool ok, std::string_view text) override;
  void registration(bool registered) override;
  void sim_state(SimState state) override;

  void catch_up();
  void settle();

  Unit unit_;
  bool running_ = false;
};

}  // namespace isocket::fw
