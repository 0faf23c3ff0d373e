#include "device/catalogue.h"

#include <algorithm>
#include <array>
#include <vector>

#include "device/capitals.h"
#include "device/tables.h"

namespace isocket::device {
namespace {

std::span<const Row> rows_of(Family family) {
  switch (family) {
    case Family::environment_pro: return environment_pro_rows();
    case Family::gsm_706_707: return gsm_706_707_rows();
    case Family::smart_relay: break;
  }
  return {};
}

std::vector<Command> commands_of(Model model) {
  std::vector<Command> commands;
  for (const Row& row : rows_of(family_of(model)))
    if (row.models.has(model)) commands.push_back(row.command);
  return commands;
}

}  // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::conf: return "Conf";
    case Kind::inf: return "Inf";
    case Kind::ctrl: return "Ctrl";
  }
  return "";
}

bool Command::fits(std::string_view text) const {
  const std::string_view fixed = fixed_part();
  if (!capitals(text).starts_with(fixed)) return false;
  return parameter.accepts(text.substr(fixed.size()));
}

std::span<const Command> catalogue(Model model) {
  static const auto kCatalogues = [] {
    std::array<std::vector<Command>, std::size(kModels)> all;
    for (const Model each : kModels) all[static_cast<unsigned>(each)] = commands_of(each);
    return all;
  }();
  return kCatalogues[static_cast<unsigned>(model)];
}

const Command* find_command(Model model, std::string_view text) {
  const auto commands = catalogue(model);
  // Longest words first: RENEWINTERVAL? and RENEWINTERVALPW= are no RENEWINTERVAL{pw9} (GS-5.3-12).
  const Command* found = nullptr;
  for (const Command& command : commands)
    if (command.fits(text) && (found == nullptr || command.fixed_part().size() > found->fixed_part().size()))
      found = &command;
  return found;
}

}  // namespace isocket::device
