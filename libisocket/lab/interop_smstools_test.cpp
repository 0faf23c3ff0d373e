// smstools 3: messages, reports, missed calls, and a USSD code asked now and then.
#include <filesystem>

#include "lab/interop_fixture.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class Smstools : public InteropOnATerminal {
 protected:
  void run(const std::string& more) {
    std::string config = "devices = M1\nlogfile = " + path("log") +
                         "\nloglevel = 7\nreceive_before_send = no\n" +
                         "delaytime = 1\npidfile = " + path("pid") + "\ninfofile = " + path("info") +
                         "\ninternal_combine = yes\nincoming_utf8 = yes\n";
    for (const char* spool : {"outgoing", "checked", "incoming", "sent", "failed", "saved", "report"}) {
      std::filesystem::create_directory(path(spool));
      config += std::string{spool} + " = " + path(spool) + "\n";
    }
    config += "[M1]\ndevice = " + path("modem") + "\nincoming = yes\nbaudrate = 115200\n" +
              "decode_unicode_text = yes\n" + more;
    write("smsd.conf", config);
    // -t: it ends when the terminal, which it has not, is asked to; the shell keeps what it says.
    daemon = start("exec smsd -t -c" + path("smsd.conf"), "output");
  }
  void TearDown() override { stop(*daemon); }
  /// A message in the way of its spool: complete when it gets its name there.
  void send(std::string_view to, const std::string& headers, const std::string& text) {
    write("message", "To: " + std::string{to.substr(1)} + "\n" + headers + "\n" + text);
    std::filesystem::rename(path("message"), path("outgoing/message"));
  }
  /// Of a spool what the modem has brought; at its start smsd tries whether it can write there.
  std::vector<std::string> messages(const char* spool) const {
    std::vector<std::string> found;
    for (const std::string& file : files(spool))
      if (file.starts_with(path(spool) + "/M1.")) found.push_back(file);
    return found;
  }
  bool arrived(const char* spool, std::size_t count) {
    return until([&] { return messages(spool).size() >= count; }, 20s);
  }

  std::unique_ptr<ChildProcess> daemon;
};

TEST_F(Smstools, CommandsTheDevice) {
  add_device();
  run("");
  send(kDevice, "", "STATUS\n");
  ASSERT_TRUE(arrived("incoming", 1));
  EXPECT_THAT(files("sent"), SizeIs(1));
  EXPECT_THAT(files("failed"), SizeIs(0));
  const std::string received = contents(messages("incoming").front());
  EXPECT_THAT(received, HasSubstr("From: 358912345678"));
  EXPECT_THAT(received, HasSubstr("Power socket OFF"));
  EXPECT_THAT(contents(path("log")), HasSubstr("490158912345601")) << "smsd has identified the modem";
}

TEST_F(Smstools, SendsALongTextAndHearsThatItArrived) {
  run("report = yes\ninit = AT+CNMI=2,1,0,2,0\n");
  send(kFriend, "Alphabet: UTF-8\n", kLongText);
  ASSERT_TRUE(until([this] { return !person.texts.empty(); }, 40s));
  EXPECT_THAT(person.texts, ElementsAre(kLongText));
  ASSERT_TRUE(arrived("report", 1));
  EXPECT_THAT(contents(messages("report").front()), HasSubstr("Status: 0"));
}

TEST_F(Smstools, ReceivesALongTextAndASkippedCall) {
  run("phonecalls = clip\n");
  person.write(kModem, kLongText);
  ASSERT_TRUE(arrived("incoming", 1));
  EXPECT_THAT(contents(messages("incoming").front()), HasSubstr(kLongText));
  person.call(kModem);
  ASSERT_TRUE(arrived("incoming", 2));
  EXPECT_TRUE(until([this] { return !person.ended.empty(); }, 20s)) << "smsd hangs up what it has noted";
}

TEST_F(Smstools, AsksForTheCreditByUssd) {
  lab.network().ussd().set(account(), "*100#", {UssdReply::Kind::text, "Balance 4.20 EUR", {}});
  run("regular_run_interval = 1\nregular_run_cmd = AT+CUSD=1,\"*100#\",15\nregular_run_statfile = " +
      path("credit") + "\n");
  EXPECT_TRUE(until([this] { return contents(path("credit")).find("Balance") != std::string::npos; }, 40s));
}

}  // namespace
}  // namespace isocket::lab
