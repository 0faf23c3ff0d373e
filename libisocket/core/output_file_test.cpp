#include "core/output_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>

namespace isocket {
namespace {

namespace fs = std::filesystem;

class OutputFileTest : public ::testing::Test {
 protected:
  OutputFileTest() : folder_{fs::path{::testing::TempDir()} / ("output-" + std::to_string(::getpid()))} {
    fs::create_directories(folder_);
  }
  ~OutputFileTest() override { fs::remove_all(folder_); }
  [[nodiscard]] fs::path file(const std::string& name) const { return folder_ / name; }
  [[nodiscard]] std::string contents(const std::string& name) const {
    std::ifstream in{file(name), std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  [[nodiscard]] std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator{folder_}, fs::directory_iterator{});
  }
  fs::path folder_;
};

TEST_F(OutputFileTest, TakesThePlaceOfTheFormerOne) {
  ASSERT_TRUE(write_file(file("card.md"), "a longer text"));
  ASSERT_TRUE(write_file(file("card.md"), "short"));
  EXPECT_EQ(contents("card.md"), "short");
  EXPECT_EQ(files(), 1);
}

TEST_F(OutputFileTest, LeavesTheFormerOneAloneUntilItIsWhole) {
  ASSERT_TRUE(write_file(file("card.md"), "former"));
  OutputFile begun{file("card.md")};
  ASSERT_TRUE(begun.write([this](std::ostream& out) {
    out << "new" << std::flush;
    EXPECT_EQ(contents("card.md"), "former");
  }));
  EXPECT_EQ(contents("card.md"), "new");
}

TEST_F(OutputFileTest, LeavesNothingBehindWhenItIsOnlyProbed) {
  EXPECT_TRUE(OutputFile{file("card.md")}.probe());
  EXPECT_EQ(files(), 0);
}

TEST_F(OutputFileTest, WritesWhatALinkPointsAt) {
  ASSERT_TRUE(write_file(file("real.md"), "former"));
  fs::create_symlink(file("real.md"), file("link.md"));
  ASSERT_TRUE(write_file(file("link.md"), "new"));
  EXPECT_TRUE(fs::is_symlink(file("link.md")));
  EXPECT_EQ(contents("real.md"), "new");
}

TEST_F(OutputFileTest, LeavesADeviceADevice) {
  EXPECT_TRUE(write_file("/dev/null", "text"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  const auto full = write_file("/dev/full", "text");
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, Errc::io);
  EXPECT_EQ(full.error().field, "/dev/full");
}

TEST_F(OutputFileTest, SaysWhyItCannotBeWritten) {
  const auto nowhere = write_file(file("none/card.md"), "text");
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, Errc::not_found);
  const auto folder = OutputFile{folder_}.probe();
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().detail, "Is a directory");
}

}  // namespace
}  // namespace isocket
