#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/time.h"
#include "yaml/diagnostic.h"

/// Suites as values: what a YAML file says, checked and resolved, and nothing about how it is run. The format
/// is described in docs/reference/suite-format.md; `load.h` makes these values.
namespace isocket::suite {

using yaml::Diagnostic;
using yaml::Place;

/// A rule of the device specification, named where a case or a step rests on it: "EP-5.2-03".
struct RuleRef {
  std::string id;
  Place place;
};

using Table = std::vector<std::pair<std::string, std::string>>;  ///< in the order of the file

/// A key with its value as it was written: one text, a list of texts, or a table of texts.
struct Setting {
  std::string key;
  std::variant<std::string, std::vector<std::string>, Table> value;
  Place place;
  /// The one text, or null when the value is a list or a table.
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&value); }
  /// The texts of the list; one text counts as a list of one, a table as none.
  [[nodiscard]] std::vector<std::string> list() const {
    if (const auto* one = text()) return {*one};
    if (const auto* many = std::get_if<std::vector<std::string>>(&value)) return *many;
    return {};
  }
};

/// How a text is compared with what came; `match.h` does it.
struct Pattern {
  enum class Kind : std::uint8_t {
    exact,     ///< the whole message, but for the kind of dash and runs of blanks; captures and <...> work
    contains,  ///< stands somewhere in the message; captures work
    matches,   ///< an RE2 expression for the whole message; its named groups are captures
  };
  Kind kind = Kind::exact;
  std::string text;  ///< still with its <placeholders>
};

enum class Alphabet : std::uint8_t { gsm7, ucs2, data8 };

/// One SMS for each text, from the party to the device, each settled before the next unless there are
/// several.
struct Send {
  std::vector<std::string> texts;    ///< at least one; still with their <placeholders>
  bool withheld = false;             ///< the sender's number is hidden
  std::optional<Alphabet> alphabet;  ///< unset: the smallest that carries the text
};

/// The next message from the device to the party fits one of the patterns.
struct Expect {
  std::vector<Pattern> one_of;  ///< at least one, tried in this order
};

/// No message and no call to the party for that long, closed by a fence.
struct Silence {
  /// `later`: the fence that closes the case proves it, because the device cannot answer now.
  enum class Proof : std::uint8_t { now, later };
  Duration duration{};
  Proof proof = Proof::now;
};

/// The party calls the device.
struct Call {
  enum class Outcome : std::uint8_t {
    rejected,
    answered,
    busy,         ///< it never rang: the device is in a call
    unanswered,   ///< it rang until the party hung up
    unreachable,  ///< it never rang: the network does not find the device
  };
  Duration ring{};  ///< how long the party lets it ring before it hangs up
  Outcome outcome = Outcome::unanswered;
  bool withheld = false;  ///< the caller's number is hidden
  bool local = false;     ///< the network presents the caller's number in local form, <boss.local>
  /// `for:` of an answered call: the party hangs up after that long, and the device not before. Unset: it
  /// hangs up at once.
  std::optional<Duration> lasts;
  bool talks_on = false;  ///< `then: talk`: an answered call goes on while the next steps are taken
};

/// The device calls the party, which hears it ring within `Step::within`.
struct Ringing {
  enum class Then : std::uint8_t {
    answer,  ///< and the device ends the call at once, or with `for:` the party after that long
    reject,
    let_ring,
    talk,  ///< answered, and the call goes on while the next steps are taken
  };
  Then then = Then::let_ring;
  /// `for:` with let ring: the device gives up after that long; with answer: the party hangs up after that
  /// long, and the device not before.
  std::optional<Duration> lasts;
};

/// The party ends the call in which it talks, and the device has not ended it before.
struct HangUp {};

/// Device time passes.
struct Wait {
  Duration duration{};
};

/// The device's surroundings change, in the order of the file.
struct BenchStep {
  std::vector<Setting> changes;  ///< at least one: `mains: off`, `ussd: {"*100#": "Credit 5"}`
};

/// What can be seen on the device. At most one of `Step::within`, `holds` and `after` is set; with none of
/// them it is seen now.
struct Observe {
  std::vector<Setting> targets;   ///< at least one: `socket: on`, `led.power: 1 Hz`
  std::optional<Duration> holds;  ///< `for:` it is so now and stays so for that long
  /// It becomes so that long after the latest change that was observed or set; within 1 s where timing is
  /// strict, otherwise within the tolerance of the specification.
  std::optional<Duration> after;
};

/// A question to the operator on a bench without automation.
struct Ask {
  std::string text;
};

/// The one thing of the surroundings that `given:` may name: which device is on the bench.
inline constexpr std::string_view kVariantSetting = "variant";

struct Step;

struct Repeat {
  std::uint32_t times = 1;
  std::vector<Step> steps;
};

using Action =
    std::variant<Send, Expect, Silence, Call, Ringing, HangUp, Wait, BenchStep, Observe, Repeat, Ask>;

/// One step. `use: NAME` is resolved by the loader: its steps stand in place of it, each with the place where
/// it is written. `send:` and `expect:` in one item of the list are two steps.
struct Step {
  Action action;
  /// Who sends or calls (`from:`), who is to receive or to be called (`to:`, `party:`).
  std::string party = "boss";
  std::optional<Duration> within;  ///< of expect, ringing and observe; unset: the runner's default
  std::optional<RuleRef> arrival;  ///< the rule by which something comes, or changes, at all
  std::optional<RuleRef> text;     ///< the rule that its wording rests on
  Place place;                     ///< of the step's key
  std::string line;                ///< that line of the file, without the indentation, for reports
  std::vector<Place> used_from;    ///< the `use:` that brought it here, outermost first
};

/// A value that texts refer to as <name>; it may differ by model.
struct Variable {
  std::optional<std::string> always;
  std::map<std::string, std::string> by_model;
  /// Null when the variable has no value for that model.
  [[nodiscard]] const std::string* value_for(const std::string& model) const {
    if (auto it = by_model.find(model); it != by_model.end()) return &it->second;
    return always ? &*always : nullptr;
  }
};

/// A captured number must lie in this range, both ends included.
struct Limit {
  std::string name;
  std::optional<double> low;
  std::optional<double> high;
  Place place;
};

struct Case {
  std::string id;       ///< "password-is-demanded"; unique among all suites that are loaded together
  std::string purpose;  ///< the test purpose, one sentence
  std::vector<RuleRef> covers;
  std::vector<std::string> tags;         ///< the suite's own tags included
  std::vector<std::string> needs;        ///< declared: "bench.sensor", "observe.socket", "parties.second"
  std::vector<std::string> models;       ///< the case's, or else the suite's; empty: every model
  std::map<std::string, Variable> vars;  ///< the suite's and the case's; the case's win
  std::vector<Setting> given;            ///< in the order of the file
  bool ignore_alerts = false;            ///< an alert that nobody expected is no surplus message
  std::vector<Limit> limits;
  std::vector<Step> steps;  ///< at least one
  Place place;

  [[nodiscard]] bool is_for(const std::string& model) const {
    if (models.empty()) return true;
    for (const auto& m : models)
      if (m == model) return true;
    return false;
  }
};

struct Suite {
  std::string name;
  std::string file;
  std::vector<std::string> models;
  std::vector<Case> cases;
};

/// What a bench and an inventory must have for the case: what `needs:` declares and what the steps use.
/// Sorted, without repetition.
struct Needs {
  std::vector<std::string> parties;  ///< "boss"
  std::vector<std::string> bench;    ///< keys that are set: "mains"
  std::vector<std::string> observe;  ///< keys that are observed: "socket"
  bool operator_present = false;     ///< there is an `ask:`
};
Needs needs_of(const Case& c);

}  // namespace isocket::suite
