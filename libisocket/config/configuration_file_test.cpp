#include "config/configuration_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>

#include "config/example.h"
#include "core/golden_file.h"

namespace isocket::config {
namespace {

using namespace device;
using ::testing::HasSubstr;
using ::testing::Not;

/// The same cases in every run; another RC_PARAMS in the environment has its way.
[[maybe_unused]] const int kSeeded = setenv("RC_PARAMS", "seed=1 max_success=200", 0);

std::string differs(const std::string& name, const std::string& text) {
  return differs_from_golden(std::filesystem::path{ISOCKET_SOURCE_DIR} / "libisocket/config/golden" / name,
                             text);
}

struct Outcome {
  std::optional<Configuration> configuration;
  std::string problems;
};

Outcome read(const std::string& text) {
  yaml::Problems problems;
  const yaml::Source source{"c.yaml", text};
  Outcome outcome;
  outcome.configuration = read_configuration(source, problems);
  for (const yaml::Diagnostic& problem : problems.take()) outcome.problems += render(problem);
  return outcome;
}

int draw(int low, int high) {
  return *rc::gen::inRange(low, high + 1);
}

/// Something that the setting can be; `choice` tells which of its forms.
std::string drawn_value(Model model, const NamedSetting& setting) {
  static const std::string kCandidates[] = {"NO",
                                            "ON",
                                            "OFF",
                                            "0",
                                            "7",
                                            "15",
                                            "600",
                                            "-55C",
                                            "120C",
                                            "36C",
                                            "-10",
                                            "50",
                                            "ON65000",
                                            "OFF1",
                                            "SMS",
                                            "CALL",
                                            "SMSCHANGE",
                                            "HEATING",
                                            "COOLING",
                                            "NC",
                                            "T5",
                                            "1,3,7",
                                            "30,95",
                                            "DC",
                                            "AC",
                                            "REMEMBER",
                                            "MIC",
                                            "SWITCHR7",
                                            "RESTART",
                                            "Pump #1",
                                            "a/b",
                                            "-_./+#",
                                            "#1",
                                            "0123",
                                            "+",
                                            "- x",
                                            "null",
                                            "*100#",
                                            "*12*3#",
                                            "12abC",
                                            "00000",
                                            "123456789",
                                            "abcdefghi",
                                            "*****",
                                            "*********",
                                            "358912345601",
                                            "0,358912345601",
                                            "07:00,*,ON",
                                            "23:59,7,AOFF6",
                                            "00:00,1,INF"};
  std::vector<std::string> fitting{factory_value(model, *setting.row)};
  for (const std::string& candidate : kCandidates)
    if (const auto value = plain_value(model, setting, candidate)) fitting.push_back(*value);
  return fitting[static_cast<std::size_t>(draw(0, static_cast<int>(fitting.size()) - 1))];
}

Configuration drawn_configuration(bool whole) {
  Configuration configuration{kModels[draw(0, std::size(kModels) - 1)], {}};
  for (const Group group : kGroups) {
    for (const NamedSetting& setting : settings_of(configuration.model, group)) {
      if (!whole && draw(0, 3) != 0) continue;
      const bool reading = setting.row->form == ConsoleSetting::Form::reading;
      configuration.at(group).set(setting.name,
                                  reading ? "a: \"b\\ #c" : drawn_value(configuration.model, setting));
      if (!reading) configuration.at(group).rev = static_cast<unsigned>(draw(0, 65535));
    }
  }
  return configuration;
}

TEST(ConfigurationFile, ComesBackAsItWasWritten) {
  EXPECT_TRUE(rc::check("read(to_yaml(c)) == c", [] {
    const Configuration configuration = drawn_configuration(draw(0, 1) == 0);
    const Outcome outcome = read(to_yaml(configuration));
    if (!outcome.problems.empty()) RC_LOG(outcome.problems);
    RC_ASSERT(outcome.configuration.has_value());
    RC_ASSERT(*outcome.configuration == configuration);
  }));
}

TEST(ConfigurationFile, EndsInAValueOrAMessageWhereverItIsCut) {
  const std::string text = to_yaml(example_configuration());
  for (std::size_t size = 0; size < text.size(); size += 7) {
    const Outcome outcome = read(text.substr(0, size));
    EXPECT_NE(outcome.configuration.has_value(), !outcome.problems.empty()) << size;
  }
}

TEST(ConfigurationFile, IsReadable) {
  EXPECT_EQ(differs("smart-relay.yaml", to_yaml(example_configuration())), "");
  EXPECT_EQ(differs("factory-environment-pro.yaml", to_yaml(factory_configuration(Model::environment_pro))),
            "");
  EXPECT_EQ(differs("factory-gsm-706.yaml", to_yaml(factory_configuration(Model::gsm_706))), "");
}

TEST(ConfigurationFile, MayNameOnlySomeSettings) {
  const Outcome outcome = read("model: gsm-706\nrelays: {restarttime: 020}\nCONFIRM:\n  ERROR: off\n");
  ASSERT_TRUE(outcome.configuration) << outcome.problems;
  Configuration expected{Model::gsm_706, {}};
  expected.at(Group::relays).set("RESTARTTIME", "20");
  expected.at(Group::confirm).set("ERROR", "OFF");
  EXPECT_EQ(*outcome.configuration, expected);
}

TEST(ConfigurationFile, TakesValuesAsTheTextThatStandsThere) {
  const Outcome outcome = read(
      "model: smart-relay\nSECURITY:\n  SECLIST: ON\n  SECNUMBERS: [+358912345601, 0123]\n  ALERTNUMBERS: "
      "+358912345601\n"
      "  SECCENTERS: NO\n  PASSWORD: 00123\nINPUTS: {INRELAYS1: [3, 1], ALIASIN1: yes}\n");
  ASSERT_TRUE(outcome.configuration) << outcome.problems;
  EXPECT_EQ(*outcome.configuration->value(Group::security, "SECLIST"), "ON");
  EXPECT_EQ(*outcome.configuration->value(Group::security, "SECNUMBERS"), "358912345601,0123");
  EXPECT_EQ(*outcome.configuration->value(Group::security, "ALERTNUMBERS"), "358912345601");
  EXPECT_EQ(*outcome.configuration->value(Group::security, "SECCENTERS"), "NO");
  EXPECT_EQ(*outcome.configuration->value(Group::security, "PASSWORD"), "00123");
  EXPECT_EQ(*outcome.configuration->value(Group::inputs, "INRELAYS1"), "1,3");
  EXPECT_EQ(*outcome.configuration->value(Group::inputs, "ALIASIN1"), "yes");
}

TEST(ConfigurationFile, WritesAPasswordOnlyWhenTheUserDid) {  // MU-4-05
  Configuration configuration{Model::smart_relay, {}};
  configuration.at(Group::security).set("PASSWORD", "*****");
  EXPECT_THAT(to_yaml(configuration), HasSubstr("  PASSWORD: set "));
  EXPECT_EQ(*read("model: smart-relay\nSECURITY: {RENEWINTERVALPW: set}")
                 .configuration->value(Group::security, "RENEWINTERVALPW"),
            "*********");
  configuration.at(Group::security).set("PASSWORD", "12abc");
  EXPECT_THAT(to_yaml(configuration), HasSubstr("  PASSWORD: 12abc "));
}

TEST(ConfigurationFile, SaysWhatIsWrongAndWhatWouldBeRight) {
  const Outcome outcome = read(R"(model: smart-relay
revisions: {SECURITY: 70000, RING: 1}
SECURITY:
  SECLST: ON
  SECLIST: yes
  PASSWORD: 12ab
  MICLEVEL: 3
  seclist: OFF
  ALERTNUMBERS: {a: b}
RELAYTIME1: ON
RELAY:
  RESTARTTIME: 601
RELAYS:
  RESTARTTIME: 601
  ALIASR8: Pump
INPUTS:
  RELAYTIME1:
  INRELAYS2: [1, 8]
  INRELAYS2: NO
TEMPERATURE:
  TRISEALERT1: 35
SCHEDULER:
  RULE1: 7:00,1,ONR1
CREDIT:
  CREDITUMS: NO
)");
  EXPECT_FALSE(outcome.configuration);
  EXPECT_EQ(differs("wrong.txt", outcome.problems), "");
  EXPECT_THAT(outcome.problems, Not(HasSubstr("12ab")));
}

TEST(ConfigurationFile, NeedsAModel) {
  EXPECT_EQ(
      read("SECURITY: {SECLIST: ON}\n").problems,
      "c.yaml:1:1: a configuration needs a model: 'model: smart-relay'\n  SECURITY: {SECLIST: ON}\n  ^\n");
  EXPECT_THAT(read("model: smart-relais\n").problems,
              HasSubstr("c.yaml:1:8: there is no model 'smart-relais'; did you mean 'smart-relay'?"));
  EXPECT_THAT(read("- a\n").problems, HasSubstr("a configuration is a table of keys and values"));
  EXPECT_EQ(read("").problems, "c.yaml: the file is empty\n");
}

}  // namespace
}  // namespace isocket::config
