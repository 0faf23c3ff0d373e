#include "suite/case_reader.h"

#include <algorithm>

#include "bench/fitting.h"
#include "device/catalogue.h"
#include "device/settings.h"
#include "suite/checks.h"
#include "suite/placeholder.h"

namespace isocket::suite {
namespace {

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= 80 && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
         });
}

std::vector<std::string_view> known_needs(const std::vector<std::string>& parties,
                                          std::vector<std::string>& storage) {
  for (const std::string_view key : bench::change_keys()) storage.push_back("bench." + std::string{key});
  for (const std::string_view output : bench::output_names())
    storage.push_back("observe." + std::string{output});
  for (const std::string& party : parties) storage.push_back("parties." + party);
  storage.emplace_back("operator");
  return {storage.begin(), storage.end()};
}

/// `given:` in terms of the commands that each model has.
void check_given(const Reader& reader, const Setting& setting, const std::vector<std::string>& models) {
  std::vector<std::string> values = setting.list();
  if (std::holds_alternative<Table>(setting.value)) {
    reader.say(setting.place, "'" + setting.key + ":' is a text or a list of texts");
    return;
  }
  if (setting.key == kVariantSetting) {
    const auto parsed = bench::parse_change(setting.key, values.size() == 1 ? values.front() : "");
    if (!parsed) reader.say(setting.place, setting.key + ": " + parsed.error().detail);
    return;
  }
  for (const std::string_view name : model_names()) {
    if (!models.empty() && std::find(models.begin(), models.end(), name) == models.end()) continue;
    const auto model = device::parse_model(name);
    if (!model) continue;
    const auto prepared = device::prepare(*model, setting.key, values);
    if (prepared) continue;
    if (prepared.error().code != Errc::not_found) {
      reader.say(setting.place, setting.key + ": " + prepared.error().detail);
    } else {
      std::vector<std::string> names;
      for (std::string& known : device::setting_names(*model)) {
        names.push_back(std::move(known));
        for (char& c : names.back())
          if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
      }
      const auto& changes = bench::change_keys();
      const bool bench = std::find(changes.begin(), changes.end(), setting.key) != changes.end();
      reader.say(setting.place,
                 std::string{name} + " has no setting '" + setting.key + "'" +
                     (bench ? "; the surroundings are set by a step: '- bench: {" + setting.key + ": ...}'"
                            : suggest(setting.key, {names.begin(), names.end()})));
    }
    return;
  }
}

std::vector<Limit> read_limits(const Reader& reader, const YamlNode& node) {
  std::vector<Limit> limits;
  if (!reader.is_table(node, "'limits:'")) return limits;
  for (const YamlEntry& entry : node.entries) {
    const YamlNode& range = entry.value;
    if (range.kind != YamlNode::Kind::list || range.items.size() != 2) {
      reader.say(entry.place,
                 "the limits of '" + entry.key + "' are a list of two numbers, such as [18, 28]");
      continue;
    }
    Limit limit{entry.key, {}, {}, entry.place};
    limit.low = reader.number(range.items[0], "the lower limit");
    limit.high = reader.number(range.items[1], "the upper limit");
    if (limit.low && limit.high && *limit.low > *limit.high)
      reader.say(entry.place, "the lower limit of '" + entry.key + "' is above the upper one");
    limits.push_back(std::move(limit));
  }
  return limits;
}

}  // namespace

std::vector<std::string> read_models(const Reader& reader, const YamlNode& node) {
  return reader.words(node, "the model", model_names());
}

std::vector<std::string> read_tags(const Reader& reader, const YamlNode& node) {
  std::vector<std::string> tags;
  for (auto& [tag, place] : reader.texts(node, "'tags:'")) {
    if (!is_word(tag)) reader.say(place, "'" + tag + "' is no tag; small letters, digits and '-' make one");
    tags.push_back(std::move(tag));
  }
  return tags;
}

void read_vars(const Reader& reader, const YamlNode& node, std::map<std::string, Variable>& vars) {
  if (!reader.is_table(node, "'vars:'")) return;
  for (const YamlEntry& entry : node.entries) {
    const auto pieces = cut("<" + entry.key + ">");
    const bool name = pieces && pieces->size() == 1 && pieces->front().kind == Piece::Kind::value &&
                      pieces->front().digits == 0 && entry.key.find('.') == std::string::npos;
    if (!name || entry.key == "password") {
      reader.say(entry.place, "'" + entry.key +
                                  "' cannot be the name of a value; small letters, digits and '_' make one, "
                                  "and 'password' is the device's");
      continue;
    }
    Variable variable;
    if (entry.value.kind == YamlNode::Kind::table) {
      for (const YamlEntry& model : entry.value.entries) {
        const auto& models = model_names();
        if (std::find(models.begin(), models.end(), model.key) == models.end())
          reader.say(model.place, "there is no model '" + model.key + "'" + suggest(model.key, models));
        if (auto text = reader.text(model.value, "'" + model.key + ":'"))
          variable.by_model[model.key] = std::move(*text);
      }
    } else if (auto text = reader.text(entry.value, "'" + entry.key + ":'")) {
      variable.always = std::move(*text);
    } else {
      continue;
    }
    vars[entry.key] = std::move(variable);
  }
}

Case read_case(const Source& source, Problems& problems, const YamlNode& node, const Common& common) {
  const Reader reader{source, problems};
  Case result;
  result.place = node.place;
  result.models = common.models;
  result.tags = common.tags;
  result.vars = common.vars;
  if (!reader.table(node, Part::test_case)) return result;

  if (const YamlEntry* id = find(node, "id")) {
    result.place = id->place;
    if (auto text = reader.text(id->value, "'id:'")) {
      if (!is_word(*text))
        reader.say(id->value.place, "'" + *text + "' is no id; small letters, digits and '-' make one");
      result.id = std::move(*text);
    }
  } else {
    reader.say(node.place, "a case needs an 'id:', such as 'id: password-is-demanded'");
  }
  if (const YamlEntry* purpose = find(node, "purpose")) {
    if (auto text = reader.text(purpose->value, "'purpose:'")) result.purpose = std::move(*text);
  } else if (!result.id.empty()) {
    reader.say(result.place,
               "the case '" + result.id + "' needs a 'purpose:', the test purpose in one sentence");
  }
  if (const YamlEntry* models = find(node, "models")) result.models = read_models(reader, models->value);
  if (const YamlEntry* tags = find(node, "tags"))
    for (std::string& tag : read_tags(reader, tags->value))
      if (std::find(result.tags.begin(), result.tags.end(), tag) == result.tags.end())
        result.tags.push_back(std::move(tag));
  if (const YamlEntry* covers = find(node, "covers")) {
    for (auto& [id, place] : reader.texts(covers->value, "'covers:'")) {
      check_rule(reader, id, place, common.around.requirements);
      result.covers.push_back({std::move(id), place});
    }
  }
  if (const YamlEntry* needs = find(node, "needs")) {
    std::vector<std::string> storage;
    const auto known = known_needs(common.around.parties, storage);
    result.needs = reader.words(needs->value, "the need", known);
    for (const auto& [need, place] : reader.texts(needs->value, "the need"))
      for (const std::string_view where : {"bench.", "observe."})
        if (need.starts_with(where)) check_fitting(reader, result, need.substr(where.size()), place);
  }
  if (const YamlEntry* vars = find(node, "vars")) read_vars(reader, vars->value, result.vars);
  if (const YamlEntry* given = find(node, "given")) {
    result.given = reader.settings(given->value, "'given:'");
    for (const Setting& setting : result.given) check_given(reader, setting, result.models);
  }
  if (const YamlEntry* ignore = find(node, "ignore"))
    result.ignore_alerts = !reader.words(ignore->value, "what is ignored", {"alerts"}).empty();
  if (const YamlEntry* limits = find(node, "limits")) result.limits = read_limits(reader, limits->value);
  if (const YamlEntry* steps = find(node, "steps")) {
    const std::size_t before = problems.size();
    result.steps = read_steps(source, problems, steps->value, common.around);
    // What is missing because it could not be read is no second problem.
    if (problems.size() == before) check_case(problems, reader, result, common.around.parties);
  } else {
    reader.say(result.place, "a case needs 'steps:'");
  }
  return result;
}

}  // namespace isocket::suite
