#pragma once
// The configuration cable (docs/spec/manager-usb.md): sessions, requests and their answers. The core's part
// of the USB function; the port brings and takes the bytes.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include "core/cable/refusal.h"
#include "core/cable/request.h"
#include "core/cable/request_reader.h"
#include "core/cable/transaction.h"
#include "core/command.h"
#include "core/types.h"

namespace isocket::fw::cable {

/// One host at a time. In the words of chapter P3: SILENT, CLOSED and OPEN are states; WRITING is OPEN with a
/// transaction; without cable the console is silent.
class Console {
 public:
  /// The level found before power-up.
  void set_initial(bool plugged) { plugged_ = plugged; }
  void power_up();
  void plug(Unit& unit, bool in);
  /// No message is taken: the cable is in, or was until a moment ago (MU-2-02, MU-2-03, MU-2-06).
  [[nodiscard]] bool blocks_messages() const { return plugged_ || settling_.running(); }
  /// No call is answered (MU-2-04).
  [[nodiscard]] bool blocks_calls() const { return plugged_; }

  void feed(Unit& unit, std::span<const std::byte> bytes);
  [[nodiscard]] bool awaits_reply() const { return reply_time_.running(); }
  /// The reply of a command that had to wait for it.
  void reply(std::string_view text);
  void tick(Unit& unit);
  void plan(Wake& wake) const;

 private:
  enum class State : std::uint8_t { silent, closed, open };
  /// Whose data lines are being sent.
  enum class Answer : std::uint8_t { none, greeting, groups, settings, information, reply };

  void fall_silent();
  void close();
  void pump(Unit& unit);
  bool flush(const Unit& unit);

  // what is asked
  void handle(Unit& unit);
  [[nodiscard]] Code check(const Unit& unit, const Request& request) const;
  Refusal carry_out(Unit& unit, const Request& request);
  void read(const Unit& unit, Group group);
  Refusal set(const Unit& unit, std::string_view text);
  Refusal commit(Unit& unit, const Request& request);
  void run_command(Unit& unit, std::string_view text);
  [[nodiscard]] std::uint16_t read_revision(Group group) const;

  // what is answered
  void begin(Answer answer);
  void compose(Unit& unit);
  bool next_line(Unit& unit);
  bool next_of_greeting(Unit& unit);
  bool next_group(const Unit& unit);
  bool next_setting(const Unit& unit);
  bool next_of_reply();
  void done(std::uint8_t lines);
  void done(std::uint8_t lines, std::uint16_t revision, std::uint16_t check);
  void refuse(const Refusal& refusal);

  bool plugged_ = false;
  State state_ = State::silent;
  Countdown settling_;    // after the cable was pulled, messages that came meanwhile are still thrown away
  Countdown idle_;        // MU-P3-04
  Countdown reply_time_;  // runs while a command's reply is awaited

  RequestReader reader_;
  RequestReader::Result waiting_ = RequestReader::Result::none;  // a request that has not been looked at

  Answer answer_ = Answer::none;
  Group group_ = Group::info;  // that is being read
  std::uint8_t line_ = 0;      // of the answer
  std::uint8_t next_group_ = 0;
  std::uint16_t reply_at_ = 0;  // how much of the reply has been sent
  Crc16 check_;                 // over the lines so far
  Text out_;
  std::uint16_t out_sent_ = 0;

  /// The revision of each group when the host read it in this session; 0: it has not. The status of a READ
  /// gives this one, so that what changes while the lines go out is noticed at the WRITE.
  std::array<std::uint16_t, kGroups> read_{};
  std::variant<std::monostate, Transaction, Text> work_;  // the write, or a command's reply
};

}  // namespace isocket::fw::cable
