#include "run/runner.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "run/attempt.h"

namespace isocket::run {
namespace {

/// The reason of an attempt during which the program ended.
constexpr std::string_view kInterrupted = "interrupted";

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

std::string Runner::hindrance(const suite::Case& test_case, const Offer& offer) {
  std::string why = obstacle(test_case, offer);
  if (!why.empty()) return why;
  const auto modems = table_.seats.pool().choose(modem_needs(test_case));
  if (modems) return {};
  totals_.unaffordable += modems.error().code == Errc::overflow ? 1 : 0;
  return modems.error().detail;
}

asio::awaitable<Totals> Runner::run(std::vector<Planned> order, Offer offer, const Past* past) {
  Instant began = table_.loop.now();
  std::size_t done = 0;
  std::optional<FormerCase> open;
  Duration open_for{};
  if (const PastCourse* former = past != nullptr ? past->course(table_.name) : nullptr) {
    began -= past->last() - former->began();
    done = former->cases_done();
    open = former->open_case();
    if (open) open_for = past->last() - open->began;
    totals_ = former->totals();
    network_ = former->network();
    excess_ = former->excess();
  } else {
    begin(order);
  }
  for (; done < order.size(); ++done) {
    const Planned& planned = order[done];
    if (must_stop()) {
      totals_.stopped = true;
      break;
    }
    const std::string why = hindrance(*planned.test_case, offer);
    if (open) {
      FormerCase former = *std::exchange(open, std::nullopt);
      co_await resume_case(planned, std::move(former), open_for, why.empty());
    } else if (!why.empty()) {
      skip(planned, why);
    } else {
      co_await run_case(planned);
    }
  }
  finish(began);
  co_return totals_;
}

void Runner::begin(const std::vector<Planned>& order) {
  table_.journal.record(table_.name.empty() ? "run.begin" : "device.begin",
                        {{"model", device::name_of(table_.device.model)},
                         {"seed", options_.seed},
                         {"cases", order.size()},
                         {"order", joined(ids_of(order))},
                         {"bench", options_.bench},
                         {"version", options_.version}});
}

void Runner::finish(Instant began) {
  totals_.device_time = table_.loop.now() - began;
  totals_.counted_time = totals_.device_time - excess_;
  table_.journal.record(table_.name.empty() ? "run.end" : "device.end", fields_of(totals_));
}

void Runner::skip(const Planned& planned, const std::string& why) {
  ++totals_.skipped;
  table_.journal.record("case.skipped", {{"suite", planned.suite->name},
                                         {"case", planned.test_case->id},
                                         {"purpose", planned.test_case->purpose},
                                         {"file", planned.suite->file},
                                         {"line", planned.test_case->place.line},
                                         {"reason", why}});
}

bool Runner::must_stop() const {
  return table_.journal.trouble() != nullptr || (options_.stop_asked && options_.stop_asked());
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

void Runner::begin_case(const Planned& planned) {
  const suite::Case& c = *planned.test_case;
  table_.journal.record("case.begin", {{"suite", planned.suite->name},
                                       {"case", c.id},
                                       {"purpose", c.purpose},
                                       {"file", planned.suite->file},
                                       {"line", c.place.line},
                                       {"covers", joined(c.covers)},
                                       {"tags", joined(c.tags)}});
}

asio::awaitable<void> Runner::run_case(Planned planned) {
  const Instant began = table_.loop.now();
  begin_case(planned);
  Course course;
  co_await run_attempts(planned, course);
  end_case(planned, course, began);
}

asio::awaitable<void> Runner::resume_case(Planned planned, FormerCase former, Duration so_far, bool repeats) {
  const Instant began = table_.loop.now() - so_far;
  Course course;
  bool another = true;
  for (const FormerAttempt& one : former.attempts) another = take_up(planned, one, course);
  if (another && !repeats) {
    course.verdict = Verdict::inconc;
    course.reason = kInterrupted;
  } else if (another) {
    co_await run_attempts(planned, course);
  }
  end_case(planned, course, began);
}

bool Runner::take_up(const Planned& planned, const FormerAttempt& former, Course& course) {
  course.number = former.number;
  course.messages += former.messages;
  if (!former.verdict) {
    AttemptResult broken_off;
    broken_off.verdict = Verdict::inconc;
    broken_off.wrong = Wrong{Suspect::harness,
                             kInterrupted,
                             "isocket ended during this attempt, which proves nothing",
                             {},
                             {},
                             {},
                             {},
                             {}};
    broken_off.place = planned.test_case->place;
    broken_off.evidence = former.evidence;
    record_verdict(planned, broken_off, former.number, false);
  }
  if (!former.verdict || former.reason == kInterrupted) {
    course.verdict = Verdict::inconc;
    course.reason = kInterrupted;
    course.attempts.proved_nothing();
    ++course.interrupted;
    if (!former.ended) end_attempt(planned, course, Verdict::inconc);
    return true;
  }
  course.reason = former.reason;
  if (former.reason.empty())
    course.attempts.went_well();
  else
    course.attempts.went_wrong(former.step + " " + former.reason, former.messages);
  if (!former.ended) end_attempt(planned, course, *former.verdict);
  return goes_on(course, *former.verdict, former.finding, former.messages);
}

asio::awaitable<void> Runner::run_attempts(Planned planned, Course& course) {
  for (bool another = true; another;) {
    const std::uint32_t number = ++course.number;
    AttemptResult result = co_await attempt(*planned.test_case, number, course.alone);
    course.alone = course.alone || result.disturbed;
    course.messages += result.messages;
    excess_ += result.excess;
    bool finding = false;
    if (result.wrong) {
      const std::string place = result.step + " " + std::string{result.wrong->reason};
      if (result.wrong->suspect == Suspect::outage)
        course.attempts.proved_nothing();
      else
        course.attempts.went_wrong(place, result.messages);
      if (result.verdict == Verdict::inconc && course.attempts.beyond_doubt(place, network_)) {
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
      course.reason = result.wrong->reason;
    } else {
      course.attempts.went_well();
      course.reason.clear();
    }
    end_attempt(planned, course, result.verdict);
    another = goes_on(course, result.verdict, finding, result.messages);
  }
}

void Runner::end_attempt(const Planned& planned, const Course& course, Verdict verdict) {
  table_.journal.record("attempt.end", {{"case", planned.test_case->id},
                                        {"attempt", course.number},
                                        {"verdict", name_of(verdict)},
                                        {"reason", course.reason}});
}

bool Runner::goes_on(Course& course, Verdict verdict, bool finding, std::uint32_t messages) {
  course.verdict = verdict;
  if (verdict == Verdict::pass) {
    course.flaky = course.failed_before;
    if (course.flaky && !options_.flaky_passes) course.verdict = Verdict::fail;
    return false;
  }
  if (verdict == Verdict::fail && options_.retry_fails && !course.failed_before) {
    course.failed_before = true;
    return true;
  }
  if (verdict != Verdict::inconc || finding) return false;
  const std::uint32_t proof = Attempts::needed(messages, network_.trouble_rate());
  const std::uint32_t limit = proof <= options_.most_attempts ? options_.most_attempts : options_.attempts;
  return course.number - course.interrupted < limit && !must_stop();
}

void Runner::end_case(const Planned& planned, const Course& course, Instant began) {
  switch (course.verdict) {
    case Verdict::pass: ++totals_.pass; break;
    case Verdict::inconc: ++totals_.inconc; break;
    case Verdict::fail: ++totals_.fail; break;
    case Verdict::error:
    case Verdict::none: ++totals_.error; break;
  }
  totals_.flaky += course.flaky ? 1 : 0;
  totals_.messages += course.messages;
  const Cost cost = estimate(*planned.test_case);
  totals_.calls += cost.calls;
  table_.journal.record("case.end", {{"suite", planned.suite->name},
                                     {"case", planned.test_case->id},
                                     {"verdict", name_of(course.verdict)},
                                     {"reason", course.flaky ? "flaky" : course.reason},
                                     {"attempts", course.attempts.count()},
                                     {"flaky", course.flaky},
                                     {"device_s", seconds(table_.loop.now() - began)},
                                     {"sms", course.messages},
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
