// What whole cases set and see around a device, with the reference firmware in the lab.
#include <gtest/gtest.h>

#include "cases_in_the_lab.h"

namespace isocket::cli {
namespace {

TEST(Surroundings, AVariantOfGivenStandsBeforeTheSettings) {  // GS-7-02
  EXPECT_EQ(verdicts("gsm-706",
                     "  - id: given\n"
                     "    purpose: The settings are those of the other device\n"
                     "    given: {alert_numbers: [boss], variant: us}\n"
                     "    steps:\n"
                     "      - send: ALERTNUMBER?\n"
                     "        expect: {contains: <boss.number>}\n"
                     "      - wait: 11m\n"
                     "      - send: STATUS\n"
                     "        expect: {matches: \"(?s).*TEMP: [0-9]+F.*\"}\n"),
            "given: pass\n");
}

TEST(Surroundings, AVariantThatAStepPutsThereKnowsNothingOfTheOneBefore) {
  EXPECT_EQ(verdicts("gsm-706",
                     "  - id: step\n"
                     "    purpose: Another device has its factory settings and an open window\n"
                     "    given: {restarttime: 77}\n"
                     "    steps:\n"
                     "      - send: PASSWORD=12abc\n"
                     "        expect: PASSWORD=***** - OK\n"
                     "      - bench: {variant: us}\n"
                     "      - send: RESTARTTIME?\n"
                     "        expect: RESTARTTIME=10 seconds\n"
                     "  - id: after\n"
                     "    purpose: The next case has the standard one\n"
                     "    steps:\n"
                     "      - wait: 11m\n"
                     "      - send: STATUS\n"
                     "        expect: {matches: \"(?s).*TEMP: [0-9]+C.*\"}\n"),
            "after: pass\nstep: pass\n");
}

TEST(Surroundings, ADeviceOnItsBatteryProvesASilence) {  // SR-U17-04
  EXPECT_EQ(
      verdicts("smart-relay",
               "  - id: backup\n"
               "    purpose: Nothing is told without alert numbers\n"
               "    steps:\n"
               "      - bench: {mains: off}\n"
               "      - silence: 60s\n"
               "      - send: ONR1\n"
               "        expect: The function is not available now! The device is working in limited backup "
               "mode\n"
               "      - observe: {relay.1: off, device: on}\n"),
      "backup: pass\n");
}

TEST(Surroundings, AnOutputIsCalledAsTheModelsPeopleCallIt) {
  Judged judged;
  run_cases("gsm-706",
            "  - id: named\n"
            "    purpose: Relay 2 is the microrelay\n"
            "    steps:\n"
            "      - observe: {relay.1: off, relay.2: on}\n",
            judged, "");
  EXPECT_EQ(judged.verdicts, "named: fail wrong-state\n");
  EXPECT_EQ(judged.received, "socket: off, microrelay: off\n");
}

TEST(Surroundings, ACaseThatFitsNoModelInParticularIsSkippedWhereItDoesNotFit) {
  Judged judged;
  run_cases("environment-pro",
            "  - id: third\n"
            "    purpose: It needs a third alarm input\n"
            "    steps:\n"
            "      - bench: {sensor.3: closed}\n"
            "      - observe: {socket: off}\n",
            judged, "");
  EXPECT_EQ(judged.verdicts, "");
  EXPECT_EQ(judged.skipped, "this bench cannot set 'sensor.3'\n");
}

}  // namespace
}  // namespace isocket::cli
