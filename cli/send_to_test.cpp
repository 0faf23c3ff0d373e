// isocket send --to, at pseudo-terminals of a lab.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "lab_at_ports.h"

namespace isocket::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

const std::string kSecond = "+358401000002";
const std::string kNobody = "+358409999999";

class SendToANumber : public LabAtPorts {
 protected:
  void SetUp() override {
    LabAtPorts::SetUp();
    start_lab();
  }
  Outcome send(std::vector<std::string> more) const {
    std::vector<std::string> words{"send", "--port", path("m1")};
    words.insert(words.end(), more.begin(), more.end());
    return isocket(words);
  }
  /// With a standard input.
  Outcome send_from(const std::string& input, std::vector<std::string> more) const {
    std::istringstream in{input};
    std::streambuf* const before = std::cin.rdbuf(in.rdbuf());
    std::cin.clear();
    Outcome outcome = send(std::move(more));
    std::cin.rdbuf(before);
    std::cin.clear();
    return outcome;
  }
};

TEST_F(SendToANumber, TellsWhatBecameOfEachText) {
  const Outcome sent = send({"--to", kSecond, "--reports", "one", std::string(200, 'x')});
  EXPECT_EQ(sent.code, ExitCode::pass) << sent.err;
  EXPECT_THAT(sent.out, MatchesRegex("sent [0-9]+; message received by the SME\n"
                                     "sent [0-9]+ [0-9]+; message received by the SME, message received by "
                                     "the SME\n"));
}

TEST_F(SendToANumber, ARefusedNumberHoldsNothingUpAndIsSaid) {
  const Outcome refused = send({"--to", kNobody, "one", "two"});
  EXPECT_EQ(refused.code, ExitCode::fail);
  EXPECT_THAT(refused.out, MatchesRegex("(refused: .CMS ERROR: 1 .unassigned .unallocated. number.\n){2}"));
}

TEST_F(SendToANumber, WritesOneJsonDocumentAndAJournal) {
  const Outcome sent = send({"--to", kSecond, "--reports", "--json", "--events", path("run.jsonl"), "Grüße"});
  EXPECT_EQ(sent.code, ExitCode::pass) << sent.err;
  const auto document = nlohmann::json::parse(sent.out);
  ASSERT_EQ(document.size(), 1u);
  EXPECT_EQ(document[0]["text"], "Grüße");
  EXPECT_EQ(document[0]["outcome"], "sent");
  EXPECT_EQ(document[0]["parts"][0]["delivered"], true);
  EXPECT_THAT(read(path("run.jsonl")), AllOf(HasSubstr("\"sms.intent\""), HasSubstr("\"outcome\":\"sent\"")));
}

TEST_F(SendToANumber, ReadsTextsFromTheStandardInput) {
  const Outcome sent = send_from("first\r\nsecond\n", {"--to", kSecond, "-", "third"});
  EXPECT_EQ(sent.code, ExitCode::pass) << sent.err;
  EXPECT_THAT(sent.out, MatchesRegex("(sent [0-9]+\n){3}"));
}

TEST_F(SendToANumber, AByteOrderMarkIsNoPartOfATextAndNoText) {
  const Outcome sent = send_from(
      "\xEF\xBB\xBF"
      "first\nsecond\n",
      {"--to", kSecond, "--json", "-"});
  EXPECT_EQ(sent.code, ExitCode::pass) << sent.err;
  EXPECT_THAT(sent.out, HasSubstr("\"text\": \"first\""));
  for (const char* input : {"", "\xEF\xBB\xBF"}) {
    const Outcome nothing = send_from(input, {"--to", kSecond, "-"});
    EXPECT_EQ(nothing.code, ExitCode::nothing);
    EXPECT_THAT(nothing.err, HasSubstr("the standard input is empty"));
  }
}

TEST_F(SendToANumber, AModemOfTheInventoryIsChosenByName) {
  const std::string inventory = write("isocket.yaml",
                                      "modems:\n  a: {port: m1, number: \"+358401000001\"}\n"
                                      "  b: {port: m2, number: \"+358401000002\"}\n");
  const Outcome unclear = isocket({"send", "--to", kSecond, "--inventory", inventory, "x"});
  EXPECT_EQ(unclear.code, ExitCode::usage);
  EXPECT_THAT(unclear.err, HasSubstr("names 2 modems; choose the one that sends with --modem"));
  const Outcome wrong = isocket({"send", "--to", kSecond, "--inventory", inventory, "--modem", "c", "x"});
  EXPECT_EQ(wrong.code, ExitCode::usage);
  EXPECT_THAT(wrong.err, HasSubstr("there is no modem 'c'"));
  const Outcome sent = isocket({"send", "--to", kSecond, "--inventory", inventory, "--modem", "a", "x"});
  EXPECT_EQ(sent.code, ExitCode::pass) << sent.err;
}

TEST_F(SendToANumber, AModemThatIsNotThereIsTheEquipmentsTrouble) {
  const Outcome away = isocket({"send", "--to", kSecond, "--port", path("m9"), "x"});
  EXPECT_EQ(away.code, ExitCode::equipment);
  EXPECT_THAT(away.err, HasSubstr("no such port"));
  EXPECT_EQ(away.out, "");
}

// Nothing is opened for these.
TEST(SendToANumberWrongly, IsSaidBeforeAnythingIsSent) {
  struct Row {
    std::vector<std::string> words;
    const char* message;
  };
  for (const Row& row :
       {Row{{"--to", "12a", "x"}, "--to 12a: "}, Row{{"--to", kSecond, "x", ""}, "text 2 of 2: it is empty"},
        Row{{"--to", kSecond, "\xFF"}, "text 1 of 1: "},
        Row{{"--to", kSecond, "--max-sms", "1", std::string(161, 'x')},
            "would take 2 SMS, and --max-sms allows 1"},
        Row{{"--to", kSecond, "--within", "soon", "--reports", "x"}, "--within: "},
        Row{{"--reports", "x"}, "--to"}, Row{{"--to", kSecond, "--lab", "smart-relay", "x"}, "--lab"}}) {
    std::vector<std::string> words{"send", "--port", "/dev/null"};
    words.insert(words.end(), row.words.begin(), row.words.end());
    const Outcome outcome = isocket(words);
    EXPECT_EQ(outcome.code, ExitCode::usage) << row.message;
    EXPECT_THAT(outcome.err, HasSubstr(row.message));
    EXPECT_EQ(outcome.out, "");
  }
}

}  // namespace
}  // namespace isocket::cli
