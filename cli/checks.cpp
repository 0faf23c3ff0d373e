#include "checks.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "modem/pin_tries.h"

namespace isocket::cli {
namespace {

namespace fs = std::filesystem;
using Level = Check::Level;
using modem::FoundPort;
using modem::RegistrationState;
using modem::Survey;

/// Below this, messages fail now and then; below the other they hardly get through.
constexpr int kFairSignal = -93;
constexpr int kWeakSignal = -105;

std::string tries_left(const Survey& survey) {
  return survey.tries ? " (" + std::to_string(*survey.tries) + " tries left)" : std::string{};
}

Check check_sim(const std::string& subject, const Survey& survey, bool pin_known) {
  Check check{Level::fail, subject, "sim", {}, {}};
  if (survey.sim == "READY") {
    check.level = Level::ok;
    check.finding = "the SIM is ready";
  } else if (survey.sim == "SIM PIN" && survey.tries.value_or(modem::kPinTries) < 2) {
    check.finding = "the SIM asks for its PIN" + tries_left(survey);
    check.advice = "Put it into a phone and enter the right PIN there: one more wrong PIN locks it.";
  } else if (survey.sim == "SIM PIN" && pin_known &&
             survey.tries.value_or(modem::kPinTries) < modem::kPinTries) {
    check.finding = "the SIM asks for its PIN" + tries_left(survey) +
                    ": one was refused before, and no run gives another";
    check.advice =
        "Correct 'pin' in the inventory, and enter the PIN once in a phone: then there are 3 tries again.";
  } else if (survey.sim == "SIM PIN" && pin_known) {
    check.level = Level::ok;
    check.finding = "the SIM asks for its PIN" + tries_left(survey) + ", and the inventory has one";
  } else if (survey.sim == "SIM PIN") {
    check.finding = "the SIM asks for its PIN" + tries_left(survey);
    check.advice = "Write it into the inventory, as pin: env:NAME, or switch the PIN off in a phone.";
  } else if (survey.sim == "SIM PUK") {
    check.finding = "the SIM is locked and asks for its PUK" + tries_left(survey);
    check.advice = "Put it into a phone and enter the PUK that came with it.";
  } else if (!survey.sim.empty()) {
    check.finding = "the SIM asks for \"" + survey.sim + "\"";
    check.advice = "Put it into a phone and see what it wants.";
  } else {
    check.finding = "no SIM can be read" +
                    (survey.sim_trouble.empty() ? std::string{} : ": the modem says " + survey.sim_trouble);
    check.advice = "Put a SIM in, its contacts clean and the right way round, and plug the modem in again.";
  }
  return check;
}

Check check_registration(const std::string& subject, const Survey& survey) {
  Check check{Level::fail, subject, "registration", "the modem does not tell whether it is registered", {}};
  if (!survey.registration) {
    check.level = Level::warn;
    check.advice = "'isocket send' will tell whether it works.";
    return check;
  }
  check.finding = std::string{words_of(*survey.registration)} +
                  (survey.operator_name.empty() ? "" : " (" + survey.operator_name + ")");
  switch (*survey.registration) {
    case RegistrationState::searching:
      check.level = Level::warn;
      check.advice =
          "Wait a minute; if it goes on, see to antenna and place, and whether 2G is still on air here.";
      break;
    case RegistrationState::denied:
      check.advice = "Ask the operator: the SIM is blocked, expired, or not allowed in this modem.";
      break;
    case RegistrationState::idle:
    case RegistrationState::unknown:
      check.advice = "Plug the modem in again; if it goes on, its radio is off or the SIM is not accepted.";
      break;
    default: check.level = Level::ok;
  }
  return check;
}

Check check_signal(const std::string& subject, const Survey& survey) {
  Check check{Level::warn, subject, "signal", "the signal is not known",
              "It is told once the modem has found a cell."};
  if (!survey.signal) return check;
  check.finding =
      std::to_string(*survey.signal) + " dBm, " + std::string{modem::words_of_signal(*survey.signal)};
  check.advice = "Messages may fail: put the modem, or an antenna, nearer to a window.";
  if (*survey.signal >= kFairSignal) {
    check.level = Level::ok;
    check.advice.clear();
  } else if (*survey.signal < kWeakSignal) {
    check.level = Level::fail;
  }
  return check;
}

Check check_service_centre(const std::string& subject, const Survey& survey) {
  if (!survey.service_centre.empty())
    return {Level::ok, subject, "service_centre", "the service centre is " + survey.service_centre, {}};
  return {Level::fail, subject, "service_centre", "there is no service centre: no SMS can be sent",
          "Ask the operator for its number and store it on the SIM, with a phone or with AT+CSCA=\"+...\"."};
}

std::string udev_rule(const modem::UsbId& id) {
  const std::string text = id.to_string();
  return "ATTRS{idVendor}==\"" + text.substr(0, 4) + "\", ATTRS{idProduct}==\"" + text.substr(5) +
         "\", ENV{ID_MM_DEVICE_IGNORE}=\"1\"";
}

/// The first running program of that name.
bool runs(const std::string& program, const fs::path& proc) {
  std::error_code error;
  for (fs::directory_iterator at{proc, error}, end; !error && at != end; at.increment(error)) {
    std::ifstream comm{at->path() / "comm"};
    std::string name;
    if (std::getline(comm, name) && name == program) return true;
  }
  return false;
}

/// All rules that tell ModemManager to leave something alone.
std::string ignore_rules(const fs::path& root) {
  std::string rules;
  for (const char* folder : {"etc/udev/rules.d", "run/udev/rules.d", "lib/udev/rules.d"}) {
    std::error_code error;
    for (fs::directory_iterator at{root / folder, error}, end; !error && at != end; at.increment(error)) {
      std::ifstream file{at->path()};
      for (std::string line; std::getline(file, line);)
        if (!line.starts_with('#') && (line.find("ID_MM_DEVICE_IGNORE") != std::string::npos ||
                                       line.find("ID_MM_PORT_IGNORE") != std::string::npos))
          rules += line + "\n";
    }
  }
  return rules;
}

bool ignored(const std::string& rules, const modem::UsbId& id) {
  const std::string text = id.to_string();
  std::size_t from = 0;
  while (from < rules.size()) {
    const std::size_t end = rules.find('\n', from);
    const std::string line = rules.substr(from, end - from);
    if (line.find("\"" + text.substr(0, 4) + "\"") != std::string::npos &&
        (line.find("\"" + text.substr(5) + "\"") != std::string::npos ||
         line.find("idProduct") == std::string::npos))
      return true;
    from = end + 1;
  }
  return false;
}

void append(std::vector<Check>& all, std::vector<Check> more) {
  for (Check& check : more) all.push_back(std::move(check));
}

std::string name_for(const SurveyedPorts& all, const FoundPort& found) {
  const run::ModemEntry* entry = entry_of(all, found);
  return entry != nullptr ? entry->name : found.port.path;
}

void check_entries(const SurveyedPorts& all, std::vector<Check>& checks) {
  for (const run::ModemEntry& modem : all.inventory->modems) {
    const bool found = std::any_of(all.ports.begin(), all.ports.end(),
                                   [&](const FoundPort& port) { return entry_of(all, port) == &modem; });
    if (found) continue;
    const bool held = std::any_of(all.ports.begin(), all.ports.end(),
                                  [](const FoundPort& port) { return port.state == FoundPort::State::busy; });
    checks.push_back({Level::fail, modem.name, "modem", "it is nowhere to be found: " + run::place_of(modem),
                      held && !modem.imei.empty() ? "It may be at one of the ports that other programs hold."
                                                  : "Plug it in, or correct the inventory: 'isocket modems' "
                                                    "lists what there is."});
  }
}

}  // namespace

std::string_view name_of(Check::Level level) {
  constexpr std::string_view kNames[] = {"ok", "warn", "fail"};
  return kNames[static_cast<std::size_t>(level)];
}

std::vector<Check> check_modem(const std::string& subject, const Survey& survey, bool pin_known) {
  std::vector<Check> checks;
  checks.push_back(check_sim(subject, survey, pin_known));
  if (survey.sim != "READY" && !(survey.sim.empty() && survey.sim_trouble.empty())) return checks;
  checks.push_back(check_registration(subject, survey));
  checks.push_back(check_signal(subject, survey));
  if (survey.service_centre_told) checks.push_back(check_service_centre(subject, survey));
  for (const modem::MessageStoreUse& store : survey.stores) {
    if (!store.full()) continue;
    checks.push_back({Level::fail, subject, "store",
                      "its message store " + store.name + " is full: nothing more can come in",
                      "'isocket monitor --delete' shows its messages and deletes them."});
  }
  return checks;
}

std::vector<Check> check_port(const std::string& subject, const FoundPort& found) {
  using State = FoundPort::State;
  switch (found.state) {
    case State::busy:
      return {
          {Level::fail, subject, "port", found.reason,
           "Stop that program, or tell it to leave this port alone; one program at a time can use a modem."}};
    case State::no_permission:
      return {{Level::fail, subject, "port", "this user may not open it",
               "Serial ports belong to the group dialout: sudo adduser $USER dialout, then log in again."}};
    case State::failed:
      return {{Level::fail, subject, "port", "it cannot be used: " + found.reason,
               "Plug the modem in again; 'isocket modems' lists the ports that there are."}};
    case State::silent:
      return {{Level::fail, subject, "port", "nobody answers AT there",
               found.preference.empty() ? "Is it the right port? 'isocket modems' shows where modems answer."
                                        : "The modem answers at another port: " + found.preference + "."}};
    case State::modem:
      if (found.preferred || found.preference.empty()) return {};
      return {{Level::warn, subject, "port", "it is not the modem's best port",
               "At another one the modem tells what happens: " + found.preference + "."}};
    case State::not_asked: break;
  }
  return {
      {Level::fail, subject, "port", "it is " + found.reason, "Name another port; see 'isocket modems'."}};
}

std::vector<Check> check_all(const SurveyedPorts& all) {
  std::vector<Check> checks;
  if (all.inventory) {
    checks.push_back({Level::ok, "inventory", "inventory", all.inventory->file + " can be read", {}});
    if (!all.named) check_entries(all, checks);  // else they were not looked for
  } else if (!all.problems.empty()) {
    checks.push_back({Level::fail, "inventory", "inventory",
                      all.problems.front().place.file + ": " + all.problems.front().message,
                      "Correct it; every mistake in it is shown by 'isocket modems'."});
  } else {
    checks.push_back({Level::warn, "inventory", "inventory", "there is no isocket.yaml here or above",
                      "Write one: docs/how-to/connect-a-modem.md tells how."});
  }
  for (const FoundPort& found : all.ports) {
    const run::ModemEntry* entry = entry_of(all, found);
    const std::string subject = name_for(all, found);
    // Of a modem's several ports, the one that the inventory names or that is to be used speaks for it; a
    // port that nobody has named needs no modem behind it.
    const bool named = entry != nullptr || all.named;
    const bool held = found.state == FoundPort::State::busy || found.state == FoundPort::State::no_permission;
    if (named || held) append(checks, check_port(subject, found));
    if (!found.survey || !(found.preferred || named)) continue;
    checks.push_back({Level::ok,
                      subject,
                      "modem",
                      found.survey->manufacturer + " " + found.survey->model + " answers at " +
                          found.port.path +
                          (found.preferred && !found.preference.empty() ? ", " + found.preference : ""),
                      {}});
    append(checks, check_modem(subject, *found.survey, entry != nullptr && !entry->pin.empty()));
  }
  for (const modem::UsbDevice& device : all.usb_devices) {
    const auto portless = modem::portless_modem(device.id);
    const bool has_port = std::any_of(all.ports.begin(), all.ports.end(), [&](const FoundPort& found) {
      return found.port.device && found.port.device->place == device.place;
    });
    if (portless && !has_port)
      checks.push_back({Level::fail, "USB " + device.place, "port",
                        portless->what + " (" + device.id.to_string() + ") has no port", portless->advice});
  }
  return checks;
}

std::vector<Check> check_modem_manager(const std::vector<FoundPort>& ports, const fs::path& root) {
  std::vector<Check> checks;
  if (!runs("ModemManager", root / "proc")) return checks;
  const std::string rules = ignore_rules(root);
  std::set<modem::UsbId> told;
  for (const FoundPort& found : ports) {
    const bool a_modem = found.survey || found.state == FoundPort::State::busy;
    if (!a_modem || !found.port.device || !told.insert(found.port.device->id).second) continue;
    if (ignored(rules, found.port.device->id)) continue;
    checks.push_back(
        {Level::warn, "ModemManager", "modem_manager",
         "it runs, and may use " + found.port.path + " (" + found.port.device->id.to_string() + ")",
         "Write this line into /etc/udev/rules.d/80-isocket.rules, then sudo udevadm control --reload "
         "and plug the modem in again: " +
             udev_rule(found.port.device->id)});
  }
  if (checks.empty())
    checks.push_back(
        {Level::ok, "ModemManager", "modem_manager", "it runs, and leaves these modems alone", {}});
  return checks;
}

}  // namespace isocket::cli
