// gammu-smsd with files: messages out of its outbox, into its inbox, reports, and a program run for each that
// came.
#include "lab/interop_fixture.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class GammuSmsd : public InteropOnATerminal {
 protected:
  GammuSmsd() {
    write("received.sh",
          "#!/bin/sh\necho \"$SMS_MESSAGES of $SMS_1_NUMBER: $*\" >>" + path("received") + "\n");
    shell("chmod +x " + path("received.sh") + "; mkdir " + path("inbox") + " " + path("outbox") + " " +
          path("sent") + " " + path("error"));
    // CommTimeout: how soon the daemon looks into its outbox again after it has found it empty, in seconds.
    write("smsdrc", "[gammu]\ndevice = " + path("modem") + "\nconnection = at115200\n" +
                        "[smsd]\nservice = files\nlogfile = " + path("log") + "\ndebuglevel = 255\n" +
                        "inboxpath = " + path("inbox") + "/\noutboxpath = " + path("outbox") +
                        "/\nsentsmspath = " + path("sent") + "/\nerrorsmspath = " + path("error") +
                        "/\nInboxFormat = unicode\nRunOnReceive = " + path("received.sh") +
                        "\nDeliveryReport = log\nLoopSleep = 0\nStatusFrequency = 0\nReceiveFrequency = 1\n"
                        "CommTimeout = 1\n");
    daemon = start("exec gammu-smsd -c " + path("smsdrc"), "output");
  }
  void inject(const std::string& words) {
    shell("LC_ALL=C.UTF-8 gammu-smsd-inject -c " + path("smsdrc") + " TEXT " + std::string{kFriend} + " " +
          words);
  }
  bool logged(std::string_view text) { return contents(path("log")).find(text) != std::string::npos; }

  std::unique_ptr<ChildProcess> daemon;
};

TEST_F(GammuSmsd, SendsALongTextAndHearsThatItArrived) {
  write("text", kLongText);
  inject("-report -unicode -len 400 <" + path("text"));
  ASSERT_TRUE(until([this] { return !person.texts.empty(); }, 40s));
  EXPECT_THAT(person.texts, ElementsAre(kLongText));
  EXPECT_TRUE(until([this] { return logged("Delivery report: "); }, 40s));
  stop(*daemon);
  EXPECT_THAT(files("sent"), SizeIs(1));
  EXPECT_THAT(files("error"), SizeIs(0));
}

TEST_F(GammuSmsd, ReceivesEachMessageOnceAndRunsAProgram) {
  add_device();
  person.write(kModem, kLongText);
  ASSERT_TRUE(until([this] { return contents(path("received")).find(kFriend) != std::string::npos; }, 40s));
  inject("-text 'short'");
  ASSERT_TRUE(until([this] { return !person.texts.empty(); }, 40s));
  stop(*daemon);
  EXPECT_THAT(contents(path("received")), HasSubstr("4 of " + std::string{kFriend}));
  EXPECT_THAT(files("inbox"), SizeIs(4)) << "one file for each part; none is read twice out of two stores";
}

}  // namespace
}  // namespace isocket::lab
