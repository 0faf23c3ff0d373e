#include "report/report.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "core/scratch_folder.h"
#include "report/example_run.h"

namespace isocket::report {
namespace {

class ReportFiles : public ::testing::Test {
 protected:
  void SetUp() override { example::record_everything(recorder_); }
  [[nodiscard]] std::string spec(const std::string& format, const std::string& name) const {
    return format + '=' + (folder_ / name).string();
  }
  [[nodiscard]] std::string content(const std::string& name) const {
    std::ifstream in{folder_ / name};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder_}, {}));
  }

  ScratchFolder scratch_ = ScratchFolder::make("isocket-report").value();
  const std::filesystem::path& folder_ = scratch_.path();
  example::Recorder recorder_;
};

TEST_F(ReportFiles, AreWrittenInTheFormatThatIsAskedFor) {
  const std::pair<const char*, const char*> rows[] = {
      {"junit", "<?xml"}, {"ctrf", "{\n  \"reportFormat\": \"CTRF\""}, {"tap", "TAP version 14\n"}};
  for (const auto& [format, beginning] : rows) {
    auto report = open_report(spec(format, "out"));
    ASSERT_TRUE(report) << words_of(report.error());
    ASSERT_TRUE(report->finish(recorder_.results.run(), example::wall()));
    EXPECT_TRUE(content("out").starts_with(beginning)) << content("out");
  }
  EXPECT_EQ(files(), 1u);
}

TEST_F(ReportFiles, LeaveTheFormerOneUntilTheNewOneIsWhole) {
  std::ofstream{folder_ / "out"} << "former";
  auto report = open_report(spec("tap", "out"));
  ASSERT_TRUE(report);
  EXPECT_EQ(content("out"), "former");
  ASSERT_TRUE(report->finish(recorder_.results.run(), example::wall()));
  EXPECT_TRUE(content("out").starts_with("TAP"));
}

TEST_F(ReportFiles, LeaveNothingBehindWhenARunIsGivenUp) {
  {
    auto report = open_report(spec("junit", "out"));
    ASSERT_TRUE(report);
  }
  EXPECT_EQ(files(), 0u);
}

TEST_F(ReportFiles, SayBeforeTheRunThatAPlaceCannotBeWritten) {
  const auto missing = open_report(spec("junit", "nowhere/out.xml"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Errc::not_found);
  EXPECT_NE(words_of(missing.error()).find("nowhere/out.xml"), std::string::npos);
  std::filesystem::create_directory(folder_ / "folder");
  EXPECT_FALSE(open_report(spec("junit", "folder")));
}

TEST_F(ReportFiles, TellTheCallerThatADiskIsFull) {
  auto report = open_report("junit=/dev/full");
  ASSERT_TRUE(report) << words_of(report.error());
  const auto written = report->finish(report::Run{}, example::wall());  // small enough to wait in a buffer
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::io);
}

TEST_F(ReportFiles, TellTheCallerThatTheFolderWentAway) {
  auto report = open_report(spec("tap", "out"));
  ASSERT_TRUE(report);
  std::filesystem::remove_all(folder_);
  EXPECT_FALSE(report->finish(recorder_.results.run(), example::wall()));
}

TEST_F(ReportFiles, FollowALinkInsteadOfReplacingIt) {
  std::ofstream{folder_ / "real"} << "former";
  std::filesystem::create_symlink("real", folder_ / "link");
  auto report = open_report(spec("tap", "link"));
  ASSERT_TRUE(report);
  ASSERT_TRUE(report->finish(recorder_.results.run(), example::wall()));
  EXPECT_TRUE(std::filesystem::is_symlink(folder_ / "link"));
  EXPECT_TRUE(content("real").starts_with("TAP"));
}

TEST(ReportSpec, SaysWhatWouldBeRight) {
  const std::pair<const char*, const char*> rows[] = {
      {"junit",
       "--report junit: the file is missing; right would be 'junit=FILE', "
       "'ctrf=FILE' or 'tap=FILE'"},
      {"junit=",
       "--report junit=: the file is missing; right would be 'junit=FILE', "
       "'ctrf=FILE' or 'tap=FILE'"},
      {"xml=a",
       "--report xml=a: 'xml' is no format; right would be 'junit=FILE', 'ctrf=FILE' or "
       "'tap=FILE'"},
      {"", "--report : '' is no format; right would be 'junit=FILE', 'ctrf=FILE' or 'tap=FILE'"},
  };
  for (const auto& [spec, message] : rows) {
    const auto report = open_report(spec);
    ASSERT_FALSE(report) << spec;
    EXPECT_EQ(words_of(report.error()), message);
  }
}

}  // namespace
}  // namespace isocket::report
