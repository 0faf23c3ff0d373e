#include "device/list_edit.h"

#include <optional>
#include <utility>

namespace isocket::device {
namespace {

/// The edit after which the first `count` entries of `desired` have stayed; nothing: they cannot.
std::optional<ListEdit> edit_that_keeps(const EditedList& list, const Entries& actual, const Entries& desired,
                                        std::size_t count) {
  ListEdit edit;
  std::size_t kept = 0;
  for (const std::string& entry : actual) {
    if (kept < count && entry == desired[kept]) {
      ++kept;
      continue;
    }
    edit.removed.push_back(entry);
    if (const std::string command = list.remover(entry); !contains(edit.removals, command))
      edit.removals.push_back(command);
  }
  const auto end = desired.begin() + static_cast<std::ptrdiff_t>(count);
  const bool taken_along = std::any_of(
      desired.begin(), end, [&](const auto& entry) { return contains(edit.removals, list.remover(entry)); });
  if (kept != count || taken_along) return std::nullopt;
  edit.added.assign(end, desired.end());
  return edit;
}

}  // namespace

ListEdit shortest_edit(const EditedList& list, const Entries& actual, const Entries& desired) {
  std::optional<ListEdit> best;
  for (std::size_t count = 0; count <= desired.size(); ++count)
    if (auto edit = edit_that_keeps(list, actual, desired, count);
        edit && (!best || edit->messages() <= best->messages()))
      best = std::move(edit);
  // To keep nothing is always possible.
  const bool may_go = list.may_be_empty || desired.empty();
  if (may_go && 1 + desired.size() < best->messages()) best = ListEdit{true, {}, actual, desired};
  return *best;
}

Entries commands_of(const EditedList& list, ListEdit edit, Entries entries) {
  Entries commands;
  const auto send = [&](const std::string removal) {
    commands.push_back(removal);
    std::erase_if(entries, [&](const std::string& entry) { return list.remover(entry) == removal; });
    std::erase(edit.removals, removal);
  };
  if (edit.all) {
    const std::string sample = list.adder(entries.front());
    commands.push_back(sample.substr(0, sample.find('+')) + "-ALL");
    entries.clear();
  }
  for (const std::string& entry : edit.added) {
    // Whatever would take it along again goes before it.
    if (const std::string own = list.remover(entry); contains(edit.removals, own)) send(own);
    while (entries.size() >= list.most) send(edit.removals.front());
    commands.push_back(list.adder(entry));
    entries.push_back(entry);
  }
  while (!edit.removals.empty()) send(edit.removals.front());
  return commands;
}

}  // namespace isocket::device
