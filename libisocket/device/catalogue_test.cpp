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
      if (command.number.exists()) {
        EXPECT_EQ(command.form[command.words().before.size()], '{') << command.form;
        if (!command.takes_value()) continue;
      }
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

TEST(Catalogue, ANumberedCommandTakesEachOfItsNumbers) {  // SR-U4.1-12, SR-U4.1-15
  struct Numbered {
    std::string before;
    std::string after;
    char last;  ///< the greatest number
  };
  for (const auto& [before, after, last] : std::initializer_list<Numbered>{{"ONR", "", '7'},
                                                                           {"offr", ",30", '7'},
                                                                           {"RING=SWITCHR", "", '7'},
                                                                           {"THERMSENSOR", "=T5", '7'},
                                                                           {"ThermostatOn", "", '7'},
                                                                           {"ALERT", "=SMSCHANGE", '6'},
                                                                           {"ALARM", "?", '6'},
                                                                           {"TRISEALERT", "=25C", '5'}}) {
    for (char n = '1'; n <= last; ++n)
      EXPECT_TRUE(has(Model::smart_relay, before + n + after)) << before << n;
    for (const char* wrong : {"0", "8", "9", "12", "01", "x", "-1"})
      EXPECT_FALSE(has(Model::smart_relay, before + wrong + after)) << before << wrong << after;
  }
  for (const char* text : {"ALERT7?", "ONR1,", "ONR1,0", "ONR1,65001", "THERMSENSOR1=T6", "ALERT=SMS", "ONR",
                           "ON", "RESTART", "RING=SWITCH"})
    EXPECT_FALSE(has(Model::smart_relay, text)) << text;
}

TEST(Catalogue, QueriesOfNumberedSettingsExistWithoutNumberToo) {  // SR-UX-32
  for (const Command& command : catalogue(Model::smart_relay)) {
    if (command.kind != Kind::inf || !command.number.exists()) continue;
    EXPECT_TRUE(has(Model::smart_relay, std::string{command.words().before} + "?")) << command.form;
  }
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

TEST(Catalogue, JudgesTheValuesOfTheSmartRelay) {
  for (const auto& [text, form] :
       std::initializer_list<Judged>{{"INRELAYS1=1,3", "INRELAYS{n}={list}"},
                                     {"INRELAYS6=7,1,2,3,4,5,6", "INRELAYS{n}={list}"},
                                     {"INRELAYS1=1,1", ""},  // SR-U9-02
                                     {"INRELAYS1=8", ""},
                                     {"INRELAYS1=1,", ""},
                                     {"INRELAYS1=", ""},
                                     {"INRELAYS1=no", "INRELAYS{n}=NO"},
                                     {"BATALERT=30,60,90", "BATALERT={list}"},  // SR-U17-05
                                     {"BATALERT=30,40,50,60", ""},
                                     {"BATALERT=29", ""},
                                     {"BATALERT=96", ""},
                                     {"BATALERT=off", "BATALERT=OFF"},
                                     {"ALIASR1=Boiler No.1/a+b#_-", ""},  // 17 characters or more
                                     {"ALIASR1=Boiler 1/a+b#_-.", "ALIASR{x}={alias}"},
                                     {"ALIASIN2=Front door", "ALIASIN{n}={alias}"},
                                     {"ALIASIN2= door", ""},  // SR-U4.3-02
                                     {"ALIASIN2=door ", ""},
                                     {"ALIASIN2=a,b", ""},
                                     {"ALIASR7=No", "ALIASR{x}=NO"},
                                     {"RELAYTIME1=60", "RELAYTIME{n}={secs}"},  // SR-U9-03
                                     {"RELAYTIME1=ON60", "RELAYTIME{n}=ON{secs}"},
                                     {"RELAYTIME1=off", "RELAYTIME{n}={v}"},
                                     {"RELAYTIME1=0", "RELAYTIME{n}={v}"},
                                     {"RELAYTIME1=65001", ""},
                                     {"RING=MIC", "RING={v}"},
                                     {"RING=PULSER3", "RING=PULSER{x}"},
                                     {"ALARMONALL", "ALARMONALL"},
                                     {"ALARMON6", "ALARMON{n}"},
                                     {"SCHEDULER-08:00", "SCHEDULER-{time}"},
                                     {"SCHEDULER-08:00,*,ONR1", "SCHEDULER-{rule}"},
                                     {"SCHEDULER+08:00", ""},
                                     {"SWITCHOFFTEMP7=-67F", "SWITCHOFFTEMP{x}={temp}"},
                                     {"RENEWINTERVAL?", "RENEWINTERVAL?"},
                                     {"CREDIT", ""}}) {
    const Command* command = find_command(Model::smart_relay, text);
    EXPECT_EQ(command == nullptr ? "" : command->form, form) << text;
  }
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
  const Parameter& charge = find_command(Model::smart_relay, "BATALERT=50")->parameter;
  EXPECT_EQ(charge.range_text() + " " + charge.unit_text(), "up to 3 of 30 to 95 %");
}

}  // namespace
}  // namespace isocket::device
