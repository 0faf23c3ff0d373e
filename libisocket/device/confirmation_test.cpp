#include "device/confirmation.h"

#include <gtest/gtest.h>

namespace isocket::device {
namespace {

struct ReplyCase {
  const char* name;
  Model model;
  const char* command;
  const char* reply;
  bool confirms;
};

constexpr Model kTheSocket = Model::environment_pro;
constexpr Model kTheGsm = Model::gsm_706;
constexpr Model kTheBoard = Model::smart_relay;

constexpr ReplyCase kReplies[] = {
    {"value", kTheSocket, "RESTARTTIME=45", "RESTARTTIME=45 - OK", true},
    {"of_another_value", kTheSocket, "RESTARTTIME=45", "RESTARTTIME=4 - OK", false},
    {"of_a_longer_value", kTheSocket, "RESTARTTIME=4", "RESTARTTIME=45 - OK", false},
    {"blanks_and_capitals", kTheSocket, "RESTARTTIME=45", "Restarttime = 45 - Ok", true},
    {"refusal", kTheSocket, "RESTARTTIME=45", "Incorrect value!", false},
    {"answer_to_the_query", kTheSocket, "RESTARTTIME=45", "RESTARTTIME=45 seconds", false},
    {"password_is_not_repeated", kTheSocket, "PASSWORD=12abc", "PASSWORD=***** - OK", true},
    {"removed_password", kTheSocket, "PASSWORD=NO", "PASSWORD=NO - OK", true},
    {"set_password_for_removed", kTheSocket, "PASSWORD=NO", "PASSWORD=***** - OK", false},
    {"other_words", kTheSocket, "RINGCONFIRM=SMS", "RINGCONFIRMTYPE=SMS - OK", true},  // EP-6.2-11
    {"own_words", kTheSocket, "RINGCONFIRM=OFF", "RINGCONFIRM=OFF - OK", true},        // EP-6.2-04
    {"temperature", kTheSocket, "TRISEALERT=40C", "TRISEALERT=40C(104F) - OK", true},  // EP-7.3-10
    {"another_temperature", kTheSocket, "TRISEALERT=4C", "TRISEALERT=40C(104F) - OK", false},
    {"several_lines", kTheSocket, "SWITCHOFFTEMP=18C",
     "SWITCHOFFTEMP=18C(64F) - OK\nTHERMOSTAT=HEATING\nTHERMOSTAT: Disabled", true},
    {"action", kTheSocket, "ALARMON", "ALARMON - OK\nALARM function: Enabled", true},
    {"number", kTheGsm, "SECNUMBER+358401234567", "SECNUMBER+358401234567 - OK", true},
    {"removal", kTheGsm, "SECNUMBER-358401234567", "SECNUMBER+358401234567 - OK", false},
    {"rule", kTheGsm, "SCHEDULER+07:30,1,ON", "SCHEDULER+07:30,1,ON - OK", true},
    {"its_relay", kTheBoard, "ALERT2=CALL", "ALERT2=CALL - OK", true},
    {"another_relay", kTheBoard, "ALERT2=CALL", "ALERT1=CALL - OK", false},
    {"alias", kTheBoard, "ALIASR3=Front door", "ALIASR3=Front door - OK", true},
    {"another_alias", kTheBoard, "ALIASR3=Front door", "ALIASR3=Front - OK", false},
    {"ring", kTheBoard, "RING=SWITCHR3", "RING=SWITCHR3 - OK", true},
    {"ring_of_another", kTheBoard, "RING=SWITCHR3", "RING=SWITCHR4 - OK", false},
    {"time", kTheBoard, "RELAYTIME2=ON60", "RELAYTIME2=ON60 - OK", true},
    {"thermostat", kTheBoard, "THERMOSTATON3", "THERMOSTATOFF3 - OK", false},
    {"no_command", kTheBoard, "ALERT7=CALL", "ALERT7=CALL - OK", false},
};

class Confirmation : public ::testing::TestWithParam<ReplyCase> {};
INSTANTIATE_TEST_SUITE_P(Of, Confirmation, ::testing::ValuesIn(kReplies),
                         [](const auto& c) { return std::string{c.param.name}; });

TEST_P(Confirmation, IsOfThisCommandAlone) {
  EXPECT_EQ(confirms(GetParam().model, GetParam().command, GetParam().reply), GetParam().confirms);
}

}  // namespace
}  // namespace isocket::device
