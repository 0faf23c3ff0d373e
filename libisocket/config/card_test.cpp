#include "config/card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <nlohmann/json.hpp>

#include "config/example.h"
#include "core/golden_file.h"
#include "device/features.h"

namespace isocket::config {
namespace {

using namespace device;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::ordered_json;

std::string differs_from_approved(const std::string& name, const std::string& text) {
  return differs_from_golden(std::filesystem::path{ISOCKET_SOURCE_DIR} / "libisocket/config/golden" / name,
                             text);
}

Card example_card() {
  return {example_configuration(),
          {{"security.list_enabled", "Turvaluettelo"},
           {"inputs.alias", "Nimi <1>"},
           {"relays.restart_delay", "Viive | s"}}};
}

/// A new device of the model, with all that it says of itself.
Configuration whole_configuration(Model model) {
  Configuration configuration = factory_configuration(model);
  for (const NamedSetting& setting : settings_of(model, Group::info))
    configuration.at(Group::info)
        .set(setting.name, setting.name == "HARDWARE" ? std::string{product_name(model)} + ", Hardware v1.0"
                           : setting.name == "TIME"   ? "15/03/01,12:00:00+08"
                           : setting.name == "VOLTAGESENSOR"    ? "YES"
                           : setting.name.starts_with("SENSOR") ? "OK"
                                                                : "1");
  return configuration;
}

/// The message that a card with this change is refused with.
std::string refused(const std::function<void(Json&)>& change) {
  Json json = Json::parse(card_json(example_card()));
  change(json);
  const auto card = read_card(json.dump());
  return card ? "accepted" : card.error().field + ": " + card.error().detail;
}

TEST(Card, HasTheFieldsOfTheGuideInItsOrder) {  // MU-4-01, MU-4-08
  std::vector<std::string> names = field_names(Model::smart_relay);
  EXPECT_EQ(names.size(), 21U + 20U);
  EXPECT_EQ(names.front(), "security.list_enabled");
  EXPECT_EQ(names[20], "device.firmware");
  EXPECT_EQ(names[21], "aliases.alias");
  EXPECT_EQ(names.back(), "thermostats.switch_off_alert");
  std::vector<int> rows;
  for (const CardTable& table : card_tables(Model::smart_relay)) rows.push_back(table.rows);
  EXPECT_THAT(rows, ElementsAre(7, 20, 6, 7, 5, 7));
}

TEST(Card, NamesTheChapterOfTheModelsOwnManual) {
  EXPECT_EQ(card_fields(Model::smart_relay)[11].chapter, "4.4, 4.2");
  EXPECT_EQ(card_fields(Model::environment_pro)[3].key, "alerts.numbers");
  EXPECT_EQ(card_fields(Model::environment_pro)[3].chapter, "5.3");
  EXPECT_EQ(card_fields(Model::gsm_706).back().chapter, "14");
}

TEST(Card, IsOneJsonObject) {  // 4.3
  EXPECT_EQ(differs_from_approved("card.json", card_json(example_card())), "");
}

TEST(Card, OfADeviceWithOddValuesIsStillACard) {
  Card card = example_card();
  card.configuration.at(Group::relays).set("RESTARTTIME", "soon");
  card.configuration.at(Group::inputs).set("INRELAYS1", "1,99999999999");
  card.configuration.at(Group::relays).set("ALIASR1", "S\xE4hk\xF6");
  const Json json = Json::parse(card_json(card));
  EXPECT_EQ(json["relays"]["restart_delay"], "soon");
  EXPECT_EQ(json["inputs"][0]["relays"], Json({1, "99999999999"}));
}

TEST(Card, IsReadableAsMarkdownAndHtml) {
  EXPECT_EQ(differs_from_approved("card.md", card_markdown(example_card())), "");
  EXPECT_EQ(differs_from_approved("card.html", card_html(example_card())), "");
  EXPECT_EQ(
      differs_from_approved("card-gsm-706.md", card_markdown({whole_configuration(Model::gsm_706), {}})), "");
}

TEST(Card, HtmlFetchesNothingAndRunsNothing) {
  const std::string html = card_html(example_card());
  for (const char* word : {"http:", "https:", "src=", "href=", "<script", "@import", "url("})
    EXPECT_THAT(html, Not(HasSubstr(word)));
  EXPECT_THAT(html, HasSubstr("Nimi &lt;1&gt;"));
}

TEST(Card, OfAnyModelRestoresEverySetting) {  // MU-4-06
  for (const Model model : kModels) {
    const Card card{whole_configuration(model), {}};
    EXPECT_EQ(first_missing(card.configuration), std::nullopt);
    const auto restored = read_card(card_json(card));
    ASSERT_TRUE(restored) << name_of(model) << ": " << describe(restored.error());
    EXPECT_EQ(restored->configuration.model, model);
    EXPECT_TRUE(difference(card.configuration, restored->configuration).empty()) << name_of(model);
    EXPECT_TRUE(difference(restored->configuration, card.configuration).empty()) << name_of(model);
  }
}

TEST(Card, RestoresAUsedDevice) {
  const Card card = example_card();
  const auto restored = read_card(card_json(card));
  ASSERT_TRUE(restored) << describe(restored.error());
  EXPECT_EQ(restored->translations, card.translations);
  EXPECT_TRUE(difference(restored->configuration, card.configuration).empty());
  for (const GroupValues& group : card.configuration.groups)
    if (group.group != Group::info) {
      EXPECT_EQ(restored->configuration.group(group.group)->rev, group.rev);
    }
  EXPECT_EQ(*restored->configuration.value(Group::security, "PASSWORD"), "*****");
  EXPECT_EQ(*restored->configuration.value(Group::info, "SENSOR3"), "NONE");
}

TEST(Card, IsRefusedUnlessComplete) {  // MU-4-21
  Configuration configuration = example_configuration();
  configuration.at(Group::inputs).values.erase(configuration.at(Group::inputs).values.begin() + 2);
  EXPECT_EQ(first_missing(configuration), "INPUTS.INRELAYS1");
  EXPECT_EQ(refused([](Json& json) { json["security"].erase("numbers"); }),
            "security.numbers: it is missing, and a card is complete");
  EXPECT_EQ(refused([](Json& json) { json["inputs"].erase(5); }),
            "inputs[6]: it is missing, and a card is complete");
  EXPECT_EQ(refused([](Json& json) { json["inputs"][1].erase("relays"); }),
            "inputs[2].relays: it is missing, and a card is complete");
  EXPECT_EQ(refused([](Json& json) { json.erase("serial"); }),
            "serial: it is missing, and a card is complete");
}

TEST(Card, IsRefusedWithWhatWouldBeRight) {
  EXPECT_EQ(refused([](Json& json) { json["relays"]["restart_delay"] = 601; }),
            "relays.restart_delay: it cannot be 601; RESTARTTIME takes 1 to 600 s");
  EXPECT_EQ(refused([](Json& json) { json["relays"]["restart_delay"] = "30"; }),
            "relays.restart_delay: it cannot be \"30\"; RESTARTTIME takes 1 to 600 s");
  EXPECT_EQ(refused([](Json& json) { json["inputs"][2]["alarm_function"] = "ON"; }),
            "inputs[3].alarm_function: it cannot be \"ON\"; ALARM3 takes OFF, ON");
  EXPECT_EQ(refused([](Json& json) { json["security"]["password"] = "short1"; }),
            "security.password: it cannot be this; PASSWORD takes NO, 5 letters or digits");
  EXPECT_EQ(refused([](Json& json) { json["thermostats"][0]["alias"] = "Boiler"; }),
            "thermostats[1].alias: it says \"Boiler\", and another row of the card says Heating");
  EXPECT_EQ(refused([](Json& json) { json["scheduler"][0]["time"] = nullptr; }),
            "scheduler[1]: a rule has a time and an action, and a free place has null for both");
  EXPECT_EQ(refused([](Json& json) { json["device"]["hardware"] = "Toaster"; }),
            "device.hardware: no model calls itself \"Toaster\"");
  EXPECT_EQ(refused([](Json& json) { json["security"]["list_enable"] = true; }),
            "security.list_enable: the card has no such field; did you mean 'security.list_enabled'?");
  EXPECT_EQ(read_card("{\"device\": {\"a\": 1, \"a\": 2}}").error().field, "a");
  EXPECT_EQ(read_card("{\"device\": }").error().offset, 11U);
}

TEST(Card, EndsInAValueOrAnErrorWhateverIsChanged) {
  const std::string text = card_json(example_card());
  EXPECT_TRUE(rc::check("any octet", [&] {
    std::string changed = text;
    changed[*rc::gen::inRange<std::size_t>(0, text.size())] = static_cast<char>(*rc::gen::inRange(1, 256));
    const auto card = read_card(changed);
    RC_ASSERT(card.has_value() || !card.error().detail.empty());
  }));
}

TEST(Card, WithoutVoltageSensorHasNoAlertOfIt) {  // SR-3.4-02
  Configuration configuration = example_configuration();
  configuration.at(Group::info).set("VOLTAGESENSOR", "NO");
  auto& values = configuration.at(Group::backup).values;
  values.erase(values.begin() + 1);
  EXPECT_EQ(first_missing(configuration), std::nullopt);
  const std::string json = card_json({configuration, {}});
  EXPECT_TRUE(Json::parse(json)["power"]["ac_alert"].is_null());
  const auto restored = read_card(json);
  ASSERT_TRUE(restored) << describe(restored.error());
  EXPECT_EQ(restored->configuration.value(Group::backup, "ACALERT"), nullptr);
  EXPECT_EQ(*restored->configuration.value(Group::info, "VOLTAGESENSOR"), "NO");
}

TEST(Card, WarnsWithoutRenewPassword) {  // MU-2-16
  EXPECT_FALSE(lacks_renew_password(example_configuration()));
  EXPECT_TRUE(lacks_renew_password(factory_configuration(Model::smart_relay)));
  EXPECT_FALSE(lacks_renew_password(factory_configuration(Model::environment_pro)));  // which has none
}

TEST(Translations, AreTextsForFieldsOfTheCard) {
  yaml::Problems problems;
  const auto read = [&](const std::string& text) {
    return read_translations(Model::smart_relay, yaml::Source{"fi.yaml", text}, problems);
  };
  EXPECT_EQ(read("inputs.alias: Nimi\n\"ring.action\": Soitto\n"),
            (Translations{{"inputs.alias", "Nimi"}, {"ring.action", "Soitto"}}));
  EXPECT_FALSE(read("input.alias: Nimi\n"));
  const auto found = problems.take();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(render(found[0]),
              HasSubstr("fi.yaml:1:1: the card has no field 'input.alias'; did you mean 'inputs.alias'?"));
}

}  // namespace
}  // namespace isocket::config
