// What becomes of an output that nobody takes. The program is one of its own here.
#include "standard_output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <ostream>

#include "core/scratch_folder.h"

namespace isocket::cli {
namespace {

using ::testing::HasSubstr;

struct Written {
  int code = -1;
  std::string err;
};

/// `isocket ARGUMENTS >TO`, as the shell does it.
Written written(const std::string& arguments, const std::string& to) {
  const auto folder = ScratchFolder::make("isocket-output");
  const std::string err = folder->file("err");
  const int status =
      std::system((ISOCKET_BINARY_DIR "/bin/isocket " + arguments + " >" + to + " 2>" + err).c_str());
  std::ifstream said{err};
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, {std::istreambuf_iterator<char>{said}, {}}};
}

class FullDisk : public ::testing::TestWithParam<const char*> {};

TEST_P(FullDisk, IsNoSuccess) {
  const Written there = written(GetParam(), "/dev/full");
  EXPECT_EQ(there.code, 7);
  EXPECT_EQ(there.err, "isocket: the standard output cannot be written: No space left on device\n");
}

INSTANTIATE_TEST_SUITE_P(Commands, FullDisk,
                         ::testing::Values("models", "commands environment-pro --json", "--help", "--version",
                                           "pdu encode submit --to 4712345678 --text Hello",
                                           "coverage --json " ISOCKET_SOURCE_DIR "/suites/environment-pro",
                                           "send --json --lab environment-pro STATUS"));

TEST(StandardOutput, ThatCannotBeWrittenIsSaidAfterWhatTheVerdictsAre) {
  const Written there =
      written("test " ISOCKET_SOURCE_DIR "/docs/tutorial/first.yaml --lab environment-pro", "/dev/full");
  EXPECT_EQ(there.code, 7);
  EXPECT_THAT(there.err, HasSubstr("cannot be written: No space left on device"));
}

TEST(StandardOutput, KeepsTheCodeOfWrongUse) {
  EXPECT_EQ(written("models no-such-model --json", "/dev/full").code, 2);
}

class Pipe : public ::testing::Test {
 protected:
  Pipe() {
    std::signal(SIGPIPE, SIG_IGN);
    EXPECT_EQ(::pipe(ends), 0);
  }
  ~Pipe() override {
    ::close(ends[0]);
    ::close(ends[1]);
  }
  int ends[2]{};
};

TEST_F(Pipe, WithoutAReaderIsNoTrouble) {
  OutputBuffer buffer{ends[1], "the standard output"};
  std::ostream out{&buffer};
  out << "hello" << std::flush;
  EXPECT_TRUE(out.good());
  EXPECT_FALSE(nobody_reads(out));
  ends[0] = (::close(ends[0]), -1);
  EXPECT_TRUE(nobody_reads(out));
  out << "you" << std::flush;
  EXPECT_FALSE(out.good());
  EXPECT_TRUE(come_out(out));
}

TEST_F(Pipe, GetsEverythingInItsOrder) {
  OutputBuffer buffer{ends[1], "the standard output"};
  std::ostream out{&buffer};
  std::string all;
  for (int i = 0; i < 3000; ++i) {
    out << i << '\n';
    all += std::to_string(i) + "\n";
  }
  ASSERT_TRUE(come_out(out));
  std::string came(all.size() + 1, '\0');
  came.resize(static_cast<std::size_t>(::read(ends[0], came.data(), came.size())));
  EXPECT_EQ(came, all);
}

}  // namespace
}  // namespace isocket::cli
