#pragma once
// The operator's answers to CREDIT and SIMCARD (chapter 12).

#include "core/command.h"
#include "core/gsm/module.h"
#include "core/types.h"

namespace isocket::fw {

struct Unit;

class Credit {
 public:
  static constexpr std::size_t kLongestCode = 23;  // what 30 characters leave behind SIMCARD

  /// One question at a time; messages behind it wait, so that replies keep the order of their commands. A
  /// command by cable cannot wait for it.
  bool waiting() const { return state_ != State::idle; }
  void ask(const Unit& unit, std::string_view code, const Request& request);
  void result(Unit& unit, bool ok, std::string_view text);
  void tick(Unit& unit);
  void plan(Wake& wake) const { wake.at(deadline_); }
  void clear();

 private:
  enum class State : std::uint8_t { idle, to_ask, asked };

  void answer(Unit& unit, bool ok, std::string_view text);

  State state_ = State::idle;
  bool withheld_ = false;  // the reply falls under SMSCONFIRM
  FixedString<kLongestCode> code_;
  Address to_{};
  Countdown deadline_;
};

}  // namespace isocket::fw
