#include <ostream>
#include <string>
#include <string_view>

#include "report/describe.h"
#include "report/formats.h"
#include "report/text.h"

namespace isocket::report {
namespace {

/// A description ends at a number sign, which begins a directive, unless a reverse solidus stands before it.
std::string tap_text(std::string_view text) {
  std::string tap;
  for (const char c : visible(text)) {
    if (c == '\\' || c == '#') tap += '\\';
    tap += c == '\n' ? ' ' : c;
  }
  return tap;
}

/// A double-quoted scalar: literal blocks would read better, but the YAML reader of Perl's harness has none.
std::string yaml_value(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : visible(text)) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n') {
      quoted += "\\n";
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

class Diagnostics {
 public:
  explicit Diagnostics(std::ostream& out) : out_{out} { out_ << "  ---\n"; }
  Diagnostics(const Diagnostics&) = delete;
  Diagnostics& operator=(const Diagnostics&) = delete;
  ~Diagnostics() { out_ << "  ...\n"; }
  void add(std::string_view key, std::string_view value) {
    if (!value.empty()) out_ << "  " << key << ": " << yaml_value(value) << '\n';
  }
  void number(std::string_view key, std::int64_t value) { out_ << "  " << key << ": " << value << '\n'; }

 private:
  std::ostream& out_;
};

void write_diagnostics(std::ostream& out, const Case& c) {
  Diagnostics yaml{out};
  yaml.add("message", headline(c));
  yaml.add("severity", name_of(c.outcome()));
  yaml.add("purpose", c.purpose);
  const Judgement* j = c.decisive();
  std::string place = c.line != 0 ? c.file + ':' + std::to_string(c.line) : c.file;
  yaml.add("at", j != nullptr ? place_of(c, *j) : place);
  if (j != nullptr) {
    yaml.add("reason", j->reason);
    yaml.add("requirement", j->requirement);
    yaml.add("basis", j->basis);
    yaml.add("sent", j->sent);
    yaml.add("expected", j->expected);
    yaml.add("received", j->received);
    yaml.add("differs", j->diff);
    yaml.add("time", run_time(j->at));
    if (j->evidence.last != 0) {
      yaml.number("journal_first", static_cast<std::int64_t>(j->evidence.first));
      yaml.number("journal_last", static_cast<std::int64_t>(j->evidence.last));
    }
  }
  if (c.attempts.size() > 1) yaml.add("attempts", history(c));
}

}  // namespace

void write_tap(std::ostream& out, const Run& run, const WallTime& wall) {
  const Counts counts = run.counts();
  // A run that broke off must not look whole: its plan promises more points than there are.
  const int plan = run.complete() ? counts.all() : std::max(run.planned, counts.all() + 1);
  out << "TAP version 14\n1.." << plan << (plan == 0 ? " # SKIP no case was selected" : "") << '\n';
  out << "# isocket " << tap_text(run.version) << ", " << tap_text(run.model) << ", seed " << run.seed
      << '\n';
  int number = 0;
  for (const Suite& suite : run.suites) {
    for (const Case& c : suite.cases) {
      const Outcome outcome = c.outcome();
      const bool ok = outcome == Outcome::pass || outcome == Outcome::skipped;
      out << (ok ? "ok " : "not ok ") << ++number << " - " << tap_text(suite_title(c)) << " / "
          << tap_text(c.id);
      if (outcome == Outcome::skipped) out << " # SKIP " << tap_text(c.reason);
      out << '\n';
      if (!ok) write_diagnostics(out, c);
    }
  }
  out << "# device time " << duration_words(run.device_s) << ", wall time "
      << duration_words(std::chrono::duration<double>(wall.took).count()) << ", " << run.sms << " SMS, "
      << counted(run.calls, "call", "calls") << '\n';
  for (const UnknownMessage& message : run.unknown)
    out << "# unknown whether it went out: " << tap_text(message.text) << " to " << tap_text(message.to)
        << '\n';
  if (!run.complete()) out << "Bail out! The run stopped before its end\n";
}

}  // namespace isocket::report
