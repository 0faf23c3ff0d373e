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
    case Family::smart_relay: return smart_relay_rows();
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

std::optional<Command::Filled> Command::read(std::string_view text) const {
  const auto [before, after] = words();
  const std::string upper = capitals(text);
  if (!upper.starts_with(before)) return std::nullopt;
  std::string_view rest = text.substr(before.size());
  if (!number.exists()) return Filled{{}, rest};
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  const std::string_view behind = rest.substr(digits);
  if (digits == 0 || !capitals(behind).starts_with(after)) return std::nullopt;
  return Filled{rest.substr(0, digits), behind.substr(after.size())};
}

bool Command::takes_number(std::string_view digits) const {
  if (!number.exists()) return digits.empty();
  const int read = digits.size() == 1 ? digits.front() - '0' : -1;
  return read >= number.least && read <= number.most;
}

bool Command::fits(std::string_view text) const {
  const auto filled = read(text);
  return filled && takes_number(filled->number) && parameter.accepts(filled->value);
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
    if (command.fits(text) && (found == nullptr || command.words().size() > found->words().size()))
      found = &command;
  return found;
}

}  // namespace isocket::device
