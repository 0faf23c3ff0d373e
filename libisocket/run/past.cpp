#include "run/past.h"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace isocket::run {
namespace {

using Outcome = modem::Submission::Outcome;

std::uint64_t count_in(const journal::Event& event, std::string_view name) {
  const journal::Value* value = event.find(name);
  const auto* number = value != nullptr ? std::get_if<std::int64_t>(value) : nullptr;
  return number != nullptr ? static_cast<std::uint64_t>(*number) : 0;
}

bool flag_in(const journal::Event& event, std::string_view name) {
  const journal::Value* value = event.find(name);
  const auto* flag = value != nullptr ? std::get_if<bool>(value) : nullptr;
  return flag != nullptr && *flag;
}

/// A word that is none is the harness's own trouble, and must not look like a pass.
Verdict verdict_in(const journal::Event& event) {
  const std::string word = event.text("verdict");
  for (const Verdict verdict : {Verdict::none, Verdict::pass, Verdict::inconc, Verdict::fail})
    if (word == name_of(verdict)) return verdict;
  return Verdict::error;
}

modem::FormerSubmission memory(modem::FormerSubmission::Kind kind, const FormerSubmission& of) {
  modem::FormerSubmission what;
  what.kind = kind;
  what.intent = of.intent;
  what.to = of.to;
  what.reference = of.reference;
  return what;
}

}  // namespace

FormerSubmission* Past::submission(const journal::Event& event) {
  const std::uint64_t intent = count_in(event, "intent");
  const auto found = std::find_if(submissions_.rbegin(), submissions_.rend(),
                                  [&](const FormerSubmission& s) { return s.intent == intent; });
  return found != submissions_.rend() ? &*found : nullptr;
}

FormerAttempt* Past::attempt() {
  return open_ && !open_->attempts.empty() ? &open_->attempts.back() : nullptr;
}

void Past::on_event(const journal::Event& event) {
  last_ = event.at;
  if (open_) open_->so_far = last_ - open_->began;
  if (event.type == "run.begin") {
    head_ = RunHead{event.text("model"), event.text("bench"), count_in(event, "seed"), {}};
    std::istringstream ids{event.text("order")};
    for (std::string id; ids >> id;) head_->cases.push_back(id);
    began_ = event.at;
  } else if (event.type == "run.end") {
    complete_ = !flag_in(event, "stopped");
  } else if (event.type == "network.trouble") {
    network_.settled_with_trouble();
  } else if (event.type.starts_with("case.")) {
    on_case(event);
  } else if (event.type.starts_with("attempt.") || event.type.starts_with("step.") ||
             event.type == "verdict" || event.type == "finding") {
    on_judgement(event);
  } else {
    on_message(event);
  }
}

void Past::on_case(const journal::Event& event) {
  if (event.type == "case.begin") {
    open_ = FormerCase{event.text("case"), event.at, {}, {}};
  } else if (event.type == "case.skipped") {
    ++totals_.skipped;
    ++done_;
  } else if (event.type == "case.end") {
    switch (verdict_in(event)) {
      case Verdict::pass: ++totals_.pass; break;
      case Verdict::inconc: ++totals_.inconc; break;
      case Verdict::fail: ++totals_.fail; break;
      case Verdict::error:
      case Verdict::none: ++totals_.error; break;
    }
    totals_.flaky += flag_in(event, "flaky") ? 1 : 0;
    totals_.messages += count_in(event, "sms");
    totals_.calls += count_in(event, "calls");
    open_.reset();
    ++done_;
  }
}

void Past::on_judgement(const journal::Event& event) {
  if (event.type == "attempt.begin" && open_) {
    ++attempts_;
    FormerAttempt begun;
    begun.number = static_cast<std::uint32_t>(count_in(event, "attempt"));
    begun.evidence = {event.seq, event.seq};
    open_->attempts.push_back(std::move(begun));
    return;
  }
  if (event.type == "step.begin") step_began_ = event.at;
  if (event.type == "step.end")
    excess_ += std::max<Duration>(event.at - step_began_ - std::chrono::hours{1}, Duration{});
  FormerAttempt* current = attempt();
  if (current == nullptr) return;
  if (!current->ended) current->evidence.last = event.seq;
  if (event.type == "verdict" || event.type == "finding") {
    current->verdict = verdict_in(event);
    current->step = event.text("step");
    current->reason = event.text("reason");
    current->finding = event.type == "finding";
    totals_.findings += current->finding ? 1 : 0;
  } else if (event.type == "attempt.end") {
    current->verdict = verdict_in(event);
    current->reason = event.text("reason");
    current->ended = true;
  }
}

void Past::on_message(const journal::Event& event) {
  using Kind = modem::FormerSubmission::Kind;
  if (event.type == "sms.intent") {
    FormerSubmission made;
    made.intent = event.seq;
    made.modem = event.text("modem");
    made.to = event.text("to");
    made.text = event.text("text");
    made.attempt = attempts_;
    submissions_.push_back(std::move(made));
    if (FormerAttempt* current = attempt()) current->messages += 2;  // and its status report
  } else if (event.type == "at.tx") {
    if (!event.text("data").ends_with("\\x1A")) return;
    // Whichever of those under way it is: with several, none is known to be still here.
    for (FormerSubmission& one : submissions_)
      if (!one.outcome && one.modem == event.text("modem")) one.handed_over = true;
  } else if (event.type == "sms.retry") {
    if (FormerSubmission* one = submission(event)) one->handed_over = false;
  } else if (event.type == "sms.submit" || event.type == "sms.settled") {
    FormerSubmission* one = submission(event);
    if (one == nullptr) return;
    const std::string outcome = event.text("outcome");
    one->reference = static_cast<std::uint8_t>(count_in(event, "mr"));
    one->outcome = outcome == "sent"      ? Outcome::sent
                   : outcome == "refused" ? Outcome::refused
                                          : Outcome::unknown;
    if (event.type == "sms.settled") {
      one->reported = true;
      std::erase_if(memory_, [&](const Memory& m) {
        return m.what.kind == Kind::unknown && m.what.intent == one->intent;
      });
    }
    const Kind kind = one->outcome == Outcome::sent      ? Kind::sent
                      : one->outcome == Outcome::refused ? Kind::refused
                                                         : Kind::unknown;
    memory_.push_back({one->modem, memory(kind, *one)});
    memory_.back().what.not_before = latest_stamp_;
  } else if (event.type == "sms.report") {
    const auto found =
        std::find_if(submissions_.rbegin(), submissions_.rend(), [&](const FormerSubmission& s) {
          return s.outcome == Outcome::sent && s.modem == event.text("modem") &&
                 s.reference == count_in(event, "mr");
        });
    if (found == submissions_.rend() || found->reported) return;
    found->reported = true;
    network_.settled_cleanly();
  } else if (event.type == "modem.restarted" || event.type == "modem.recovery") {
    modem::FormerSubmission restarted;
    restarted.kind = Kind::restarted;
    memory_.push_back({event.text("modem"), restarted});
  } else if (event.type == "sms.deliver") {
    on_delivered(event);
  } else if (event.type == "resume.settled") {
    if (FormerSubmission* one = submission(event)) one->settled = true;
  }
}

/// What a message says of a submission whose outcome is not known: that a device which names a command in its
/// answer has got it, if this was the only one of that text.
void Past::on_delivered(const journal::Event& event) {
  if (FormerAttempt* current = attempt()) ++current->messages;
  if (const auto stamp = sms::Timestamp::parse(event.text("scts")))
    latest_stamp_ = std::max(latest_stamp_, stamp->utc().value_or(Calendar{}));
  constexpr std::size_t kTelling = 4;
  const std::string text = event.text("text");
  for (FormerSubmission& one : submissions_) {
    if (one.outcome || one.settled || one.modem != event.text("modem") || one.to != event.text("from"))
      continue;
    if (one.text.size() < kTelling || one.text.find("*****") != std::string::npos) continue;
    if (text.find(one.text) == std::string::npos) continue;
    const auto alike =
        std::count_if(submissions_.begin(), submissions_.end(), [&](const FormerSubmission& other) {
          return other.to == one.to && text.find(other.text) != std::string::npos;
        });
    if (alike == 1) one.answered = true;
  }
}

std::vector<modem::FormerSubmission> Past::memory_of(const std::string& modem) const {
  using Kind = modem::FormerSubmission::Kind;
  std::vector<modem::FormerSubmission> all;
  for (const Memory& one : memory_)
    if (one.modem == modem) all.push_back(one.what);
  for (const FormerSubmission& one : submissions_) {
    if (one.outcome || one.modem != modem) continue;
    all.push_back(memory(one.handed_over ? Kind::unknown : Kind::refused, one));
    all.back().not_before = latest_stamp_;
  }
  if (all.empty()) {  // it may have received something all the same
    all.emplace_back();
    all.back().kind = Kind::restarted;
  }
  return all;
}

bool Past::awaits(bool all) const {
  return std::any_of(submissions_.begin(), submissions_.end(), [&](const FormerSubmission& one) {
    if (one.settled || one.reported || one.answered) return false;
    if (!one.outcome) return one.handed_over;
    return all && open_ && one.attempt == attempts_ && one.outcome != Outcome::refused;
  });
}

Result<void> same_run(const Past& past, const RunHead& asked) {
  const RunHead& was = *past.head();
  const auto differ = [](std::string what, std::string_view journal, std::string_view now) {
    return fail(Errc::bad_value, "journal", 0,
                "it is of another run: " + what + " " + std::string{journal} + " in the journal, and " +
                    std::string{now} + " here");
  };
  if (was.model != asked.model) return differ("the model is", was.model, asked.model);
  if (was.bench != asked.bench) return differ("the device is", was.bench, asked.bench);
  if (was.seed != asked.seed)
    return differ("the seed is", std::to_string(was.seed), std::to_string(asked.seed));
  if (was.cases.size() != asked.cases.size())
    return differ("the number of cases is", std::to_string(was.cases.size()),
                  std::to_string(asked.cases.size()));
  for (std::size_t i = 0; i < was.cases.size(); ++i)
    if (was.cases[i] != asked.cases[i])
      return differ("case " + std::to_string(i + 1) + " is", was.cases[i], asked.cases[i]);
  return {};
}

std::vector<std::string> ids_of(const std::vector<Planned>& order) {
  std::vector<std::string> ids;
  for (const Planned& planned : order) ids.push_back(planned.test_case->id);
  return ids;
}

}  // namespace isocket::run
