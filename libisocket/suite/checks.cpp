#include "suite/checks.h"

#include <algorithm>
#include <functional>
#include <set>

#include "bench/fitting.h"
#include "suite/match.h"
#include "suite/placeholder.h"
#include "yaml/characters.h"

namespace isocket::suite {

using yaml::is_digit;
namespace {

// What stands for a placeholder in a text that is searched for numbers.
constexpr char kNumber = '\x01';    // a number that may be dialled
constexpr char kCaptured = '\x02';  // a value that is known only in the run
constexpr char kPassword = '\x03';

constexpr char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// The text as the device would read it, with a mark for each value that is not known yet.
std::string shadow_of(std::string_view text, const std::map<std::string, std::string>& vars, int depth = 0) {
  std::string shadow;
  const auto pieces = cut(text);
  if (!pieces) return shadow;
  for (const Piece& piece : *pieces) {
    if (piece.kind == Piece::Kind::literal)
      shadow += piece.text;
    else if (is_number_value(piece.text))
      shadow += kNumber;
    else if (piece.text == "password")
      shadow += kPassword;
    else if (const auto var = vars.find(piece.text); var != vars.end() && depth == 0)
      shadow += var->second;
    else
      shadow += kCaptured;
  }
  return shadow;
}

/// Does a command that stores a number end here: SECNUMBER+, ALERTNUMBER+, SECCENTER+, ADDSECNUM?
bool takes_number(std::string_view before) {
  std::string word;
  for (const char c : before) word += upper(c);
  while (word.ends_with('+') || word.ends_with('=') || word.ends_with(' ')) word.pop_back();
  return word.ends_with("NUMBER") || word.ends_with("CENTER") || word.ends_with("SECNUM");
}

}  // namespace

std::string foreign_number(std::string_view text, const std::map<std::string, std::string>& vars) {
  constexpr std::size_t kDialable = 7;  // shorter ones are values; after NUMBER+ three digits reach somebody
  constexpr std::string_view kRight =
      "; a device is given numbers of parties only, such as <boss.number>, or reserved ones, <nobody.1> to "
      "<nobody.10>";
  const std::string shadow = shadow_of(text, vars);
  for (std::size_t i = 0; i < shadow.size();) {
    const char c = shadow[i];
    const std::string_view before = std::string_view{shadow}.substr(0, i);
    if (c == kCaptured && takes_number(before))
      return "a captured value cannot be the number that a device is given" + std::string{kRight};
    if (!is_digit(c)) {
      ++i;
      continue;
    }
    const std::size_t end = std::min(shadow.find_first_not_of("0123456789", i), shadow.size());
    const std::string_view run = std::string_view{shadow}.substr(i, end - i);
    const bool follows_number = before.ends_with(kNumber);
    const bool precedes_number = end < shadow.size() && shadow[end] == kNumber;
    const char previous = before.empty() ? ' ' : before.back();
    // ON99999999 and RESTARTTIME=1234567 are wrong values, no numbers.
    const bool is_value = (previous >= 'A' && previous <= 'Z') || (previous >= 'a' && previous <= 'z') ||
                          (previous == '=' && !takes_number(before));
    if (follows_number || (precedes_number && run != "00"))
      return "'" + std::string{run} + "' next to a number makes another number" + std::string{kRight};
    if ((run.size() >= kDialable && !is_value) || (run.size() >= 3 && takes_number(before)))
      return "'" + std::string{run} + "' is a number that is nobody's" + std::string{kRight};
    i = end;
  }
  return {};
}

namespace {

/// "environment-pro has no 'sensor.3': it has 1 alarm input"; empty where all of the case's models have it.
std::string misfit(const Case& c, const std::string& key, const std::string& shown,
                   const std::function<std::string(device::Model)>& lacking) {
  for (const std::string& name : c.models) {
    const auto model = device::parse_model(name);
    const std::string why = model ? lacking(*model) : std::string{};
    if (why.empty()) continue;
    return name + " has no '" + shown + "' to " + (bench::parse_output(key) ? "observe" : "set") + ": " + why;
  }
  return {};
}

std::string misfit(const Case& c, const Setting& setting) {
  const std::string* value = setting.text();
  const auto change = bench::parse_change(setting.key, value != nullptr ? *value : "");
  if (!change)
    return misfit(c, setting.key, setting.key, [&](device::Model m) { return bench::lacks(m, setting.key); });
  const bool by_value = setting.key == "battery" || setting.key == kVariantSetting;
  return misfit(c, setting.key, by_value ? setting.key + ": " + *value : setting.key,
                [&](device::Model m) { return bench::lacks(m, *change); });
}

/// The suite's own values as each model has them.
std::vector<std::map<std::string, std::string>> values_by_model(const Case& c) {
  std::set<std::string> models{c.models.begin(), c.models.end()};
  for (const auto& [name, variable] : c.vars)
    for (const auto& [model, value] : variable.by_model)
      if (c.is_for(model)) models.insert(model);
  models.insert("");  // any other
  std::vector<std::map<std::string, std::string>> result;
  for (const std::string& model : models) {
    std::map<std::string, std::string> values;
    for (const auto& [name, variable] : c.vars)
      if (const std::string* value = variable.value_for(model)) values[name] = *value;
    result.push_back(std::move(values));
  }
  return result;
}

/// Goes through the steps in the order in which they run.
class Checker {
 public:
  Checker(Problems& problems, const Reader& reader, const Case& c, const std::vector<std::string>& parties)
      : problems_{problems}, reader_{reader}, case_{c}, parties_{parties}, values_{values_by_model(c)} {}

  void run() {
    given();
    steps(case_.steps);
    if (!judges_)
      reader_.say(case_.place,
                  "this case judges nothing; it needs 'expect:', 'silence:', 'observe:', 'call:', 'ringing:' "
                  "or 'ask:'");
    for (const Limit& limit : case_.limits)
      if (captured_.count(limit.name) == 0) {
        const std::vector<std::string_view> known(captured_.begin(), captured_.end());
        reader_.say(limit.place, "nothing captures '" + limit.name + "'" + suggest(limit.name, known));
      }
  }

 private:
  void given() {
    for (const Setting& setting : case_.given) {
      if (setting.key == kVariantSetting) {
        if (const std::string wrong = misfit(case_, setting); !wrong.empty())
          reader_.say(setting.place, wrong);
        continue;
      }
      const bool numbers =
          setting.key == "alert_numbers" || setting.key == "security_numbers" || setting.key == "seclist";
      for (const std::string& value : setting.list()) {
        if (numbers && setting.key == "seclist" && (value == "ON" || value == "OFF")) continue;
        if (std::find(parties_.begin(), parties_.end(), value) != parties_.end()) continue;
        text(value, setting.place, "");
        if (!numbers) continue;
        const auto pieces = cut(value);
        const bool one = pieces && pieces->size() == 1 && is_number_value(pieces->front().text);
        if (!one)
          reader_.say(setting.place, "'" + value + "' is neither a party nor a reserved number" +
                                         suggest(value, {parties_.begin(), parties_.end()}));
      }
    }
  }

  void steps(const std::vector<Step>& list) {
    for (const Step& step : list) {
      std::visit([&](const auto& action) { one(step, action); }, step.action);
    }
  }

  void one(const Step& step, const Send& send) {
    for (const std::string& message : send.texts) {
      text(message, step.place, step.line);
      for (const auto& values : values_) {
        const std::string wrong = foreign_number(message, values);
        if (wrong.empty()) continue;
        say(step, wrong);
        break;
      }
    }
  }
  void one(const Step& step, const Expect& expect) {
    judges_ = true;
    std::vector<std::string> names;
    for (const Pattern& pattern : expect.one_of) {
      if (pattern.kind != Pattern::Kind::matches) text(pattern.text, step.place, step.line);
      for (std::string& name : capture_names(pattern)) names.push_back(std::move(name));
    }
    for (std::string& name : names) {
      if (case_.vars.count(name) != 0)
        say(step, "'" + name + "' has a value from 'vars:' already; capture into another name");
      captured_.insert(std::move(name));
    }
  }
  void one(const Step&, const Silence&) { judges_ = true; }
  void one(const Step& step, const Call& call) {
    judges_ = true;
    one_call_at_a_time(step, call.talks_on);
  }
  void one(const Step& step, const Ringing& ringing) {
    judges_ = true;
    one_call_at_a_time(step, ringing.then == Ringing::Then::talk);
  }
  void one(const Step& step, const HangUp&) {
    judges_ = true;
    if (talking_.erase(step.party) == 0)
      say(step, "'hang_up:' ends a call that goes on, by 'then: talk' of a step before, and " + step.party +
                    " is in none");
  }
  void one(const Step&, const Wait&) {}
  void one(const Step& step, const BenchStep& bench) {
    changed_ = true;
    for (const Setting& setting : bench.changes) fitting(step, setting);
  }
  void one(const Step& step, const Observe& observe) {
    judges_ = true;
    for (const Setting& setting : observe.targets) fitting(step, setting);
    if (observe.after && !changed_)
      say(step,
          "'after:' counts from the latest change that was observed or set, and there is none before this "
          "step");
    changed_ = true;
  }
  void one(const Step&, const Repeat& repeat) { steps(repeat.steps); }
  void one(const Step& step, const Ask& ask) {
    judges_ = true;
    text(ask.text, step.place, step.line);
  }

  /// Every model of the case has what is set or observed.
  void fitting(const Step& step, const Setting& setting) {
    const std::string wrong = misfit(case_, setting);
    if (wrong.empty()) return;
    // A shared file's own lines cannot be shown here, but for that of the step.
    const bool ours = setting.place.file == reader_.source().name();
    const Place& place = ours ? setting.place : step.place;
    problems_.add({place, wrong, line_of(place, step.line)});
  }

  void one_call_at_a_time(const Step& step, bool talks_on) {
    if (talking_.contains(step.party))
      say(step, step.party + " is in a call since 'then: talk' of a step before; it ends with 'hang_up: " +
                    step.party + "'");
    if (talks_on) talking_.insert(step.party);
  }

  /// Every <name> has a value here.
  void text(const std::string& written, const Place& place, const std::string& line) {
    const auto pieces = cut(written);
    if (!pieces) {
      problems_.add({place, pieces.error().detail, line_of(place, line)});
      return;
    }
    for (const Piece& piece : *pieces) {
      if (piece.kind != Piece::Kind::value || known(piece.text)) continue;
      std::vector<std::string_view> names(captured_.begin(), captured_.end());
      for (const auto& [name, value] : case_.vars) names.push_back(name);
      std::vector<std::string> numbers{"password", "nobody.1"};
      for (const std::string& party : parties_) numbers.push_back(party + ".number");
      names.insert(names.end(), numbers.begin(), numbers.end());
      problems_.add({place, "'<" + piece.text + ">' has no value here" + suggest(piece.text, names),
                     line_of(place, line)});
    }
  }
  [[nodiscard]] bool known(const std::string& name) const {
    return captured_.count(name) != 0 || case_.vars.count(name) != 0 || is_known_value(name, parties_);
  }

  /// The step may stand in a shared file, which the reader of this file cannot show.
  [[nodiscard]] std::string line_of(const Place& place, const std::string& line) const {
    if (place.file == reader_.source().name()) return std::string{reader_.source().line(place.line)};
    return std::string(place.column - 1, ' ') + line;
  }
  void say(const Step& step, const std::string& message) {
    problems_.add({step.place, message, line_of(step.place, step.line)});
  }

  Problems& problems_;
  const Reader& reader_;
  const Case& case_;
  const std::vector<std::string>& parties_;
  std::vector<std::map<std::string, std::string>> values_;
  std::set<std::string> captured_;
  std::set<std::string> talking_;  // parties in a call that goes on
  bool judges_ = false;
  bool changed_ = false;
};

}  // namespace

void check_fitting(const Reader& reader, const Case& c, std::string_view what, const Place& place) {
  const std::string key{what};
  const std::string wrong = misfit(c, key, key, [&](device::Model m) { return bench::lacks(m, what); });
  if (!wrong.empty()) reader.say(place, wrong);
}

void check_case(Problems& problems, const Reader& reader, const Case& c,
                const std::vector<std::string>& parties) {
  Checker{problems, reader, c, parties}.run();
}

}  // namespace isocket::suite
