#include "chosen_modems.h"

#include <algorithm>
#include <ostream>

#include "modem/port_sources.h"
#include "run/inventory.h"

namespace isocket::cli {
namespace {

std::optional<run::Inventory> inventory_for_modems(const std::string& named, std::ostream& err) {
  std::optional<std::filesystem::path> file{named};
  if (named.empty()) file = run::find_inventory(".");
  if (!file) {
    err << "isocket: there is no isocket.yaml here or in a folder above; name one with --inventory, or a "
           "port with --port\n";
    return std::nullopt;
  }
  std::vector<yaml::Diagnostic> problems;
  auto inventory = run::read_inventory(*file, problems);
  for (const yaml::Diagnostic& problem : problems) err << yaml::render(problem);
  return inventory;
}

}  // namespace

std::optional<std::vector<ChosenModem>> choose_modems(const std::vector<std::string>& names,
                                                      const std::vector<std::string>& ports,
                                                      const std::string& inventory_file, EventLoop& loop,
                                                      std::ostream& err) {
  std::vector<ChosenModem> chosen;
  const modem::PortWorld listed = modem::world_of_ports(loop);
  for (const std::string& port : ports)
    chosen.push_back({modem::ModemOptions{port}, modem::port_by_path(listed, port)});
  if (!ports.empty() && names.empty()) return chosen;
  const auto inventory = inventory_for_modems(inventory_file, err);
  if (!inventory) return std::nullopt;
  std::vector<std::string_view> known;
  for (const run::ModemEntry& modem : inventory->modems) known.push_back(modem.name);
  for (const std::string& name : names) {
    if (inventory->modem(name) != nullptr) continue;
    err << "isocket: there is no modem '" << name << "' in " << inventory->file << yaml::suggest(name, known)
        << "\n";
    return std::nullopt;
  }
  modem::PortWorld world = modem::world_of_ports(loop, inventory->ports);
  world.turns = listed.turns;
  for (const run::ModemEntry& modem : inventory->modems) {
    const bool wanted = names.empty() || std::find(names.begin(), names.end(), modem.name) != names.end();
    if (wanted) chosen.push_back({run::options_of(modem), run::port_of(modem, loop, world)});
  }
  if (!chosen.empty()) return chosen;
  err << "isocket: " << inventory->file << " names no modem\n";
  return std::nullopt;
}

}  // namespace isocket::cli
