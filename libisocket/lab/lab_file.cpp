#include "lab/lab_file.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/duration.h"
#include "yaml/yaml_reader.h"

namespace isocket::lab {
namespace {

using yaml::YamlEntry;
using yaml::YamlNode;
using Keys = std::vector<std::string_view>;

constexpr unsigned kFastestUart = 4'000'000;
constexpr int kWeakest = -113, kStrongest = -51;  // dBm of +CSQ 0 and 31 (3GPP TS 27.007 §8.5)

struct TimingRow {
  std::string_view key;
  Range Timing::*range = nullptr;
  Duration Timing::*duration = nullptr;
};
constexpr TimingRow kTimes[] = {
    {"registration", &Timing::registration},
    {"submission", &Timing::submission},
    {"delivery", &Timing::delivery},
    {"gap", &Timing::gap},
    {"retry", &Timing::retry},
    {"set-up", &Timing::set_up},
    {"connect", &Timing::connect},
    {"ussd", &Timing::ussd},
    {"no-answer", nullptr, &Timing::no_answer},
    {"validity", nullptr, &Timing::validity},
    {"boot", nullptr, &Timing::boot},
    {"answer", nullptr, &Timing::answer},
    {"erase", nullptr, &Timing::erase},
    {"settle", nullptr, &Timing::settle},
};

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool digits_only(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Reads one file; each problem goes to the list, and reading goes on.
class LabReader {
 public:
  LabReader(const yaml::Source& source, std::vector<yaml::Diagnostic>& problems)
      : source_{source}, problems_{problems} {}
  LabFile read(const YamlNode& root);

 private:
  void problem(const yaml::Place& place, std::string message) {
    problems_.push_back(source_.diagnostic(place, std::move(message)));
  }
  bool is_table(const YamlNode& node, std::string_view what) {
    if (node.kind == YamlNode::Kind::table) return true;
    problem(node.place, std::string{what} + " is a table of keys and values");
    return false;
  }
  void check_keys(const YamlNode& table, const Keys& known, std::string_view what) {
    for (const YamlEntry& entry : table.entries)
      if (std::find(known.begin(), known.end(), entry.key) == known.end())
        problem(entry.place,
                "unknown key '" + entry.key + "' of " + std::string{what} + yaml::suggest(entry.key, known));
  }
  static const YamlNode* find(const YamlNode& table, std::string_view key) {
    for (const YamlEntry& entry : table.entries)
      if (entry.key == key) return &entry.value;
    return nullptr;
  }
  /// The text of a key that may be left out; a value that is no text is a problem.
  std::optional<std::string> text(const YamlNode& table, std::string_view key);
  std::optional<Duration> duration(const YamlNode& table, std::string_view key);
  PhoneNumber number(const YamlEntry& entry, std::string_view what);
  void name(const YamlEntry& entry, std::string_view what);
  template <class Read>
  void each(const YamlNode& root, std::string_view key, Read read) {
    const YamlNode* const table = find(root, key);
    if (table == nullptr || !is_table(*table, "'" + std::string{key} + "'")) return;
    for (const YamlEntry& entry : table->entries) read(entry);
  }

  void timing(const YamlNode& node);
  void modem(const YamlEntry& entry, unsigned baud);
  void device(const YamlEntry& entry);
  void fault(const YamlNode& node);
  void outage(const YamlNode& node);
  void modem_fault(const YamlNode& node, const std::string& what);
  void when(const YamlNode& node, ModemFault& fault);

  const yaml::Source& source_;
  std::vector<yaml::Diagnostic>& problems_;
  LabFile file_;
  std::set<std::string> numbers_;
};

std::optional<std::string> LabReader::text(const YamlNode& table, std::string_view key) {
  const YamlNode* const value = find(table, key);
  if (value == nullptr) return std::nullopt;
  if (value->kind == YamlNode::Kind::scalar) return value->text;
  problem(value->place, "'" + std::string{key} + "' is a text");
  return std::nullopt;
}

std::optional<Duration> LabReader::duration(const YamlNode& table, std::string_view key) {
  const auto value = text(table, key);
  if (!value) return std::nullopt;
  const auto parsed = parse_duration(*value);
  if (parsed) return *parsed;
  problem(find(table, key)->place, "'" + *value + "' is no duration; it would be such as 40s or 1h30m");
  return std::nullopt;
}

PhoneNumber LabReader::number(const YamlEntry& entry, std::string_view what) {
  static const PhoneNumber kNobody = *PhoneNumber::parse("0");
  const auto digits = text(entry.value, "number");
  if (!digits) {
    if (find(entry.value, "number") == nullptr)
      problem(entry.place, std::string{what} + " needs a 'number', such as \"+358912345601\"");
    return kNobody;
  }
  const yaml::Place& place = find(entry.value, "number")->place;
  auto parsed = PhoneNumber::parse(*digits);
  if (!parsed || !parsed->international()) {
    problem(place,
            "'" + *digits + "' is no number in international form; it would be such as \"+358912345601\"");
    return kNobody;
  }
  if (!numbers_.insert(parsed->digits()).second) problem(place, "the number " + *digits + " is there twice");
  return *parsed;
}

/// It becomes the name of a file.
void LabReader::name(const YamlEntry& entry, std::string_view what) {
  const bool good = !entry.key.empty() && std::all_of(entry.key.begin(), entry.key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  if (!good)
    problem(entry.place, "the name of " + std::string{what} + " has letters, digits, '-' and '_' only");
}

void LabReader::timing(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::scalar) {
    if (const auto known = timing_of(node.text))
      file_.timing = *known;
    else
      problem(node.place, "there is no timing '" + node.text + "'" +
                              yaml::suggest(node.text, {"realistic", "brisk", "none"}));
    return;
  }
  if (!is_table(node, "'timing', when it is no name,")) return;
  Keys keys;
  for (const TimingRow& row : kTimes) keys.push_back(row.key);
  check_keys(node, keys, "the timing");
  for (const TimingRow& row : kTimes) {
    if (row.duration != nullptr) {
      if (const auto value = duration(node, row.key)) file_.timing.*row.duration = *value;
      continue;
    }
    const auto value = text(node, row.key);
    if (!value) continue;
    const std::size_t dots = value->find("..");
    const auto low = parse_duration(std::string_view{*value}.substr(0, dots));
    const auto high =
        dots == std::string::npos ? low : parse_duration(std::string_view{*value}.substr(dots + 2));
    if (!low || !high || *low > *high)
      problem(find(node, row.key)->place,
              "'" + *value + "' is no span of time; it would be such as 3s..5s, or 4s");
    else
      file_.timing.*row.range = Range{*low, *high};
  }
}

void LabReader::modem(const YamlEntry& entry, unsigned baud) {
  name(entry, "a modem");
  if (!is_table(entry.value, "a modem")) return;
  check_keys(entry.value, {"number", "dialect", "pin", "imei", "signal"}, "a modem");
  ModemEntry modem{entry.key, number(entry, "a modem"), {}};
  modem.spec.baud = baud;
  if (const auto dialect = text(entry.value, "dialect")) {
    if (const Dialect* known = Dialect::find(*dialect))
      modem.spec.dialect = known;
    else
      problem(find(entry.value, "dialect")->place,
              "there is no dialect '" + *dialect + "'" + yaml::suggest(*dialect, Dialect::names()));
  }
  if (const auto pin = text(entry.value, "pin")) {
    if (!digits_only(*pin, 4, 8)) problem(find(entry.value, "pin")->place, "a PIN has 4 to 8 digits");
    modem.spec.pin = *pin;
  }
  if (const auto imei = text(entry.value, "imei")) {
    if (!digits_only(*imei, 15, 15)) problem(find(entry.value, "imei")->place, "an IMEI has 15 digits");
    modem.spec.imei = *imei;
  }
  if (const auto signal = text(entry.value, "signal")) {
    const auto dbm = whole_number<int>(*signal);
    if (!dbm || *dbm < kWeakest || *dbm > kStrongest)
      problem(find(entry.value, "signal")->place, "the signal is from -113 to -51 (dBm)");
    else
      modem.spec.dbm = *dbm;
  }
  file_.modems.push_back(std::move(modem));
}

void LabReader::device(const YamlEntry& entry) {
  name(entry, "a device");
  if (!is_table(entry.value, "a device")) return;
  check_keys(entry.value, {"model", "number", "firmware", "defects"}, "a device");
  DeviceEntry device{entry.key, {}, number(entry, "a device"), {}, {}, {}};
  if (const auto wanted = text(entry.value, "model")) {
    const auto model = device::parse_model(*wanted);
    Keys models;
    for (const device::Model known : device::kModels) models.push_back(name_of(known));
    if (!model)
      problem(find(entry.value, "model")->place,
              "there is no model '" + *wanted + "'" + yaml::suggest(*wanted, models));
    else
      device.model = *model;
  } else if (find(entry.value, "model") == nullptr) {
    problem(entry.place, "a device needs a 'model', such as environment-pro");
  }
  const std::string firmware = text(entry.value, "firmware").value_or("in-process");
  if (firmware == "none") {
    device.firmware = DeviceEntry::Firmware::by_hand;
  } else if (firmware != "in-process") {
    device.firmware = DeviceEntry::Firmware::program;
    if (firmware != "program") device.program = firmware;
    if (firmware != "program" && firmware.find('/') == std::string::npos)
      problem(
          find(entry.value, "firmware")->place,
          "'" + firmware +
              "' is no firmware: it is in-process, program, none, or the path of a program with a '/' in it");
  }
  if (const YamlNode* defects = find(entry.value, "defects")) {
    if (defects->kind != YamlNode::Kind::list) problem(defects->place, "'defects' is a list of names");
    for (const YamlNode& defect : defects->items) device.defects.push_back(defect.text);
  }
  file_.devices.push_back(std::move(device));
}

void LabReader::fault(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::scalar) {
    if (auto added = file_.faults.add(node.text); !added)
      problem(node.place, "'" + node.text + "' is no fault; it would be " + added.error().detail);
    return;
  }
  if (!is_table(node, "a fault, when it is no text such as loss=10%,")) return;
  const auto what = text(node, "what");
  static const Keys kWhat = {"outage", "silent", "garbage", "reset", "away"};
  if (!what) {
    problem(node.place, "a fault says 'what': one of " + yaml::list_of(kWhat));
  } else if (std::find(kWhat.begin(), kWhat.end(), *what) == kWhat.end()) {
    problem(find(node, "what")->place, "there is no fault '" + *what + "'" + yaml::suggest(*what, kWhat));
  } else if (*what == "outage") {
    outage(node);
  } else {
    modem_fault(node, *what);
  }
}

void LabReader::outage(const YamlNode& node) {
  check_keys(node, {"what", "at", "for"}, "an outage");
  const auto at = duration(node, "at");
  const auto length = duration(node, "for");
  if (find(node, "at") == nullptr || find(node, "for") == nullptr)
    problem(node.place, "an outage says when and how long: {what: outage, at: 1h, for: 90s}");
  if (at && length) file_.faults.outages.push_back({Instant{*at}, Instant{*at + *length}});
}

void LabReader::modem_fault(const YamlNode& node, const std::string& what) {
  ModemFault fault;
  using Kind = PortFault::Kind;
  fault.fault.kind = what == "silent"    ? Kind::silent
                     : what == "garbage" ? Kind::garbage
                     : what == "reset"   ? Kind::reset
                                         : Kind::away;
  const bool lasts = fault.fault.kind == Kind::silent || fault.fault.kind == Kind::away;
  Keys keys{"what", "modem", "at", "after"};
  if (lasts) keys.push_back("for");
  if (fault.fault.kind == Kind::away) keys.push_back("comes back");
  check_keys(node, keys, "the fault '" + what + "'");
  fault.modem = text(node, "modem").value_or("");
  const bool known = std::any_of(file_.modems.begin(), file_.modems.end(),
                                 [&](const ModemEntry& modem) { return modem.name == fault.modem; });
  if (find(node, "modem") == nullptr)
    problem(node.place, "the fault '" + what + "' says whose: 'modem'");
  else if (!known)
    problem(find(node, "modem")->place, "there is no modem '" + fault.modem + "' in this lab");
  when(node, fault);
  if (lasts) {
    if (find(node, "for") == nullptr)
      problem(node.place, "the fault '" + what + "' says how long, such as for: 40s");
    fault.fault.lasts = duration(node, "for").value_or(Duration{0});
  }
  if (const auto back = text(node, "comes back"); back && fault.fault.kind == Kind::away) {
    if (*back == "other-port")
      fault.fault.kind = Kind::other_port;
    else if (*back != "same-port")
      problem(find(node, "comes back")->place, "a modem comes back: same-port or other-port");
  }
  file_.modem_faults.push_back(std::move(fault));
}

/// at: 10m; after: 20 submissions; after: 1000 octets
void LabReader::when(const YamlNode& node, ModemFault& fault) {
  const auto after = text(node, "after");
  if ((find(node, "at") == nullptr) == (find(node, "after") == nullptr)) {
    problem(
        node.place,
        "a fault of a modem comes either 'at' a time, such as 10m, or 'after' so many submissions or octets");
    return;
  }
  if (const auto at = duration(node, "at")) fault.fault.at = Instant{*at};
  if (!after) return;
  const std::size_t blank = after->find(' ');
  const auto count = whole_number<std::uint32_t>(std::string_view{*after}.substr(0, blank));
  const std::string_view unit =
      blank == std::string::npos ? std::string_view{} : std::string_view{*after}.substr(blank + 1);
  if (count && (unit == "submissions" || unit == "submission"))
    fault.after_submissions = static_cast<int>(*count);
  else if (count && (unit == "octets" || unit == "octet"))
    fault.fault.at_octet = *count;
  else
    problem(find(node, "after")->place,
            "'" + *after + "' is no count; it would be such as 20 submissions, or 1000 octets");
}

LabFile LabReader::read(const YamlNode& root) {
  if (!is_table(root, "a lab")) return {};
  check_keys(root, {"seed", "timing", "uart", "modems", "devices", "faults"}, "a lab");
  if (const auto seed = text(root, "seed")) {
    const auto value = whole_number<std::uint64_t>(*seed);
    if (!value) problem(find(root, "seed")->place, "'" + *seed + "' is no seed: a whole number from 0");
    file_.seed = value.value_or(1);
  }
  if (const YamlNode* node = find(root, "timing")) timing(*node);
  unsigned baud = 0;
  if (const auto uart = text(root, "uart")) {
    const auto value = whole_number<unsigned>(*uart);
    if (!value || *value > kFastestUart)
      problem(find(root, "uart")->place, "'uart' is in bits per second, such as 115200; 0 is no limit");
    baud = value.value_or(0);
  }
  each(root, "modems", [&](const YamlEntry& entry) { modem(entry, baud); });
  each(root, "devices", [&](const YamlEntry& entry) { device(entry); });
  if (file_.modems.empty() && find(root, "modems") == nullptr)
    problem(root.place, "a lab needs 'modems', such as {m1: {number: \"+358912345601\"}}");
  if (const YamlNode* faults = find(root, "faults")) {
    if (faults->kind != YamlNode::Kind::list) problem(faults->place, "'faults' is a list");
    for (const YamlNode& one : faults->items) fault(one);
  }
  return std::move(file_);
}

}  // namespace

Result<Timing> timing_of(std::string_view name) {
  if (name == "realistic") return Timing{};
  if (name == "brisk") return Timing::brisk();
  if (name == "none") return Timing::none();
  return fail(Errc::not_found, std::string{name}, 0, "realistic, brisk or none");
}

std::optional<LabFile> read_lab_file(const yaml::Source& source, std::vector<yaml::Diagnostic>& problems) {
  const std::size_t before = problems.size();
  const auto root = yaml::read_yaml(source, problems);
  std::optional<LabFile> file;
  if (root) file = LabReader{source, problems}.read(*root);
  for (std::size_t i = before; i < problems.size(); ++i) yaml::conceal(problems[i], {"pin"}, "env:");
  if (problems.size() != before) return std::nullopt;
  return file;
}

}  // namespace isocket::lab
