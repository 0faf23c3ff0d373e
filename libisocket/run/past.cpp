#include "run/past.h"

#include <algorithm>

#include "device/reply.h"
#include "modem/at_reply.h"
#include "sms/status.h"
#include "sms/timestamp.h"

namespace isocket::run {
namespace {

using Outcome = modem::Submission::Outcome;
using Kind = modem::FormerSubmission::Kind;

modem::FormerSubmission memory(Kind kind, const FormerSubmission& of) {
  modem::FormerSubmission what;
  what.kind = kind;
  what.intent = of.intent;
  what.to = of.to;
  what.reference = of.reference;
  return what;
}

Outcome outcome_in(const journal::Event& event) {
  const std::string outcome = event.text("outcome");
  return outcome == "sent" ? Outcome::sent : outcome == "refused" ? Outcome::refused : Outcome::unknown;
}

Kind kind_of(Outcome outcome) {
  return outcome == Outcome::sent ? Kind::sent : outcome == Outcome::refused ? Kind::refused : Kind::unknown;
}

}  // namespace

const PastCourse* Past::course(std::string_view device) const {
  const auto found = courses_.find(device);
  return found == courses_.end() ? nullptr : &found->second;
}

Totals Past::totals() const {
  Totals sum;
  for (const auto& [device, course] : courses_) sum += course.totals();
  return sum;
}

std::size_t Past::cases_done() const {
  std::size_t done = 0;
  for (const auto& [device, course] : courses_) done += course.cases_done();
  return done;
}

FormerSubmission* Past::submission(const journal::Event& event) {
  const std::uint64_t intent = count_in(event, "intent");
  const auto found = std::find_if(submissions_.rbegin(), submissions_.rend(),
                                  [&](const FormerSubmission& s) { return s.intent == intent; });
  return found != submissions_.rend() ? &*found : nullptr;
}

void Past::on_event(const journal::Event& event) {
  last_ = event.at;
  on_run(event);
  on_message(event);
  if (const auto course = courses_.find(event.text("device")); course != courses_.end())
    course->second.on_event(event);
  if (heard_) heard_();
}

void Past::on_run(const journal::Event& event) {
  if (event.type == "run.begin") {
    begun_ = true;
    began_ = event.at;
    const std::uint64_t devices = count_in(event, "devices");
    devices_ = std::max<std::size_t>(devices, 1);
    if (devices == 0) courses_[""].begin(event);
  } else if (event.type == "device.begin") {
    courses_[event.text("device")].begin(event);
  } else if (event.type == "device.end") {
    courses_[event.text("device")].end(event);
  } else if (event.type == "run.end") {
    complete_ = !flag_in(event, "stopped");
  }
}

void Past::on_message(const journal::Event& event) {
  if (event.type == "sms.intent") {
    on_intent(event);
  } else if (event.type == "at.tx") {
    if (!event.text("data").ends_with("\\x1A")) return;
    // Whichever of those under way it is: with several, none is known to be still here.
    for (FormerSubmission* one : open_)
      if (one->modem == event.text("modem")) one->handed_over = true;
  } else if (event.type == "at.rx") {
    on_answer(event);
  } else if (event.type == "sms.retry") {
    if (FormerSubmission* one = submission(event)) one->handed_over = false;
  } else if (event.type == "sms.submit" || event.type == "sms.settled") {
    on_outcome(event);
  } else if (event.type == "sms.report") {
    on_report(event);
  } else if (event.type == "modem.restarted" || event.type == "modem.recovery") {
    modem::FormerSubmission restarted;
    restarted.kind = Kind::restarted;
    memory_.push_back({event.text("modem"), restarted});
  } else if (event.type == "sms.deliver") {
    on_delivered(event);
  } else if (event.type == "resume.begin") {
    for (FormerSubmission* one : open_) one->left_open = true;
  } else if (event.type == "resume.settled") {
    if (FormerSubmission* one = submission(event)) one->settled = true;
  }
}

void Past::on_intent(const journal::Event& event) {
  FormerSubmission made;
  made.intent = event.seq;
  made.device = event.text("device");
  made.modem = event.text("modem");
  made.to = event.text("to");
  made.text = event.text("text");
  if (const auto course = courses_.find(made.device); course != courses_.end()) {
    made.attempt = course->second.attempts();
    course->second.count_messages(2);  // and its status report
  }
  submissions_.push_back(std::move(made));
  open_.push_back(&submissions_.back());
}

/// The modem's answer to a submission comes into the journal a moment before what became of it.
void Past::on_answer(const journal::Event& event) {
  if (open_.empty() || event.text("kind") != "information") return;
  const std::string line = event.text("data");
  if (modem::at_name(line) != "+CMGS") return;
  const auto reference = modem::reference_of(std::string_view{line}.substr(line.find(':') + 1));
  if (!reference) return;
  for (FormerSubmission* one : open_) {
    if (!one->handed_over || one->left_open || one->modem != event.text("modem")) continue;
    one->accepted = true;
    one->reference = *reference;
  }
}

void Past::on_outcome(const journal::Event& event) {
  FormerSubmission* one = submission(event);
  if (one == nullptr) return;
  std::erase(open_, one);
  one->reference = static_cast<std::uint8_t>(count_in(event, "mr"));
  one->outcome = outcome_in(event);
  if (event.type == "sms.settled") {
    (event.text("by") == "modem" ? one->accepted : one->reported) = true;
    std::erase_if(memory_, [&](const Memory& m) {
      return m.what.kind == Kind::unknown && m.what.intent == one->intent;
    });
  }
  memory_.push_back({one->modem, memory(kind_of(*one->outcome), *one)});
  memory_.back().what.not_before = latest_stamp_;
}

void Past::on_report(const journal::Event& event) {
  const sms::Status status{static_cast<std::uint8_t>(count_in(event, "status"))};
  if (!status.is_final()) return;  // it may still reach the device
  const auto found = std::find_if(submissions_.rbegin(), submissions_.rend(), [&](const FormerSubmission& s) {
    return (s.accepted || s.outcome == Outcome::sent) && s.modem == event.text("modem") &&
           s.reference == count_in(event, "mr");
  });
  if (found == submissions_.rend() || found->reported) return;
  found->reported = true;
  if (const auto course = courses_.find(found->device); course != courses_.end())
    course->second.settled(status.delivered());
}

/// What a message says of a submission whose outcome is not known.
void Past::on_delivered(const journal::Event& event) {
  if (const auto course = courses_.find(event.text("device")); course != courses_.end())
    course->second.count_messages(1);
  if (const auto stamp = sms::Timestamp::parse(event.text("scts")))
    latest_stamp_ = std::max(latest_stamp_, stamp->utc().value_or(Calendar{}));
  const std::string text = event.text("text");
  for (FormerSubmission* one : open_)
    if (!one->settled && one->modem == event.text("modem") && one->to == event.text("from") &&
        answers(text, *one))
      one->answered = true;
}

/// A reply that begins with the command and says what became of it ("RESTARTTIME=5 - OK", EP-4.1-39) can only
/// answer that command, if this was the only one of that text. An alert, or a list of settings, may hold the
/// same words.
bool Past::answers(const std::string& reply, const FormerSubmission& one) const {
  const PastCourse* course = this->course(one.device);
  if (course == nullptr || one.text.empty() || one.text.find("*****") != std::string::npos) return false;
  const auto model = device::parse_model(course->head().model);
  if (!model || device::classify(*model, reply) == device::ReplyClass::alert) return false;
  if (!reply.starts_with(one.text + " - ")) return false;
  return std::count_if(submissions_.begin(), submissions_.end(), [&](const FormerSubmission& other) {
           return other.to == one.to && other.text == one.text;
         }) == 1;
}

std::vector<modem::FormerSubmission> Past::memory_of(const std::string& modem) const {
  std::vector<modem::FormerSubmission> all;
  for (const Memory& one : memory_)
    if (one.modem == modem) all.push_back(one.what);
  for (const FormerSubmission* one : open_) {
    if (one->modem != modem) continue;
    const Kind kind = one->accepted ? Kind::sent : one->handed_over ? Kind::unknown : Kind::refused;
    all.push_back(memory(kind, *one));
    all.back().not_before = latest_stamp_;
  }
  return all;
}

std::uint64_t Past::submissions_at(std::string_view modem) const {
  const auto at_modem = std::count_if(submissions_.begin(), submissions_.end(),
                                      [&](const FormerSubmission& one) { return one.modem == modem; });
  return static_cast<std::uint64_t>(at_modem);
}

bool Past::awaits(std::string_view modem, bool all) const {
  return std::any_of(submissions_.begin(), submissions_.end(), [&](const FormerSubmission& one) {
    if (one.settled || one.reported || one.answered || (!modem.empty() && one.modem != modem)) return false;
    if (!one.outcome && !one.accepted) return one.handed_over;
    if (!all || one.outcome == Outcome::refused) return false;
    const PastCourse* course = this->course(one.device);
    return course != nullptr && course->open_case() && one.attempt == course->attempts();
  });
}

namespace {

Result<void> differs(const std::string& what, std::string_view journal, std::string_view now) {
  return fail(Errc::bad_value, "journal", 0,
              "it is of another run: " + what + " " + std::string{journal} + " in the journal, and " +
                  std::string{now} + " here");
}

Result<void> same_course(const std::string& whose, const RunHead& was, const RunHead& asked) {
  if (was.model != asked.model) return differs(whose + "the model is", was.model, asked.model);
  if (was.bench != asked.bench) return differs(whose + "the device is", was.bench, asked.bench);
  if (was.seed != asked.seed)
    return differs(whose + "the seed is", std::to_string(was.seed), std::to_string(asked.seed));
  if (was.cases.size() != asked.cases.size())
    return differs(whose + "the number of cases is", std::to_string(was.cases.size()),
                   std::to_string(asked.cases.size()));
  for (std::size_t i = 0; i < was.cases.size(); ++i)
    if (was.cases[i] != asked.cases[i])
      return differs(whose + "case " + std::to_string(i + 1) + " is", was.cases[i], asked.cases[i]);
  return {};
}

}  // namespace

Result<void> same_run(const Past& past, const RunHeads& asked) {
  if (past.devices() != asked.size())
    return differs("the number of devices is", std::to_string(past.devices()), std::to_string(asked.size()));
  for (const auto& [device, course] : past.courses()) {
    const auto now = asked.find(device);
    if (now == asked.end())
      return fail(Errc::bad_value, "journal", 0,
                  "it is of another run: it has the device '" + device + "', which is not chosen here");
    const auto same = same_course(device.empty() ? "" : device + ": ", course.head(), now->second);
    if (!same) return same;
  }
  return {};
}

std::vector<std::string> ids_of(const std::vector<Planned>& order) {
  std::vector<std::string> ids;
  for (const Planned& planned : order) ids.push_back(planned.test_case->id);
  return ids;
}

}  // namespace isocket::run
