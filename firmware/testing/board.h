#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/host/host_device.h"
#include "testing/module_peer.h"

namespace isocket::fw::testing {

using namespace std::chrono_literals;

/// What a case can plan for the flash: after `writes` more page writes the power fails in the next one.
struct CutPlan {
  int writes = 0;
  /// How many octets of the page that was being written arrived; the rest is erased. Nothing: it was not
  /// even erased.
  std::optional<std::size_t> torn_after;
};

/// One device on its board with a scripted GSM module and network around it, in virtual time that starts
/// 30 seconds before the device's millisecond counter wraps. Tests read at the level of a user:
///
///     Board board;                       // mains on, registered, clock set
///     board.sms("+358401234567", "ON");
///     EXPECT_EQ(board.reply(), "Power socket ON");
///     EXPECT_TRUE(board.socket_on());
class Board {
 public:
  struct Options {
    std::string model = "environment-pro";
    bool start = true;      ///< mains on at once, and time passes until the device is registered
    bool clock_set = true;  ///< 2026-03-02 (a Monday) 12:00:00+08
    std::vector<std::string> defects = {};
    Variant variant = Variant::standard;
  };
  Board() : Board(Options{}) {}
  explicit Board(Options options);
  ~Board();

  // time
  void advance(std::chrono::milliseconds time);
  [[nodiscard]] std::chrono::milliseconds now() const;
  /// Lets time pass until `condition` holds, at most `limit`. @return whether it came to hold
  bool advance_until(const std::function<bool()>& condition, std::chrono::milliseconds limit = 60s);

  // messages
  /// An SMS to the device, and time for the reply to come (5 s). Text: ASCII, or UTF-8 of what GSM 7-bit has.
  void sms(std::string_view from, std::string_view text);
  /// As sms(), without time passing.
  void deliver(const ModulePeer::Message& message) { module().deliver(message); }
  /// The text of the oldest message of the device not yet asked for, whoever it went to; "" when there is
  /// none.
  std::string reply();
  /// The same for one receiver.
  std::string reply_to(std::string_view number);
  /// Every message the device has sent to a number, oldest first.
  [[nodiscard]] std::vector<std::string> sent_to(std::string_view number) const;
  [[nodiscard]] std::size_t sent() const;

  // surroundings
  void mains(bool on);
  void ac(bool on);
  void battery(int percent);
  /// @param number  from 1, as people count
  void sensor(bool closed, int number = 1);
  void sensor_plug(bool connected);
  void press_button(std::chrono::milliseconds length);
  void temperature(std::optional<double> celsius, int number = 1);
  /// The configuration cable is put in, or pulled.
  void cable(bool in);
  /// Says a line to the device over the cable. @return what it answers within 100 ms, without CR
  std::string ask_cable(std::string_view line);
  /// The same for octets as they stand.
  std::string say_to_cable(std::string_view octets);
  /// How many octets the host takes at once; 0: none for the moment.
  void cable_takes(std::size_t most);
  /// Mains and battery away at once, and back; the device starts from its flash.
  void power_cycle();
  void power_cut();
  /// From now on the flash fails as planned; the device is dead from that moment until restore_power().
  void plan_cut(CutPlan plan);
  [[nodiscard]] bool cut_happened() const;
  /// Writes fail, and leave everything as it was.
  void break_flash(bool broken);
  void restore_power();
  /// Page writes so far.
  [[nodiscard]] int flash_writes() const;
  void set_clock(std::optional<RtcTime> time);

  // what is seen
  [[nodiscard]] bool socket_on() const { return relay_on(1); }
  /// @param number  from 1
  [[nodiscard]] bool relay_on(int number) const;
  /// The numbers of the relays that are on: `1,3`; empty: none.
  [[nodiscard]] std::string relays_on() const;
  [[nodiscard]] bool lit(Led led) const;
  [[nodiscard]] bool running() const;
  /// How often a LED went from dark to lit within the next `time`, which passes.
  int flashes(Led led, std::chrono::milliseconds time);

  [[nodiscard]] ModulePeer& module();
  [[nodiscard]] HostDevice& device();
  [[nodiscard]] FlashImage& flash();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace isocket::fw::testing
