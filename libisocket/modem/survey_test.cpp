#include "modem/survey.h"
#include "modem/pin_tries.h"

#include <gtest/gtest.h>

#include <functional>

#include "core/together.h"
#include "modem/discovery.h"
#include "modem/port_sources.h"
#include "modem/scripted_modem.h"

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;

AtReply ok(std::vector<std::string> information) {
  AtReply reply;
  reply.result = AtResult::ok;
  reply.information = std::move(information);
  return reply;
}

TEST(SurveyAnswers, IccidIsFoundInEveryMakersWay) {
  EXPECT_EQ(iccid_in(ok({"+CCID: \"8935805000000000001\""})), "8935805000000000001");
  EXPECT_EQ(iccid_in(ok({"^ICCID: 8935805000000000001F"})), "8935805000000000001");
  EXPECT_EQ(iccid_in(ok({"8935805000000000001f"})), "8935805000000000001");
  EXPECT_EQ(iccid_in(ok({"+QCCID: 893580500000000000"})), "893580500000000000");
  EXPECT_EQ(iccid_in(ok({"ERROR 12"})), "");
  EXPECT_EQ(iccid_in(AtReply{}), "");
}

TEST(SurveyAnswers, TriesAreFoundInEveryMakersWay) {
  EXPECT_EQ(tries_in(ok({"+CPINR: SIM PIN,2,3", "+CPINR: SIM PUK,9,10"}), false), 2);
  EXPECT_EQ(tries_in(ok({"+CPINR: SIM PIN,2,3", "+CPINR: SIM PUK,9,10"}), true), 9);
  EXPECT_EQ(tries_in(ok({"^CPIN: SIM PIN,,10,3,10,3"}), false), 3);
  EXPECT_EQ(tries_in(ok({"^CPIN: SIM PUK,,8,0,10,3"}), true), 8);
  EXPECT_EQ(tries_in(ok({"+SPIC: 1,10,0,10"}), false), 1);
  EXPECT_EQ(tries_in(ok({"+QPINC: \"SC\",3,10"}), true), 10);
  EXPECT_EQ(tries_in(ok({"#PCT: 3"}), false), 3);
  EXPECT_EQ(tries_in(ok({}), false), std::nullopt);
  EXPECT_EQ(tries_in(ok({"+CPINR: SIM PIN"}), false), std::nullopt);
}

TEST(SurveyAnswers, EachStoreIsCountedOnce) {
  const auto stores = stores_in(ok({"+CPMS: \"SM\",20,20,\"SM\",20,20,\"ME\",0,50"}));
  ASSERT_EQ(stores.size(), 2u);
  EXPECT_TRUE(stores[0].full());
  EXPECT_EQ(stores[1].name, "ME");
  EXPECT_FALSE(stores[1].full());
  EXPECT_TRUE(stores_in(ok({"+CPMS: ,,,,,,,,"})).empty());
}

/// Ports with scripted modems behind them, in virtual time.
class DiscoveryTest : public ::testing::Test {
 protected:
  ScriptedModem& modem_at(const std::string& path, const std::string& imei = "490154203237518") {
    auto ends = make_pipe(loop);
    streams[path] = std::move(ends.first);
    auto& modem = modems[path] = std::make_unique<ScriptedModem>(loop, std::move(ends.second));
    modem->always("AT+CGSN", imei + "|OK");
    return *modem;
  }
  DiscoveryOptions options() {
    DiscoveryOptions o;
    o.open = [this](const std::string& path) { return open(path); };
    o.holders = [this](const std::string& path) { return holders[path]; };
    return o;
  }
  Result<std::unique_ptr<ByteStream>> open(const std::string& path) {
    opened.push_back(path);
    auto& stream = streams[path];
    if (!stream) return fail(errors.contains(path) ? errors[path] : Error{Errc::not_found, path, 0, ""});
    return std::move(stream);
  }
  std::vector<FoundPort> discover_all(std::vector<SerialPort> ports) {
    std::vector<FoundPort> found;
    EXPECT_TRUE(loop.run_to_end(do_discover(std::move(ports), found)));
    return found;
  }
  static SerialPort port(const std::string& path) {
    SerialPort port;
    port.path = path;
    return port;
  }
  static SerialPort usb_port(const std::string& path, UsbId id, unsigned interface) {
    SerialPort port;
    port.path = path;
    port.device = UsbDevice{"1-1", id, "", ""};
    port.interface.number = interface;
    return port;
  }
  asio::awaitable<void> do_discover(std::vector<SerialPort> ports, std::vector<FoundPort>& found) {
    DiscoveryOptions o = options();
    found = co_await discover(loop, std::move(ports), std::move(o), journal);
  }

  EventLoop loop{EventLoop::Pace::virtual_time};
  journal::Journal journal{loop};
  std::map<std::string, std::unique_ptr<ByteStream>> streams;
  std::map<std::string, std::unique_ptr<ScriptedModem>> modems;
  std::map<std::string, std::vector<PortHolder>> holders;
  std::map<std::string, Error> errors;
  std::vector<std::string> opened;
};

TEST_F(DiscoveryTest, AModemTellsWhatItIsAskedAndIsNotChanged) {
  ScriptedModem& modem = modem_at("m1");
  modem.always("AT+CGMI", "Maker|OK");
  modem.always("AT+CGMM", "+CGMM: \"E1752\"|OK");
  modem.always("AT+CGMR", "11.126|OK");
  modem.always("AT+CPIN?", "+CPIN: READY|OK");
  modem.always("AT+CCID", "ERROR");
  modem.always("AT^ICCID?", "^ICCID: 8935805000000000001F|OK");
  modem.always("AT+CIMI", "244050000000001|OK");
  modem.always("AT+CNUM", "+CNUM: \"\",\"358401000001\",145|OK");
  modem.always("AT+CSQ", "+CSQ: 23,99|OK");
  modem.always("AT+CREG?", "+CREG: 2,5,\"00C3\",\"0000A1B2\"|OK");
  modem.always("AT+COPS?", "+COPS: 0,0,\"isocket lab\",2|OK");
  modem.always("AT+CSCA?", "+CSCA: \"+358447100000\",145|OK");
  modem.always("AT+CPMS?", "+CPMS: \"SM\",1,20,\"SM\",1,20,\"SM\",1,20|OK");
  const auto found = discover_all({port("m1")});
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].state, FoundPort::State::modem) << found[0].reason;
  const Survey& survey = *found[0].survey;
  EXPECT_EQ(survey.manufacturer, "Maker");
  EXPECT_EQ(survey.model, "E1752");
  EXPECT_EQ(survey.revision, "11.126");
  EXPECT_EQ(survey.imei, "490154203237518");
  EXPECT_EQ(survey.sim, "READY");
  EXPECT_EQ(survey.iccid, "8935805000000000001");
  EXPECT_EQ(survey.imsi, "244050000000001");
  EXPECT_EQ(survey.number, "+358401000001");
  EXPECT_EQ(survey.signal, -67);
  EXPECT_EQ(survey.registration, RegistrationState::roaming);
  EXPECT_EQ(survey.operator_name, "isocket lab");
  EXPECT_EQ(survey.service_centre, "+358447100000");
  ASSERT_EQ(survey.stores.size(), 1u);
  EXPECT_EQ(survey.stores[0].used, 1);
  EXPECT_TRUE(found[0].preferred);
  // Questions, and the AT that finds the step: nothing that sets anything.
  for (const std::string& command : modem.commands)
    EXPECT_EQ(command.find('='), std::string::npos) << command;
  EXPECT_EQ(modem.count("ATE"), 0u);
}

TEST_F(DiscoveryTest, ASimThatAsksForItsPinIsAskedForItsTriesAndGivenNone) {
  ScriptedModem& modem = modem_at("m1");
  modem.always("AT+CPIN?", "+CPIN: SIM PIN|OK");
  modem.always("AT+CPINR", "ERROR");
  modem.always("AT+SPIC", "+SPIC: 3,10,0,10|OK");
  const auto found = discover_all({port("m1")});
  ASSERT_TRUE(found[0].survey);
  EXPECT_EQ(found[0].survey->sim, "SIM PIN");
  EXPECT_EQ(found[0].survey->tries, 3);
  EXPECT_EQ(modem.count("AT+CPIN="), 0u);
  EXPECT_EQ(modem.count("AT+CIMI"), 0u);
}

TEST_F(DiscoveryTest, WithoutASimItsWordsSayWhy) {
  ScriptedModem& modem = modem_at("m1");
  modem.always("AT+CPIN?", "+CME ERROR: 10");
  const auto found = discover_all({port("m1")});
  EXPECT_EQ(found[0].survey->sim, "");
  EXPECT_EQ(found[0].survey->sim_trouble, "+CME ERROR: 10 (SIM not inserted)");
}

TEST_F(DiscoveryTest, NoPortTakesLongerThanTheLimitAndAllTakeItAtTheSameTime) {
  modem_at("silent").always("AT", "");
  modem_at("stuck").always("AT+CGMI", "");
  modem_at("m1");
  const auto found = discover_all({port("silent"), port("stuck"), port("m1")});
  EXPECT_LE(loop.now(), Instant{5s});
  EXPECT_EQ(found[0].state, FoundPort::State::silent);
  EXPECT_EQ(found[1].state, FoundPort::State::modem);
  EXPECT_EQ(found[2].state, FoundPort::State::modem);
}

TEST_F(DiscoveryTest, WhatIsHeldOrKnownToBeNoAtPortIsNotOpened) {
  modem_at("held");
  holders["held"] = {{4711, "ModemManager"}};
  SerialPort empty = port("empty");
  empty.present = false;
  SerialPort bluetooth = port("rfcomm0");
  bluetooth.bluetooth = true;
  SerialPort console = port("ttyS0");
  console.console = true;
  const auto found =
      discover_all({port("held"), empty, bluetooth, console, usb_port("diag", {0x2c7c, 0x0125}, 0),
                    usb_port("arduino", {0x2341, 1}, 0)});
  EXPECT_EQ(found[0].state, FoundPort::State::busy);
  EXPECT_EQ(found[0].reason, "held by ModemManager (process 4711)");
  for (std::size_t i = 1; i < found.size(); ++i) EXPECT_EQ(found[i].state, FoundPort::State::not_asked) << i;
  EXPECT_EQ(found[3].reason, "the console of this machine");
  EXPECT_EQ(found[4].reason, "the diagnostic port");
  EXPECT_TRUE(opened.empty());
}

TEST_F(DiscoveryTest, WhyAPortCannotBeOpenedIsSaid) {
  errors["busy"] = {Errc::busy, "busy", 0, "another program holds this port"};
  errors["secret"] = {Errc::no_permission, "secret", 0, "not allowed for this user"};
  const auto found = discover_all({port("busy"), port("secret"), port("gone")});
  EXPECT_EQ(found[0].state, FoundPort::State::busy);
  EXPECT_EQ(found[0].reason, "held by another program");
  EXPECT_EQ(found[1].state, FoundPort::State::no_permission);
  EXPECT_EQ(found[1].reason, "not allowed for this user");
  EXPECT_EQ(found[2].state, FoundPort::State::failed);
}

TEST_F(DiscoveryTest, APortThatGoesAwayIsNotSilent) {
  modem_at("m1").unplug();
  EXPECT_EQ(discover_all({port("m1")})[0].reason, "the port went away");
}

TEST_F(DiscoveryTest, OfAModemsPortsTheControlPortIsChosenAndSaidWhy) {
  modem_at("data");
  modem_at("control");
  const UsbId quectel{0x2c7c, 0x0125};
  const auto found = discover_all(
      {usb_port("diag", quectel, 0), usb_port("data", quectel, 3), usb_port("control", quectel, 2)});
  EXPECT_TRUE(found[2].preferred);
  EXPECT_EQ(found[2].preference, "its control port");
  EXPECT_FALSE(found[1].preferred);
  EXPECT_EQ(found[1].preference, "use control");
  EXPECT_EQ(found[0].preference, "use control");
}

TEST_F(DiscoveryTest, AnUnknownModemsPortIsChosenByWhatIsHeard) {
  modem_at("a");
  ScriptedModem& talking = modem_at("b");
  talking.always("AT+CSQ", "^RSSI:18|+CSQ: 18,99|OK");
  const UsbId unknown{0x1234, 0x5678};
  const auto found = discover_all({usb_port("a", unknown, 0), usb_port("b", unknown, 1)});
  EXPECT_TRUE(found[1].preferred);
  EXPECT_EQ(found[1].preference, "the modem tells here what happens");
}

TEST_F(DiscoveryTest, TheOnlyPortThatAnswersIsChosenWhateverTheTableSays) {
  modem_at("data");
  modem_at("control").always("AT", "");
  const UsbId quectel{0x2c7c, 0x0125};
  const auto found = discover_all({usb_port("control", quectel, 2), usb_port("data", quectel, 3)});
  EXPECT_TRUE(found[1].preferred);
  EXPECT_EQ(found[1].preference, "the only one of its ports that answers");
}

/// What a source opens, in a world of scripted modems.
class PortSourceTest : public DiscoveryTest {
 protected:
  PortWorld world() {
    PortWorld world;
    world.open = [this](const std::string& path, FlowControl flow) {
      flows.push_back(flow);
      return open(path);
    };
    world.list = [this] { return ports; };
    world.held = [this](const std::string& path) { return !holders[path].empty(); };
    return world;
  }
  std::string opened_by(PortSource& source) {
    std::string path;
    EXPECT_TRUE(loop.run_to_end(do_open(source, path)));
    return path;
  }
  static asio::awaitable<void> do_open(PortSource& source, std::string& path) {
    const auto opened = co_await source.open();
    path = opened ? opened->path : describe(opened.error());
  }
  /// As plugged in anew: a closed line cannot be opened again, a port can.
  void replug(const std::string& path, const std::string& imei) { modem_at(path, imei); }
  std::vector<SerialPort> ports;
  std::vector<FlowControl> flows;  ///< with which each port was opened
};

TEST_F(PortSourceTest, ByPathItIsThatPort) {
  modem_at("m1");
  const auto source = port_by_path(world(), "m1");
  EXPECT_EQ(opened_by(*source), "m1");
  EXPECT_EQ(opened_by(*source), "m1: not found");
}

TEST_F(PortSourceTest, ByUsbItIsWhateverNameThatPlaceHasNow) {
  modem_at("ttyUSB7");
  ports = {usb_port("ttyUSB5", {0x2c7c, 0x0125}, 0), usb_port("ttyUSB7", {0x2c7c, 0x0125}, 2)};
  EXPECT_EQ(opened_by(*port_by_usb(world(), *UsbPlace::parse("1-1:2"))), "ttyUSB7");
  EXPECT_EQ(opened_by(*port_by_usb(world(), *UsbPlace::parse("1-1:9"))),
            "1-1:9: not found: no serial port at this place of the USB; there are 1-1:0, 1-1:2");
  EXPECT_EQ(opened_by(*port_by_usb(world(), *UsbPlace::parse("1-2"))),
            "1-2: not found: no serial port at this place of the USB; 'isocket modems' lists what there is");
  modem_at("ttyUSB7");
  EXPECT_EQ(opened_by(*port_by_usb(world(), *UsbPlace::parse("1-1"))), "ttyUSB7");
}

TEST_F(PortSourceTest, ByImeiItIsTheModemWhereverItIs) {
  // Each look takes a line of its own; a port would be opened again.
  std::map<std::string, std::string> imeis{{"a", "490154203237518"}, {"b", "353451234567893"}};
  PortWorld w = world();
  w.open = [&](const std::string& path, FlowControl) {
    modem_at(path, imeis[path]);
    return open(path);
  };
  ports = {port("a"), port("b")};
  const auto source = port_by_imei(loop, w, "353451234567893");
  EXPECT_EQ(opened_by(*source), "b");
  opened.clear();
  EXPECT_EQ(opened_by(*source), "b");
  EXPECT_EQ(opened, (std::vector<std::string>{"b", "b"}));  // looked at where it was, and nowhere else
  std::swap(imeis["a"], imeis["b"]);
  EXPECT_EQ(opened_by(*source), "a");
}

TEST_F(PortSourceTest, TwoThatSearchAtTheSameTimeFindTheirModems) {
  const std::map<std::string, std::string> imeis{{"a", "490154203237518"}, {"b", "353451234567893"}};
  PortWorld w = world();
  w.turns = std::make_shared<Turns>(loop);
  // Whoever opens a port that another one has open cuts that one off.
  w.open = [&](const std::string& path, FlowControl) {
    modem_at(path, imeis.at(path));
    return open(path);
  };
  ports = {port("a"), port("b")};
  const auto first = port_by_imei(loop, w, "353451234567893");
  const auto second = port_by_imei(loop, w, "490154203237518");
  std::string paths[2];
  std::vector<asio::awaitable<void>> works;
  works.push_back(do_open(*first, paths[0]));
  works.push_back(do_open(*second, paths[1]));
  EXPECT_TRUE(loop.run_to_end(together(loop, std::move(works))));
  EXPECT_EQ(paths[0], "b");
  EXPECT_EQ(paths[1], "a");
}

TEST_F(PortSourceTest, OpensWithTheFlowControlThatItIsTold) {
  modem_at("m1");
  opened_by(*port_by_path(world(), "m1"));
  opened_by(*port_by_path(world(), "m1", FlowControl::rts_cts));
  ports = {usb_port("m1", {0x2c7c, 0x0125}, 2)};
  opened_by(*port_by_usb(world(), *UsbPlace::parse("1-1:2"), FlowControl::rts_cts));
  EXPECT_EQ(flows, (std::vector{FlowControl::none, FlowControl::rts_cts, FlowControl::rts_cts}));
}

TEST_F(PortSourceTest, AsksWithoutFlowControlForAModemThatHasIt) {
  flows.clear();
  PortWorld w = world();
  w.open = [&](const std::string& path, FlowControl flow) {
    flows.push_back(flow);
    modem_at(path);
    return open(path);
  };
  ports = {port("a")};
  EXPECT_EQ(opened_by(*port_by_imei(loop, w, "490154203237518", FlowControl::rts_cts)), "a");
  EXPECT_EQ(flows, (std::vector{FlowControl::none, FlowControl::rts_cts}));
}

TEST_F(PortSourceTest, APortThatSomebodyHoldsIsLeftAlone) {
  modem_at("a");
  holders["a"] = {{4711, "ModemManager"}};
  ports = {port("a")};
  const auto source = port_by_imei(loop, world(), "490154203237518");
  EXPECT_EQ(opened_by(*source).find("490154203237518: not found: no modem with this IMEI"), 0u);
  EXPECT_TRUE(opened.empty());
}

}  // namespace
}  // namespace isocket::modem
