#include "core/cable/revisions.h"

#include "core/cable/setting.h"
#include "core/unit.h"

namespace isocket::fw::cable {
namespace {

constexpr std::uint16_t next_revision(std::uint16_t revision) {
  return revision == 0xffff ? 1 : static_cast<std::uint16_t>(revision + 1);
}
static_assert(next_revision(1) == 2 && next_revision(65534) == 65535 && next_revision(65535) == 1);

bool differs(Unit& unit, Group group) {
  GroupWalk walk{unit.model, group};
  while (const Setting* setting = walk.next())
    if (!unit.settings_store.is_stored(field_of(unit.settings(), *setting))) return true;
  return false;
}

}  // namespace

void count_changes(Unit& unit, Group written) {
  for (std::size_t i = 0; i < kGroups; ++i) {
    const auto group = static_cast<Group>(i);
    if (group != written && !differs(unit, group)) continue;
    std::uint16_t& revision = unit.settings().revisions[i];
    revision = next_revision(revision);
  }
}

std::uint16_t revision_of(const Unit& unit, Group group) {
  return group == Group::info ? 0 : unit.settings().revisions[static_cast<std::size_t>(group)];
}

}  // namespace isocket::fw::cable
