// What `isocket config` says of a device's settings, whichever way it reached them.
#include "config_outcome.h"

#include <algorithm>
#include <ostream>

#include "config/configuration_file.h"
#include "config_file.h"

namespace isocket::cli {

ExitCode write_out(const device::Configuration& actual, const std::string& path, Terminal& terminal,
                   const std::vector<std::string>& untold) {
  const std::string text = config::to_yaml(actual, untold);
  if (!path.empty()) return write_text(path, text, terminal);
  terminal.out << text;
  return ExitCode::pass;
}

bool fits(device::Model model, const device::Configuration& desired, Terminal& terminal) {
  if (model == desired.model) return true;
  terminal.err << "isocket: the file is for " << name_of(desired.model) << ", and the device is "
               << name_of(model) << "\n";
  return false;
}

void mind_the_clock(const device::Configuration& actual, Terminal& terminal) {
  const std::string* time = actual.value(device::Group::info, "TIME");
  if (time != nullptr && time->starts_with("00/"))
    terminal.err << "isocket: the device's clock is not set; any SMS that it accepts sets it\n";
}

namespace {

bool is_secret(device::Model model, const std::string& name) {
  const auto setting = device::find_setting(model, name);
  return setting && setting->row->form == device::ConsoleSetting::Form::secret;
}

/// It is set already, and would be again.
bool is_set_anew(device::Model model, const device::SettingChange& change) {
  return is_secret(model, change.name) && change.from && *change.from != "NO" && change.to != "NO";
}

}  // namespace

std::string shown(device::Model model, const device::SettingChange& change, const std::string& value) {
  return is_secret(model, change.name) && value != "NO" ? "set" : value;
}

std::vector<std::string> secrets_of(const device::Configuration& configuration) {
  std::vector<std::string> secrets;
  for (const device::GroupValues& group : configuration.groups)
    for (const auto& [name, value] : group.values)
      if (is_secret(configuration.model, name) && value != "NO" &&
          value.find_first_not_of('*') != std::string::npos)
        secrets.push_back(value);
  return secrets;
}

void leave_out_passwords(device::Model model, std::vector<device::GroupChange>& changes,
                         const std::vector<std::string>& told, std::ostream& err) {
  for (device::GroupChange& change : changes)
    std::erase_if(change.settings, [&](const device::SettingChange& setting) {
      if (!is_set_anew(model, setting) || std::find(told.begin(), told.end(), setting.name) != told.end())
        return false;
      err << "isocket: " << setting.name
          << ": not compared: the device has one and tells nobody which; 'config write' sets it anew\n";
      return true;
    });
  std::erase_if(changes, [](const device::GroupChange& change) { return change.settings.empty(); });
}

void print_change(device::Model model, const device::GroupChange& change, std::ostream& out) {
  std::size_t width = 0;
  for (const auto& setting : change.settings) width = std::max(width, setting.name.size());
  out << name_of(change.group) << "\n";
  for (const auto& setting : change.settings) {
    const std::string from = setting.from ? shown(model, setting, *setting.from) : "?";
    out << "  " << setting.name << std::string(width + 2 - setting.name.size(), ' ') << from << " -> "
        << (is_set_anew(model, setting) ? "set anew" : shown(model, setting, setting.to)) << "\n";
  }
}

ExitCode conclude(const ConfigOutcome& outcome, Terminal& terminal) {
  ExitCode code = ExitCode::pass;
  std::string written;
  for (const device::GroupChange& change : outcome.changes) {
    const auto name = name_of(change.group);
    const auto end = std::find_if(outcome.ends.begin(), outcome.ends.end(),
                                  [&](const GroupEnd& e) { return e.group == change.group; });
    if (end == outcome.ends.end()) {
      terminal.err << "isocket: " << name << ": unchanged, it was not begun\n";
      if (code == ExitCode::pass) code = outcome.asked.value_or(code);
    } else if (end->written) {
      written += " " + std::string{name};
      for (const std::string& line : end->differs) terminal.err << "isocket: " << line << "\n";
      if (!end->differs.empty()) code = ExitCode::fail;
    } else {
      terminal.err << "isocket: " << name << ": " << end->fate << (end->why.empty() ? "" : "; ") << end->why
                   << "\n";
      if (end->code != ExitCode::pass) code = end->code;
    }
  }
  if (code == ExitCode::equipment || code == ExitCode::inconclusive)
    terminal.err << "isocket: " << outcome.when_in_doubt << "\n";
  for (const std::string& name : outcome.unknown) {
    terminal.err << "isocket: " << name
                 << ": the file says that it is set but not to what, and the device has none\n";
    if (code == ExitCode::pass) code = ExitCode::fail;
  }
  if (!written.empty()) terminal.err << "Written and read back:" << written << "\n";
  if (code == ExitCode::pass && written.empty()) terminal.err << "The device is as the file says.\n";
  return code;
}

}  // namespace isocket::cli
