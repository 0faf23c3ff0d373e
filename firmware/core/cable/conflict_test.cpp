// The configuration cable: values that contradict each other or another group (MU-P5-21 to MU-P5-25).

#include <gmock/gmock.h>

#include "testing/cable_host.h"

namespace isocket::fw::testing {
namespace {

using ::testing::HasSubstr;

TEST(CableConflict, OfTheSecurityGroup) {  // MU-P5-21, MU-P5-22
  Board board{{.model = "gsm-706-light"}};
  CableHost host{board};
  CableHost::Group group = host.read("SECURITY");
  group.set("SECLIST", "ON");
  EXPECT_EQ(host.write(group), "ERR 35 CONFLICT SECLIST");
  group.set("SECLIST", "OFF");
  group.set("RENEWINTERVALPW", "abcdefghi");
  EXPECT_EQ(host.write(group), "ERR 35 CONFLICT RENEWINTERVALPW");
  group.set("PASSWORD", "12abc");
  EXPECT_THAT(host.write(group), HasSubstr("OK 0 REV=2"));
}

TEST(CableConflict, OfRingWithoutList) {  // MU-P5-23, MU-P5-24
  Board board;
  CableHost host{board};
  CableHost::Group ring = host.read("RING");
  ring.set("RING", "SWITCH");
  EXPECT_EQ(host.write(ring), "ERR 35 CONFLICT RING");
  CableHost::Group security = host.read("SECURITY");
  security.set("SECLIST", "ON");
  security.set("SECNUMBERS", "358401234567");
  host.write(security);
  EXPECT_THAT(host.write(ring), HasSubstr("OK 0 REV=2"));
  security = host.read("SECURITY");
  security.set("SECLIST", "OFF");
  EXPECT_THAT(host.write(security), HasSubstr("OK 0"));
  EXPECT_EQ(host.read("RING").text(), "RING=NOACTION\n");
  EXPECT_EQ(host.read("RING").revision, 3);
}

TEST(CableConflict, OfAThermostatAlertToNobody) {  // MU-P8-05, MU-P8-08
  Board board{{.model = "gsm-707"}};
  CableHost host{board};
  CableHost::Group thermostat = host.read("THERMOSTAT");
  thermostat.set("THERMALERT", "ON");
  EXPECT_EQ(host.write(thermostat), "ERR 35 CONFLICT THERMALERT");
  CableHost::Group security = host.read("SECURITY");
  security.set("ALERTNUMBERS", "358401234567");
  host.write(security);
  EXPECT_THAT(host.write(thermostat), HasSubstr("OK 0 REV=2"));
  security = host.read("SECURITY");
  security.set("ALERTNUMBERS", "NO");
  host.write(security);
  EXPECT_EQ(host.read("THERMOSTAT").lines[3], "THERMALERT=OFF");
  EXPECT_EQ(host.read("THERMOSTAT").revision, 3);
}

TEST(CableConflict, OfEqualRules) {  // MU-P7-04, MU-P7-03
  Board board;
  CableHost host{board};
  CableHost::Group rules = host.read("SCHEDULER");
  rules.set("RULE2", "07:00,*,ON");
  rules.set("RULE5", "07:00,*,ON");
  EXPECT_EQ(host.write(rules), "ERR 35 CONFLICT RULE5");
  rules.set("RULE5", "07:00,*,OFF");
  EXPECT_THAT(host.write(rules), HasSubstr("OK 0 REV=2"));
  EXPECT_THAT(host.read("SCHEDULER").text(),
              ::testing::StartsWith("RULE1=07:00,*,ON\nRULE2=07:00,*,OFF\nRULE3=NO\n"));
}

}  // namespace
}  // namespace isocket::fw::testing
