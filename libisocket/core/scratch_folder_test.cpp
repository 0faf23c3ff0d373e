#include "core/scratch_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <optional>

namespace isocket {
namespace {

namespace fs = std::filesystem;

TEST(ScratchFolder, IsNewEachTimeAndItsOwnersAlone) {
  const ScratchFolder one = ScratchFolder::make("isocket-test").value();
  const ScratchFolder other = ScratchFolder::make("isocket-test").value();
  EXPECT_NE(one.path(), other.path());
  EXPECT_TRUE(one.path().filename().string().starts_with("isocket-test-"));
  EXPECT_EQ(fs::status(one.path()).permissions(), fs::perms::owner_all);
}

TEST(ScratchFolder, GoesWithAllThatIsInIt) {
  std::optional folder{ScratchFolder::make("isocket-test").value()};
  const fs::path path = folder->path();
  fs::create_directory(folder->file("inner"));
  std::ofstream{folder->file("inner/file")} << "text";
  ASSERT_TRUE(fs::exists(path / "inner" / "file"));
  folder.reset();
  EXPECT_FALSE(fs::exists(path));
}

TEST(ScratchFolder, GoesOnceWhenItIsMoved) {
  auto first = ScratchFolder::make("isocket-test").value();
  const fs::path path = first.path();
  {
    ScratchFolder second = ScratchFolder::make("isocket-test").value();
    const fs::path replaced = second.path();
    second = std::move(first);
    EXPECT_EQ(second.path(), path);
    EXPECT_TRUE(fs::exists(path));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(ScratchFolder, SaysWhereNoneCanBeMade) {
  const char* const before = std::getenv("TMPDIR");
  const std::optional<std::string> kept = before ? std::optional<std::string>{before} : std::nullopt;
  ::setenv("TMPDIR", "/nowhere/at/all", 1);
  const auto folder = ScratchFolder::make("isocket-test");
  if (kept)
    ::setenv("TMPDIR", kept->c_str(), 1);
  else
    ::unsetenv("TMPDIR");
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, Errc::io);
}

}  // namespace
}  // namespace isocket
