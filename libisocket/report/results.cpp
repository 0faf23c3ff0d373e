#include "report/results.h"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace isocket::report {
namespace {

std::int64_t number(const journal::Event& event, std::string_view name) {
  const journal::Value* value = event.find(name);
  if (value == nullptr) return 0;
  if (const auto* integer = std::get_if<std::int64_t>(value)) return *integer;
  if (const auto* real = std::get_if<double>(value)) return static_cast<std::int64_t>(*real);
  return 0;
}

double real_number(const journal::Event& event, std::string_view name) {
  const journal::Value* value = event.find(name);
  if (value == nullptr) return 0;
  if (const auto* real = std::get_if<double>(value)) return *real;
  if (const auto* integer = std::get_if<std::int64_t>(value)) return static_cast<double>(*integer);
  return 0;
}

bool flag(const journal::Event& event, std::string_view name) {
  const journal::Value* value = event.find(name);
  const auto* boolean = value != nullptr ? std::get_if<bool>(value) : nullptr;
  return boolean != nullptr && *boolean;
}

int small(const journal::Event& event, std::string_view name) {
  return static_cast<int>(number(event, name));
}

/// A word that is no verdict is the harness's own trouble, and must not look like a pass.
Verdict verdict_of(const journal::Event& event) {
  const std::string word = event.text("verdict");
  for (const Verdict verdict : {Verdict::none, Verdict::pass, Verdict::inconc, Verdict::fail})
    if (word == isocket::name_of(verdict)) return verdict;
  return Verdict::error;
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream in{text};
  return {std::istream_iterator<std::string>{in}, {}};
}

}  // namespace

std::string_view name_of(Outcome outcome) {
  constexpr std::string_view kNames[] = {"pass", "skipped", "flaky", "inconc", "fail", "error", "unfinished"};
  return kNames[static_cast<std::size_t>(outcome)];
}

Outcome Case::outcome() const {
  if (skipped) return Outcome::skipped;
  if (!ended) return Outcome::unfinished;
  switch (verdict) {
    case Verdict::pass: return Outcome::pass;
    case Verdict::inconc: return Outcome::inconc;
    case Verdict::fail: return flaky ? Outcome::flaky : Outcome::fail;
    case Verdict::none:  // a case that judged nothing
    case Verdict::error: break;
  }
  return Outcome::error;
}

const Judgement* Case::decisive() const {
  if (skipped || outcome() == Outcome::pass) return nullptr;
  const Judgement* found = nullptr;
  for (const Attempt& attempt : attempts) {
    for (const Judgement& judgement : attempt.judgements) {
      const bool same_reason = reason.empty() || flaky || judgement.reason == reason;
      if (judgement.verdict != verdict || !same_reason) continue;
      found = &judgement;
      break;
    }
  }
  if (found != nullptr) return found;
  for (const Attempt& attempt : attempts)  // the worst of all, and of equals the first
    for (const Judgement& judgement : attempt.judgements)
      if (found == nullptr || judgement.verdict > found->verdict) found = &judgement;
  if (found == nullptr && !findings.empty()) found = &findings.front();
  return found;
}

std::vector<const Judgement*> Case::others() const {
  std::vector<const Judgement*> rest;
  const Judgement* shown = decisive();
  const Attempt* attempt = shown != nullptr && !shown->finding ? attempt_of(*shown) : nullptr;
  if (attempt == nullptr) return rest;
  for (const Judgement& judgement : attempt->judgements)
    if (&judgement != shown) rest.push_back(&judgement);
  return rest;
}

const Attempt* Case::attempt_of(const Judgement& judgement) const {
  for (const Attempt& attempt : attempts)
    if (attempt.number == judgement.attempt) return &attempt;
  return nullptr;
}

const Step* Case::step_of(const Judgement& judgement) const {
  const Attempt* attempt = attempt_of(judgement);
  if (attempt == nullptr || judgement.step.empty()) return nullptr;
  const Step* found = nullptr;  // a repetition has several steps of one number: the latest that had begun
  for (const Step& step : attempt->steps)
    if (step.id == judgement.step && step.begin <= judgement.at) found = &step;
  return found;
}

void Counts::add(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass: ++pass; break;
    case Outcome::skipped: ++skipped; break;
    case Outcome::flaky: ++flaky; break;
    case Outcome::inconc: ++inconc; break;
    case Outcome::fail: ++fail; break;
    case Outcome::error: ++error; break;
    case Outcome::unfinished: ++unfinished; break;
  }
}

Counts Run::counts(std::string_view device) const {
  Counts counts;
  for (const Suite& suite : suites)
    if (suite.device == device)
      for (const Case& c : suite.cases) counts.add(c.outcome());
  return counts;
}

const DeviceRun* Run::device(std::string_view name) const {
  const auto found =
      std::find_if(devices.begin(), devices.end(), [&](const DeviceRun& d) { return d.name == name; });
  return found == devices.end() ? nullptr : &*found;
}

Counts Run::counts() const {
  Counts counts;
  for (const Suite& suite : suites)
    for (const Case& c : suite.cases) counts.add(c.outcome());
  return counts;
}

bool Run::complete() const {
  return ended && !stopped;
}

std::string title_of(const Suite& suite) {
  return suite.device.empty() ? suite.name : suite.device + ": " + suite.name;
}

std::string suite_title(const Case& c) {
  return c.device.empty() ? c.suite : c.device + ": " + c.suite;
}

const Case* Results::current() const {
  return latest_ ? &run_.suites[latest_->suite].cases[latest_->in_suite] : nullptr;
}

Case* Results::case_at(const Position* position) {
  return position != nullptr ? &run_.suites[position->suite].cases[position->in_suite] : nullptr;
}

/// Where the device of the event is; null before its first case.
Results::Position* Results::position_of(const journal::Event& event) {
  const auto found = current_.find(event.text("device"));
  return found == current_.end() ? nullptr : &found->second;
}

Case* Results::find_case(const journal::Event& event) {
  const std::string id = event.text("case");
  const std::string device = event.text("device");
  if (Case* c = case_at(position_of(event)); c != nullptr && c->id == id) return c;
  for (std::size_t s = run_.suites.size(); s-- > 0;) {
    if (run_.suites[s].device != device) continue;
    for (std::size_t c = run_.suites[s].cases.size(); c-- > 0;)
      if (Case& known = run_.suites[s].cases[c]; known.id == id && !known.ended && !known.skipped) {
        current_[device] = {s, c};
        return &known;
      }
  }
  return nullptr;
}

Case& Results::add_case(const journal::Event& event) {
  const std::string name = event.text("suite");
  const std::string device = event.text("device");
  std::size_t s = 0;
  while (s < run_.suites.size() && (run_.suites[s].name != name || run_.suites[s].device != device)) ++s;
  if (s == run_.suites.size()) run_.suites.push_back({device, name, {}});
  Case c;
  c.device = device;
  c.suite = name;
  c.id = event.text("case");
  c.purpose = event.text("purpose");
  c.file = event.text("file");
  c.line = small(event, "line");
  c.covers = words(event.text("covers"));
  c.tags = words(event.text("tags"));
  c.reason = event.text("reason");
  run_.suites[s].cases.push_back(std::move(c));
  latest_ = current_[device] = {s, run_.suites[s].cases.size() - 1};
  return run_.suites[s].cases.back();
}

Attempt* Results::open_attempt(Case& c, int number) {
  for (Attempt& attempt : c.attempts)
    if (attempt.number == number) return &attempt;
  c.attempts.emplace_back();
  c.attempts.back().number = number;
  return &c.attempts.back();
}

void Results::judge(const journal::Event& event, bool finding) {
  Case* c = find_case(event);
  if (c == nullptr) return;
  Judgement j;
  j.verdict = verdict_of(event);
  j.finding = finding;
  j.attempt = small(event, "attempt");
  j.step = event.text("step");
  j.reason = event.text("reason");
  j.requirement = event.text("requirement");
  j.basis = event.text("basis");
  j.what = event.text("what");
  j.sent = event.text("sent");
  j.expected = event.text("expected");
  j.received = event.text("received");
  j.diff = event.text("diff");
  j.file = event.text("file");
  j.line = small(event, "line");
  j.evidence = {static_cast<std::uint64_t>(number(event, "first")),
                static_cast<std::uint64_t>(number(event, "last"))};
  j.at = event.at;
  if (finding) {
    ++run_.findings;
    c->findings.push_back(std::move(j));
  } else {
    Attempt* attempt = open_attempt(*c, j.attempt);
    attempt->judgements.push_back(std::move(j));
  }
}

void Results::begin_step(const journal::Event& event) {
  Case* c = case_at(position_of(event));
  if (c == nullptr || c->attempts.empty()) return;
  latest_ = *position_of(event);
  c->attempts.back().steps.push_back({event.text("step"), event.text("kind"), event.text("text"),
                                      small(event, "line"), event.at, event.at, Verdict::none});
}

void Results::end_step(const journal::Event& event) {
  Case* c = case_at(position_of(event));
  if (c == nullptr || c->attempts.empty()) return;
  auto& steps = c->attempts.back().steps;
  const std::string id = event.text("step");
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->id != id || step->verdict != Verdict::none) continue;
    step->end = event.at;
    step->verdict = verdict_of(event);
    return;
  }
}

void Results::on_device(const journal::Event& event) {
  if (event.type == "device.begin") {
    run_.devices.push_back({event.text("device"), event.text("model"), event.text("bench"), false, 0});
    return;
  }
  for (DeviceRun& device : run_.devices) {
    if (device.name != event.text("device")) continue;
    device.ended = true;
    device.device_s = real_number(event, "device_s");
  }
}

void Results::end_case(const journal::Event& event) {
  Case* c = find_case(event);
  if (c == nullptr) c = &add_case(event);
  latest_ = *position_of(event);
  c->ended = true;
  c->verdict = verdict_of(event);
  c->reason = event.text("reason");
  c->flaky = flag(event, "flaky");
  c->device_s = real_number(event, "device_s");
  c->sms = number(event, "sms");
  c->calls = number(event, "calls");
  run_.device_s += c->device_s;
  run_.sms += c->sms;
  run_.calls += c->calls;
}

void Results::on_event(const journal::Event& event) {
  if (event.type == "run.begin") {
    run_.model = event.text("model");
    run_.bench = event.text("bench");
    run_.version = event.text("version");
    run_.seed = number(event, "seed");
    run_.planned = small(event, "cases");
    run_.modems = small(event, "modems");
  } else if (event.type == "device.begin" || event.type == "device.end") {
    on_device(event);
  } else if (event.type == "case.begin") {
    add_case(event);
  } else if (event.type == "case.skipped") {
    add_case(event).skipped = true;
  } else if (event.type == "attempt.begin") {
    if (Case* c = find_case(event)) open_attempt(*c, small(event, "attempt"))->begin = event.at;
  } else if (event.type == "step.begin") {
    begin_step(event);
  } else if (event.type == "step.end") {
    end_step(event);
  } else if (event.type == "verdict" || event.type == "finding") {
    judge(event, event.type == "finding");
  } else if (event.type == "attempt.end") {
    Case* c = find_case(event);
    if (c == nullptr) return;
    Attempt* attempt = open_attempt(*c, small(event, "attempt"));
    attempt->end = event.at;
    attempt->verdict = verdict_of(event);
    attempt->reason = event.text("reason");
  } else if (event.type == "case.end") {
    end_case(event);
  } else if (event.type == "resume.begin") {
    ++run_.resumed;
    run_.ended = run_.stopped = false;
  } else if (event.type == "resume.settled") {
    if (event.text("outcome") == "unknown")
      run_.unknown.push_back({number(event, "intent"), event.text("to"), event.text("text")});
  } else if (event.type == "sms.settled") {
    std::erase_if(run_.unknown, [&](const UnknownMessage& m) { return m.intent == number(event, "intent"); });
  } else if (event.type == "run.end") {
    run_.ended = true;
    run_.stopped = flag(event, "stopped");
    // The run's own totals hold what belongs to no case: preparation, canaries.
    run_.device_s = real_number(event, "device_s");
    run_.counted_s = real_number(event, "counted_s");
    run_.sms = number(event, "sms");
    run_.calls = number(event, "calls");
  }
}

}  // namespace isocket::report
