#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "report/describe.h"
#include "report/formats.h"
#include "report/text.h"

namespace isocket::report {
namespace {

using Json = nlohmann::ordered_json;

std::string status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass: return "passed";
    case Outcome::skipped: return "skipped";
    case Outcome::fail: return "failed";
    case Outcome::flaky:
    case Outcome::inconc:
    case Outcome::error:
    case Outcome::unfinished: break;
  }
  return "other";
}

std::string status_of(Verdict verdict) {
  return verdict == Verdict::pass ? "passed" : verdict == Verdict::fail ? "failed" : "other";
}

std::int64_t ms(double seconds) {
  return std::llround(seconds * 1000);
}

std::string step_status(const Step& step) {
  return step.verdict == Verdict::none ? "other" : status_of(step.verdict);
}

Json attempt_of(const Attempt& attempt) {
  Json json = {{"attempt", std::max(attempt.number, 1)}, {"status", status_of(attempt.verdict)}};
  json["duration"] = (attempt.end - attempt.begin).count() / 1000;
  if (!attempt.judgements.empty()) json["message"] = visible(headline(attempt.judgements.front()));
  json["extra"] = {{"verdict", isocket::name_of(attempt.verdict)}, {"reason", attempt.reason}};
  return json;
}

Json judgement_of(const Judgement& j) {
  Json json = {{"verdict", isocket::name_of(j.verdict)}, {"attempt", j.attempt}};
  const std::pair<const char*, const std::string*> texts[] = {
      {"step", &j.step},         {"reason", &j.reason},     {"requirement", &j.requirement},
      {"basis", &j.basis},       {"what", &j.what},         {"sent", &j.sent},
      {"expected", &j.expected}, {"received", &j.received}, {"diff", &j.diff}};
  for (const auto& [name, text] : texts)
    if (!text->empty()) json[name] = visible(*text);
  json["at_ms"] = j.at.time_since_epoch().count() / 1000;
  json["journal"] = {j.evidence.first, j.evidence.last};
  return json;
}

Json test_of(const Case& c) {
  const Outcome outcome = c.outcome();
  Json json = {{"name", visible(c.id)}, {"status", status_of(outcome)}, {"duration", ms(c.device_s)}};
  json["suite"] =
      c.device.empty() ? Json::array({visible(c.suite)}) : Json::array({visible(c.device), visible(c.suite)});
  json["rawStatus"] = name_of(outcome);
  if (const std::string message = headline(c); !message.empty()) json["message"] = visible(message);
  if (const Judgement* j = c.decisive(); j != nullptr) json["trace"] = plain_text(describe(c, *j));
  if (!c.file.empty()) json["filePath"] = visible(c.file);
  if (c.line != 0) json["line"] = c.line;
  if (!c.tags.empty()) json["tags"] = c.tags;
  json["retries"] = c.attempts.empty() ? 0 : static_cast<int>(c.attempts.size()) - 1;
  json["flaky"] = c.flaky;
  if (c.attempts.size() > 1)
    for (const Attempt& attempt : c.attempts) json["retryAttempts"].push_back(attempt_of(attempt));
  if (!c.attempts.empty())
    for (const Step& step : c.attempts.back().steps)
      json["steps"].push_back(
          {{"name", visible(step.text.empty() ? step.id : step.text)}, {"status", step_status(step)}});
  Json extra = {{"purpose", visible(c.purpose)}, {"requirements", c.covers}};
  if (!c.device.empty()) extra["device"] = visible(c.device);
  extra["sms"] = c.sms;
  extra["calls"] = c.calls;
  for (const Attempt& attempt : c.attempts)
    for (const Judgement& j : attempt.judgements) extra["judgements"].push_back(judgement_of(j));
  for (const Judgement& j : c.findings) extra["findings"].push_back(judgement_of(j));
  json["extra"] = std::move(extra);
  return json;
}

}  // namespace

void write_ctrf(std::ostream& out, const Run& run, const WallTime& wall) {
  const Counts counts = run.counts();
  const std::int64_t start = wall.began.time_since_epoch().count();
  Json tests = Json::array();
  int flaky = 0;
  for (const Suite& suite : run.suites) {
    for (const Case& c : suite.cases) {
      tests.push_back(test_of(c));
      flaky += c.flaky ? 1 : 0;
    }
  }
  Json summary = {{"tests", counts.all()}, {"passed", counts.pass}, {"failed", counts.fail}};
  summary["skipped"] = counts.skipped;
  summary["pending"] = 0;
  summary["other"] = counts.flaky + counts.inconc + counts.error + counts.unfinished;
  summary["flaky"] = flaky;
  summary["suites"] = run.suites.size();
  summary["start"] = start;
  summary["stop"] = start + wall.took.count();
  summary["duration"] = wall.took.count();
  summary["extra"] = {{"device_ms", ms(run.device_s)},
                      {"sms", run.sms},
                      {"calls", run.calls},
                      {"inconclusive", counts.inconc},
                      {"errors", counts.error},
                      {"findings", run.findings},
                      {"planned", run.planned},
                      {"complete", run.complete()}};
  Json results = {{"tool", {{"name", "isocket"}, {"version", run.version}}},
                  {"summary", std::move(summary)},
                  {"tests", std::move(tests)}};
  results["extra"] = {{"model", visible(run.model)}, {"bench", visible(run.bench)}, {"seed", run.seed}};
  for (const UnknownMessage& message : run.unknown)
    results["extra"]["unknown"].push_back(
        {{"to", visible(message.to)}, {"text", visible(message.text)}, {"journal", message.intent}});
  Json report = {{"reportFormat", "CTRF"}, {"specVersion", "0.1.0"}, {"timestamp", iso_time(wall.began)}};
  report["generatedBy"] = "isocket";
  report["results"] = std::move(results);
  out << report.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace isocket::report
