#include "ports/host/board_lines.h"

#include "testing/exchange.h"

namespace isocket::fw::testing {
namespace {

/// Does what a line says. @return what is wrong with it
std::string apply(Board& board, std::string_view line) {
  return apply_line(line, board.device(), [] { return false; });
}

TEST(BoardLines, SetWhatIsAroundASmartRelay) {
  Board board{{.model = "smart-relay"}};
  for (const char* line :
       {R"({"input":"battery","value":55})", R"({"input":"ac","value":false})",
        R"({"input":"temperature.5","value":-5.4})", R"({"input":"temperature","value":21})",
        R"({"input":"sensor.6","value":true})", R"({"input":"temperature.2","value":"absent"})"})
    EXPECT_EQ(apply(board, line), "") << line;
  EXPECT_EQ(ask(board, "POWERSTATUS"), "DC: OK\nAC: Failed\nBattery: 55%\nBackup mode: No");
  board.advance(2min);
  EXPECT_THAT(ask(board, "POWERSTATUS"), ::testing::HasSubstr("Battery: 57%"));  // it is charged
  EXPECT_EQ(apply(board, R"({"input":"mains","value":false})"), "");
  board.advance(10min);
  EXPECT_THAT(ask(board, "POWERSTATUS"), ::testing::HasSubstr("Battery: 47%"));
}

TEST(BoardLines, SayWhatIsWrong) {
  Board board;
  for (const char* line : {R"({"input":"sensor.0","value":true})", R"({"input":"sensor.7","value":true})",
                           R"({"input":"sensor.","value":true})", R"({"input":"temperature.6","value":1})",
                           R"({"input":"mains.1","value":true})", R"({"input":7,"value":true})"}) {
    EXPECT_THAT(apply(board, line), ::testing::HasSubstr("unknown input; there is mains, ac, battery"))
        << line;
  }
  EXPECT_EQ(apply(board, R"({"input":"battery","value":101})"), "battery: 0 to 100");
  EXPECT_EQ(apply(board, R"({"input":"battery","value":true})"), "battery: 0 to 100");
  EXPECT_EQ(apply(board, R"({"input":"sensor.1","value":1})"), "sensor.1: true or false");
}

TEST(BoardLines, NameTheOutputsAsTheirModelDoes) {  // SR-4-05, GS-0-08
  EXPECT_EQ(relay_line("environment-pro", 0, true), "{\"output\":\"socket\",\"value\":true}\n");
  EXPECT_EQ(relay_line("gsm-706", 1, false), "{\"output\":\"microrelay\",\"value\":false}\n");
  EXPECT_EQ(relay_line("smart-relay", 0, true), "{\"output\":\"relay.1\",\"value\":true}\n");
  EXPECT_EQ(relay_line("smart-relay", 6, true), "{\"output\":\"relay.7\",\"value\":true}\n");
  EXPECT_EQ(led_line(Led::mic, true), "{\"output\":\"led.mic\",\"value\":true}\n");
}

TEST(BoardLines, KnowTheVariants) {
  for (const Variant variant : {Variant::standard, Variant::us, Variant::no_voltage_sensor})
    EXPECT_EQ(parse_variant(name_of(variant)), variant);
  EXPECT_EQ(parse_variant("european"), std::nullopt);
}

}  // namespace
}  // namespace isocket::fw::testing
