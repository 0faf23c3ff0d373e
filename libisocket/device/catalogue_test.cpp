#include "device/catalogue.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace isocket::device {
namespace {

constexpr Model kFull[] = {Model::gsm_706, Model::gsm_707};
constexpr Model kLight[] = {Model::gsm_706_light, Model::gsm_707_light};

bool has(Model model, std::string_view text) {
  return find_command(model, text) != nullptr;
}

TEST(Catalogue, NamesEveryFormOnceForEachModel) {
  for (const Model model : kModels) {
    std::set<std::string_view> forms;
    for (const Command& command : catalogue(model))
      EXPECT_TRUE(forms.insert(command.form).second) << name_of(model) << ": " << command.form;
  }
}

TEST(Catalogue, AnswersToQueriesAreNeverWithheld) {  // EP-6.1-04, GS-6.1-03
  for (const Model model : kModels)
    for (const Command& command : catalogue(model)) {
      EXPECT_FALSE(command.kind == Kind::inf && command.withheld) << command.form;
      EXPECT_EQ(command.kind == Kind::inf, command.form.ends_with('?')) << command.form;
    }
}

TEST(Catalogue, ACommandTakesAValueWhereItsFormHasOne) {
  for (const Model model : kModels)
    for (const Command& command : catalogue(model)) {
      EXPECT_EQ(command.takes_value(), command.parameter.type != Parameter::Type::none) << command.form;
      EXPECT_EQ(command.takes_value(), command.form.ends_with('}')) << command.form;
      EXPECT_EQ(command.takes_value(), !command.parameter.range_text().empty()) << command.form;
    }
}

TEST(Catalogue, LightLacksWhatTheFullModelsHave) {  // GS-0-03 to GS-0-12
  for (const char* text : {"TEMPERATURE",
                           "THERMOSTATON",
                           "TEMPOFF=10",
                           "THERMALERT?",
                           "TEMPCAL=5",
                           "DATE",
                           "DATESMS",
                           "ALARMON",
                           "MICRORELAYTIME=0",
                           "SENSORTYPE=NC",
                           "ALERT?",
                           "SHOWALARMLOG",
                           "ONM",
                           "OFFM",
                           "RESTARTM",
                           "ONALL",
                           "OFFALL",
                           "MICLEVEL=15",
                           "CALLBACK",
                           "RING=MIC",
                           "SCHEDULER-ALL",
                           "SCHEDULER+08:00,*,ON"}) {
    for (const Model model : kFull) EXPECT_TRUE(has(model, text)) << text;
    for (const Model model : kLight) EXPECT_FALSE(has(model, text)) << text;
  }
  for (const char* text : {"ALERTNUMBER+3589123456789", "RUNTIME", "RING=SWITCH", "POWERSTATE=ON"})
    for (const Model model : kLight) EXPECT_TRUE(has(model, text)) << text;
}

TEST(Catalogue, OnlyTheModelsWithoutBatteryAskForTheBalance) {  // GS-13-01, GS-13-02
  for (const char* text : {"SALDO", "SALDOUMS=*100#", "SALDOUMS?", "SIMCARD*100#"}) {
    EXPECT_TRUE(has(Model::gsm_706, text) && has(Model::gsm_706_light, text)) << text;
    EXPECT_FALSE(has(Model::gsm_707, text) || has(Model::gsm_707_light, text)) << text;
  }
}

TEST(Catalogue, FamiliesDoNotKnowEachOthersCommands) {  // GS-0-35, EP-1-06
  for (const char* text : {"MAKEMEBOSS", "ALERTME", "SWITCHOFFTEMP=10C", "SWITCHOFFALERT=ON", "RELAYTIME=ON",
                           "POWERALERT=ON", "CREDIT", "TRISEALERT=10C", "RINGCONFIRM=SMS", "ON721"}) {
    EXPECT_TRUE(has(Model::environment_pro, text)) << text;
    EXPECT_FALSE(has(Model::gsm_706, text)) << text;
  }
  for (const char* text :
       {"ONM", "TEMPOFF=10", "TEMPCAL=5", "RENEWINTERVAL?", "RINGCONFIRMTYPE=SMS", "SALDO"})
    EXPECT_FALSE(has(Model::environment_pro, text)) << text;
}

struct Judged {
  std::string_view text;
  std::string_view form;  ///< empty: no such command, or not with this value
};

TEST(Catalogue, JudgesValuesByTheirRange) {
  for (const auto& [text, form] :
       std::initializer_list<Judged>{{"on720", "ON{n}"},
                                     {"ON005", "ON{n}"},  // GS-0-28
                                     {"ON0", ""},         // GS-4.1-34
                                     {"Onn", ""},
                                     {"RESTARTTIME=600", "RESTARTTIME={n}"},
                                     {"RESTARTTIME=601", ""},
                                     {"RESTARTTIME=", ""},
                                     {"RESTARTTIME", ""},
                                     {"TEMPOFF=0", "TEMPOFF={n}"},
                                     {"TEMPOFF=122", "TEMPOFF={n}"},  // on "US" models
                                     {"TEMPOFF=-1", ""},
                                     {"TRISEALERT=-10", "TRISEALERT={n}"},
                                     {"TRISEALERT=off", "TRISEALERT=OFF"},
                                     {"TRISEALERT=10C", ""},  // GS-7.3-38
                                     {"PASSWORD=no", "PASSWORD=NO"},
                                     {"PASSWORD=12aBc", "PASSWORD={pw5}"},
                                     {"PASSWORD=12ab", ""},
                                     {"RENEWINTERVAL?", "RENEWINTERVAL?"},
                                     {"RENEWINTERVALPW=123456abc", "RENEWINTERVALPW={pw9}"},
                                     {"RENEWINTERVAL123456abc", "RENEWINTERVAL{pw9}"},
                                     {"SALDOUMS=*100*1#", "SALDOUMS={ussd}"},
                                     {"SALDOUMS=* 100 #", ""},  // GS-13-05
                                     {"MICLEVEL=15", "MICLEVEL={n}"},
                                     {"MICLEVEL=99999999999", ""}}) {
    const Command* command = find_command(Model::gsm_706, text);
    EXPECT_EQ(command == nullptr ? "" : command->form, form) << text;
  }
  EXPECT_TRUE(has(Model::environment_pro, "SWITCHOFFTEMP=248f"));
  EXPECT_FALSE(has(Model::environment_pro, "SWITCHOFFTEMP=248C"));
  EXPECT_FALSE(has(Model::environment_pro, "SWITCHOFFTEMP=20"));
}

TEST(Parameter, SaysWhatIsAllowedInWords) {
  const Parameter& seconds = find_command(Model::gsm_706, "RESTARTTIME=5")->parameter;
  EXPECT_EQ(seconds.range_text() + " " + seconds.unit_text() + ", " + std::string{seconds.factory},
            "1 to 600 s, 10");
  const Parameter& degrees = find_command(Model::gsm_706, "TRISEALERT=5")->parameter;
  EXPECT_EQ(degrees.range_text() + " " + degrees.unit_text(), "-10 to 50, 14 to 122 C or F");
  const Parameter& ring = find_command(Model::gsm_706_light, "RING=SWITCH")->parameter;
  EXPECT_EQ(ring.range_text(), "NOACTION, RESTART, SWITCH");
  EXPECT_EQ(ring.factory, "NOACTION");
}

}  // namespace
}  // namespace isocket::device
