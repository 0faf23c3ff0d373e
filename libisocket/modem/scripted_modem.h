#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/byte_stream.h"
#include "core/event_loop.h"

namespace isocket::modem {

/// A modem for the driver's tests that says what it is told to: for the quirks and breakdowns that a
/// well-made virtual modem does not have.
///
/// Answers are written short: lines divided by '|', each sent as CR LF line CR LF; ">" is the prompt, "" is
/// silence, a leading '!' sends the rest as it stands. The longest rule that begins like the command counts;
/// "<pdu>" is the rule for what follows a prompt. Without a rule: ERROR.
class ScriptedModem {
 public:
  /// The peer of `stream`'s other end. Knows a ready modem's answers, registered, without messages.
  ScriptedModem(EventLoop& loop, std::unique_ptr<ByteStream> stream);
  ~ScriptedModem();
  ScriptedModem(const ScriptedModem&) = delete;
  ScriptedModem& operator=(const ScriptedModem&) = delete;

  void always(std::string_view command, std::string_view answer);
  /// Before always(), in the order given; each is used up by one command.
  void once(std::string_view command, std::string_view answer);
  /// Now, by itself, in the same short form.
  void say(std::string_view answer);
  /// As if somebody had typed this before: an open prompt, half a command.
  void leave_prompt_open();
  void leave_half_a_command(std::string_view text);
  void unplug();

  /// Command lines that came, without ESC and CR; and what came after prompts, without Ctrl-Z.
  std::vector<std::string> commands;
  std::vector<std::string> payloads;
  /// How many of `commands` begin like this.
  [[nodiscard]] std::size_t count(std::string_view command) const;
  bool echo = false;
  Duration delay{};  ///< before each answer

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with the reader, which ends after this
};

}  // namespace isocket::modem
