#pragma once
// The way of a message from its arrival to its reply (EP-4.1-35): length, sender, password, command, window,
// value, precondition, execution. Messages are served in the order in which they came.

#include <array>
#include <cstdint>

#include "core/command.h"
#include "core/gsm/module.h"
#include "core/types.h"

namespace isocket::fw {

struct Unit;

class MessageGate {
 public:
  static constexpr std::size_t kLongest = 30;  // EP-4.1-01
  static constexpr std::uint8_t kWaiting = 8;

  void receive(Unit& unit, const IncomingSms& sms);
  /// Serves what waits, as far as there is room for the replies.
  void serve(Unit& unit);
  /// Whether another message can wait here; meanwhile it waits on the SIM.
  bool has_room() const { return count_ < kWaiting; }
  void clear() { count_ = 0; }

 private:
  struct Message {
    FixedString<kLongest + 1> text;  // one more for Defect::length_31
    Address sender;
    Timestamp stamp{};
  };
  std::array<Message, kWaiting> messages_{};
  std::uint8_t first_ = 0;
  std::uint8_t count_ = 0;
};

/// Carries a command out and says what it is answered with, be it a success or a refusal; neither password
/// nor configuration window are asked for.
/// @param reply  empty if the outcome is later
Outcome execute(Unit& unit, std::string_view text, Text& reply);

/// Sends an error message; ERROR=OFF withholds it (EP-6.3-04).
void refuse(Unit& unit, const Address& to, std::string_view text);

inline constexpr std::string_view kExecuteError = "Execute error!";

/// The configuration window (section 5.1 of the specification).
class ConfigWindow {
 public:
  void open(const Unit& unit);
  bool is_open() const { return left_.running(); }
  void tick(Instant now) { (void)left_.over(now); }
  void plan(Wake& wake) const { wake.at(left_); }

 private:
  Countdown left_;
};

}  // namespace isocket::fw
