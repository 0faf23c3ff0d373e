#include "run/inventory.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace isocket::run {
namespace {

class InventoryFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder =
        std::filesystem::temp_directory_path() /
        ("isocket-inventory-" + std::string{::testing::UnitTest::GetInstance()->current_test_info()->name()});
    std::filesystem::create_directories(folder / "deep" / "er");
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  std::optional<Inventory> read(const std::string& text) {
    std::ofstream{folder / "isocket.yaml"} << text;
    problems.clear();
    return read_inventory(folder / "isocket.yaml", problems);
  }
  std::filesystem::path folder;
  std::vector<yaml::Diagnostic> problems;
};

asio::awaitable<void> open_once(modem::PortSource& source) {
  static_cast<void>(co_await source.open());
}

TEST_F(InventoryFile, NamesModemsPartiesDevicesAndBenches) {
  ::setenv("ISOCKET_TEST_PIN", "1234", 1);
  const auto inventory = read(
      "modems:\n"
      "  m1: {port: /dev/ttyUSB2, number: \"+358912345601\", pin: env:ISOCKET_TEST_PIN}\n"
      "  m2: {port: pts/second, number: +358912345602}\n"
      "parties: {boss: m1, stranger: m2}\n"
      "devices:\n"
      "  dut1: {model: environment-pro, number: \"+358912345678\", password: 12abc, bench: fixture}\n"
      "benches:\n"
      "  fixture: {lab: bench.sock}\n"
      "nobody: [\"+358900000001\"]\n");
  ASSERT_TRUE(inventory) << yaml::render(problems.front());
  EXPECT_EQ(inventory->modem("m1")->pin, "1234");
  EXPECT_EQ(inventory->modem("m2")->port, (folder / "pts/second").string());
  EXPECT_EQ(inventory->parties.at("stranger"), std::vector<std::string>{"m2"});
  EXPECT_EQ(inventory->device("dut1")->number.to_string(), "+358912345678");
  EXPECT_EQ(inventory->benches.at("fixture").socket, (folder / "bench.sock").string());
  EXPECT_EQ(inventory->device("dut2"), nullptr);
}

TEST_F(InventoryFile, LetsSeveralModemsPlayAPartyAndSaysWhatEachMaySend) {
  const auto inventory = read(
      "modems:\n"
      "  m1: {port: /dev/ttyUSB1, number: \"+358912345601\", quota: 200, rate: 10/min}\n"
      "  m2: {port: /dev/ttyUSB2, number: \"+358912345602\", rate: 300/h}\n"
      "parties: {boss: [m2, m1], stranger: m2}\n");
  ASSERT_TRUE(inventory) << yaml::render(problems.front());
  EXPECT_EQ(inventory->parties.at("boss"), (std::vector<std::string>{"m2", "m1"}));
  const Allowance first = inventory->modem("m1")->allowance;
  EXPECT_EQ(first.quota, 200u);
  ASSERT_TRUE(first.rate);
  EXPECT_EQ(first.rate->messages, 10u);
  EXPECT_EQ(first.rate->period, std::chrono::minutes{1});
  const Allowance second = inventory->modem("m2")->allowance;
  EXPECT_FALSE(second.quota);
  ASSERT_TRUE(second.rate);
  EXPECT_EQ(second.rate->period, std::chrono::hours{1});
}

TEST_F(InventoryFile, SaysWhatIsWrongWithAPoolOrAnAllowance) {
  const auto wrong = [this](const std::string& line) {
    EXPECT_FALSE(read("modems:\n  m1: {port: a, number: \"+358912345601\"" + line)) << line;
    return problems.empty() ? std::string{} : problems.front().message;
  };
  EXPECT_EQ(wrong(", quota: many}\n"), "'many' is no quota; it would be a number of messages, such as 200");
  for (const std::string rate : {"10", "0/min", "10/s", "min", "-1/h", "999999/h"})
    EXPECT_EQ(wrong(", rate: " + rate + "}\n"),
              "'" + rate + "' is no rate; it would be such as 10/min or 200/h, messages per minute or hour");
  EXPECT_EQ(wrong("}\nparties: {boss: [m1, m9]}\n"), "there is no modem 'm9' in this inventory");
  EXPECT_EQ(wrong("}\nparties: {boss: [m1, m1]}\n"), "'m1' stands twice in this list");
  EXPECT_EQ(wrong("}\nparties: {boss: []}\n"), "a party has a modem, or a list of modems");
}

TEST_F(InventoryFile, FindsDevicesByPattern) {
  const auto inventory = read(
      "devices:\n"
      "  dut1: {model: gsm-706, number: \"+358912345671\"}\n"
      "  desk: {model: gsm-706, number: \"+358912345672\"}\n"
      "  dut2: {model: gsm-707, number: \"+358912345673\"}\n");
  ASSERT_TRUE(inventory) << yaml::render(problems.front());
  const auto names = [&](const std::vector<std::string>& patterns) {
    std::string text;
    const auto found = inventory->devices_like(patterns);
    if (!found) return found.error().detail;
    for (const DeviceEntry& device : *found) text += device.name + " ";
    return text;
  };
  EXPECT_EQ(names({"dut*"}), "dut1 dut2 ");
  EXPECT_EQ(names({"dut2", "d*k", "dut*"}), "dut1 desk dut2 ");
  EXPECT_EQ(names({"dut1", "dux*"}),
            "there is no device that fits 'dux*' in " + inventory->file + "; known are dut1, desk, dut2");
  EXPECT_EQ(names({"dut3"}), "there is no device 'dut3' in " + inventory->file + "; did you mean 'dut1'?");
}

TEST_F(InventoryFile, NamesModemsByWhatDoesNotChange) {
  const auto inventory = read(
      "modems:\n"
      "  m1: {imei: \"490154203237518\", number: \"+358912345601\"}\n"
      "  m2: {usb: \"1-1.4:2\", number: \"+358912345602\"}\n"
      "  m3: {usb: 1-1.4, number: \"+358912345603\"}\n"
      "ports: [lab/m1, /dev/pts/7]\n");
  ASSERT_TRUE(inventory) << yaml::render(problems.front());
  EXPECT_EQ(place_of(*inventory->modem("m1")), "IMEI 490154203237518");
  EXPECT_EQ(place_of(*inventory->modem("m2")), "USB 1-1.4:2");
  EXPECT_EQ(inventory->modem("m2")->usb->interface, 2u);
  EXPECT_EQ(place_of(*inventory->modem("m3")), "USB 1-1.4");
  EXPECT_EQ(inventory->ports, (std::vector<std::string>{(folder / "lab/m1").string(), "/dev/pts/7"}));
}

TEST_F(InventoryFile, NamesProgramsFromItsOwnFolder) {
  const auto inventory = read(
      "benches:\n"
      "  fixture: {program: [./fixture.sh, --port, ./a, 7]}\n"
      "  bridge: {program: [socat, STDIO, UNIX-CONNECT:b.sock]}\n"
      "  person: {operator: true}\n");
  ASSERT_TRUE(inventory) << yaml::render(problems.front());
  const BenchEntry& fixture = inventory->benches.at("fixture");
  EXPECT_EQ(fixture.kind, BenchEntry::Kind::program);
  EXPECT_EQ(fixture.program,
            (std::vector<std::string>{(folder / "./fixture.sh").string(), "--port", "./a", "7"}));
  EXPECT_EQ(inventory->benches.at("bridge").program.front(), "socat");
  EXPECT_EQ(inventory->benches.at("person").kind, BenchEntry::Kind::by_operator);
}

TEST_F(InventoryFile, SaysWhereAndWhatWouldBeRight) {
  struct Row {
    const char* text;
    const char* message;
  };
  for (const Row& row :
       {Row{"modem: {}\n", "an inventory has no key 'modem'; did you mean 'modems'?"},
        Row{"modems: {m1: {port: /dev/x, number: 0912}}\n", "is no number in international form"},
        Row{"modems: {m1: {number: \"+3581\"}}\n", "exactly one of 'imei', 'usb' and 'port'"},
        Row{"modems: {m1: {imei: \"490154203237518\", port: /dev/x, number: \"+3581\"}}\n",
            "exactly one of 'imei', 'usb' and 'port'"},
        Row{"modems: {m1: {imei: 4901, number: \"+3581\"}}\n", "'4901' is no IMEI: it has 15 digits"},
        Row{"modems: {m1: {imei: \"\", number: \"+3581\"}}\n", "'' is no IMEI"},
        Row{"modems: {m1: {usb: \"1-1.4:1.2\", number: \"+3581\"}}\n", "it would be such as \"1-1.4:2\""},
        Row{"modems: {m1: {usb: 1-1, number: \"+1\"}, m2: {usb: 1-1, number: \"+2\"}}\n",
            "'m1' is at the same place: USB 1-1"},
        Row{"ports: /dev/x\n", "'ports' is a list of paths"},
        Row{"parties: {boss: m9}\n", "there is no modem 'm9'"},
        Row{"devices: {d: {model: enviroment-pro, number: \"+1\"}}\n", "did you mean 'environment-pro'?"},
        Row{"devices: {d: {model: gsm-706, number: \"+1\", bench: b}}\n", "there is no bench 'b'"},
        Row{"benches: {b: {}}\n", "a bench is {lab: SOCKET}"},
        Row{"benches: {b: {lab: a.sock, operator: true}}\n", "a bench is {lab: SOCKET}"},
        Row{"benches: {b: {program: ./fixture.sh}}\n", "'program' is a list of texts"},
        Row{"benches: {b: {program: []}}\n", "'program' is a list of texts"},
        Row{"benches: {b: {program: [[a]]}}\n", "'program' is a list of texts"},
        Row{"benches: {b: {operator: false}}\n", "'operator' is true, or is left out"},
        Row{"benches: {b: {opertor: true}}\n", "did you mean 'operator'?"},
        Row{"modems: {m: {port: p, number: \"+1\", dialect: huwei}}\n",
            "there is no modem dialect 'huwei'; did you mean 'huawei'?; there are generic, huawei, zte"},
        Row{"modems: {m: {port: p, number: \"+1\", flow_control: rtscts}}\n",
            "there is no flow control 'rtscts'; did you mean 'rts_cts'?"},
        Row{"modems: {m: {port: p, number: \"+1\", reset_profile: perhaps}}\n",
            "'reset_profile' is true or false"},
        Row{"modems: {m: {port: p, number: \"+1\", pin: 12a4}}\n", "a PIN has 4 to 8 digits"},
        Row{"modems: {m: {port: p, number: \"+1\", pin: \"123\"}}\n", "a PIN has 4 to 8 digits"},
        Row{"modems: {m: {port: p, number: \"+1\", pin: env:ISOCKET_NO_SUCH}}\n",
            "no variable 'ISOCKET_NO_SUCH'"},
        Row{"- a\n", "an inventory is a table"}}) {
    EXPECT_FALSE(read(row.text)) << row.text;
    ASSERT_FALSE(problems.empty()) << row.text;
    EXPECT_NE(problems.front().message.find(row.message), std::string::npos) << problems.front().message;
    EXPECT_EQ(problems.front().place.line, 1u);
  }
}

TEST_F(InventoryFile, TellsTheDriverHowToTreatAModem) {
  const auto inventory = read(
      "modems:\n"
      "  m1: {port: /dev/x, number: \"+3581\", dialect: u-blox-r4, reset_profile: true}\n"
      "  m2: {port: /dev/y, number: \"+3582\"}\n");
  ASSERT_TRUE(inventory);
  EXPECT_EQ(inventory->modem("m1")->dialect, "u-blox-r4");
  EXPECT_TRUE(inventory->modem("m1")->reset_profile);
  EXPECT_EQ(inventory->modem("m2")->dialect, "");
  EXPECT_FALSE(inventory->modem("m2")->reset_profile);
}

TEST_F(InventoryFile, TellsThePortItsFlowControl) {
  const auto inventory = read(
      "modems:\n"
      "  m1: {port: /dev/x, number: \"+3581\", flow_control: rts_cts}\n"
      "  m2: {port: /dev/y, number: \"+3582\", flow_control: none}\n"
      "  m3: {port: /dev/z, number: \"+3583\"}\n");
  ASSERT_TRUE(inventory) << yaml::render(problems.front());
  EventLoop loop{EventLoop::Pace::virtual_time};
  std::string seen;
  modem::PortWorld world;
  world.open = [&](const std::string& port, modem::FlowControl flow) -> Result<std::unique_ptr<ByteStream>> {
    seen += port + (flow == modem::FlowControl::rts_cts ? " rts_cts " : " none ");
    return fail(Errc::not_found, port);
  };
  for (const ModemEntry& modem : inventory->modems) {
    const auto source = port_of(modem, loop, world);
    loop.run_to_end(open_once(*source));
  }
  EXPECT_EQ(seen, "/dev/x rts_cts /dev/y none /dev/z none ");
}

TEST_F(InventoryFile, ShowsNoSecretOfALineThatIsWrong) {
  for (const char* text : {"modems: {m1: {port: /dev/x, pin: \"4711\", number: 0912}}\n",
                           "modems: {m1: {port: /dev/x, pin: 4711, number: 0912}}\n",
                           "modems: {m1: {port: /dev/x, 'pin' : '4711', number: 0912}}\n",
                           "modems: {m1: {port: /dev/x, PIN: 4711}}\n",
                           "devices: {d: {model: x, number: \"+1\", password: 4711}}\n",
                           "modems: {m1: {port: [}, pin: 4711\n", "modems: {m1: {pin: 4711, pin: 4711}}\n"}) {
    EXPECT_FALSE(read(text)) << text;
    ASSERT_FALSE(problems.empty()) << text;
    for (const yaml::Diagnostic& problem : problems) {
      EXPECT_EQ(yaml::render(problem).find("4711"), std::string::npos) << yaml::render(problem);
      EXPECT_NE(yaml::render(problem).find("****"), std::string::npos) << yaml::render(problem);
    }
  }
  EXPECT_FALSE(read("modems: {m1: {port: /dev/x, number: 0912, pin: env:ISOCKET_TEST_PIN}}\n"));
  EXPECT_NE(problems.front().line.find("env:ISOCKET_TEST_PIN"), std::string::npos);
}

TEST_F(InventoryFile, IsFoundFromAnyFolderBelow) {
  read("modems: {}\n");
  EXPECT_EQ(find_inventory(folder / "deep" / "er"), folder / "isocket.yaml");
}

}  // namespace
}  // namespace isocket::run
