// The steps of an attempt that a person answers: ask, and observe on a bench that an operator looks at.
#include "bench/operator.h"
#include "bench/question.h"
#include "core/duration.h"
#include "run/attempt.h"

namespace isocket::run {

using bench::Moment;

Wrong bench_error(const Error& error) {
  return Wrong{Suspect::harness, "bench", describe(error), {}, {}, {}, {}, {}};
}

asio::awaitable<Attempt::Maybe> Attempt::put(std::string question, std::string_view reason) {
  bench::Operator* person = table_.bench.person();
  if (person == nullptr) {
    Wrong wrong{Suspect::harness, "no-operator", "this bench has no operator to ask", {}, {}, {}, {}, {}};
    co_return wrong;
  }
  const auto answer = co_await person->ask(question);
  if (!answer) co_return bench_error(answer.error());
  if (*answer) co_return std::nullopt;
  Wrong wrong{conversation_.suspect_of_state(),
              reason,
              "the operator was asked: " + question,
              conversation_.last_sent(),
              "yes",
              "no",
              {},
              {}};
  co_return wrong;
}

asio::awaitable<Attempt::Maybe> Attempt::ask(const suite::Step& step, const suite::Ask& ask) {
  const auto filled = suite::fill(ask.text, conversation_.values());
  Maybe wrong = co_await put(filled.value_or(ask.text), "answered-no");
  if (wrong) wrong->rule = rules(step.arrival);
  co_return wrong;
}

asio::awaitable<Attempt::Maybe> Attempt::observe_by_asking(const suite::Step& step,
                                                           const suite::Observe& observe,
                                                           std::vector<bench::Target> targets) {
  Moment moment;
  std::string_view reason = "wrong-state";
  if (observe.holds) {
    moment = Moment{Moment::Kind::holds, *observe.holds, {}};
    reason = "state-not-held";
  } else if (observe.after) {
    moment = Moment{Moment::Kind::after, *observe.after, slack_of(*observe.after)};
    reason = "wrong-duration";
  } else if (step.within) {
    moment = Moment{Moment::Kind::within, *step.within, {}};
  }
  for (const bench::Target& target : targets) {
    Maybe wrong = co_await put(bench::question(target, moment, table_.device.model), reason);
    if (wrong) co_return wrong;
  }
  conversation_.anchor = table_.loop.now();
  co_return std::nullopt;
}

}  // namespace isocket::run
