#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab_at_ports.h"

namespace isocket::cli {
namespace {

using ::testing::HasSubstr;

class Doctor : public LabAtPorts {
 protected:
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

TEST_F(Doctor, AModemThatTheInventoryNamesAndNobodyFindsIsTrouble) {
  start_lab();
  const std::string inventory =
      write("isocket.yaml", "modems: {gone: {imei: \"123456789012345\", number: \"+358401000009\"}}\n");
  const Outcome result = isocket({"doctor", "--inventory", inventory, "--port", path("m1")});
  EXPECT_EQ(result.code, ExitCode::fail);
  EXPECT_THAT(result.out, HasSubstr("fail  gone: it is nowhere to be found: IMEI 123456789012345"));
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
