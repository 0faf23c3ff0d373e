#pragma once

#include "lab/modem_core.h"

namespace isocket::lab {

/// The call part of a modem: ATD, ATA, ATH, +CHUP, +CLIP, +CLIR, +COLP, +CLCC, RING.
class ModemCalls {
 public:
  explicit ModemCalls(ModemCore& core);
  void reset();
  void changed(const CallEvent& event);
  /// A character came while +COLP made ATD wait.
  Final interrupted();

 private:
  enum class State : std::uint8_t { none, dialling, alerting, active, incoming };
  Final dial(const AtCommand& command);
  Final answer();
  Final hang_up();
  Final list();
  void ring();
  void ended(CallEnd why);
  Final report();
  [[nodiscard]] std::string caller_line() const;
  // What the make says of the call by itself (Dialect::calls).
  void say_dialled();
  /// @return  whether that stands in place of the words that all have
  bool ended_in_its_words(CallEnd why, bool connected);
  void say_state(int state);  ///< +UCALLSTAT

  ModemCore& core_;
  State state_ = State::none;
  bool outgoing_ = false;
  bool waiting_ = false;  ///< ATD or ATA has not been answered yet
  std::string number_;
  int type_ = 129;  ///< type of number: 145 international, 129 unknown, 128 withheld
  int clip_ = 0;
  int colp_ = 0;
  int crc_ = 0;
  int state_lines_ = 0;  ///< AT+UCALLSTAT=1
  Instant connected_at_{};
  CallEnd last_end_ = CallEnd::normal;
  Timer ring_;
};

}  // namespace isocket::lab
