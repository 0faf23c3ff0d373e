#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "run/conversation.h"
#include "run/judgement.h"
#include "suite/model.h"

namespace isocket::run {

/// One attempt at one case: start state, `given:`, the steps, the closing fence. The first thing that goes
/// wrong ends it.
class Attempt {
 public:
  /// @param number  of this attempt, from 1
  Attempt(Conversation& conversation, const suite::Case& test_case, std::uint32_t number);

  /// Brings the device to its start state and runs the case.
  asio::awaitable<AttemptResult> run();

 private:
  using Maybe = std::optional<Wrong>;
  asio::awaitable<Maybe> run_all();
  asio::awaitable<Maybe> await_network();
  asio::awaitable<Maybe> prepare();
  asio::awaitable<Maybe> prepare_by_command(std::string command);
  asio::awaitable<Maybe> run_steps(const std::vector<suite::Step>& steps, std::string path);
  asio::awaitable<Maybe> run_step(const suite::Step& step, std::string path);
  asio::awaitable<Maybe> close();
  [[nodiscard]] Maybe modem_trouble() const;
  /// What others did to this conversation meanwhile; empty: nothing.
  [[nodiscard]] std::string disturbance() const;
  [[nodiscard]] bool takes_part(const Party& party) const;

  // One for each kind of step; a wrong one is returned, never thrown.
  asio::awaitable<Maybe> send(const suite::Step& step, const suite::Send& send);
  asio::awaitable<Maybe> expect(const suite::Step& step, const suite::Expect& expect);
  asio::awaitable<Maybe> silence(const suite::Step& step, const suite::Silence& silence);
  asio::awaitable<Maybe> call(const suite::Step& step, const suite::Call& call);
  asio::awaitable<Maybe> ringing(const suite::Step& step, const suite::Ringing& ringing);
  asio::awaitable<Maybe> hang_up(const suite::Step& step);
  /// A call in which both talked ended before it should.
  [[nodiscard]] Wrong call_cut(const suite::Step& step, Duration after, std::string expected) const;
  static Wrong modem_error(const std::string& what, const Error& error);
  asio::awaitable<Maybe> change(const suite::BenchStep& step);
  asio::awaitable<Maybe> apply(const suite::Setting& setting);
  asio::awaitable<Maybe> observe(const suite::Step& step, const suite::Observe& observe);
  asio::awaitable<Maybe> observe_state(const suite::Step& step, std::vector<bench::Target> targets);
  asio::awaitable<Maybe> observe_holding(std::vector<bench::Target> targets, Duration holds);
  asio::awaitable<Maybe> observe_after(bench::Target target, Duration after);
  asio::awaitable<Maybe> observe_by_asking(const suite::Step& step, const suite::Observe& observe,
                                           std::vector<bench::Target> targets);
  asio::awaitable<Maybe> ask(const suite::Step& step, const suite::Ask& ask);
  /// Puts one question to the operator; what is wrong when the answer is no.
  asio::awaitable<Maybe> put(std::string question, std::string_view reason);

  /// How much early or late a change may come that is due after that long.
  [[nodiscard]] Duration slack_of(Duration after) const;
  [[nodiscard]] Verdict judge(const Wrong& wrong) const;
  /// The rules that a step rests on: its own, or all that the case covers.
  [[nodiscard]] std::string rules(const std::optional<suite::RuleRef>& own) const;
  /// Fails the case on a captured number that is out of its limits.
  [[nodiscard]] Maybe check_limits(const suite::Values& captured) const;
  /// The oldest call from outside that no step has taken, as something wrong.
  [[nodiscard]] Maybe unexpected_call(const Party* only) const;
  [[nodiscard]] Maybe surplus(const Party& party, const Letter& letter) const;
  [[nodiscard]] std::string seen_now(const std::vector<bench::Target>& targets, Instant from) const;

  Conversation& conversation_;
  Table& table_;
  const suite::Case& case_;
  std::vector<std::string> parties_;  // that the case needs
  std::uint32_t number_;
  std::string step_path_ = "start";
  const suite::Step* step_ = nullptr;
  Duration excess_{};    ///< what single steps took beyond an hour each
  bool fenced_ = false;  ///< the latest step has closed the attempt already
};

/// "send ON30", "expect Power ON for 30 seconds", "observe socket: off after 30s": one line for a person.
std::string summary(const suite::Step& step);
/// "send", "expect", ...: the step's kind as suites spell it.
std::string_view kind_of(const suite::Step& step);

}  // namespace isocket::run
