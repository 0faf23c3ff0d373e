#include "run/inventory.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iterator>

#include "modem/dialect.h"
#include "run/plan.h"
#include "yaml/source.h"
#include "yaml/yaml_reader.h"

namespace isocket::run {
namespace {

using yaml::YamlNode;

/// What a modem may be named by.
constexpr std::string_view kPlaces[] = {"imei", "usb", "port"};
/// In front of the name of a variable that holds a secret.
constexpr std::string_view kEnvironment = "env:";

/// More messages in a minute or an hour are a slip of the finger.
constexpr std::uint64_t kMostPerPeriod = 100'000;

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Reads one file; each problem goes to the list and reading goes on.
class Reader {
 public:
  Reader(const yaml::Source& source, std::vector<yaml::Diagnostic>& problems)
      : source_{source}, problems_{problems}, folder_{std::filesystem::path{source.name()}.parent_path()} {}

  Inventory read(const YamlNode& root);

 private:
  using Keys = std::vector<std::string_view>;
  void problem(const yaml::Place& place, std::string message) {
    problems_.push_back(source_.diagnostic(place, std::move(message)));
  }
  /// The table's entries, each of them a table with known keys only.
  bool is_table(const YamlNode& node, std::string_view what) {
    if (node.kind == YamlNode::Kind::table) return true;
    problem(node.place, std::string{what} + " is a table of keys and values");
    return false;
  }
  void check_keys(const YamlNode& table, const Keys& known, std::string_view what) {
    for (const auto& entry : table.entries)
      if (std::find(known.begin(), known.end(), entry.key) == known.end())
        problem(entry.place,
                "unknown key '" + entry.key + "' of " + std::string{what} + yaml::suggest(entry.key, known));
  }
  static const YamlNode* find(const YamlNode& table, std::string_view key) {
    for (const auto& entry : table.entries)
      if (entry.key == key) return &entry.value;
    return nullptr;
  }
  std::string text(const YamlNode& table, std::string_view key, bool needed, std::string_view what);
  /// A text that may stand in the environment: env:NAME.
  std::string secret(const YamlNode& table, std::string_view key);
  PhoneNumber number(const YamlNode& table, std::string_view what);
  std::string path(std::string text) const {
    if (text.empty() || text.front() == '/') return text;
    return (folder_ / text).string();
  }

  /// A program and its arguments.
  std::vector<std::string> words(const YamlNode& program);

  void modem(Inventory& inventory, const yaml::YamlEntry& entry);
  /// What the driver is told of a modem, besides where it is.
  void settings(ModemEntry& modem, const YamlNode& table);
  Allowance allowance(const YamlNode& modem);
  void party(Inventory& inventory, const yaml::YamlEntry& entry);
  void device(Inventory& inventory, const yaml::YamlEntry& entry);
  void bench(Inventory& inventory, const yaml::YamlEntry& entry);

  const yaml::Source& source_;
  std::vector<yaml::Diagnostic>& problems_;
  std::filesystem::path folder_;
};

std::string Reader::text(const YamlNode& table, std::string_view key, bool needed, std::string_view what) {
  const YamlNode* value = find(table, key);
  if (value == nullptr) {
    if (needed) problem(table.place, std::string{what} + " needs '" + std::string{key} + "'");
    return {};
  }
  if (value->kind == YamlNode::Kind::scalar) return value->text;
  problem(value->place, "'" + std::string{key} + "' is a text");
  return {};
}

std::string Reader::secret(const YamlNode& table, std::string_view key) {
  const std::string value = text(table, key, false, "");
  if (!value.starts_with(kEnvironment)) return value;
  const std::string name = value.substr(kEnvironment.size());
  if (const char* found = std::getenv(name.c_str())) return found;
  problem(find(table, key)->place, "the environment has no variable '" + name + "'; set it before the run");
  return {};
}

PhoneNumber Reader::number(const YamlNode& table, std::string_view what) {
  static const PhoneNumber kNobody = *PhoneNumber::parse("0");
  const std::string digits = text(table, "number", true, what);
  if (digits.empty()) return kNobody;
  auto parsed = PhoneNumber::parse(digits);
  if (parsed && parsed->international()) return *parsed;
  problem(find(table, "number")->place,
          "'" + digits + "' is no number in international form; it would be such as \"+358912345601\"");
  return kNobody;
}

void Reader::modem(Inventory& inventory, const yaml::YamlEntry& entry) {
  if (!is_table(entry.value, "a modem")) return;
  check_keys(entry.value,
             {"imei", "usb", "port", "number", "pin", "quota", "rate", "dialect", "reset_profile"},
             "a modem");
  ModemEntry modem{entry.key,
                   text(entry.value, "imei", false, "a modem"),
                   {},
                   path(text(entry.value, "port", false, "a modem")),
                   number(entry.value, "a modem"),
                   secret(entry.value, "pin"),
                   entry.place};
  const std::string usb = text(entry.value, "usb", false, "a modem");
  if (!usb.empty()) modem.usb = modem::UsbPlace::parse(usb);
  const auto places = std::count_if(std::begin(kPlaces), std::end(kPlaces),
                                    [&](std::string_view key) { return find(entry.value, key) != nullptr; });
  if (places != 1) {
    problem(entry.place,
            "a modem is named by exactly one of 'imei', 'usb' and 'port'; 'isocket modems' shows "
            "what there is");
  } else if (find(entry.value, "imei") != nullptr &&
             (modem.imei.size() != 15 || modem.imei.find_first_not_of("0123456789") != std::string::npos)) {
    problem(find(entry.value, "imei")->place,
            "'" + modem.imei + "' is no IMEI: it has 15 digits, and is written in quotes");
  } else if (find(entry.value, "usb") != nullptr && !modem.usb) {
    problem(find(entry.value, "usb")->place,
            "'" + usb +
                "' is no place of the USB; it would be such as \"1-1.4:2\", the device's place and the "
                "number of its interface, as 'isocket modems' shows it");
  }
  for (const ModemEntry& other : inventory.modems)
    if (place_of(other) == place_of(modem))
      problem(entry.place, "'" + other.name + "' is at the same place: " + place_of(modem));
  settings(modem, entry.value);
  modem.allowance = allowance(entry.value);
  inventory.modems.push_back(std::move(modem));
}

void Reader::settings(ModemEntry& modem, const YamlNode& table) {
  modem.dialect = text(table, "dialect", false, "a modem");
  if (!modem.dialect.empty() && modem::find_dialect(modem.dialect) == nullptr) {
    const auto names = modem::dialect_names();
    std::string known;
    for (const std::string_view name : names) known += (known.empty() ? "" : ", ") + std::string{name};
    problem(find(table, "dialect")->place, "there is no modem dialect '" + modem.dialect + "'" +
                                               yaml::suggest(modem.dialect, names) + "; there are " + known);
  }
  const std::string reset = text(table, "reset_profile", false, "a modem");
  modem.reset_profile = reset == "true";
  if (!reset.empty() && reset != "true" && reset != "false")
    problem(find(table, "reset_profile")->place, "'reset_profile' is true or false");
}

/// `quota: 200`, and `rate: 10/min`.
Allowance Reader::allowance(const YamlNode& modem) {
  Allowance allowance;
  if (const std::string quota = text(modem, "quota", false, "a modem"); !quota.empty()) {
    allowance.quota = whole_number(quota);
    if (!allowance.quota)
      problem(find(modem, "quota")->place,
              "'" + quota + "' is no quota; it would be a number of messages, such as 200");
  }
  const std::string rate = text(modem, "rate", false, "a modem");
  if (rate.empty()) return allowance;
  const std::size_t slash = rate.find('/');
  const auto messages = whole_number(rate.substr(0, slash));
  const std::string per = slash == std::string::npos ? "" : rate.substr(slash + 1);
  if (messages && *messages > 0 && *messages <= kMostPerPeriod && (per == "min" || per == "h")) {
    const Duration period = per == "h" ? Duration{std::chrono::hours{1}} : std::chrono::minutes{1};
    allowance.rate = Allowance::Rate{static_cast<std::uint32_t>(*messages), period};
  } else {
    problem(find(modem, "rate")->place,
            "'" + rate + "' is no rate; it would be such as 10/min or 200/h, messages per minute or hour");
  }
  return allowance;
}

/// `boss: m1`, or `boss: [m1, m2]`.
void Reader::party(Inventory& inventory, const yaml::YamlEntry& entry) {
  const YamlNode& value = entry.value;
  std::vector<YamlNode> names = value.items;
  if (value.kind == YamlNode::Kind::scalar) names.push_back(value);
  if (names.empty()) problem(value.place, "a party has a modem, or a list of modems");
  std::vector<std::string>& modems = inventory.parties[entry.key];
  for (const YamlNode& name : names) {
    if (inventory.modem(name.text) == nullptr)
      problem(name.place, "there is no modem '" + name.text + "' in this inventory");
    else if (std::find(modems.begin(), modems.end(), name.text) != modems.end())
      problem(name.place, "'" + name.text + "' stands twice in this list");
    modems.push_back(name.text);
  }
}

void Reader::device(Inventory& inventory, const yaml::YamlEntry& entry) {
  if (!is_table(entry.value, "a device")) return;
  check_keys(entry.value, {"model", "number", "password", "bench"}, "a device");
  const std::string name = text(entry.value, "model", true, "a device");
  const auto model = device::parse_model(name);
  if (!model && !name.empty()) {
    Keys models;
    for (int i = 0; i < 6; ++i) models.push_back(device::name_of(static_cast<device::Model>(i)));
    problem(find(entry.value, "model")->place,
            "there is no model '" + name + "'" + yaml::suggest(name, models));
  }
  DeviceEntry device{entry.key,
                     model.value_or(device::Model::environment_pro),
                     number(entry.value, "a device"),
                     secret(entry.value, "password"),
                     text(entry.value, "bench", false, "a device"),
                     entry.place};
  inventory.devices.push_back(std::move(device));
}

void Reader::bench(Inventory& inventory, const yaml::YamlEntry& entry) {
  if (!is_table(entry.value, "a bench")) return;
  check_keys(entry.value, {"lab", "program", "operator"}, "a bench");
  BenchEntry bench;
  bench.place = entry.place;
  if (entry.value.entries.size() != 1) {
    problem(entry.place, "a bench is {lab: SOCKET}, {program: [PROGRAM, ARGUMENT]} or {operator: true}");
  } else if (const YamlNode* program = find(entry.value, "program")) {
    bench.kind = BenchEntry::Kind::program;
    bench.program = words(*program);
  } else if (const YamlNode* by_operator = find(entry.value, "operator")) {
    bench.kind = BenchEntry::Kind::by_operator;
    if (by_operator->text != "true") problem(by_operator->place, "'operator' is true, or is left out");
  } else if (find(entry.value, "lab") != nullptr) {
    bench.socket = path(text(entry.value, "lab", true, "a bench"));
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
    problem(program.place, "'program' is a list of texts: the program and its arguments");
  else if (words.front().find('/') != std::string::npos)
    words.front() = path(words.front());
  return words;
}

Inventory Reader::read(const YamlNode& root) {
  Inventory inventory;
  inventory.file = source_.name();
  if (!is_table(root, "an inventory")) return inventory;
  check_keys(root, {"modems", "ports", "parties", "devices", "benches", "nobody"}, "an inventory");
  if (const YamlNode* modems = find(root, "modems"); modems && is_table(*modems, "'modems'"))
    for (const auto& entry : modems->entries) modem(inventory, entry);
  if (const YamlNode* ports = find(root, "ports")) {
    if (ports->items.empty()) problem(ports->place, "'ports' is a list of paths");
    for (const YamlNode& item : ports->items) inventory.ports.push_back(path(item.text));
  }
  if (const YamlNode* devices = find(root, "devices"); devices && is_table(*devices, "'devices'"))
    for (const auto& entry : devices->entries) device(inventory, entry);
  if (const YamlNode* benches = find(root, "benches"); benches && is_table(*benches, "'benches'"))
    for (const auto& entry : benches->entries) bench(inventory, entry);
  if (const YamlNode* parties = find(root, "parties"); parties && is_table(*parties, "'parties'")) {
    for (const auto& entry : parties->entries) party(inventory, entry);
  }
  if (const YamlNode* nobody = find(root, "nobody")) {
    for (const YamlNode& item : nobody->items) {
      auto parsed = PhoneNumber::parse(item.text);
      if (parsed && parsed->international() && inventory.nobody.size() < 10)
        inventory.nobody.push_back(*parsed);
      else
        problem(item.place, "'nobody' is a list of at most 10 numbers in international form");
    }
  }
  for (const DeviceEntry& d : inventory.devices)
    if (!d.bench.empty() && !inventory.benches.contains(d.bench))
      problem(d.place, "there is no bench '" + d.bench + "' in this inventory");
  return inventory;
}

}  // namespace

const ModemEntry* Inventory::modem(std::string_view name) const {
  const auto found =
      std::find_if(modems.begin(), modems.end(), [&](const auto& m) { return m.name == name; });
  return found == modems.end() ? nullptr : &*found;
}

const DeviceEntry* Inventory::device(std::string_view name) const {
  const auto found =
      std::find_if(devices.begin(), devices.end(), [&](const auto& d) { return d.name == name; });
  return found == devices.end() ? nullptr : &*found;
}

std::unique_ptr<modem::PortSource> port_of(const ModemEntry& modem, EventLoop& loop, modem::PortWorld world) {
  if (!modem.imei.empty()) return modem::port_by_imei(loop, std::move(world), modem.imei);
  if (modem.usb) return modem::port_by_usb(std::move(world), *modem.usb);
  return modem::port_by_path(std::move(world), modem.port);
}

modem::ModemOptions options_of(const ModemEntry& modem) {
  modem::ModemOptions options{modem.name};
  options.pin = modem.pin;
  options.dialect = modem.dialect;
  options.reset_profile = modem.reset_profile;
  return options;
}

std::string place_of(const ModemEntry& modem) {
  if (!modem.imei.empty()) return "IMEI " + modem.imei;
  return modem.usb ? "USB " + modem.usb->to_string() : modem.port;
}

Result<std::vector<DeviceEntry>> Inventory::devices_like(const std::vector<std::string>& patterns) const {
  const auto is_wanted = [&](const DeviceEntry& device) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& pattern) { return fits(pattern, device.name); });
  };
  for (const std::string& pattern : patterns) {
    if (std::any_of(devices.begin(), devices.end(),
                    [&](const DeviceEntry& device) { return fits(pattern, device.name); }))
      continue;
    std::vector<std::string_view> names;
    std::string known;
    for (const DeviceEntry& device : devices) {
      names.push_back(device.name);
      known += (known.empty() ? "" : ", ") + device.name;
    }
    if (pattern.find('*') == std::string::npos)
      return fail(Errc::not_found, "--device", 0,
                  "there is no device '" + pattern + "' in " + file + yaml::suggest(pattern, names));
    return fail(Errc::not_found, "--device", 0,
                "there is no device that fits '" + pattern + "' in " + file +
                    (known.empty() ? "" : "; known are " + known));
  }
  std::vector<DeviceEntry> wanted;
  std::copy_if(devices.begin(), devices.end(), std::back_inserter(wanted), is_wanted);
  return wanted;
}

std::optional<std::filesystem::path> find_inventory(const std::filesystem::path& from) {
  std::error_code ec;
  for (auto folder = std::filesystem::absolute(from, ec); !folder.empty(); folder = folder.parent_path()) {
    const auto file = folder / "isocket.yaml";
    if (std::filesystem::is_regular_file(file, ec)) return file;
    if (folder == folder.parent_path()) break;
  }
  return std::nullopt;
}

std::optional<Inventory> read_inventory(const std::filesystem::path& file,
                                        std::vector<yaml::Diagnostic>& problems) {
  auto source = yaml::Source::read(file);
  if (!source) {
    problems.push_back(
        {{file.string(), 0, 0}, "the inventory cannot be read: " + describe(source.error()), {}});
    return std::nullopt;
  }
  const std::size_t before = problems.size();
  const auto root = yaml::read_yaml(*source, problems);
  std::optional<Inventory> inventory;
  if (root) inventory = Reader{*source, problems}.read(*root);
  if (problems.size() == before) return inventory;
  for (std::size_t i = before; i < problems.size(); ++i)
    yaml::conceal(problems[i], {"pin", "password"}, kEnvironment);
  return std::nullopt;
}

}  // namespace isocket::run
