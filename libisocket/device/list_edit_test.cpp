#include "device/list_edit.h"

#include <gtest/gtest.h>

namespace isocket::device {
namespace {

/// Every list of different ones of these entries, in every order, up to `most` long.
std::vector<Entries> lists_of(const Entries& entries, std::size_t most) {
  std::vector<Entries> lists{{}};
  for (std::size_t i = 0; i < lists.size(); ++i)
    for (const std::string& entry : entries)
      if (lists[i].size() < most && !contains(lists[i], entry)) {
        lists.push_back(lists[i]);
        lists.back().push_back(entry);
      }
  return lists;
}

/// A list as devices keep it: it takes no entry twice, none too many, and removes none that it has not.
struct Kept {
  Entries entries;
  bool was_empty = false, refused = false;

  void carry_out(const EditedList& list, const std::string& command) {
    if (command.ends_with("-ALL")) {
      entries.clear();
    } else if (const auto plus = command.find('+'); plus != std::string::npos) {
      const std::string entry = command.substr(plus + 1);
      refused = refused || contains(entries, entry) || entries.size() == list.most;
      entries.push_back(entry);
    } else {
      const auto gone =
          std::erase_if(entries, [&](const std::string& entry) { return list.remover(entry) == command; });
      refused = refused || gone == 0;
    }
    was_empty = was_empty || entries.empty();
  }
};

class ListsOfADevice : public ::testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(That, ListsOfADevice, ::testing::Bool(),
                         [](const auto& may) { return may.param ? "may_be_empty" : "may_not"; });

/// a and A go together, as rules of one time do.
TEST_P(ListsOfADevice, AreBroughtFromAnyToAny) {
  for (const char* common : {"", "A"}) {
    const auto remover = [&](const std::string& entry) {
      return "X-" + (entry == common ? std::string{"a"} : entry);
    };
    const EditedList list{[](const std::string& entry) { return "X+" + entry; }, remover, 3, GetParam()};
    const auto lists = lists_of({"a", "A", "b", "c"}, list.most);
    for (const Entries& actual : lists)
      for (const Entries& desired : lists) {
        const ListEdit edit = shortest_edit(list, actual, desired);
        const Entries commands = commands_of(list, edit, actual);
        Kept kept{actual};
        std::string all;
        for (const std::string& command : commands) {
          kept.carry_out(list, command);
          all += " " + command;
        }
        const bool as_wanted = kept.entries == desired && !kept.refused && commands.size() == edit.messages();
        ASSERT_TRUE(as_wanted) << ::testing::PrintToString(actual) << ::testing::PrintToString(desired)
                               << all;
        const bool had_to_be_empty = desired.empty() || *common != '\0';
        EXPECT_TRUE(!kept.was_empty || GetParam() || actual.empty() || had_to_be_empty) << all;
        EXPECT_LE(commands.size(), actual.size() + desired.size());
      }
  }
}

}  // namespace
}  // namespace isocket::device
