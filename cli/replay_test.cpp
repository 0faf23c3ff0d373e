#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "in_the_lab.h"
#include "journal/redactor.h"

namespace isocket::cli {
namespace {

using ::testing::HasSubstr;

class ReplayCommand : public InTheLab {
 protected:
  Outcome replay(const std::string& lines, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"replay", write("some.trace", "isocket-trace 1\n" + lines)};
    words.insert(words.end(), more.begin(), more.end());
    return isocket(words);
  }
};

constexpr const char* kTwoPorts =
    "0.000000 m1 > AT+CMGR=1\\r\n"
    "0.020000 m1 < \\r\\n+CMS ERROR: 321\\r\\n\n"
    "1.000000 other < \\r\\n+CMT: ,24\\r\\n07914400\\r\\n\n";

TEST_F(ReplayCommand, ShowsWhatEachLineIs) {
  const Outcome result = replay(kTwoPorts);
  EXPECT_EQ(result.code, ExitCode::pass) << result.err;
  EXPECT_EQ(result.out,
            "0.000000  m1     command      #1     AT+CMGR=1\n"
            "0.020000  m1     final        #1     +CMS ERROR: 321  (20.0 ms, invalid memory index)\n"
            "1.000000  other  urc                 +CMT: ,24 07914400\n"
            "m1: 1 commands, 1 refused, 0 without an end; 0 unsolicited lines, 0 stray; the slowest took "
            "0.020000 s: AT+CMGR=1\n"
            "other: 0 commands, 0 refused, 0 without an end; 1 unsolicited lines, 0 stray\n");
}

TEST_F(ReplayCommand, AStrayLineOrACommandWithoutEndIsExitCodeOne) {
  EXPECT_EQ(replay("0 m1 < OK\\r\\n\n").code, ExitCode::fail);
  const Outcome endless = replay("0 m1 > AT\\r\n1 m1 > \\x1B\\r\n");
  EXPECT_EQ(endless.code, ExitCode::fail);
  EXPECT_THAT(endless.out, HasSubstr("no_end"));
}

TEST_F(ReplayCommand, AByteOrderMarkIsNoPartOfATrace) {
  const std::string marked =
      write("marked.trace", "\xEF\xBB\xBF" + read(ISOCKET_SOURCE_DIR "/docs/examples/cpms.trace"));
  const Outcome result = isocket({"replay", marked});
  EXPECT_EQ(result.code, isocket({"replay", ISOCKET_SOURCE_DIR "/docs/examples/cpms.trace"}).code);
  EXPECT_EQ(result.err, "");
}

TEST_F(ReplayCommand, ShowsOnePort) {
  const Outcome result = replay(kTwoPorts, {"--port", "other", "--json"});
  EXPECT_EQ(result.code, ExitCode::pass);
  const auto document = nlohmann::json::parse(result.out);
  EXPECT_EQ(document["schema"], "isocket-replay-1");
  ASSERT_EQ(document["lines"].size(), 1u);
  EXPECT_EQ(document["lines"][0]["kind"], "urc");
  EXPECT_EQ(document["lines"][0]["body"], "07914400");
  const Outcome none = replay(kTwoPorts, {"--port", "others"});
  EXPECT_EQ(none.code, ExitCode::usage);
  EXPECT_THAT(none.err, HasSubstr("no port 'others'; did you mean 'other'?"));
}

TEST_F(ReplayCommand, SaysWhereATraceIsWrong) {
  const Outcome result = replay("0 m1 ? AT\n");
  EXPECT_EQ(result.code, ExitCode::usage);
  EXPECT_THAT(result.err, HasSubstr("some.trace:2:6: here stands > (to the modem) or < (from it)"));
  EXPECT_THAT(result.err, HasSubstr("0 m1 ? AT\n"));
  EXPECT_EQ(isocket({"replay", path("nothing")}).code, ExitCode::usage);
  EXPECT_THAT(isocket({"replay", folder.path().string()}).err, HasSubstr("this is a folder"));
}

TEST_F(ReplayCommand, ARunInTheLabIsTracedAndReplayed) {
  const std::string file = path("send.trace");
  const Outcome sent = isocket({"send", "--lab", "environment-pro", "STATUS", "--trace", file});
  ASSERT_EQ(sent.code, ExitCode::pass) << sent.err;
  const Outcome result = isocket({"replay", file});
  EXPECT_EQ(result.code, ExitCode::pass) << result.out;
  EXPECT_THAT(result.out, HasSubstr("AT+CMGS="));
  EXPECT_THAT(result.out, HasSubstr("m1: "));
}

TEST_F(ReplayCommand, ATraceShowsNoPassword) {
  const std::string file = path("config.trace");
  const std::string wanted = write("some.yaml", "model: gsm-706-light\nSECURITY: {PASSWORD: 12abc}\n");
  const Outcome written = isocket({"config", "write", wanted, "--lab", "gsm-706-light", "--trace", file});
  ASSERT_EQ(written.code, ExitCode::pass) << written.err;
  const std::string trace = read(file);
  journal::Redactor redactor;
  redactor.add("12abc");
  EXPECT_EQ(redactor.apply(trace), trace);
  EXPECT_THAT(trace, HasSubstr("**"));  // there was something to hide
  EXPECT_EQ(isocket({"replay", file}).code, ExitCode::pass);
}

TEST_F(ReplayCommand, ATraceThatCannotBeWrittenIsSaidBeforeAnythingIsSent) {
  const Outcome result =
      isocket({"send", "--lab", "environment-pro", "STATUS", "--trace", path("no/such/folder")});
  EXPECT_EQ(result.code, ExitCode::not_recorded);
  EXPECT_THAT(result.err, HasSubstr("the file cannot be written"));
  EXPECT_EQ(result.out, "");
  const Outcome full = isocket({"send", "--lab", "environment-pro", "STATUS", "--trace", "/dev/full"});
  EXPECT_EQ(full.code, ExitCode::not_recorded);
  EXPECT_THAT(full.err, HasSubstr("not everything could be written"));
}

}  // namespace
}  // namespace isocket::cli
