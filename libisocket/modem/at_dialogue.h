#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "modem/at_reply.h"

namespace isocket::modem {

/// One command line, and what goes out when the modem asks for more.
struct AtCommand {
  AtCommand() = default;
  explicit AtCommand(std::string line, Duration time_limit = std::chrono::seconds{10})
      : text{std::move(line)}, limit{time_limit} {}

  std::string text;     ///< "AT+CMGS=22", without the CR
  std::string payload;  ///< sent after the prompt, with Ctrl-Z behind it; empty: the command has no prompt
  Duration limit = std::chrono::seconds{10};  ///< for the final result; from sending, or from the payload
  Duration prompt_limit = std::chrono::seconds{10};  ///< for the prompt, where there is a payload
  std::string secret;   ///< part of `text` or `payload` that no event may show; it is written *****
  bool urgent = false;  ///< goes before all that is queued
  /// Once a line of the answer has come, the final result is due within this time; zero: within `limit`. For
  /// commands whose final result some modems leave out.
  Duration line_limit{};
};

/// What a stretch of input meant. Every line gives exactly one event, in the order of the lines.
struct AtEvent {
  enum class Kind : std::uint8_t {
    echo,         ///< our own command or payload
    information,  ///< part of the answer under way
    final,        ///< ends the command `command`; `reply` holds the answer
    prompt,       ///< the modem waits for the payload
    unsolicited,  ///< a URC; `body` holds the second line of +CMT, +CDS and +CBM
    stray,        ///< belongs to nothing: noise, or the late answer of an expired command
    overlong,     ///< `text` is the beginning of a line of more than kMaxLine octets
    failed,       ///< not a line: `command` has expired, or the modem restarted or is lost; see reply.result
    in_step,      ///< not a line: after a failure, or resync(), the modem answers again
    out_of_step,  ///< not a line: the modem did not answer while being called
  };
  Kind kind = Kind::stray;
  std::string text;
  std::string body;
  std::uint64_t command = 0;
  AtReply reply;
};

std::string_view name_of(AtEvent::Kind kind);

/// The host's side of an AT dialogue (V.250, 3GPP TS 27.005, 27.007) without I/O: octets and the time go in,
/// events and octets come out. One command is in flight at a time, the others queue. Every command has a
/// deadline that no unsolicited line moves. After an expired command the dialogue finds its step again (ESC
/// and AT until the modem has answered and is quiet) before the next one goes out, so that a late answer is
/// never taken for the answer to another command.
///
/// Splitting the input at other places gives the same events. PDU mode only: in text mode the second line of
/// +CMT could not be told from a result.
class AtDialogue {
 public:
  struct Options {
    Options() = default;
    Duration call_interval = std::chrono::seconds{1};       ///< between two AT while out of step
    int calls = 5;                                          ///< so many AT without answer: lost
    Duration settle = std::chrono::milliseconds{500};       ///< quiet for so long after the OK: in step
    Duration start_settle = std::chrono::milliseconds{20};  ///< the same for resync() by the owner
    Duration pause = {};                                    ///< between an answer and the next command
  };
  static constexpr std::size_t kMaxLine = 8192;

  AtDialogue() = default;
  explicit AtDialogue(Options options) : options_{options} {}

  /// Queues a command; returns its number (from 1), which its `final` or `failed` event carries.
  std::uint64_t submit(AtCommand command, Instant now);
  /// Calls the modem out of an unknown state; what is in flight fails as expired. Ends with in_step or
  /// out_of_step.
  /// @param patient  wait the full `settle` time: something may still be under way
  std::vector<AtEvent> resync(Instant now, bool patient = false);
  /// Hangs up over a call command in flight: what the modem answers ends that command. Nothing otherwise.
  void interrupt_call();
  /// Options::pause, from now on.
  void set_pause(Duration pause) { options_.pause = pause; }
  std::vector<AtEvent> feed(std::span<const std::byte> in, Instant now);
  std::vector<AtEvent> feed(std::string_view in, Instant now) {
    return feed(std::as_bytes(std::span{in}), now);
  }
  /// When expire() is due.
  [[nodiscard]] std::optional<Instant> deadline() const { return deadline_; }
  std::vector<AtEvent> expire(Instant now);
  /// The port is gone: all commands fail as `closed`; nothing is sent any more.
  std::vector<AtEvent> close();
  /// What the stream should write, and how a journal may show it.
  struct Output {
    std::string octets;
    std::string shown;
  };
  std::vector<Output> take_output();

  [[nodiscard]] bool closed() const { return phase_ == Phase::closed; }
  /// Nothing in flight, nothing queued.
  [[nodiscard]] bool idle() const { return phase_ == Phase::idle && queue_.empty(); }

 private:
  enum class Phase : std::uint8_t { idle, prompt, result, pause, calling, settling, closed };
  using Events = std::vector<AtEvent>;

  void next(Instant now);
  void send(std::string octets, std::string shown);
  void call(Instant now);
  void on_prompt(Instant now, Events& events);
  void give_up_waiting(Events& events);
  [[nodiscard]] bool ends_text(std::string_view line) const;
  bool completes_former(std::string& line, Events& events);
  void on_line(Instant now, Events& events);
  void on_result(AtResult result, std::string line, Instant now, Events& events);
  void end_command(Instant now);
  void fail_command(AtResult how, Events& events);
  void fail_all(AtResult how, Events& events);
  void lose_step(Duration settle, Instant now);
  bool is_echo(std::string_view line);
  [[nodiscard]] bool answers_command(std::string_view name, std::string_view line) const;
  std::string masked(std::string text) const;
  [[nodiscard]] bool in_flight() const { return phase_ == Phase::prompt || phase_ == Phase::result; }

  Options options_;
  Phase phase_ = Phase::idle;
  std::optional<Instant> deadline_;
  std::uint64_t next_id_ = 1;
  struct Queued {
    std::uint64_t id = 0;
    AtCommand command;
  };
  std::deque<Queued> queue_;
  Queued current_;
  AtReply reply_;
  bool echo_seen_ = false;
  bool in_step_ = true;
  int calls_left_ = 0;
  Duration settle_{};
  std::string line_;
  bool cutting_ = false;                  // the rest of an overlong line is being dropped
  std::optional<std::string> announced_;  // +CMT or +CDS, whose PDU line is still to come
  std::optional<std::string> unclosed_;   // +CUSD, whose text contains a line break
  std::vector<Output> output_;
};

}  // namespace isocket::modem
