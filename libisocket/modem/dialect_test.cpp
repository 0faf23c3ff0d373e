#include "modem/dialect.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "core/test_name.h"

namespace isocket::modem {
namespace {

struct Recognised {
  const char* manufacturer;  // as AT+CGMI tells it
  const char* model;         // as AT+CGMM tells it
  const char* dialect;
};
class Dialects : public ::testing::TestWithParam<Recognised> {};

TEST_P(Dialects, AreChosenByWhatTheModemSays) {
  Identity identity;
  identity.manufacturer = GetParam().manufacturer;
  identity.model = GetParam().model;
  EXPECT_EQ(dialect_for(identity).name, GetParam().dialect);
}
INSTANTIATE_TEST_SUITE_P(
    All, Dialects,
    ::testing::Values(
        Recognised{"huawei", "K3715", "huawei"},  // python-gsmmodem test/fakemodems.py
        Recognised{"huawei", "E1752", "huawei"}, Recognised{"ZTE INCORPORATED", "K3565-Z", "zte"},
        Recognised{"QUALCOMM INCORPORATED", "M6280", "qualcomm"},
        Recognised{"WAVECOM MODEM", "MULTIBAND  900E  1800", "wavecom"},
        Recognised{"Nokia", "Nokia N79", "nokia"}, Recognised{"SIMCOM_Ltd", "SIMCOM_SIM800L", "simcom"},
        Recognised{"SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H", "simcom-lte"},
        Recognised{"SIMCOM INCORPORATED", "A7670E-LNXY-UBL", "simcom-a7670"},
        Recognised{"SIMCOM INCORPORATED", "SIM7670G-MNGV", "simcom-a7670"},
        Recognised{"Quectel", "EC25", "quectel"}, Recognised{"Telit", "HE910-D", "telit"},
        Recognised{"u-blox", "SARA-R410M-02B", "u-blox-r4"}, Recognised{"u-blox", "SARA-G450", "u-blox"},
        Recognised{"SIEMENS", "MC35i", "cinterion"}, Recognised{"Cinterion", "MC75i", "cinterion"},
        Recognised{"Novatel Wireless Inc", "MC551", "novatel"},
        Recognised{"Sony Ericsson", "AAB-1021041-BV", "sony-ericsson"},
        Recognised{"", "AAB-1022041-BV", "sony-ericsson"},
        Recognised{"SAMSUNG ELECTRONICS CO., LTD.", "SCH-U706/99", "samsung"},
        Recognised{"Motorola", "L7", "motorola"}, Recognised{"isocket", "lab modem", "generic"},
        Recognised{"", "", "generic"}),
    row_name([](const Recognised& r) { return r.model; }));

TEST(DialectTable, NamesAreDifferentAndFound) {
  const auto names = dialect_names();
  EXPECT_EQ(std::set<std::string_view>(names.begin(), names.end()).size(), names.size());
  for (const std::string_view name : names) {
    ASSERT_NE(find_dialect(name), nullptr) << name;
    EXPECT_EQ(find_dialect(name)->name, name);
    EXPECT_FALSE(find_dialect(name)->family.empty()) << name;
  }
  EXPECT_EQ(find_dialect("hayes"), nullptr);
}

TEST(DialectTable, EveryRowIsDocumented) {
  std::ifstream in{ISOCKET_SOURCE_DIR "/docs/reference/modem-families.md"};
  const std::string page{std::istreambuf_iterator<char>{in}, {}};
  for (const std::string_view name : dialect_names()) {
    EXPECT_NE(page.find("`" + std::string{name} + "`"), std::string::npos) << name;
    const Dialect& dialect = *find_dialect(name);
    EXPECT_NE(page.find(dialect.reset_command), std::string::npos) << name;
    for (const std::string_view command : dialect.set_up)
      EXPECT_NE(page.find(command), std::string::npos) << command;
    EXPECT_NE(page.find(dialect.before_dialing), std::string::npos) << name;
  }
}

TEST(DialectTable, EveryRowHasAWayToReceiveAndToReset) {
  for (const std::string_view name : dialect_names()) {
    const Dialect& dialect = *find_dialect(name);
    EXPECT_FALSE(dialect.modes.empty()) << name;
    EXPECT_EQ(dialect.report_ways.back(), '0') << name;
    EXPECT_EQ(dialect.report_ways.find_first_not_of("012"), std::string_view::npos) << name;
    EXPECT_TRUE(dialect.reset_command.starts_with("AT+")) << name;
    // Shorter than what manuals allow a modem would make `unknown` of what is sent (Quectel: 120 s).
    EXPECT_GE(dialect.submit_limit, std::chrono::seconds{120}) << name;
  }
}

TEST(DialectTable, TheGenericDialectSendsNothingOfItsOwn) {
  const Dialect& generic = *find_dialect("generic");
  for (const std::string_view command : generic.set_up) EXPECT_TRUE(command.empty());
  EXPECT_TRUE(generic.before_dialing.empty());
  EXPECT_TRUE(generic.plain_ussd.empty());
  EXPECT_TRUE(generic.store.empty());
  EXPECT_EQ(generic.pause, Duration{});
  EXPECT_EQ(generic.after_pin, Duration{});
}

}  // namespace
}  // namespace isocket::modem
