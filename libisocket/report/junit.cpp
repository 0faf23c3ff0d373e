#include <ostream>
#include <string>
#include <string_view>

#include "report/describe.h"
#include "report/formats.h"
#include "report/text.h"

namespace isocket::report {
namespace {

/// XML 1.0 has no way to write most control characters, not even as references (§2.2): `visible` shows them.
std::string escaped(std::string_view text) {
  std::string xml;
  for (const char c : visible(text)) {
    switch (c) {
      case '&': xml += "&amp;"; break;
      case '<': xml += "&lt;"; break;
      case '>': xml += "&gt;"; break;
      case '"': xml += "&quot;"; break;
      case '\n': xml += "&#10;"; break;  // a bare one would become a blank in an attribute (§3.3.3)
      default: xml += c;
    }
  }
  return xml;
}

/// The same for the text between tags, where a line feed may stay one.
std::string escaped_text(std::string_view text) {
  std::string xml;
  for (const std::string& line : lines_of(text)) xml += escaped(line) + '\n';
  return xml;
}

std::string attribute(std::string_view name, std::string_view value) {
  return ' ' + std::string{name} + "=\"" + escaped(value) + '"';
}

std::string property(std::string_view name, std::string_view value) {
  return "<property" + attribute("name", name) + attribute("value", value) + "/>\n";
}

std::string totals(const Counts& counts) {
  return attribute("tests", std::to_string(counts.all())) +
         attribute("failures", std::to_string(counts.fail + counts.flaky)) +
         attribute("errors", std::to_string(counts.error + counts.inconc + counts.unfinished)) +
         attribute("skipped", std::to_string(counts.skipped));
}

std::string block_of(const Case& c) {
  const Judgement* judgement = c.decisive();
  return judgement != nullptr ? plain_text(describe(c, *judgement)) : visible(headline(c)) + '\n';
}

void write_outcome(std::ostream& out, const Case& c) {
  const Outcome outcome = c.outcome();
  if (outcome == Outcome::pass) return;
  if (outcome == Outcome::skipped) {
    out << "      <skipped" << attribute("message", headline(c)) << "/>\n";
    return;
  }
  const bool failure = outcome == Outcome::fail || outcome == Outcome::flaky;
  const std::string_view tag = failure ? "failure" : "error";
  out << "      <" << tag << attribute("type", name_of(outcome)) << attribute("message", headline(c)) << ">\n"
      << escaped_text(block_of(c)) << "</" << tag << ">\n";
}

void write_case(std::ostream& out, const Case& c) {
  out << "    <testcase" << attribute("classname", suite_title(c)) << attribute("name", c.id)
      << attribute("file", c.file) << attribute("line", std::to_string(c.line))
      << attribute("time", decimal_seconds(c.device_s)) << ">\n      <properties>\n";
  out << "        " << property("verdict", name_of(c.outcome()));
  if (!c.purpose.empty()) out << "        " << property("purpose", c.purpose);
  for (const std::string& id : c.covers) out << "        " << property("requirement", id);
  for (const std::string& tag : c.tags) out << "        " << property("tag", tag);
  if (c.attempts.size() > 1) out << "        " << property("attempts", history(c));
  for (const Judgement& finding : c.findings)
    out << "        " << property("finding", finding.requirement + ": " + headline(finding));
  out << "      </properties>\n";
  write_outcome(out, c);
  out << "    </testcase>\n";
}

}  // namespace

void write_junit(std::ostream& out, const Run& run, const WallTime& wall) {
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" << attribute("name", "isocket")
      << totals(run.counts()) << attribute("time", decimal_seconds(run.device_s)) << ">\n";
  for (const Suite& suite : run.suites) {
    Counts counts;
    double device_s = 0;
    for (const Case& c : suite.cases) {
      counts.add(c.outcome());
      device_s += c.device_s;
    }
    out << "  <testsuite" << attribute("name", title_of(suite)) << totals(counts)
        << attribute("time", decimal_seconds(device_s))
        << attribute("timestamp", iso_time(wall.began).substr(0, 19)) << ">\n    <properties>\n";
    const DeviceRun* device = run.device(suite.device);
    if (device != nullptr) out << "      " << property("device", device->name);
    out << "      " << property("model", device != nullptr ? device->model : run.model) << "      "
        << property("bench", device != nullptr ? device->bench : run.bench) << "      "
        << property("seed", std::to_string(run.seed)) << "      " << property("version", run.version)
        << "      " << property("complete", run.complete() ? "true" : "false");
    for (const UnknownMessage& message : run.unknown)
      out << "      " << property("unknown", message.text + " to " + message.to);
    out << "    </properties>\n";
    for (const Case& c : suite.cases) write_case(out, c);
    out << "  </testsuite>\n";
  }
  out << "</testsuites>\n";
}

}  // namespace isocket::report
