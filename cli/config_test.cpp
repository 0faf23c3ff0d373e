#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "cli_testing.h"
#include "config/configuration_file.h"
#include "config/example.h"
#include "config_outcome.h"

namespace isocket::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string contents(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// A folder with a configuration in it, which goes with the test.
class ConfigCard : public ::testing::Test {
 protected:
  ConfigCard() : folder_{fs::path{::testing::TempDir()} / ("config-" + std::to_string(::getpid()))} {
    fs::create_directories(folder_);
    put("cottage.yaml", config::to_yaml(config::example_configuration()));
  }
  ~ConfigCard() override { fs::remove_all(folder_); }
  [[nodiscard]] std::string file(const std::string& name) const { return (folder_ / name).string(); }
  void put(const std::string& name, const std::string& text) const { std::ofstream{file(name)} << text; }
  [[nodiscard]] Outcome card(const std::string& from, const std::string& to) const {
    return run_with({"config", "card", file(from), "-o", file(to)});
  }
  fs::path folder_;
};

TEST(ConfigHelp, IsAsApproved) {
  EXPECT_EQ(differs_from_approved("config-card-help.txt", run_with({"config", "card", "--help"}).out), "");
}

TEST(ConfigDifference, SaysOfPasswordsThatTheyCannotBeCompared) {
  std::vector<device::GroupChange> changes{{device::Group::security,
                                            {{"PASSWORD", "*****", "12abc"},
                                             {"RENEWINTERVALPW", "*********", "123456789"},
                                             {"SECLIST", "OFF", "ON"}}}};
  auto some = changes;
  std::ostringstream said, shown;
  leave_out_passwords(device::Model::smart_relay, some, {"PASSWORD"}, said);
  for (const auto& change : some) print_change(device::Model::smart_relay, change, shown);
  EXPECT_EQ(shown.str(), "SECURITY\n  PASSWORD  set -> set anew\n  SECLIST   OFF -> ON\n");
  EXPECT_EQ(said.str(),
            "isocket: RENEWINTERVALPW: not compared: the device has one and tells nobody which; 'config "
            "write' sets "
            "it anew\n");
  changes[0].settings.pop_back();
  leave_out_passwords(device::Model::smart_relay, changes, {}, said);
  EXPECT_TRUE(changes.empty()) << "there is no other difference";
}

TEST(ConfigDifference, OfAPasswordThatIsNotThereIsOne) {
  std::vector<device::GroupChange> changes{
      {device::Group::security, {{"PASSWORD", "NO", "12abc"}, {"RENEWINTERVALPW", "*********", "NO"}}}};
  std::ostringstream said, shown;
  leave_out_passwords(device::Model::smart_relay, changes, {}, said);
  print_change(device::Model::smart_relay, changes.front(), shown);
  EXPECT_EQ(said.str(), "");
  EXPECT_EQ(shown.str(), "SECURITY\n  PASSWORD         NO -> set\n  RENEWINTERVALPW  set -> NO\n");
}

TEST_F(ConfigCard, IsWrittenInTheFormOfItsEnding) {
  for (const auto& [name, begins] : {std::pair{"card.html", "<!doctype html>"},
                                     {"card.md", "# Product Information Card"},
                                     {"card.json", "{\n  \"device\""}}) {
    const Outcome outcome = card("cottage.yaml", name);
    EXPECT_EQ(outcome.code, ExitCode::pass) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    EXPECT_THAT(contents(file(name)), StartsWith(begins));
  }
  EXPECT_EQ(card("cottage.yaml", "card.doc").code, ExitCode::usage);
}

TEST_F(ConfigCard, IsTheSameFromACard) {
  ASSERT_EQ(card("cottage.yaml", "card.json").code, ExitCode::pass);
  ASSERT_EQ(card("cottage.yaml", "one.html").code, ExitCode::pass);
  ASSERT_EQ(card("card.json", "two.html").code, ExitCode::pass);
  EXPECT_EQ(contents(file("one.html")), contents(file("two.html")));
}

TEST_F(ConfigCard, BearsTheTranslations) {
  put("fi.yaml", "security.list_enabled: Turvaluettelo\n");
  const Outcome outcome = run_with(
      {"config", "card", file("cottage.yaml"), "-o", file("card.json"), "--translations", file("fi.yaml")});
  EXPECT_EQ(outcome.code, ExitCode::pass) << outcome.err;
  EXPECT_THAT(contents(file("card.json")), HasSubstr("\"security.list_enabled\": \"Turvaluettelo\""));
  put("fi.yaml", "security.list: Turvaluettelo\n");
  EXPECT_EQ(run_with({"config", "card", file("cottage.yaml"), "-o", file("card.json"), "--translations",
                      file("fi.yaml")})
                .code,
            ExitCode::usage);
}

TEST_F(ConfigCard, WarnsWithoutRenewPassword) {  // MU-2-16
  auto configuration = config::example_configuration();
  configuration.at(device::Group::security).set("RENEWINTERVALPW", "NO");
  put("open.yaml", config::to_yaml(configuration));
  const Outcome outcome = card("open.yaml", "card.md");
  EXPECT_EQ(outcome.code, ExitCode::pass);
  EXPECT_THAT(outcome.err, HasSubstr("warning: RENEWINTERVALPW is not configured"));
}

TEST_F(ConfigCard, IsRefusedUnlessComplete) {
  put("part.yaml", "model: smart-relay\nSECURITY: {SECLIST: ON}\n");
  const Outcome part = card("part.yaml", "card.html");
  EXPECT_EQ(part.code, ExitCode::usage);
  EXPECT_THAT(part.err, HasSubstr("a card holds every setting, and SECURITY.SECNUMBERS is not in this file"));
  put("broken.json", "{\n  \"device\": }\n");
  EXPECT_THAT(card("broken.json", "card.html").err,
              HasSubstr("broken.json:2:13: this is not JSON\n    \"device\": }\n"));
  put("empty.json", "{}");
  EXPECT_THAT(card("empty.json", "card.html").err, HasSubstr("empty.json: device.hardware: it is missing"));
  EXPECT_FALSE(fs::exists(file("card.html")));
  EXPECT_EQ(card("nothing.yaml", "card.html").code, ExitCode::usage);
  EXPECT_EQ(run_with({"config", "card", file("cottage.yaml"), "-o", "/nowhere/card.html"}).code,
            ExitCode::not_recorded);
}

TEST_F(ConfigCard, WithoutABrowserSaysWhatToInstall) {
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  const Outcome outcome = card("cottage.yaml", "card.pdf");
  ::setenv("PATH", path.c_str(), 1);
  EXPECT_EQ(outcome.code, ExitCode::equipment);
  EXPECT_THAT(outcome.err, HasSubstr("apt install chromium"));
}

TEST_F(ConfigCard, IsPrintedByABrowser) {
  const Outcome outcome = card("cottage.yaml", "card.pdf");
  EXPECT_EQ(outcome.code, ExitCode::pass) << outcome.err;
  EXPECT_THAT(contents(file("card.pdf")), StartsWith("%PDF-"));
}

}  // namespace
}  // namespace isocket::cli
