#include "core/input_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/scratch_folder.h"

namespace isocket {
namespace {

class InputFileTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::string file(const std::string& text) const {
    std::ofstream{path_, std::ios::binary} << text;
    return path_;
  }

  ScratchFolder folder_ = ScratchFolder::make("isocket-input").value();
  const std::string path_ = folder_.file("file");
};

TEST_F(InputFileTest, IsReadWholeAsItIs) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{65536}, std::size_t{300001}}) {
    std::string text(size, 'x');
    if (size > 2) text[1] = '\0', text[size - 1] = '\r';
    EXPECT_EQ(read_file(file(text)).value(), text) << size;
  }
}

TEST_F(InputFileTest, MayHaveJustTheMostOctets) {
  constexpr std::size_t kMost = 2 << 20;
  EXPECT_EQ(read_file(file(std::string(kMost, 'x')), kMost).value().size(), kMost);
  const auto larger = read_file(file(std::string(kMost + 1, 'x')), kMost);
  ASSERT_FALSE(larger);
  EXPECT_EQ(larger.error().code, Errc::overflow);
  EXPECT_EQ(larger.error().detail, "the file is larger than 2 MiB, the most that is read");
}

TEST_F(InputFileTest, WithoutAnEndIsTooLarge) {
  EXPECT_EQ(read_file("/dev/zero", 1 << 20).error().code, Errc::overflow);
}

TEST_F(InputFileTest, IsToldOfWhenItIsNotThereOrAFolder) {
  const auto missing = read_file(path_);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Errc::not_found);
  EXPECT_EQ(missing.error().field, path_);
  EXPECT_EQ(missing.error().detail, "there is no such file");
  const auto beneath_a_file = read_file(file("") + "/below");
  ASSERT_FALSE(beneath_a_file);
  EXPECT_EQ(beneath_a_file.error().code, Errc::not_found);
  const auto folder = read_file(folder_.path());
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, Errc::bad_value);
  EXPECT_EQ(folder.error().detail, "this is a folder");
}

}  // namespace
}  // namespace isocket
