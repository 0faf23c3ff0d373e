#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "config/card.h"
#include "device/features.h"
#include "device/scheduler_rule.h"
#include "yaml/diagnostic.h"

namespace isocket::config {
namespace {

using namespace device;
using Json = nlohmann::ordered_json;
using Type = CardField::Type;

constexpr std::string_view kAbsent[] = {"NO", "OFF"};

bool is_absent(std::string_view value) {
  return std::find(std::begin(kAbsent), std::end(kAbsent), value) != std::end(kAbsent);
}

/// A number; of a device that gives something else there, its text.
Json number_json(const std::string& value) {
  int number = 0;
  const char* const end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, number);
  return read.ec == std::errc{} && read.ptr == end ? Json(number) : Json(value);
}

Json list_json(const std::string& value, bool as_numbers) {
  Json list = Json::array();
  if (is_absent(value)) return list;
  for (std::size_t start = 0; start <= value.size();) {
    const std::size_t end = std::min(value.find(',', start), value.size());
    const std::string part = value.substr(start, end - start);
    list.push_back(as_numbers ? number_json(part) : Json(part));
    start = end + 1;
  }
  return list;
}

Json secret_json(const std::string& value) {
  if (value == "NO") return nullptr;
  return value.find_first_not_of('*') == std::string::npos ? Json("set") : Json(value);
}

Json value_json(Model model, const CardField& field, const std::string* value, int row) {
  if (value == nullptr) return nullptr;
  switch (field.type) {
    case Type::boolean: return *value == "ON";
    case Type::phones: return list_json(*value, false);
    case Type::numbers: return list_json(*value, true);
    case Type::secret: return secret_json(*value);
    case Type::number: return number_json(*value);
    case Type::word: return *value;
    case Type::text: return *value == "NO" ? Json{} : Json(*value);
    case Type::temperature: return *value == "OFF" ? Json{} : Json(*value);
    case Type::sensor: return *value == "NONE" ? Json{} : Json("T" + std::to_string(row));
    case Type::time:
    case Type::action: {
      const auto rule = SchedulerRule::parse(model, *value);
      if (!rule) return nullptr;
      return field.type == Type::time ? rule->time + "," + rule->day : rule->action;
    }
  }
  return nullptr;
}

/// "absent" as the setting spells it, when a card says null.
std::string absent_value(const CardField& field) {
  if (field.type == Type::temperature || field.source->name == "BATALERT") return "OFF";
  return field.type == Type::sensor ? "NONE" : "NO";
}

/// The plain value of what stands on a card; nothing where it is of another kind.
std::optional<std::string> value_on_card(Model model, const CardField& field, const Json& json) {
  if (json.is_null()) {
    const bool may_be = field.type == Type::secret || field.type == Type::text ||
                        field.type == Type::temperature || field.type == Type::sensor ||
                        field.type == Type::time || field.type == Type::action;
    return may_be ? std::optional{absent_value(field)} : std::nullopt;
  }
  switch (field.type) {
    case Type::boolean:
      return json.is_boolean() ? std::optional<std::string>{json.get<bool>() ? "ON" : "OFF"} : std::nullopt;
    case Type::number: return json.is_number_integer() ? std::optional{json.dump()} : std::nullopt;
    case Type::phones:
    case Type::numbers: {
      if (!json.is_array()) return std::nullopt;
      std::string text;
      for (const Json& item : json) {
        if (field.type == Type::phones ? !item.is_string() : !item.is_number_integer()) return std::nullopt;
        text += (text.empty() ? "" : ",") + (item.is_string() ? item.get<std::string>() : item.dump());
      }
      return text.empty() ? absent_value(field) : text;
    }
    case Type::secret:
      if (json == "set") return mask_of(model, {field.source, 0, std::string{field.source->name}});
      break;
    case Type::sensor: return json.is_string() ? std::optional<std::string>{"OK"} : std::nullopt;
    default: break;
  }
  return json.is_string() ? std::optional{json.get<std::string>()} : std::nullopt;
}

class CardReader {
 public:
  explicit CardReader(const Json& json) : json_{json} {}
  Result<Card> read();

 private:
  static tl::unexpected<Error> wrong(const std::string& field, std::string what) {
    return fail(Errc::bad_value, field, 0, std::move(what));
  }
  Result<const Json*> find(const Json& object, std::string_view key, const std::string& path);
  Result<const Json*> find_path(std::string_view key);
  Result<void> single(const CardField& field);
  Result<void> table(const CardTable& table);
  Result<void> rule(const Json& row, int number);
  Result<void> take(const CardField& field, int row, const Json& json, const std::string& path);
  Result<void> device();
  Result<void> revisions();
  Result<void> translations();
  Result<void> nothing_else();

  const Json& json_;
  Card card_;
};

Result<const Json*> CardReader::find(const Json& object, std::string_view key, const std::string& path) {
  if (!object.is_object() || !object.contains(key))
    return wrong(path, "it is missing, and a card is complete");
  return &object[std::string{key}];
}

/// The value of "security.numbers".
Result<const Json*> CardReader::find_path(std::string_view key) {
  const auto dot = key.find('.');
  const auto section = find(json_, key.substr(0, dot), std::string{key});
  if (!section) return section;
  return find(**section, key.substr(dot + 1), std::string{key});
}

Result<void> CardReader::take(const CardField& field, int row, const Json& json, const std::string& path) {
  const std::string name = source_name(field, row);
  if (field.source->name == "ACALERT" && json.is_null()) {  // SR-3.4-02
    card_.configuration.at(Group::info).set("VOLTAGESENSOR", "NO");
    return {};
  }
  if (field.source->name == "ACALERT") card_.configuration.at(Group::info).set("VOLTAGESENSOR", "YES");
  const std::string takes = values_text(card_.configuration.model, *field.source);
  const auto written = value_on_card(card_.configuration.model, field, json);
  if (!written)
    return wrong(path,
                 "it cannot be " + json.dump() + (takes.empty() ? "" : "; " + name + " takes " + takes));
  auto value = plain_value(card_.configuration.model, {field.source, row, name}, *written);
  if (!value)
    return wrong(path, "it cannot be " + (field.type == Type::secret ? "this" : json.dump()) + "; " + name +
                           " takes " + value.error().detail);
  GroupValues& group = card_.configuration.at(field.source->group);
  // The tables of power resume and thermostats repeat the relay's alias, which has one source (MU-4-10).
  if (const std::string* known = group.value(name); known != nullptr && *known != *value)
    return wrong(path, "it says " + json.dump() + ", and another row of the card says " + *known);
  group.set(name, *std::move(value));
  return {};
}

Result<void> CardReader::single(const CardField& field) {
  const auto json = find_path(field.key);
  if (!json) return fail(json.error());
  return take(field, 0, **json, std::string{field.key});
}

/// A rule stands in two columns.
Result<void> CardReader::rule(const Json& row, int number) {
  const std::string path = "scheduler[" + std::to_string(number) + "]";
  const auto time = find(row, "time", path + ".time");
  if (!time) return fail(time.error());
  const auto action = find(row, "action", path + ".action");
  if (!action) return fail(action.error());
  const bool free = (*time)->is_null() && (*action)->is_null();
  if (!free && (!(*time)->is_string() || !(*action)->is_string()))
    return wrong(path, "a rule has a time and an action, and a free place has null for both");
  const std::string text = free ? "NO" : (*time)->get<std::string>() + "," + (*action)->get<std::string>();
  const auto setting = find_setting(card_.configuration.model, "RULE" + std::to_string(number));
  auto value = plain_value(card_.configuration.model, *setting, text);
  if (!value) return wrong(path, "it cannot be '" + text + "'; a rule is " + value.error().detail);
  card_.configuration.at(Group::scheduler).set(setting->name, *std::move(value));
  return {};
}

Result<void> CardReader::table(const CardTable& table) {
  const auto rows = find(json_, table.key, std::string{table.key});
  if (!rows) return fail(rows.error());
  for (int number = 1; number <= table.rows; ++number) {
    const std::string path = std::string{table.key} + "[" + std::to_string(number) + "]";
    if (!(*rows)->is_array() || (*rows)->size() < static_cast<std::size_t>(number))
      return wrong(path, "it is missing, and a card is complete");
    const Json& row = (**rows)[static_cast<std::size_t>(number - 1)];
    if (table.key == "scheduler") {
      if (auto taken = rule(row, number); !taken) return taken;
      continue;
    }
    for (const CardField& column : table.columns) {
      const std::string field = path + "." + std::string{column.key};
      const auto json = find(row, column.key, field);
      if (!json) return fail(json.error());
      if (auto taken = take(column, number, **json, field); !taken) return taken;
    }
  }
  if ((*rows)->size() > static_cast<std::size_t>(table.rows))
    return wrong(std::string{table.key}, "it has " + std::to_string((*rows)->size()) +
                                             " rows; the device has " + std::to_string(table.rows));
  return {};
}

Result<void> CardReader::device() {
  const auto hardware = find_path("device.hardware");
  if (!hardware) return fail(hardware.error());
  const auto model = (*hardware)->is_string() ? model_of((*hardware)->get<std::string>()) : std::nullopt;
  if (!model) return wrong("device.hardware", "no model calls itself " + (*hardware)->dump());
  card_.configuration.model = *model;
  for (const auto& [key, name] : {std::pair{"serial", "SERIALNUM"}, std::pair{"read_at", "TIME"}}) {
    const auto json = find(json_, key, key);
    if (!json) return fail(json.error());
    if (!(*json)->is_string()) return wrong(key, "it is a text");
    card_.configuration.at(Group::info).set(name, (*json)->get<std::string>());
  }
  return {};
}

Result<void> CardReader::revisions() {
  const auto json = find(json_, "revisions", "revisions");
  if (!json) return fail(json.error());
  if (!(*json)->is_object()) return wrong("revisions", "it is an object of groups and numbers");
  for (const auto& [name, rev] : (*json)->items()) {
    const auto group = parse_group(name);
    if (!group || card_.configuration.group(*group) == nullptr)
      return wrong("revisions." + name, "the device has no such group");
    if (!rev.is_number_unsigned() || rev.get<std::uint64_t>() > 65535)
      return wrong("revisions." + name, "a revision is a number from 0 to 65535");
    card_.configuration.at(*group).rev = rev.get<unsigned>();
  }
  return {};
}

Result<void> CardReader::translations() {
  const auto json = find(json_, "translations", "translations");
  if (!json) return fail(json.error());
  const auto names = field_names(card_.configuration.model);
  for (const auto& [name, text] : (*json)->items()) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      return wrong("translations." + name, "the card has no such field");
    if (!text.is_string()) return wrong("translations." + name, "it is a text");
    card_.translations.emplace_back(name, text.get<std::string>());
  }
  return {};
}

/// What is misspelt would be lost without a word.
Result<void> CardReader::nothing_else() {
  std::vector<std::string> known{"serial", "read_at", "revisions", "translations"};
  const auto names = field_names(card_.configuration.model);
  known.insert(known.end(), names.begin(), names.end());
  const std::vector<std::string_view> words(known.begin(), known.end());
  const auto check = [&](const std::string& path) -> Result<void> {
    if (std::find(known.begin(), known.end(), path) != known.end()) return {};
    return wrong(path, "the card has no such field" +
                           (yaml::nearest(path, words).empty() ? "" : yaml::suggest(path, words)));
  };
  for (const auto& [section, value] : json_.items()) {
    if (section == "revisions" || section == "translations") continue;
    const Json& fields = value.is_array() && !value.empty() ? value[0] : value;
    if (!fields.is_object()) {
      if (auto fine = check(section); !fine) return fine;
      continue;
    }
    for (const auto& row : value.is_array() ? value : Json::array({value}))
      for (const auto& [field, unused] : row.items())
        if (auto fine = check(section + "." + field); !fine) return fine;
  }
  return {};
}

Result<Card> CardReader::read() {
  if (!json_.is_object()) return wrong("card", "a card is one JSON object");
  if (auto done = device(); !done) return fail(done.error());
  for (const CardField& field : card_fields(card_.configuration.model))
    if (auto done = single(field); !done) return fail(done.error());
  for (const CardTable& one : card_tables(card_.configuration.model))
    if (auto done = table(one); !done) return fail(done.error());
  for (auto part : {&CardReader::revisions, &CardReader::translations, &CardReader::nothing_else})
    if (auto done = (this->*part)(); !done) return fail(done.error());
  return std::move(card_);
}

/// Refuses a key that stands twice in one object, of which the parser would take the last.
class KeysOnce {
 public:
  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::object_start) {
      open_.resize(static_cast<std::size_t>(depth) + 1);
      open_.back().clear();
    } else if (event == Json::parse_event_t::key) {
      const auto key = parsed.get<std::string>();
      if (!open_[static_cast<std::size_t>(depth) - 1].insert(key).second && twice_.empty()) twice_ = key;
    }
    return true;
  }
  std::string twice_;

 private:
  std::vector<std::set<std::string>> open_;
};

}  // namespace

std::string card_json(const Card& card) {
  const Configuration& configuration = card.configuration;
  const auto info = [&](std::string_view name) {
    const std::string* value = configuration.value(Group::info, name);
    return value == nullptr ? Json{} : Json(*value);
  };
  Json json{{"device", Json::object()},
            {"serial", info("SERIALNUM")},
            {"read_at", info("TIME")},
            {"revisions", Json::object()}};
  for (const GroupValues& group : configuration.groups)
    if (group.group != Group::info) json["revisions"][std::string{name_of(group.group)}] = group.rev;
  for (const CardField& field : card_fields(configuration.model)) {
    const auto dot = field.key.find('.');
    json[std::string{field.key.substr(0, dot)}][std::string{field.key.substr(dot + 1)}] =
        value_json(configuration.model, field, source_value(card, field, 0), 0);
  }
  for (const CardTable& table : card_tables(configuration.model)) {
    Json& rows = json[std::string{table.key}] = Json::array();
    for (int row = 1; row <= table.rows; ++row) {
      Json columns;
      for (const CardField& column : table.columns)
        columns[std::string{column.key}] =
            value_json(configuration.model, column, source_value(card, column, row), row);
      rows.push_back(std::move(columns));
    }
  }
  json["translations"] = Json::object();
  for (const auto& [field, text] : card.translations) json["translations"][field] = text;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Card> read_card(std::string_view text) {
  auto once = std::make_shared<KeysOnce>();
  Json json;
  try {
    json = Json::parse(text, [once](int depth, Json::parse_event_t event, Json& parsed) {
      return (*once)(depth, event, parsed);
    });
  } catch (const Json::parse_error& error) {
    return fail(Errc::bad_value, "card", error.byte == 0 ? 0 : error.byte - 1, "this is not JSON");
  }
  if (!once->twice_.empty()) return fail(Errc::bad_value, once->twice_, 0, "it stands here twice");
  try {
    return CardReader{json}.read();
  } catch (const Json::exception& error) {
    return fail(Errc::bad_value, "card", 0, error.what());
  }
}

}  // namespace isocket::config
