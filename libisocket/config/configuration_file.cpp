#include <algorithm>

#include "config/configuration_file.h"
#include "device/capitals.h"
#include "yaml/table_reader.h"

namespace isocket::config {
namespace {

using namespace device;
using yaml::Place;
using yaml::YamlEntry;
using yaml::YamlNode;

constexpr unsigned kHighestRevision = 65535;  // MU-P4-07

class Reader : private yaml::TableReader {
 public:
  Reader(const yaml::Source& source, yaml::Problems& problems)
      : TableReader{source, problems}, problems_{problems} {}

  std::optional<Configuration> read(const YamlNode& root);

 private:
  bool read_model(const YamlNode& root);
  void read_group(Group group, const YamlNode& table);
  void read_setting(const NamedSetting& setting, const YamlEntry& entry, GroupValues& values);
  void read_revisions(const YamlNode& table);
  void unknown_key(const YamlEntry& entry);
  void unknown_setting(Group group, const YamlEntry& entry);
  std::optional<std::string> text_of(const NamedSetting& setting, const YamlEntry& entry);
  std::string of_the_model() const { return "a " + std::string{name_of(configuration_.model)}; }

  yaml::Problems& problems_;
  Configuration configuration_;
};

bool Reader::read_model(const YamlNode& root) {
  const YamlEntry* const entry = yaml::find(root, "model");
  if (entry == nullptr) {
    say(root.place, "a configuration needs a model: 'model: smart-relay'");
    return false;
  }
  if (const auto model = parse_model(entry->value.text)) {
    configuration_.model = *model;
    return true;
  }
  std::vector<std::string_view> models;
  for (const Model model : kModels) models.push_back(name_of(model));
  say(entry->value.place,
      "there is no model '" + entry->value.text + "'" + yaml::suggest(entry->value.text, models));
  return false;
}

std::optional<Configuration> Reader::read(const YamlNode& root) {
  if (!is_table(root, "a configuration") || !read_model(root)) return std::nullopt;
  const YamlNode* revisions = nullptr;
  for (const YamlEntry& entry : root.entries) {
    const auto group = parse_group(entry.key);
    if (entry.key == "revisions")
      revisions = &entry.value;
    else if (group && !settings_of(configuration_.model, *group).empty())
      read_group(*group, entry.value);
    else if (entry.key != "model")
      unknown_key(entry);
  }
  if (revisions != nullptr) read_revisions(*revisions);
  if (problems_.size() != 0) return std::nullopt;
  return std::move(configuration_);
}

void Reader::unknown_key(const YamlEntry& entry) {
  std::vector<std::string_view> known{"model", "revisions"};
  for (const Group group : kGroups)
    if (!settings_of(configuration_.model, group).empty()) known.push_back(name_of(group));
  const std::string near = yaml::suggest(capitals(entry.key), known);
  if (const auto setting = find_setting(configuration_.model, entry.key))
    say(entry.place, setting->name + " belongs below " + std::string{name_of(setting->row->group)} + ":");
  else
    say(entry.place, "the configuration of " + of_the_model() + " has no '" + entry.key + "'" + near);
}

void Reader::unknown_setting(Group group, const YamlEntry& entry) {
  if (const auto elsewhere = find_setting(configuration_.model, entry.key)) {
    say(entry.place, elsewhere->name + " belongs below " + std::string{name_of(elsewhere->row->group)} +
                         ":, not " + std::string{name_of(group)} + ":");
    return;
  }
  const auto settings = settings_of(configuration_.model, group);
  std::vector<std::string_view> known;
  for (const NamedSetting& setting : settings) known.emplace_back(setting.name);
  std::string near = yaml::suggest(capitals(entry.key), known);
  if (near.starts_with("; known") && known.size() > 10)
    near = "; the first is '" + settings.front().name + "'";
  say(entry.place,
      std::string{name_of(group)} + " of " + of_the_model() + " has no setting '" + entry.key + "'" + near);
}

void Reader::read_group(Group group, const YamlNode& table) {
  const std::string name{name_of(group)};
  if (!is_table(table, "'" + name + ":'")) return;
  GroupValues& values = configuration_.at(group);
  for (const YamlEntry& entry : table.entries) {
    const auto setting = find_setting(configuration_.model, entry.key);
    if (!setting || setting->row->group != group)
      unknown_setting(group, entry);
    else if (values.value(setting->name) != nullptr)  // in other capitals, or below a group in other capitals
      say(entry.place, setting->name + " stands here a second time");
    else
      read_setting(*setting, entry, values);
  }
}

/// One text, or the texts of a list with commas between.
std::optional<std::string> Reader::text_of(const NamedSetting& setting, const YamlEntry& entry) {
  const YamlNode& node = entry.value;
  if (node.kind == YamlNode::Kind::scalar) return node.text;
  bool texts = node.kind == YamlNode::Kind::list;
  std::string text;
  for (const YamlNode& item : node.items) {
    texts = texts && item.kind == YamlNode::Kind::scalar;
    text += (text.empty() ? "" : ",") + item.text;
  }
  if (texts && !text.empty()) return text;
  const std::string takes = values_text(configuration_.model, *setting.row);
  const bool empty = node.kind == YamlNode::Kind::empty;
  // YAML sees nothing where the next line begins.
  say(empty ? entry.place : node.place, setting.name +
                                            (empty ? " has no value" : " is one value or a list of values") +
                                            (takes.empty() ? "" : "; it takes " + takes));
  return std::nullopt;
}

void Reader::read_setting(const NamedSetting& setting, const YamlEntry& entry, GroupValues& values) {
  auto text = text_of(setting, entry);
  if (!text) return;
  if (setting.row->form == ConsoleSetting::Form::secret && *text == "set")
    text = mask_of(configuration_.model, setting);
  auto value = plain_value(configuration_.model, setting, *text);
  if (value)
    values.set(setting.name, std::move(*value));
  else if (setting.row->form ==
           ConsoleSetting::Form::secret)  // without the line: it may be right but for a slip
    problems_.add({entry.value.place,
                   setting.name + " takes " + value.error().detail + ", or set to keep the one it has",
                   {}});
  else
    say(entry.value.place, setting.name + " cannot be '" + *text + "'; it takes " + value.error().detail);
}

void Reader::read_revisions(const YamlNode& table) {
  if (!is_table(table, "'revisions:'")) return;
  for (const YamlEntry& entry : table.entries) {
    const auto group = parse_group(entry.key);
    const std::string& text = entry.value.text;
    const auto rev = yaml::whole_number<unsigned>(text);
    if (!group || configuration_.group(*group) == nullptr)
      say(entry.place, "'" + entry.key + "' is no group of this file");
    else if (!rev || *rev > kHighestRevision)
      say(entry.value.place, "a revision is a number from 0 to " + std::to_string(kHighestRevision));
    else
      configuration_.at(*group).rev = *rev;
  }
}

}  // namespace

std::optional<Configuration> read_configuration(const yaml::Source& source, yaml::Problems& problems) {
  const auto root = read_yaml(source, problems);
  if (!root) return std::nullopt;
  return Reader{source, problems}.read(*root);
}

}  // namespace isocket::config
