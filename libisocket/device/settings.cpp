#include "device/settings.h"

#include <algorithm>

#include "device/capitals.h"
#include "device/catalogue.h"

namespace isocket::device {
namespace {

using Values = std::vector<std::string>;

/// Where a setting does not simply read NAME=value, or does not go with the others. On models with several
/// relays or inputs its name ends with a number, and so do the words of its commands.
struct Special {
  std::string_view name;
  int rank;
  /// A model that has a command of these words has the setting; the number stands between the two.
  std::string_view word;
  std::string_view mark{};
  /// None: word, number, mark and value.
  Values (*commands)(const Values& values, const std::string& number) = nullptr;
};

Values each(const std::string& prefix, const Values& values) {
  Values commands;
  for (const auto& value : values) commands.push_back(prefix + value);
  return commands;
}

bool means_on(const std::string& value) {
  return value == "on" || value == "ON" || value == "enabled";
}

Values either(const Values& values, const std::string& on, const std::string& off) {
  return {means_on(values[0]) ? on : off};
}

// A renewal password needs a protection before it (GS-5.3-04, SR-U5.3-07). With ERROR=OFF and SMSCONFIRM=OFF
// nothing tells any more whether a command was carried out; the latter's own reply is the last that is sent
// (EP-6.1-06, GS-6.1-05, SR-U6-02). What brings the replies back goes first, and so does what opens the list
// to everybody: entries can then be removed without locking anybody out (EP-5.1-24, GS-5.1-20, SR-U5.1-13).
enum Rank : int { replies, open, numbers, list, plain, ring, act, protect, renew, no_errors, quiet };

const Special kSpecial[] = {
    {"security_numbers", numbers, "SECNUMBER", "+"},
    {"alert_numbers", numbers, "ALERTNUMBER", "+"},
    {"center_numbers", numbers, "SECCENTER", "+"},
    {"seclist", list, "SECLIST", "=",
     [](const Values& v, const std::string&) {
       if (v.size() == 1 && (v[0] == "ON" || v[0] == "OFF")) return each("SECLIST=", v);
       auto commands = each("SECNUMBER+", v);
       commands.emplace_back("SECLIST=ON");
       return commands;
     }},
    {"scheduler", plain, "SCHEDULER", "+"},
    {"thermostat",
     act,
     "THERMOSTATON",
     {},
     [](const Values& v, const std::string& n) {
       if (v[0] == "on" || v[0] == "off") return either(v, "THERMOSTATON" + n, "THERMOSTATOFF" + n);
       return each("THERMOSTAT" + n + "=", v);
     }},
    {"thermostat_mode", plain, "THERMOSTAT", "="},
    {"alarm",
     act,
     "ALARMON",
     {},
     [](const Values& v, const std::string& n) { return either(v, "ALARMON" + n, "ALARMOFF" + n); }},
    {"socket", act, "ON", {}, [](const Values& v, const std::string&) { return either(v, "ON", "OFF"); }},
    {"microrelay",
     act,
     "ONM",
     {},
     [](const Values& v, const std::string&) { return either(v, "ONM", "OFFM"); }},
    {"relay",
     act,
     "ONR",
     {},
     [](const Values& v, const std::string& n) { return either(v, "ONR" + n, "OFFR" + n); }},
    {"ring", ring, "RING", "="},
    {"password", protect, "PASSWORD", "="},
    {"renewintervalpw", renew, "RENEWINTERVALPW", "="},
    {"error", no_errors, "ERROR", "="},
    {"smsconfirm", quiet, "SMSCONFIRM", "="},
};

int rank_of(const Special& special, const Values& values) {
  const std::string value = capitals(values.front());
  if (special.rank == Rank::list && value == "OFF") return Rank::open;
  const bool tells = special.rank == Rank::no_errors || special.rank == Rank::quiet;
  return tells && value == "ON" ? Rank::replies : special.rank;
}

/// Whether the model has a command of exactly these words, before its value.
bool has_words(Model model, std::string_view words) {
  const auto rows = catalogue(model);
  return std::any_of(rows.begin(), rows.end(), [&](const Command& command) {
    const auto filled = command.read(words);
    return filled && filled->value.empty() && command.takes_number(filled->number);
  });
}

/// Whether the command, with some number, begins with "RESTARTTIME=" or "ALERT1=".
bool sets(const Command& command, std::string_view name_and_mark) {
  const auto [before, after] = command.words();
  if (before.starts_with(name_and_mark)) return true;
  if (!command.number.exists() || !name_and_mark.starts_with(before)) return false;
  const std::string_view rest = name_and_mark.substr(before.size());
  return command.takes_number(rest.substr(0, 1)) && after.starts_with(rest.substr(1));
}

bool has_setting(Model model, std::string_view name) {
  const auto rows = catalogue(model);
  return std::any_of(rows.begin(), rows.end(),
                     [&, words = std::string{name} + "="](const Command& c) { return sets(c, words); });
}

/// "RESTARTTIME takes 1 to 600 s", for a setting that is written as NAME=value.
std::string what_it_takes(Model model, const std::string& name) {
  std::string all;
  for (const Command& command : catalogue(model)) {
    if (!sets(command, name + "=")) continue;
    const std::string unit = command.parameter.unit_text();
    all += (all.empty() ? "" : "; ") +
           (command.takes_value() ? command.parameter.range_text()
                                  : std::string{command.form.substr(command.form.find('=') + 1)}) +
           (unit.empty() ? "" : " " + unit);
  }
  return name + " takes " + all;
}

/// "thermostat2" is the number 2 of "thermostat".
struct Named {
  const Special* special = nullptr;
  std::string number;
};

Named special_named(std::string_view setting) {
  const auto find = [](std::string_view name) -> const Special* {
    const auto it = std::find_if(std::begin(kSpecial), std::end(kSpecial),
                                 [&](const Special& s) { return s.name == name; });
    return it == std::end(kSpecial) ? nullptr : it;
  };
  const std::size_t digits = setting.find_last_not_of("0123456789") + 1;
  return {find(setting.substr(0, digits)), std::string{setting.substr(digits)}};
}

}  // namespace

Result<Preparation> prepare(Model model, std::string_view setting, const std::vector<std::string>& values) {
  if (values.empty()) return fail(Errc::bad_value, std::string{setting}, 0, "it needs a value");
  const auto [special, number] = special_named(setting);
  const std::string name = capitals(setting);
  const std::string words =
      special != nullptr ? std::string{special->word} + number + std::string{special->mark} : name + "=";
  if (special != nullptr ? !has_words(model, words) : !has_setting(model, name))
    return fail(Errc::not_found, std::string{setting}, 0, "the model has no setting of that name");
  Preparation preparation;
  preparation.rank = special != nullptr ? rank_of(*special, values) : Rank::plain;
  if (special != nullptr && special->commands != nullptr) {
    preparation.commands = special->commands(values, number);
  } else {
    if (values.size() != 1 && !words.ends_with('+'))
      return fail(Errc::bad_value, std::string{setting}, 0, "it takes one value");
    preparation.commands = each(words, values);
  }
  for (const std::string& command : preparation.commands)
    if (command.find('<') == std::string::npos && find_command(model, command) == nullptr)
      return fail(Errc::bad_value, std::string{setting}, 0,
                  what_it_takes(model, command.substr(0, command.find('='))));
  return preparation;
}

Result<Preparation> prepare(Model model, const NamedSetting& setting, const std::string& value) {
  using Form = ConsoleSetting::Form;
  const ConsoleSetting& row = *setting.row;
  const bool list = row.form == Form::numbers || row.form == Form::rule;
  const bool either = row.form == Form::enabled;
  const std::string word = std::string{row.word.empty() ? row.name : row.word} + (either ? "ON" : "");
  const std::string_view mark = list ? "+" : either ? "" : "=";
  const auto* special = std::find_if(std::begin(kSpecial), std::end(kSpecial),
                                     [&](const Special& s) { return s.word == word && s.mark == mark; });
  std::string name = setting.name;
  if (special != std::end(kSpecial))
    name = std::string{special->name} + (setting.number == 0 || list ? "" : std::to_string(setting.number));
  auto prepared = prepare(model, name, {either && value == "OFF" ? "off" : either ? "on" : value});
  if (!prepared) prepared.error().field = setting.name;
  return prepared;
}

std::vector<std::string> setting_names(Model model) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    const bool known = std::any_of(names.begin(), names.end(), [&](const std::string& other) {
      return capitals(other) == capitals(name);
    });
    if (!known) names.push_back(name);
  };
  // Numbered ones follow, each with its number.
  constexpr std::string_view kNumbers[] = {"", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  for (const Special& special : kSpecial)
    for (const std::string_view number : kNumbers)
      if (has_words(model, std::string{special.word}.append(number).append(special.mark)))
        add(std::string{special.name}.append(number));
  for (const Command& command : catalogue(model)) {
    const auto equals = command.form.find('=');
    if (command.kind != Kind::conf || equals == std::string_view::npos) continue;
    const std::string_view name = command.form.substr(0, std::min(equals, command.form.find('{')));
    for (const std::string_view number : kNumbers)
      if (sets(command, std::string{name}.append(number) + "=")) add(std::string{name}.append(number));
  }
  return names;
}

}  // namespace isocket::device
