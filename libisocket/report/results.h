#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/verdict.h"
#include "journal/journal.h"

/// Reports are readers of the journal. This one folds a run's events into a tree, and every other report
/// prints that tree: what two reports say of one run cannot differ.
namespace isocket::report {

/// Why something is not a pass, as the `verdict` and `finding` events have it. Empty texts: not given.
struct Judgement {
  Verdict verdict = Verdict::none;
  bool finding = false;     ///< a difference from a decision or external rule on a real device: no failure
  int attempt = 0;          ///< from 1
  std::string step;         ///< "3", "3.2" inside a repetition or a fragment
  std::string reason;       ///< the stable code: "wrong-text", "missing-reply"
  std::string requirement;  ///< "EP-5.2-03"
  std::string basis;        ///< "documented", "external" or "decision"
  std::string what;         ///< one sentence
  std::string sent;
  std::string expected;
  std::string received;
  std::string diff;
  std::string file;
  int line = 0;
  journal::Range evidence;  ///< the events that show it
  Instant at{};             ///< when it was judged
};

struct Step {
  std::string id;
  std::string kind;
  std::string text;
  int line = 0;
  Instant begin{};
  Instant end{};
  Verdict verdict = Verdict::none;  ///< none: not ended
};

struct Attempt {
  int number = 0;
  Instant begin{};
  Instant end{};
  Verdict verdict = Verdict::none;
  std::string reason;
  std::vector<Step> steps;
  std::vector<Judgement> judgements;  ///< in the order they were made, without the findings
};

/// What became of a case, in rising order of what a reader must look at.
enum class Outcome : std::uint8_t {
  pass,
  skipped,  ///< this bench cannot run it
  flaky,    ///< passed after an attempt that failed, and the user does not call that a pass
  inconc,
  fail,
  error,
  unfinished,  ///< begun, and the run broke off
};

/// "pass", "skipped", "flaky", "inconc", "fail", "error", "unfinished".
std::string_view name_of(Outcome outcome);

struct Case {
  std::string device;  ///< empty in a run with one device
  std::string suite;
  std::string id;
  std::string purpose;
  std::string file;
  int line = 0;
  std::vector<std::string> covers;
  std::vector<std::string> tags;
  bool skipped = false;
  bool ended = false;
  bool flaky = false;
  Verdict verdict = Verdict::none;
  std::string reason;
  double device_s = 0;
  std::int64_t sms = 0;
  std::int64_t calls = 0;
  std::vector<Attempt> attempts;
  std::vector<Judgement> findings;

  [[nodiscard]] Outcome outcome() const;
  /// The judgement to show: in the last attempt that has the case's verdict, the first that gives its reason;
  /// the finding, where there is nothing else.
  /// Null for a pass.
  [[nodiscard]] const Judgement* decisive() const;
  /// The other judgements of the attempt that `decisive` is from.
  [[nodiscard]] std::vector<const Judgement*> others() const;
  /// The step a judgement is about; null when it is about none.
  [[nodiscard]] const Step* step_of(const Judgement& judgement) const;
  [[nodiscard]] const Attempt* attempt_of(const Judgement& judgement) const;
};

struct Suite {
  std::string device;  ///< as of its cases: what two devices do is kept apart
  std::string name;
  std::vector<Case> cases;  ///< in the order they began
};

/// How many cases there are of each outcome.
struct Counts {
  int pass = 0;
  int skipped = 0;
  int flaky = 0;
  int inconc = 0;
  int fail = 0;
  int error = 0;
  int unfinished = 0;
  [[nodiscard]] int all() const { return pass + skipped + flaky + inconc + fail + error + unfinished; }
  void add(Outcome outcome);
};

/// What a run with several devices says of one of them.
struct DeviceRun {
  std::string name;
  std::string model;
  std::string bench;
  bool ended = false;
  double device_s = 0;
};

/// A message of which nobody can say whether it went out: the program ended while it was handed over.
struct UnknownMessage {
  std::int64_t intent = 0;  ///< its place in the journal
  std::string to;
  std::string text;
};

struct Run {
  std::string model;
  std::string bench;
  std::string version;
  std::int64_t seed = 0;
  int planned = 0;  ///< cases that were to run
  bool stopped = false;
  bool ended = false;
  double device_s = 0;
  double counted_s = 0;  ///< the same, with no single wait counted for more than an hour
  std::int64_t sms = 0;
  std::int64_t calls = 0;
  int findings = 0;
  int modems = 0;   ///< of a run with several devices
  int resumed = 0;  ///< how often the run was gone on with
  std::vector<UnknownMessage> unknown;
  std::vector<DeviceRun> devices;  ///< empty: there is one, and nothing names it
  std::vector<Suite> suites;       ///< in the order of their first case

  [[nodiscard]] Counts counts() const;
  /// Of one device's cases.
  [[nodiscard]] Counts counts(std::string_view device) const;
  /// Null: the run has one device.
  [[nodiscard]] const DeviceRun* device(std::string_view name) const;
  /// It came to its end, and nobody stopped it before.
  [[nodiscard]] bool complete() const;
};

/// "Switching", or "dut1: Switching" where there are several devices.
std::string title_of(const Suite& suite);
std::string suite_title(const Case& c);

/// Folds the events of one run. Events it does not know are somebody else's.
class Results final : public journal::Sink {
 public:
  void on_event(const journal::Event& event) override;
  [[nodiscard]] const Run& run() const { return run_; }
  /// The case of the latest case.begin, case.end or case.skipped; null before the first.
  [[nodiscard]] const Case* current() const;

 private:
  struct Position {
    std::size_t suite = 0;
    std::size_t in_suite = 0;
  };
  Case* case_at(const Position* position);
  Position* position_of(const journal::Event& event);
  Case* find_case(const journal::Event& event);
  Case& add_case(const journal::Event& event);
  Attempt* open_attempt(Case& c, int number);
  void judge(const journal::Event& event, bool finding);
  void end_case(const journal::Event& event);
  void begin_step(const journal::Event& event);
  void end_step(const journal::Event& event);
  void on_device(const journal::Event& event);

  Run run_;
  std::map<std::string, Position> current_;  ///< of each device; "" where there is one
  std::optional<Position> latest_;
};

}  // namespace isocket::report
