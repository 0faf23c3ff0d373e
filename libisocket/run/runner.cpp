#include "run/runner.h"

#include <algorithm>
#include <sstream>

#include "run/attempt.h"

namespace isocket::run {
namespace {

double seconds(Duration d) {
  return std::chrono::duration<double>(d).count();
}

std::string joined(const std::vector<suite::RuleRef>& rules) {
  std::string text;
  for (const suite::RuleRef& rule : rules) text += (text.empty() ? "" : " ") + rule.id;
  return text;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

Runner::Runner(Table& table, RunOptions options) : table_{table}, options_{std::move(options)} {}

Totals& Totals::operator+=(const Totals& other) {
  pass += other.pass;
  fail += other.fail;
  inconc += other.inconc;
  error += other.error;
  skipped += other.skipped;
  flaky += other.flaky;
  findings += other.findings;
  unaffordable += other.unaffordable;
  messages += other.messages;
  calls += other.calls;
  device_time += other.device_time;
  counted_time += other.counted_time;
  stopped = stopped || other.stopped;
  return *this;
}

std::vector<journal::Field> fields_of(const Totals& totals) {
  return {{"pass", totals.pass},
          {"fail", totals.fail},
          {"inconc", totals.inconc},
          {"error", totals.error},
          {"skipped", totals.skipped},
          {"flaky", totals.flaky},
          {"findings", totals.findings},
          {"device_s", seconds(totals.device_time)},
          {"counted_s", seconds(totals.counted_time)},
          {"sms", totals.messages},
          {"calls", totals.calls},
          {"stopped", totals.stopped}};
}

std::string Runner::hindrance(const suite::Case& test_case, const Offer& offer) {
  std::string why = obstacle(test_case, offer);
  if (!why.empty()) return why;
  const auto modems = table_.seats.pool().choose(modem_needs(test_case));
  if (modems) return {};
  totals_.unaffordable += modems.error().code == Errc::overflow ? 1 : 0;
  return modems.error().detail;
}

asio::awaitable<Totals> Runner::run(std::vector<Planned> order, Offer offer) {
  const bool one_of_several = !table_.name.empty();
  table_.journal.record(one_of_several ? "device.begin" : "run.begin",
                        {{"model", device::name_of(table_.device.model)},
                         {"seed", options_.seed},
                         {"cases", order.size()},
                         {"bench", options_.bench},
                         {"version", options_.version}});
  const Instant began = table_.loop.now();
  for (const Planned& planned : order) {
    if (options_.stop_asked && options_.stop_asked()) {
      totals_.stopped = true;
      break;
    }
    const std::string why = hindrance(*planned.test_case, offer);
    if (!why.empty()) {
      ++totals_.skipped;
      table_.journal.record("case.skipped", {{"suite", planned.suite->name},
                                             {"case", planned.test_case->id},
                                             {"purpose", planned.test_case->purpose},
                                             {"file", planned.suite->file},
                                             {"line", planned.test_case->place.line},
                                             {"reason", why}});
      continue;
    }
    co_await run_case(planned);
  }
  totals_.device_time = table_.loop.now() - began;
  totals_.counted_time = totals_.device_time - excess_;
  table_.journal.record(one_of_several ? "device.end" : "run.end", fields_of(totals_));
  co_return totals_;
}

asio::awaitable<AttemptResult> Runner::attempt(const suite::Case& test_case, std::uint32_t number,
                                               bool alone) {
  const ModemNeeds needs = modem_needs(test_case);
  auto seated = co_await table_.seats.take(needs, alone);
  if (!seated) {  // while it waited for them
    AttemptResult none;
    none.wrong = Wrong{Suspect::harness, "modem", seated.error().detail, {}, {}, {}, {}, {}};
    none.verdict = Verdict::error;
    none.step = "start";
    none.place = test_case.place;
    none.evidence = {table_.journal.last(), table_.journal.last()};
    co_return none;
  }
  Random nonces = Random{options_.seed}.fork("nonces").fork(test_case.id).fork(std::to_string(number));
  if (!table_.name.empty()) nonces = nonces.fork(table_.name);
  AttemptResult result;
  {
    Conversation conversation{table_, network_, nonces};
    Attempt attempt{conversation, test_case, number};
    result = co_await attempt.run();
    co_await conversation.drain();
    conversation.count_in(network_);
  }
  table_.seats.leave();
  // Its modem is set aside, or has sent all that it may: another one can take its part.
  const bool its_modem = result.wrong && (result.wrong->reason == "modem" || result.wrong->reason == "quota");
  if (its_modem && table_.seats.pool().can_go_on(needs)) {
    result.wrong->suspect = Suspect::outage;
    result.verdict = Verdict::inconc;
  }
  co_return result;
}

asio::awaitable<void> Runner::run_case(Planned planned) {
  const suite::Case& c = *planned.test_case;
  const Instant began = table_.loop.now();
  table_.journal.record("case.begin", {{"suite", planned.suite->name},
                                       {"case", c.id},
                                       {"purpose", c.purpose},
                                       {"file", planned.suite->file},
                                       {"line", c.place.line},
                                       {"covers", joined(c.covers)},
                                       {"tags", joined(c.tags)}});
  Attempts attempts;
  Verdict verdict = Verdict::none;
  std::string reason;
  bool failed_before = false;
  bool flaky = false;
  bool alone = false;
  std::uint64_t messages = 0;
  for (std::uint32_t number = 1;; ++number) {
    AttemptResult result = co_await attempt(c, number, alone);
    alone = alone || result.disturbed;
    messages += result.messages;
    excess_ += result.excess;
    bool finding = false;
    std::string place;
    if (result.wrong) {
      place = result.step + " " + std::string{result.wrong->reason};
      if (result.wrong->suspect == Suspect::outage)
        attempts.proved_nothing();
      else
        attempts.went_wrong(place, result.messages);
      if (result.verdict == Verdict::inconc && attempts.beyond_doubt(place, network_)) {
        result.verdict = Verdict::fail;
        result.wrong->what +=
            "; it went wrong at this step in so many attempts that the network cannot explain it";
      }
      if (result.verdict == Verdict::fail && is_finding(result)) {
        finding = true;
        result.verdict = Verdict::inconc;
        ++totals_.findings;
      }
      record_verdict(planned, result, number, finding);
      reason = result.wrong->reason;
    } else {
      attempts.went_well();
      reason.clear();
    }
    table_.journal.record(
        "attempt.end",
        {{"case", c.id}, {"attempt", number}, {"verdict", name_of(result.verdict)}, {"reason", reason}});
    verdict = result.verdict;
    if (verdict == Verdict::pass) {
      flaky = failed_before;
      if (flaky && !options_.flaky_passes) verdict = Verdict::fail;
      break;
    }
    if (verdict == Verdict::fail && options_.retry_fails && !failed_before) {
      failed_before = true;
      continue;
    }
    if (verdict != Verdict::inconc || finding) break;
    const std::uint32_t proof = Attempts::needed(result.messages, network_.trouble_rate());
    const std::uint32_t limit = proof <= options_.most_attempts ? options_.most_attempts : options_.attempts;
    if (number >= limit || (options_.stop_asked && options_.stop_asked())) break;
  }
  switch (verdict) {
    case Verdict::pass: ++totals_.pass; break;
    case Verdict::inconc: ++totals_.inconc; break;
    case Verdict::fail: ++totals_.fail; break;
    case Verdict::error:
    case Verdict::none: ++totals_.error; break;
  }
  totals_.flaky += flaky ? 1 : 0;
  totals_.messages += messages;
  const Cost cost = estimate(c);
  totals_.calls += cost.calls;
  table_.journal.record("case.end", {{"suite", planned.suite->name},
                                     {"case", c.id},
                                     {"verdict", name_of(verdict)},
                                     {"reason", flaky ? "flaky" : reason},
                                     {"attempts", attempts.count()},
                                     {"flaky", flaky},
                                     {"device_s", seconds(table_.loop.now() - began)},
                                     {"sms", messages},
                                     {"calls", cost.calls}});
}

std::string Runner::basis_of(const std::string& rules) const {
  if (options_.requirements == nullptr) return {};
  std::istringstream ids{rules};
  std::string id;
  std::string basis;
  while (ids >> id) {
    const suite::Requirement* rule = options_.requirements->find(id);
    if (rule == nullptr) continue;
    if (rule->basis == suite::Basis::documented) return "documented";
    basis = name_of(rule->basis);
  }
  return basis;
}

bool Runner::is_finding(const AttemptResult& result) const {
  if (table_.strict || options_.requirements == nullptr) return false;  // in the lab every rule binds
  const std::string basis = basis_of(result.wrong->rule);
  return !basis.empty() && basis != "documented";
}

void Runner::record_verdict(const Planned& planned, const AttemptResult& result, std::uint32_t number,
                            bool finding) {
  const Wrong& wrong = *result.wrong;
  const std::string rule = wrong.rule.empty() ? joined(planned.test_case->covers) : wrong.rule;
  std::string what = wrong.what;
  if (!result.trouble.empty()) what += " (the network: " + result.trouble + ")";
  table_.journal.record(finding ? "finding" : "verdict", {{"case", planned.test_case->id},
                                                          {"attempt", number},
                                                          {"step", result.step},
                                                          {"verdict", name_of(result.verdict)},
                                                          {"reason", wrong.reason},
                                                          {"requirement", rule},
                                                          {"basis", basis_of(rule)},
                                                          {"what", what},
                                                          {"sent", wrong.sent},
                                                          {"expected", wrong.expected},
                                                          {"received", wrong.received},
                                                          {"diff", wrong.difference},
                                                          {"file", result.place.file},
                                                          {"line", result.place.line},
                                                          {"first", result.evidence.first},
                                                          {"last", result.evidence.last}});
}

}  // namespace isocket::run
