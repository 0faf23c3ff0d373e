#pragma once
// Lists that a device changes entry by entry: telephone numbers, rules of the scheduler.

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace isocket::device {

using Entries = std::vector<std::string>;

inline bool contains(const Entries& entries, const std::string& entry) {
  return std::find(entries.begin(), entries.end(), entry) != entries.end();
}

using Spelling = std::function<std::string(const std::string& entry)>;

/// A list as the commands change it.
struct EditedList {
  Spelling adder;     ///< the command that adds an entry, at the end
  Spelling remover;   ///< the command that removes it, and perhaps others with it
  std::size_t most;   ///< how many entries it holds
  bool may_be_empty;  ///< for a moment
};

/// What makes one list of another: what is not in its place has to go.
struct ListEdit {
  bool all = false;        ///< everything goes by one message
  Entries removals;        ///< commands
  Entries removed, added;  ///< entries
  [[nodiscard]] std::size_t messages() const { return (all ? 1 : removals.size()) + added.size(); }
};

/// The edit of the fewest messages.
ListEdit shortest_edit(const EditedList& list, const Entries& actual, const Entries& desired);

/// Its commands, additions as early as they can be: the list is never full, nor empty if it can be helped.
/// @param entries  that the device has
Entries commands_of(const EditedList& list, ListEdit edit, Entries entries);

}  // namespace isocket::device
