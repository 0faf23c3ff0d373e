#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli_testing.h"
#include "device/catalogue.h"
#include "device/features.h"

namespace isocket::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Json = nlohmann::ordered_json;

Json json_of(const std::vector<std::string>& arguments) {
  const Outcome result = run_with(arguments);
  EXPECT_EQ(result.code, ExitCode::pass) << result.err;
  return Json::parse(result.out);
}

/// The entry of a command, by its form.
Json command(const Json& document, const std::string& form) {
  for (const Json& one : document["commands"])
    if (one["form"] == form) return one;
  return nullptr;
}

TEST(ModelsHelp, IsAsApproved) {
  EXPECT_EQ(differs_from_approved("models-help.txt", run_with({"models", "--help"}).out), "");
  EXPECT_EQ(differs_from_approved("commands-help.txt", run_with({"commands", "--help"}).out), "");
}

TEST(Models, AreListedWithTheirFeaturesInOneTable) {
  const Outcome result = run_with({"models"});
  EXPECT_EQ(result.code, ExitCode::pass);
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(differs_from_approved("models.txt", result.out), "");
}

TEST(Models, AreOneJsonDocument) {
  const Json document = json_of({"models", "--json"});
  EXPECT_EQ(document["schema"], "isocket-models-1");
  ASSERT_EQ(document["models"].size(), std::size(device::kModels));
  const Json& light = document["models"][4];
  EXPECT_EQ(light["name"], "gsm-707-light");
  EXPECT_EQ(light["product"], "iSocket GSM 707 Light");
  EXPECT_EQ(light["family"], "gsm-706-707");
  EXPECT_EQ(light["specification"], "docs/spec/gsm-706-707.md");
  EXPECT_EQ(light["features"]["battery"], true);
  EXPECT_EQ(light["features"]["microphone"], false);
  EXPECT_EQ(document["models"][0]["features"]["scheduler_rules"], 8);
  EXPECT_EQ(light["commands"], device::catalogue(device::Model::gsm_707_light).size());
}

struct Shown {
  std::string_view feature;
  std::string_view command;  ///< that only models with the feature have, some with a number behind it
};

TEST(Models, HaveTheFeaturesThatTheirCommandsShow) {
  for (const auto& [key, text] : std::initializer_list<Shown>{{"thermostat", "THERMOSTATON"},
                                                              {"temperature_sensors", "TEMPERATURE"},
                                                              {"alarm_inputs", "ALARMON"},
                                                              {"microphone", "CALLBACK"},
                                                              {"clock_commands", "DATE"},
                                                              {"scheduler_rules", "SCHEDULER-ALL"},
                                                              {"owner_commands", "ALERTME"},
                                                              {"window_renewal", "RENEWINTERVAL?"},
                                                              {"balance", "SIMCARD*100#"}}) {
    for (const device::Model model : device::kModels) {
      for (const device::Feature& feature : device::features()) {
        if (feature.key != key) continue;
        const std::string numbered = std::string{text} + "1";
        EXPECT_EQ(feature.of(model) != "no", device::find_command(model, text) != nullptr ||
                                                 device::find_command(model, numbered) != nullptr)
            << name_of(model) << ": " << key;
      }
    }
  }
}

TEST(Commands, AreListedForEveryModelWithACatalogue) {
  EXPECT_EQ(differs_from_approved("commands-gsm-706-light.txt", run_with({"commands", "gsm-706-light"}).out),
            "");
  for (const device::Model model : device::kModels) {
    const Outcome result = run_with({"commands", std::string{name_of(model)}});
    EXPECT_EQ(result.code, ExitCode::pass);
    for (const device::Command& one : device::catalogue(model)) {
      EXPECT_THAT(result.out, HasSubstr("\n" + std::string{one.form} + " "));
      EXPECT_THAT(result.out, HasSubstr(" " + std::string{one.rule} + " "));
    }
  }
}

TEST(Commands, CanBeChosenByKind) {
  EXPECT_EQ(differs_from_approved("commands-conf.txt",
                                  run_with({"commands", "environment-pro", "--kind", "conf"}).out),
            "");
  for (const std::string kind : {"Conf", "Inf", "Ctrl"}) {
    const Json document = json_of({"commands", "gsm-706", "--json", "--kind", kind});
    EXPECT_THAT(document["commands"], Not(IsEmpty()));
    for (const Json& one : document["commands"]) EXPECT_EQ(one["kind"], kind);
  }
}

TEST(Commands, AreOneJsonDocument) {
  const Json document = json_of({"commands", "gsm-706", "--json"});
  EXPECT_EQ(document["schema"], "isocket-commands-1");
  EXPECT_EQ(document["model"], "gsm-706");
  EXPECT_EQ(document["specification"], "docs/spec/gsm-706-707.md");
  EXPECT_EQ(command(document, "RESTARTTIME={n}"), Json::parse(R"({
      "form": "RESTARTTIME={n}", "kind": "Conf", "number": null,
      "parameter": {"name": "n", "type": "number", "ranges": [{"min": 1, "max": 600, "unit": "s"}]},
      "factory": "10", "reply": ["RESTARTTIME={n} - OK"], "withheld": true, "rule": "GS-4.1-53"})"));
  EXPECT_EQ(command(document, "RING={v}")["parameter"]["values"],
            (Json{"NOACTION", "RESTART", "SWITCH", "MIC"}));
  EXPECT_EQ(command(document, "TEMPOFF={n}")["parameter"]["ranges"][1],
            Json::parse(R"({"min": 32, "max": 122, "unit": "F"})"));
  EXPECT_EQ(command(document, "SALDOUMS={ussd}")["parameter"]["text"], "* to #, digits and * between");
  EXPECT_EQ(command(document, "THERMOSTATOFF")["reply"].size(), 2U);
  EXPECT_TRUE(command(document, "STATUS")["parameter"].is_null());
  EXPECT_TRUE(command(document, "STATUS")["factory"].is_null());
  EXPECT_THAT(command(document, "CALLBACK")["reply"], IsEmpty());
  EXPECT_EQ(command(document, "SMSCONFIRM={v}")["withheld"], false);
}

TEST(Commands, AnUnknownModelGetsANearOne) {
  const Outcome result = run_with({"commands", "gsm-706-lite"});
  EXPECT_EQ(result.code, ExitCode::usage);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, "isocket: there is no model 'gsm-706-lite'; did you mean 'gsm-706-light'?\n");
}

TEST(Commands, OfTheSmartRelayTellTheirNumbers) {
  const Json document = json_of({"commands", "smart-relay", "--json"});
  EXPECT_EQ(command(document, "ONR{x},{secs}")["number"],
            Json::parse(R"({"name": "x", "min": 1, "max": 7})"));
  EXPECT_EQ(command(document, "ONR{x},{secs}")["parameter"]["name"], "secs");
  EXPECT_TRUE(command(document, "ONR{x}")["parameter"].is_null());
  EXPECT_TRUE(command(document, "ONALL")["number"].is_null());
  EXPECT_EQ(command(document, "BATALERT={list}")["parameter"]["most"], 3);
  EXPECT_THAT(run_with({"commands", "smart-relay"}).out, HasSubstr("x 1 to 7; 1 to 65000"));
}

TEST(Commands, AKindThatDoesNotExistIsWrongUse) {
  EXPECT_EQ(run_with({"commands", "gsm-706", "--kind", "config"}).code, ExitCode::usage);
  EXPECT_EQ(run_with({"commands"}).code, ExitCode::usage);
}

}  // namespace
}  // namespace isocket::cli
