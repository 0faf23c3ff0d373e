#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab_at_ports.h"
#include "modem/port_sources.h"

namespace isocket::cli {
namespace {

using ::testing::HasSubstr;

class Doctor : public LabAtPorts {
 protected:
  /// As another program may have done before.
  static void choose_store(const std::string& port, const std::string& store) {
    EventLoop loop{EventLoop::Pace::real_time};
    auto stream = modem::world_of_ports(loop).open(port, modem::FlowControl::none);
    ASSERT_TRUE(stream);
    journal::Journal journal{loop};
    modem::AtChannel channel{loop, std::move(*stream), journal, "before", modem::AtDialogue::Options{}};
    EXPECT_TRUE(loop.run_to_end(send(channel, "AT+CPMS=\"" + store + "\"")));
  }
  static asio::awaitable<void> send(modem::AtChannel& channel, std::string command) {
    const bool in_step = co_await channel.resync();
    EXPECT_TRUE(in_step);
    const auto reply = co_await channel.command(std::move(command));
    EXPECT_TRUE(reply.ok());
  }
  static const nlohmann::json* find(const nlohmann::json& document, std::string_view what) {
    for (const auto& check : document["checks"])
      if (check["what"] == what) return &check;
    return nullptr;
  }
};

TEST_F(Doctor, AModemThatIsWellHasNoTrouble) {
  start_lab();
  const std::string inventory =
      write("isocket.yaml", "modems: {first: {port: m1, number: \"+358401000001\"}}\n");
  const Outcome result = isocket({"doctor", "--inventory", inventory, "--port", path("m1")});
  EXPECT_EQ(result.code, ExitCode::pass) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr("ok    first: the SIM is ready\n"));
  EXPECT_THAT(result.out, HasSubstr("ok    first: registered (isocket lab)\n"));
}

TEST_F(Doctor, ASimThatWantsItsPinIsTroubleUnlessTheInventoryHasIt) {
  start_lab([](lab::VirtualModem& modem) { modem.card.pin = "4711"; });
  const Outcome locked = isocket({"doctor", "--port", path("m1"), "--json"});
  EXPECT_EQ(locked.code, ExitCode::fail);
  const auto document = nlohmann::json::parse(locked.out);
  EXPECT_EQ(document["schema"], "isocket-doctor-1");
  ASSERT_NE(find(document, "sim"), nullptr);
  EXPECT_EQ((*find(document, "sim"))["level"], "fail");
  const std::string inventory =
      write("isocket.yaml", "modems: {first: {port: m1, number: \"+358401000001\", pin: \"4711\"}}\n");
  const Outcome known = isocket({"doctor", "--inventory", inventory, "--port", path("m1")});
  EXPECT_EQ(known.code, ExitCode::pass) << known.out;
  EXPECT_THAT(known.out, HasSubstr("and the inventory has one"));
  EXPECT_EQ(known.out.find("4711"), std::string::npos);
}

TEST_F(Doctor, WithoutACellTheModemIsSearching) {
  start_lab([](lab::VirtualModem& modem) { modem.network.cells().set_service(false); });
  const Outcome result = isocket({"doctor", "--port", path("m1")});
  EXPECT_EQ(result.code, ExitCode::pass) << result.out;  // it may yet find one
  EXPECT_THAT(result.out, HasSubstr("warn  " + path("m1") + ": searching"));
  EXPECT_THAT(result.out, HasSubstr("the signal is not known"));
}

TEST_F(Doctor, AFullStoreIsTrouble) {
  start_lab([](lab::VirtualModem& modem) {
    while (modem.card.messages.add({}) != 0) continue;
  });
  choose_store(path("m1"), "SM");
  const Outcome result = isocket({"doctor", "--port", path("m1")});
  EXPECT_EQ(result.code, ExitCode::fail);
  EXPECT_THAT(result.out, HasSubstr("its message store SM is full"));
}

TEST_F(Doctor, TheNetworkIsAskedOnlyWhenThatIsWanted) {
  start_lab();
  const Outcome result = isocket({"doctor", "--port", path("m1"), "--ussd", "*100#"});
  EXPECT_THAT(result.out, HasSubstr(path("m1") + ": *100#: "));
}

TEST_F(Doctor, WithoutAModemThereIsNothingToExamine) {
  const Outcome result = isocket({"doctor", "--port", "/nonexistent"});
  EXPECT_EQ(result.code, ExitCode::equipment);
  EXPECT_THAT(result.out, HasSubstr("fail  modems: no modem answers at any port"));
}

}  // namespace
}  // namespace isocket::cli
