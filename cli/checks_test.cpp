#include "checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <functional>

namespace isocket::cli {
namespace {

using modem::FoundPort;
using modem::RegistrationState;
using modem::Survey;
using ::testing::HasSubstr;

/// A modem with which all is well.
Survey well() {
  Survey survey;
  survey.manufacturer = "maker";
  survey.model = "model";
  survey.sim = "READY";
  survey.signal = -67;
  survey.registration = RegistrationState::home;
  survey.service_centre = "+358447100000";
  survey.service_centre_told = true;
  survey.stores = {{"SM", 1, 20}};
  return survey;
}

const Check* find(const std::vector<Check>& checks, std::string_view what) {
  for (const Check& check : checks)
    if (check.what == what) return &check;
  return nullptr;
}

struct ModemCase {
  const char* name;
  std::function<void(Survey&)> change;
  bool pin_known;
  const char* what;
  Check::Level level;
  const char* text;  ///< part of finding and advice
};
void PrintTo(const ModemCase& one, std::ostream* out) {
  *out << one.name;
}
class ModemChecks : public ::testing::TestWithParam<ModemCase> {};

TEST_P(ModemChecks, SayWhatIsWrongAndHowToMendIt) {
  Survey survey = well();
  GetParam().change(survey);
  const auto checks = check_modem("m1", survey, GetParam().pin_known);
  const Check* check = find(checks, GetParam().what);
  ASSERT_NE(check, nullptr);
  EXPECT_EQ(name_of(check->level), name_of(GetParam().level));
  EXPECT_THAT(check->finding + ". " + check->advice, HasSubstr(GetParam().text));
  EXPECT_EQ(check->advice.empty(), check->level == Check::Level::ok);
  EXPECT_EQ(check->subject, "m1");
}

constexpr auto kOk = Check::Level::ok;
constexpr auto kWarn = Check::Level::warn;
constexpr auto kFail = Check::Level::fail;
const ModemCase kModemCases[] = {
    {"Ready", [](Survey&) {}, false, "sim", kOk, "the SIM is ready"},
    {"Pin", [](Survey& s) { s.sim = "SIM PIN", s.tries = 3; }, false, "sim", kFail,
     "(3 tries left). Write it"},
    {"PinKnown", [](Survey& s) { s.sim = "SIM PIN"; }, true, "sim", kOk, "the inventory has one"},
    {"TriedBefore", [](Survey& s) { s.sim = "SIM PIN", s.tries = 2; }, true, "sim", kFail,
     "one was refused before"},
    {"LastTry", [](Survey& s) { s.sim = "SIM PIN", s.tries = 1; }, true, "sim", kFail, "locks it"},
    {"Puk", [](Survey& s) { s.sim = "SIM PUK", s.tries = 10; }, true, "sim", kFail, "(10 tries left)"},
    {"NetworkPin", [](Survey& s) { s.sim = "PH-NET PIN"; }, true, "sim", kFail, "\"PH-NET PIN\""},
    {"NoSim", [](Survey& s) { s.sim.clear(), s.sim_trouble = "+CME ERROR: 10 (SIM not inserted)"; }, false,
     "sim", kFail, "SIM not inserted"},
    {"Home", [](Survey&) {}, false, "registration", kOk, "registered"},
    {"Roaming", [](Survey& s) { s.registration = RegistrationState::roaming; }, false, "registration", kOk,
     "roaming"},
    {"Searching", [](Survey& s) { s.registration = RegistrationState::searching; }, false, "registration",
     kWarn, "searching"},
    {"Denied", [](Survey& s) { s.registration = RegistrationState::denied; }, false, "registration", kFail,
     "Ask the operator"},
    {"Idle", [](Survey& s) { s.registration = RegistrationState::idle; }, false, "registration", kFail,
     "not searching"},
    {"Untold", [](Survey& s) { s.registration.reset(); }, false, "registration", kWarn, "does not tell"},
    {"GoodSignal", [](Survey&) {}, false, "signal", kOk, "-67 dBm, good"},
    {"WeakSignal", [](Survey& s) { s.signal = -95; }, false, "signal", kWarn, "window"},
    {"NoSignal", [](Survey& s) { s.signal = -109; }, false, "signal", kFail, "hardly any"},
    {"UnknownSignal", [](Survey& s) { s.signal.reset(); }, false, "signal", kWarn, "not known"},
    {"Centre", [](Survey&) {}, false, "service_centre", kOk, "+358447100000"},
    {"NoCentre", [](Survey& s) { s.service_centre.clear(); }, false, "service_centre", kFail, "AT+CSCA"},
    {"Full",
     [](Survey& s) {
       s.stores = {{"ME", 0, 50}, {"SM", 20, 20}};
     },
     false, "store", kFail, "store SM is full"},
};
INSTANTIATE_TEST_SUITE_P(, ModemChecks, ::testing::ValuesIn(kModemCases),
                         [](const auto& one) { return std::string{one.param.name}; });

TEST(Checks, WithoutASimNothingElseIsSaidOfAModem) {
  Survey survey = well();
  survey.sim = "SIM PUK";
  EXPECT_EQ(check_modem("m1", survey, false).size(), 1u);
}

FoundPort found_at(const std::string& path, FoundPort::State state) {
  FoundPort found;
  found.port.path = path;
  found.state = state;
  found.reason = "held by ModemManager (process 512)";
  if (state == FoundPort::State::modem) {
    found.survey = well();
    found.preferred = true;
  }
  return found;
}

run::ModemEntry entry(const std::string& name, const std::string& port) {
  return {name, {}, {}, port, *PhoneNumber::parse("+358401000001"), {}, {}};
}

TEST(Checks, EveryModemOfTheInventoryIsLookedFor) {
  SurveyedPorts all;
  all.inventory.emplace();
  all.inventory->file = "isocket.yaml";
  all.inventory->modems = {entry("m1", "/dev/ttyUSB2"), entry("m2", "/dev/ttyUSB9")};
  all.ports = {found_at("/dev/ttyUSB2", FoundPort::State::modem),
               found_at("/dev/ttyS0", FoundPort::State::silent)};
  const auto checks = check_all(all);
  EXPECT_EQ(checks[0].finding, "isocket.yaml can be read");
  EXPECT_EQ(checks[1].subject, "m2");
  EXPECT_THAT(checks[1].finding, HasSubstr("nowhere to be found: /dev/ttyUSB9"));
  EXPECT_THAT(checks[2].finding, HasSubstr("maker model answers at /dev/ttyUSB2"));
  for (const Check& check : checks) EXPECT_NE(check.subject, "/dev/ttyS0");  // nobody has named it
}

TEST(Checks, APortThatIsHeldOrForbiddenIsSaid) {
  SurveyedPorts all;
  all.ports = {found_at("a", FoundPort::State::busy), found_at("b", FoundPort::State::no_permission)};
  const auto checks = check_all(all);
  ASSERT_EQ(checks.size(), 3u);
  EXPECT_EQ(name_of(checks[0].level), "warn");  // no inventory
  EXPECT_EQ(checks[1].finding, "held by ModemManager (process 512)");
  EXPECT_THAT(checks[2].advice, HasSubstr("dialout"));
}

TEST(Checks, WhereTheUserHasNamedThePortEveryTroubleWithItIsSaidAndNothingElse) {
  SurveyedPorts all;
  all.named = true;
  all.inventory.emplace();
  all.inventory->modems = {entry("m2", "/dev/ttyUSB9")};
  all.ports = {found_at("a", FoundPort::State::silent), found_at("b", FoundPort::State::failed)};
  const auto checks = check_all(all);
  ASSERT_EQ(checks.size(), 3u);
  EXPECT_EQ(checks[1].finding, "nobody answers AT there");
}

TEST(Checks, AStickWithoutAPortIsSaidWithWhatToDo) {
  SurveyedPorts all;
  all.usb_devices = {{"1-2", {0x12d1, 0x1f01}, "", ""}};
  const auto checks = check_all(all);
  ASSERT_EQ(checks.size(), 2u);
  EXPECT_THAT(checks[1].advice, HasSubstr("usb-modeswitch"));
}

TEST(Checks, ModemManagerIsToldToLeaveTheModemAlone) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path{::testing::TempDir()} / ("root-" + std::to_string(::getpid()));
  std::vector<FoundPort> ports{found_at("/dev/ttyUSB2", FoundPort::State::modem)};
  ports[0].port.device = modem::UsbDevice{"1-1", {0x12d1, 0x1506}, "", ""};
  EXPECT_TRUE(check_modem_manager(ports, root).empty());  // it does not run
  fs::create_directories(root / "proc/512");
  std::ofstream{root / "proc/512/comm"} << "ModemManager\n";
  const auto checks = check_modem_manager(ports, root);
  ASSERT_EQ(checks.size(), 1u);
  EXPECT_EQ(name_of(checks[0].level), "warn");
  const std::string rule =
      R"(ATTRS{idVendor}=="12d1", ATTRS{idProduct}=="1506", ENV{ID_MM_DEVICE_IGNORE}="1")";
  EXPECT_THAT(checks[0].advice, HasSubstr(rule));
  fs::create_directories(root / "etc/udev/rules.d");
  std::ofstream{root / "etc/udev/rules.d/80-isocket.rules"} << rule << "\n";
  EXPECT_EQ(name_of(check_modem_manager(ports, root).front().level), "ok");
  std::ofstream{root / "etc/udev/rules.d/80-isocket.rules"} << "# " << rule << "\n";
  EXPECT_EQ(name_of(check_modem_manager(ports, root).front().level), "warn");
  fs::remove_all(root);
}

}  // namespace
}  // namespace isocket::cli
