// The steps of an attempt that are about messages: send, expect, silence.
#include "core/duration.h"
#include "run/attempt.h"
#include "suite/match.h"

namespace isocket::run {

asio::awaitable<Attempt::Maybe> Attempt::send(const suite::Step& step, const suite::Send& send) {
  Party& from = conversation_.party(step.party);
  const SendOptions options{send.withheld, send.alphabet};
  // The password that is in force: the inventory's, or the one that the case has set.
  if (!conversation_.access().prefix().empty())
    conversation_.values()["password"] = conversation_.access().prefix();
  for (const std::string& pattern : send.texts) {
    auto text = suite::fill(pattern, conversation_.values());
    if (!text) {
      Wrong wrong{Suspect::harness,
                  "bad-case",
                  "the text cannot be filled in: " + describe(text.error()),
                  pattern,
                  {},
                  {},
                  {},
                  {}};
      co_return wrong;
    }
    Maybe wrong = co_await conversation_.send(from, *text, options);
    if (wrong) co_return wrong;
  }
  co_return std::nullopt;
}

asio::awaitable<Attempt::Maybe> Attempt::expect(const suite::Step& step, const suite::Expect& expect) {
  Party& to = conversation_.party(step.party);
  const Duration within = step.within.value_or(table_.patience.reply);
  const Instant deadline = table_.loop.now() + within;
  const std::uint32_t unanswered = conversation_.unanswered();
  std::string expected;
  for (const suite::Pattern& pattern : expect.one_of) {
    auto filled = suite::fill(pattern.text, conversation_.values());
    expected += (expected.empty() ? "" : "\nor: ") + filled.value_or(pattern.text);
  }
  std::optional<Letter> letter;
  Result<suite::MatchResult> compared;
  for (;;) {
    letter = co_await conversation_.next_letter(to, deadline);
    if (!letter) {
      const std::string parts = to.missing_parts();
      Wrong missing{Suspect::either,
                    "missing-reply",
                    "no message came to " + step.party + " within " + duration_text(within) +
                        (parts.empty() ? "" : "; what came lacks " + parts),
                    conversation_.last_sent(),
                    expected,
                    "nothing",
                    {},
                    rules(step.arrival)};
      co_return missing;
    }
    compared = suite::match(expect, letter->text, conversation_.values());
    if (!compared) {
      Wrong wrong{Suspect::harness,
                  "bad-case",
                  "the expectation cannot be used: " + describe(compared.error()),
                  {},
                  expected,
                  {},
                  {},
                  {}};
      co_return wrong;
    }
    if (compared->outcome == suite::Match::match || !conversation_.set_aside(to, *letter)) break;
  }
  if (compared->outcome == suite::Match::mismatch ||
      (compared->outcome == suite::Match::variant && table_.strict)) {
    Wrong wrong{conversation_.suspect_of(*letter, unanswered),
                "wrong-text",
                "the message reads differently",
                conversation_.last_sent(),
                expected,
                letter->text,
                compared->difference,
                rules(step.text)};
    co_return wrong;
  }
  if (compared->outcome == suite::Match::variant)
    table_.journal.record("variant", {{"expected", expected}, {"received", letter->text}});
  for (const auto& [name, value] : compared->captures) conversation_.values()[name] = value;
  co_return check_limits(compared->captures);
}

asio::awaitable<Attempt::Maybe> Attempt::silence(const suite::Step& step, const suite::Silence& silence) {
  Party& to = conversation_.party(step.party);
  const Instant end = table_.loop.now() + silence.duration;
  const auto broken = [&]() -> Maybe {
    conversation_.sort_letters(to);
    if (to.letters().empty()) return unexpected_call(&to);
    Maybe wrong = surplus(to, to.letters().front());
    wrong->reason = "broken-silence";
    wrong->rule = rules(step.arrival);
    return wrong;
  };
  for (;;) {
    if (Maybe wrong = broken()) co_return wrong;
    const bool heard = co_await table_.heard.wait_until(end);
    if (!heard) break;
  }
  if (silence.proof == suite::Silence::Proof::later) co_return std::nullopt;
  bool alive = co_await conversation_.fence();
  if (alive && !table_.bench.faultless() && !conversation_.access().serves(to.number()))
    alive = co_await conversation_.canary(to);
  if (Maybe wrong = broken()) co_return wrong;
  if (!alive) {
    Wrong dead{Suspect::network,
               "channel-dead",
               "nothing came, but the fence after it was not answered either: the silence proves nothing",
               {},
               "the echo of an unknown command",
               "nothing",
               {},
               rules(step.arrival)};
    co_return dead;
  }
  fenced_ = true;
  co_return std::nullopt;
}

}  // namespace isocket::run
