#include "lab/lab_file.h"

#include <algorithm>
#include <set>

#include "core/duration.h"
#include "lab/fault_reader.h"
#include "yaml/digits.h"
#include "yaml/table_reader.h"

namespace isocket::lab {
namespace {

using yaml::Keys;
using yaml::YamlEntry;
using yaml::YamlNode;

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

/// Reads one file; each problem goes to the list, and reading goes on.
class LabReader : private yaml::TableReader {
 public:
  LabReader(const yaml::Source& source, yaml::Problems& problems)
      : TableReader{source, problems}, faults_{source, problems, file_} {}
  LabFile read(const YamlNode& root);

 private:
  /// No two are the same.
  PhoneNumber number(const YamlEntry& entry, std::string_view what);
  void name(const YamlEntry& entry, std::string_view what);
  void timing(const YamlNode& node);
  void modem(const YamlEntry& entry, unsigned baud);
  void device(const YamlEntry& entry);

  LabFile file_;
  FaultReader faults_;
  std::set<std::string> numbers_;
};

PhoneNumber LabReader::number(const YamlEntry& entry, std::string_view what) {
  PhoneNumber number = number_of(entry, what);
  if (number.international() && !numbers_.insert(number.digits()).second)
    say(entry.value, "number", "the number " + number.to_string() + " is there twice");
  return number;
}

/// It becomes the name of a file.
void LabReader::name(const YamlEntry& entry, std::string_view what) {
  const bool good = !entry.key.empty() && std::all_of(entry.key.begin(), entry.key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  if (!good) say(entry.place, "the name of " + std::string{what} + " has letters, digits, '-' and '_' only");
}

void LabReader::timing(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::scalar) {
    if (const auto known = timing_of(node.text))
      file_.timing = *known;
    else
      say(node.place, "there is no timing '" + node.text + "'" +
                          yaml::suggest(node.text, {"realistic", "brisk", "none"}));
    return;
  }
  if (!is_table(node, "'timing', when it is no name,")) return;
  Keys keys;
  for (const TimingRow& row : kTimes) keys.push_back(row.key);
  check_keys(node, keys, "the timing");
  for (const TimingRow& row : kTimes) {
    if (row.duration != nullptr) {
      if (const auto value = duration_of(node, row.key)) file_.timing.*row.duration = *value;
      continue;
    }
    const auto value = text_of(node, row.key);
    if (!value) continue;
    const std::size_t dots = value->find("..");
    const auto low = parse_duration(std::string_view{*value}.substr(0, dots));
    const auto high =
        dots == std::string::npos ? low : parse_duration(std::string_view{*value}.substr(dots + 2));
    if (!low || !high || *low > *high)
      say(node, row.key, "'" + *value + "' is no span of time; it would be such as 3s..5s, or 4s");
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
  if (const auto dialect = word_of(entry.value, "dialect", "dialect", Dialect::names()))
    modem.spec.dialect = Dialect::find(*dialect);
  if (const auto pin = text_of(entry.value, "pin")) {
    if (!yaml::digits_only(*pin, 4, 8)) say(entry.value, "pin", "a PIN has 4 to 8 digits");
    modem.spec.pin = *pin;
  }
  if (const auto imei = text_of(entry.value, "imei")) {
    if (!yaml::digits_only(*imei, 15, 15)) say(entry.value, "imei", "an IMEI has 15 digits");
    modem.spec.imei = *imei;
  }
  if (const auto signal = text_of(entry.value, "signal")) {
    const auto dbm = yaml::whole_number<int>(*signal);
    if (!dbm || *dbm < kWeakest || *dbm > kStrongest)
      say(entry.value, "signal", "the signal is from -113 to -51 (dBm)");
    else
      modem.spec.dbm = *dbm;
  }
  file_.modems.push_back(std::move(modem));
}

void LabReader::device(const YamlEntry& entry) {
  name(entry, "a device");
  if (!is_table(entry.value, "a device")) return;
  check_keys(entry.value, {"model", "number", "firmware", "defects"}, "a device");
  DeviceEntry device{entry.key, {}, number(entry, "a device"), {}, {}, {}, {}};
  Keys models;
  for (const device::Model known : device::kModels) models.push_back(name_of(known));
  if (const auto model = word_of(entry.value, "model", "model", models))
    device.model = *device::parse_model(*model);
  else if (find(entry.value, "model") == nullptr)
    say(entry.place, "a device needs a 'model', such as environment-pro");
  if (const YamlEntry* said = find(entry.value, "firmware")) device.firmware_place = said->value.place;
  const std::string firmware = text_of(entry.value, "firmware").value_or("in-process");
  if (firmware == "none") {
    device.firmware = DeviceEntry::Firmware::by_hand;
  } else if (firmware != "in-process") {
    device.firmware = DeviceEntry::Firmware::program;
    if (firmware != "program") device.program = firmware;
    if (firmware != "program" && firmware.find('/') == std::string::npos)
      say(entry.value, "firmware",
          "'" + firmware +
              "' is no firmware: it is in-process, program, none, or the path of a program with a '/' in it");
  }
  if (const YamlEntry* defects = find(entry.value, "defects")) {
    if (defects->value.kind != YamlNode::Kind::list)
      say(defects->value.place, "'defects' is a list of names");
    for (const YamlNode& defect : defects->value.items) device.defects.push_back(defect.text);
  }
  file_.devices.push_back(std::move(device));
}

LabFile LabReader::read(const YamlNode& root) {
  if (!is_table(root, "a lab")) return {};
  check_keys(root, {"seed", "timing", "uart", "modems", "devices", "faults"}, "a lab");
  if (const auto seed = text_of(root, "seed")) {
    const auto value = yaml::whole_number<std::uint64_t>(*seed);
    if (!value) say(root, "seed", "'" + *seed + "' is no seed: a whole number from 0");
    file_.seed = value.value_or(1);
  }
  if (const YamlEntry* times = find(root, "timing")) timing(times->value);
  unsigned baud = 0;
  if (const auto uart = text_of(root, "uart")) {
    const auto value = yaml::whole_number<unsigned>(*uart);
    if (!value || *value > kFastestUart)
      say(root, "uart", "'uart' is in bits per second, such as 115200; 0 is no limit");
    baud = value.value_or(0);
  }
  each(root, "modems", [&](const YamlEntry& entry) { modem(entry, baud); });
  each(root, "devices", [&](const YamlEntry& entry) { device(entry); });
  if (file_.modems.empty() && find(root, "modems") == nullptr)
    say(root.place, "a lab needs 'modems', such as {m1: {number: \"+358912345601\"}}");
  if (const YamlEntry* faults = find(root, "faults")) faults_.read(faults->value);
  return std::move(file_);
}

}  // namespace

Result<Timing> timing_of(std::string_view name) {
  if (name == "realistic") return Timing{};
  if (name == "brisk") return Timing::brisk();
  if (name == "none") return Timing::none();
  return fail(Errc::not_found, std::string{name}, 0, "realistic, brisk or none");
}

std::optional<yaml::Source> read_lab_source(const std::string& path,
                                            std::vector<yaml::Diagnostic>& problems) {
  auto source = yaml::Source::read(path);
  if (source) return std::move(*source);
  problems.push_back({{path, 0, 0}, "the lab's file cannot be read: " + source.error().detail, {}});
  return std::nullopt;
}

std::optional<LabFile> read_lab_file(const yaml::Source& source, std::vector<yaml::Diagnostic>& problems) {
  yaml::Problems found;
  const auto root = yaml::read_yaml(source, found);
  std::optional<LabFile> file;
  if (root) file = LabReader{source, found}.read(*root);
  if (found.size() == 0) return file;
  for (yaml::Diagnostic& problem : found.take()) {
    yaml::conceal(problem, {"pin"}, "env:");
    problems.push_back(std::move(problem));
  }
  return std::nullopt;
}

}  // namespace isocket::lab
