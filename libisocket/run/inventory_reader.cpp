#include "run/inventory.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "modem/dialect.h"
#include "yaml/digits.h"
#include "yaml/table_reader.h"

namespace isocket::run {
namespace {

using yaml::Keys;
using yaml::YamlEntry;
using yaml::YamlNode;

/// What a modem may be named by.
constexpr std::string_view kPlaces[] = {"imei", "usb", "port"};
/// In front of the name of a variable that holds a secret.
constexpr std::string_view kEnvironment = "env:";

/// More messages in a minute or an hour are a slip of the finger.
constexpr std::uint64_t kMostPerPeriod = 100'000;

/// Reads one file; each problem goes to the list and reading goes on.
class Reader : private yaml::TableReader {
 public:
  Reader(const yaml::Source& source, yaml::Problems& problems)
      : TableReader{source, problems}, folder_{std::filesystem::path{source.name()}.parent_path()} {}

  Inventory read(const YamlNode& root);

 private:
  /// A text that may stand in the environment: env:NAME.
  std::string secret(const YamlNode& table, std::string_view key);
  std::string path(std::string text) const {
    if (text.empty() || text.front() == '/') return text;
    return (folder_ / text).string();
  }

  /// A program and its arguments.
  std::vector<std::string> words(const YamlNode& program);

  void modem(Inventory& inventory, const YamlEntry& entry);
  /// What the driver is told of a modem, besides where it is.
  void settings(ModemEntry& modem, const YamlNode& table);
  Allowance allowance(const YamlNode& modem);
  void party(Inventory& inventory, const YamlEntry& entry);
  void device(Inventory& inventory, const YamlEntry& entry);
  void bench(Inventory& inventory, const YamlEntry& entry);

  std::filesystem::path folder_;
};

std::string Reader::secret(const YamlNode& table, std::string_view key) {
  const std::string value = text_of(table, key).value_or("");
  if (!value.starts_with(kEnvironment)) return value;
  const std::string name = value.substr(kEnvironment.size());
  if (const char* found = std::getenv(name.c_str())) return found;
  say(table, key, "the environment has no variable '" + name + "'; set it before the run");
  return {};
}

void Reader::modem(Inventory& inventory, const YamlEntry& entry) {
  if (!is_table(entry.value, "a modem")) return;
  check_keys(
      entry.value,
      {"imei", "usb", "port", "number", "pin", "quota", "rate", "dialect", "reset_profile", "flow_control"},
      "a modem");
  ModemEntry modem{entry.key,
                   text_of(entry.value, "imei").value_or(""),
                   {},
                   path(text_of(entry.value, "port").value_or("")),
                   number_of(entry, "a modem"),
                   secret(entry.value, "pin"),
                   entry.place};
  const std::string usb = text_of(entry.value, "usb").value_or("");
  if (!usb.empty()) modem.usb = modem::UsbPlace::parse(usb);
  const auto places = std::count_if(std::begin(kPlaces), std::end(kPlaces),
                                    [&](std::string_view key) { return find(entry.value, key) != nullptr; });
  if (places != 1) {
    say(entry.place,
        "a modem is named by exactly one of 'imei', 'usb' and 'port'; 'isocket modems' shows "
        "what there is");
  } else if (find(entry.value, "imei") != nullptr && !yaml::digits_only(modem.imei, 15, 15)) {
    say(entry.value, "imei", "'" + modem.imei + "' is no IMEI: it has 15 digits, and is written in quotes");
  } else if (find(entry.value, "usb") != nullptr && !modem.usb) {
    say(entry.value, "usb",
        "'" + usb +
            "' is no place of the USB; it would be such as \"1-1.4:2\", the device's place and the "
            "number of its interface, as 'isocket modems' shows it");
  }
  if (!modem.pin.empty() && !yaml::digits_only(modem.pin, 4, 8))
    say(entry.value, "pin", "a PIN has 4 to 8 digits");
  for (const ModemEntry& other : inventory.modems)
    if (place_of(other) == place_of(modem))
      say(entry.place, "'" + other.name + "' is at the same place: " + place_of(modem));
  settings(modem, entry.value);
  modem.allowance = allowance(entry.value);
  inventory.modems.push_back(std::move(modem));
}

void Reader::settings(ModemEntry& modem, const YamlNode& table) {
  modem.dialect = text_of(table, "dialect").value_or("");
  if (!modem.dialect.empty() && modem::find_dialect(modem.dialect) == nullptr) {
    const auto names = modem::dialect_names();
    std::string known;
    for (const std::string_view name : names) known += (known.empty() ? "" : ", ") + std::string{name};
    say(table, "dialect",
        "there is no modem dialect '" + modem.dialect + "'" + yaml::suggest(modem.dialect, names) +
            "; there are " + known);
  }
  const auto flow = word_of(table, "flow_control", "flow control", {"none", "rts_cts"});
  if (flow == "rts_cts") modem.flow = modem::FlowControl::rts_cts;
  const std::string reset = text_of(table, "reset_profile").value_or("");
  modem.reset_profile = reset == "true";
  if (!reset.empty() && reset != "true" && reset != "false")
    say(table, "reset_profile", "'reset_profile' is true or false");
}

/// `quota: 200`, and `rate: 10/min`.
Allowance Reader::allowance(const YamlNode& modem) {
  Allowance allowance;
  if (const std::string quota = text_of(modem, "quota").value_or(""); !quota.empty()) {
    allowance.quota = yaml::whole_number<std::uint64_t>(quota);
    if (!allowance.quota)
      say(modem, "quota", "'" + quota + "' is no quota; it would be a number of messages, such as 200");
  }
  const std::string rate = text_of(modem, "rate").value_or("");
  if (rate.empty()) return allowance;
  const std::size_t slash = rate.find('/');
  const auto messages = yaml::whole_number<std::uint64_t>(rate.substr(0, slash));
  const std::string per = slash == std::string::npos ? "" : rate.substr(slash + 1);
  if (messages && *messages > 0 && *messages <= kMostPerPeriod && (per == "min" || per == "h")) {
    const Duration period = per == "h" ? Duration{std::chrono::hours{1}} : std::chrono::minutes{1};
    allowance.rate = Allowance::Rate{static_cast<std::uint32_t>(*messages), period};
  } else {
    say(modem, "rate",
        "'" + rate + "' is no rate; it would be such as 10/min or 200/h, messages per minute or hour");
  }
  return allowance;
}

/// `boss: m1`, or `boss: [m1, m2]`.
void Reader::party(Inventory& inventory, const YamlEntry& entry) {
  const YamlNode& value = entry.value;
  std::vector<YamlNode> names = value.items;
  if (value.kind == YamlNode::Kind::scalar) names.push_back(value);
  if (names.empty()) say(value.place, "a party has a modem, or a list of modems");
  std::vector<std::string>& modems = inventory.parties[entry.key];
  for (const YamlNode& name : names) {
    if (inventory.modem(name.text) == nullptr)
      say(name.place, "there is no modem '" + name.text + "' in this inventory");
    else if (std::find(modems.begin(), modems.end(), name.text) != modems.end())
      say(name.place, "'" + name.text + "' stands twice in this list");
    modems.push_back(name.text);
  }
}

void Reader::device(Inventory& inventory, const YamlEntry& entry) {
  if (!is_table(entry.value, "a device")) return;
  check_keys(entry.value, {"model", "number", "password", "bench"}, "a device");
  Keys models;
  for (const device::Model known : device::kModels) models.push_back(name_of(known));
  if (find(entry.value, "model") == nullptr)
    say(entry.place, "a device needs a 'model', such as environment-pro");
  const auto model = device::parse_model(word_of(entry.value, "model", "model", models).value_or(""));
  DeviceEntry device{entry.key,
                     model.value_or(device::Model::environment_pro),
                     number_of(entry, "a device"),
                     secret(entry.value, "password"),
                     text_of(entry.value, "bench").value_or(""),
                     entry.place};
  inventory.devices.push_back(std::move(device));
}

void Reader::bench(Inventory& inventory, const YamlEntry& entry) {
  if (!is_table(entry.value, "a bench")) return;
  check_keys(entry.value, {"lab", "program", "operator"}, "a bench");
  BenchEntry bench;
  bench.place = entry.place;
  if (entry.value.entries.size() != 1) {
    say(entry.place, "a bench is {lab: SOCKET}, {program: [PROGRAM, ARGUMENT]} or {operator: true}");
  } else if (const YamlEntry* program = find(entry.value, "program")) {
    bench.kind = BenchEntry::Kind::program;
    bench.program = words(program->value);
  } else if (const YamlEntry* by_operator = find(entry.value, "operator")) {
    bench.kind = BenchEntry::Kind::by_operator;
    if (by_operator->value.text != "true")
      say(by_operator->value.place, "'operator' is true, or is left out");
  } else if (find(entry.value, "lab") != nullptr) {
    bench.socket = path(needed(entry.value, "lab", "a bench"));
  }
  inventory.benches[entry.key] = std::move(bench);
}

std::vector<std::string> Reader::words(const YamlNode& program) {
  std::vector<std::string> words;
  bool texts = !program.items.empty();
  for (const YamlNode& word : program.items) {
    texts = texts && word.kind == YamlNode::Kind::scalar;
    words.push_back(word.text);
  }
  if (!texts || words.front().empty())
    say(program.place, "'program' is a list of texts: the program and its arguments");
  else if (words.front().find('/') != std::string::npos)
    words.front() = path(words.front());
  return words;
}

Inventory Reader::read(const YamlNode& root) {
  Inventory inventory;
  inventory.file = source().name();
  if (!is_table(root, "an inventory")) return inventory;
  check_keys(root, {"modems", "ports", "parties", "devices", "benches", "nobody"}, "an inventory");
  each(root, "modems", [&](const YamlEntry& entry) { modem(inventory, entry); });
  if (const YamlEntry* ports = find(root, "ports")) {
    if (ports->value.items.empty()) say(ports->value.place, "'ports' is a list of paths");
    for (const YamlNode& item : ports->value.items) inventory.ports.push_back(path(item.text));
  }
  each(root, "devices", [&](const YamlEntry& entry) { device(inventory, entry); });
  each(root, "benches", [&](const YamlEntry& entry) { bench(inventory, entry); });
  each(root, "parties", [&](const YamlEntry& entry) { party(inventory, entry); });
  if (const YamlEntry* nobody = find(root, "nobody")) {
    for (const YamlNode& item : nobody->value.items) {
      auto parsed = PhoneNumber::parse(item.text);
      if (parsed && parsed->international() && inventory.nobody.size() < 10)
        inventory.nobody.push_back(*parsed);
      else
        say(item.place, "'nobody' is a list of at most 10 numbers in international form");
    }
  }
  for (const DeviceEntry& d : inventory.devices)
    if (!d.bench.empty() && !inventory.benches.contains(d.bench))
      say(d.place, "there is no bench '" + d.bench + "' in this inventory");
  return inventory;
}

}  // namespace

std::optional<Inventory> read_inventory(const std::filesystem::path& file,
                                        std::vector<yaml::Diagnostic>& problems) {
  auto source = yaml::Source::read(file);
  if (!source) {
    problems.push_back({{file.string(), 0, 0}, "the inventory cannot be read: " + source.error().detail, {}});
    return std::nullopt;
  }
  yaml::Problems found;
  const auto root = yaml::read_yaml(*source, found);
  std::optional<Inventory> inventory;
  if (root) inventory = Reader{*source, found}.read(*root);
  if (found.size() == 0) return inventory;
  for (yaml::Diagnostic& problem : found.take()) {
    yaml::conceal(problem, {"pin", "password"}, kEnvironment);
    problems.push_back(std::move(problem));
  }
  return std::nullopt;
}

}  // namespace isocket::run
