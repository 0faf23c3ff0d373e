// gammu, one process for each thing that it does.
#include "lab/interop_fixture.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class Gammu : public InteropOnATerminal {
 protected:
  Gammu() { write("gammurc", "[gammu]\ndevice = " + path("modem") + "\nconnection = at115200\n"); }
  std::string gammu(const std::string& words) {
    return shell("LC_ALL=C.UTF-8 gammu -c " + path("gammurc") + " " + words);
  }
};

TEST_F(Gammu, IdentifiesTheModemAndItsNetwork) {
  const std::string identity = gammu("identify");
  EXPECT_THAT(identity, HasSubstr("isocket"));
  EXPECT_THAT(identity, HasSubstr("virtual modem"));
  EXPECT_THAT(identity, HasSubstr("490158912345601"));
  EXPECT_THAT(identity, HasSubstr("244058912345601"));
  const std::string network = gammu("networkinfo");
  EXPECT_THAT(network, HasSubstr("home network"));
  EXPECT_THAT(network, HasSubstr("LAC 00C3, CID 0000A1B2"));
}

TEST_F(Gammu, CommandsTheDevice) {
  add_device();
  EXPECT_THAT(gammu("sendsms TEXT " + std::string{kDevice} + " -text STATUS"),
              HasSubstr("OK, message reference="));
  ASSERT_TRUE(until([this] { return lab.network().messages().statistics().delivered >= 2; }, 30s));
  const std::string received = gammu("getallsms");
  EXPECT_THAT(received, HasSubstr(std::string{kDevice}));
  EXPECT_THAT(received, HasSubstr("Power socket OFF"));
  EXPECT_THAT(received, HasSubstr("TEMP: 23C(73F)"));
  EXPECT_THAT(received, HasSubstr("1 SMS parts in 1 SMS sequences")) << "once, though there are two stores";
}

TEST_F(Gammu, SendsALongTextInUcs2) {
  write("text", kLongText);
  const std::string sent =
      gammu("sendsms TEXT " + std::string{kFriend} + " -report -unicode -len 400 <" + path("text"));
  EXPECT_THAT(sent, HasSubstr("4/4"));
  ASSERT_TRUE(until([this] { return !person.texts.empty(); }, 30s));
  EXPECT_THAT(person.texts, ElementsAre(kLongText));
}

TEST_F(Gammu, ReadsALongTextInUcs2AndDeletesIt) {
  person.write(kModem, kLongText);
  ASSERT_TRUE(until([this] { return lab.network().messages().statistics().delivered == 4; }, 30s));
  const std::string received = gammu("geteachsms");
  EXPECT_THAT(received, HasSubstr(kLongText));
  EXPECT_THAT(received, HasSubstr("4 SMS parts in 1 SMS sequences"));
  EXPECT_THAT(gammu("deletesms 3 1 4"), Not(HasSubstr("Invalid")));
  EXPECT_THAT(gammu("getallsms"), HasSubstr("0 SMS parts"));
}

TEST_F(Gammu, CallsAndIsCalled) {
  gammu("dialvoice " + std::string{kFriend});
  ASSERT_TRUE(until([this] { return person.rings == 1; }, 10s));
  person.take_call();
  ASSERT_TRUE(until([this] { return person.answered == 1; }, 10s));
  gammu("cancelcall");
  EXPECT_THAT(person.ended, ElementsAre(CallEnd::normal));

  person.call(kModem);
  gammu("answercall");
  EXPECT_EQ(person.answered, 2);
  person.hang_up();
}

TEST_F(Gammu, AsksForTheCreditByUssd) {
  lab.network().ussd().set(account(), "*100#", {UssdReply::Kind::text, "Balance 4.20 EUR", {}});
  const std::string said = gammu("getussd '*100#'");
  EXPECT_THAT(said, HasSubstr("Balance 4.20 EUR"));
}

}  // namespace
}  // namespace isocket::lab
