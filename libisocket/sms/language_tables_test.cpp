#include "sms/language_tables.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <vector>

namespace isocket::sms {
namespace {

constexpr std::string_view kNames[] = {"none",     "turkish", "spanish", "portuguese", "bengali",
                                       "gujarati", "hindi",   "kannada", "malayalam",  "oriya",
                                       "punjabi",  "tamil",   "telugu",  "urdu"};

/// Where oFono differs, and what is right.
struct Known {
  std::string_view language;
  std::string_view table;
  unsigned code;
  char16_t ours;
};
constexpr Known kKnown[] = {
    {"kannada", "locking", 0x24,
     0x0CA1},  // the standard prints 0CAA a second time; Android and Gecko have 0CA1
    {"malayalam", "locking", 0x2E, u'.'},  // theirs has the comma twice
    {"kannada", "single", 0x3C, u'['},     // theirs has the closing bracket twice
    {"telugu", "single", 0x65, u'€'},      // missing there
};

Language language_of(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    if (kNames[i] == name) return static_cast<Language>(i);
  ADD_FAILURE() << "no language " << name;
  return Language::none;
}

TEST(LanguageTables, AgreeWithThoseOfOfono) {
  std::ifstream file{ISOCKET_SOURCE_DIR "/libisocket/sms/testdata/languages.tsv"};
  int tables = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    ++tables;
    std::istringstream cells{line};
    std::string name, kind, hex;
    cells >> name >> kind;
    const bool locking = kind == "locking";
    const CharacterTable& ours = locking ? locking_table(language_of(name)) : single_table(language_of(name));
    for (unsigned code = 0; cells >> hex; ++code) {
      ASSERT_LT(code, ours.size());
      if (code == kEscape) continue;
      auto theirs = static_cast<char16_t>(std::stoul(hex, nullptr, 16));
      for (const Known& known : kKnown)
        if (known.language == name && known.table == kind && known.code == code) theirs = known.ours;
      // They show a blank where a locking table has nothing; the blank itself is at 0x20.
      if (locking && theirs == u' ' && code != 0x20) theirs = 0;
      EXPECT_EQ(ours[code], theirs) << name << " " << kind << " " << std::hex << code;
    }
  }
  EXPECT_EQ(tables, 12 + 13);
}

TEST(LanguageTables, FallBackToTheDefaultAlphabet) {
  EXPECT_EQ(&locking_table(Language::spanish), &locking_table(Language::none));
}

}  // namespace
}  // namespace isocket::sms
