// ModemManager without the system's services: on a bus of its own, told by its Test interface which port
// there is. It opens no pseudo-terminal, so the port is a UNIX socket with an abstract name, "abstract:…".
#include <unistd.h>

#include "lab/interop_fixture.h"
#include "lab/unix_listener.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kBus = "org.freedesktop.ModemManager1";
constexpr const char* kRoot = "/org/freedesktop/ModemManager1";

class ModemManager : public Interop {
 protected:
  ModemManager() {
    const auto visit = [this](std::unique_ptr<ByteStream> stream) {
      visitor =
          std::make_unique<Line>(loop, std::move(stream),  // the former one is gone: the port is opened anew
                                 [this](std::string_view octets) { port.write(octets); });
    };
    listener = UnixListener::open(loop, "@" + name, visit).value();
    const std::string bus = "unix:path=" + path("bus");
    bus_daemon = start("exec dbus-daemon --session --nofork --nosyslog --address=" + bus, "bus.log");
    // mmcli knows the system's bus alone.
    environment =
        "export DBUS_SESSION_BUS_ADDRESS=" + bus + " DBUS_SYSTEM_BUS_ADDRESS=" + bus + " LC_ALL=C.UTF-8; ";
    EXPECT_TRUE(until([this] { return !files_named("bus").empty(); }, 20s));
    manager =
        start(environment +
                  "exec ModemManager --debug --test-session --test-enable --test-no-udev --test-no-qrtr "
                  "--test-no-suspend-resume --no-auto-scan",
              "log");
    const std::string set_profile = environment + "dbus-send --session --print-reply --dest=" + kBus + " " +
                                    kRoot + " " + kBus + ".Test.SetProfile string:lab string:generic " +
                                    "array:string:" + name;
    EXPECT_TRUE(until([&] { return shell(set_profile).starts_with("method return"); }, 20s));
    EXPECT_TRUE(until([this] { return cli("-L").find("/Modem/0") != std::string::npos; }, 30s));
    EXPECT_THAT(cli("-m 0 -e"), HasSubstr("successfully enabled"));
    // It looks at the network only after it said so, and until then allows emergency calls alone.
    EXPECT_TRUE(says("-m 0", "registered"));
  }
  void TearDown() override {
    stop(*manager);
    stop(*bus_daemon);
  }
  std::vector<std::string> files_named(std::string_view what) const {
    std::vector<std::string> found;
    for (const auto& file : files(""))
      if (file.ends_with(what)) found.push_back(file);
    return found;
  }
  std::string cli(const std::string& words) { return shell(environment + "mmcli " + words); }
  /// Waits until what mmcli says has a text.
  bool says(const std::string& words, std::string_view text) {
    return until([&] { return cli(words).find(text) != std::string::npos; }, 20s);
  }
  /// Whether it listens for the end of a call: it begins, and ceases, some time after a call does.
  bool listens_for_the_end_of_a_call() const {
    const std::string log = contents(path("log"));
    const std::size_t begun = log.rfind("modem is now in-call state");
    const std::size_t ceased = log.rfind("modem is no longer in-call state");
    return begun != std::string::npos && (ceased == std::string::npos || ceased < begun);
  }
  /// The object that an answer names: "…/SMS/3".
  static std::string object(const std::string& said) {
    const std::size_t at = said.find(kRoot);
    return at == std::string::npos ? "" : said.substr(at, said.find_first_of(" \n", at) - at);
  }
  std::string create(const std::string& what) { return object(cli("-m 0 " + what)); }

  const std::string name = "abstract:isocket-" + std::to_string(::getpid());
  std::string environment;
  Line port{loop, lab.add_modem(*PhoneNumber::parse(kModem)), [this](std::string_view octets) {
              if (visitor) visitor->write(octets);
            }};
  std::unique_ptr<Line> visitor;
  std::unique_ptr<UnixListener> listener;
  std::unique_ptr<ChildProcess> bus_daemon;
  std::unique_ptr<ChildProcess> manager;
};

TEST_F(ModemManager, KnowsTheModemAndTheNetwork) {
  const std::string modem = cli("-m 0");
  EXPECT_THAT(modem, HasSubstr("virtual modem"));
  EXPECT_THAT(modem, HasSubstr("490158912345601"));
  EXPECT_THAT(modem, HasSubstr("isocket lab"));
  EXPECT_THAT(modem, HasSubstr("74%")) << "-67 dBm";
  EXPECT_THAT(cli("-m 0 --location-get"), HasSubstr("00C3"));
  EXPECT_THAT(cli("-i 0"), HasSubstr("8935805358912345601")) << "the card's number";
}

TEST_F(ModemManager, SendsAndReceivesLongTextsOnce) {
  const std::string sms = create("--messaging-create-sms=\"text='" + kLongText + "',number='" +
                                 std::string{kFriend} + "',delivery-report-request=yes\"");
  EXPECT_THAT(cli("-s " + sms + " --send"), HasSubstr("successfully sent"));
  EXPECT_TRUE(until([this] { return !person.texts.empty(); }, 20s));
  EXPECT_THAT(person.texts, ElementsAre(kLongText));
  // It asks for a report of the last part alone.
  EXPECT_TRUE(says("-m 0 --messaging-list-sms", "/SMS/1 (received)"));
  EXPECT_THAT(cli("-s " + std::string{kRoot} + "/SMS/1"), HasSubstr("completed-received"));

  // It loses a +CMTI that comes while it selects the store for the one before. A network's messages are 0.8 s
  // apart at the least; those of a brisk lab are not.
  lab.network().directory().timing().gap = Range{800ms, 800ms};
  person.write(kModem, kLongText);
  ASSERT_TRUE(says("-m 0 --messaging-list-sms", "/SMS/2 (received)"));
  EXPECT_THAT(cli("-s " + std::string{kRoot} + "/SMS/2"), HasSubstr(kLongText));
  EXPECT_THAT(cli("-m 0 --messaging-list-sms"), Not(HasSubstr("/SMS/3"))) << "one store, whatever its names";
}

TEST_F(ModemManager, CallsAndIsCalled) {
  const std::string out = create("--voice-create-call=number=" + std::string{kFriend});
  EXPECT_THAT(cli("-o " + out + " --start"), HasSubstr("successfully started"));
  ASSERT_TRUE(until([this] { return person.rings == 1; }, 10s));
  EXPECT_TRUE(says("-o " + out, "ringing-out"));
  person.take_call();
  EXPECT_TRUE(says("-o " + out, "active"));
  EXPECT_THAT(cli("-o " + out + " --hangup"), HasSubstr("successfully hung up"));
  EXPECT_THAT(person.ended, ElementsAre(CallEnd::normal));
  ASSERT_TRUE(until([this] { return !listens_for_the_end_of_a_call(); }, 20s));

  person.call(kModem);
  ASSERT_TRUE(says("-m 0 --voice-list-calls", "incoming"));
  const std::string in = std::string{kRoot} + "/Call/1";
  EXPECT_TRUE(says("-o " + in, std::string{kFriend}));
  EXPECT_THAT(cli("-o " + in + " --accept"), HasSubstr("successfully accepted"));
  EXPECT_TRUE(until([this] { return person.answered == 2; }, 10s));
  ASSERT_TRUE(until([this] { return listens_for_the_end_of_a_call(); }, 20s));
  person.hang_up();
  EXPECT_TRUE(says("-m 0 --voice-list-calls", "incoming (terminated)"));
}

TEST_F(ModemManager, AsksAndAnswersByUssd) {
  UssdReply menu{UssdReply::Kind::menu, "1 Balance\n2 Top up", {}};
  menu.choices["1"] = {UssdReply::Kind::text, "Balance 4.20 EUR", {}};
  lab.network().ussd().set(account(), "*100#", menu);
  EXPECT_THAT(cli("-m 0 --3gpp-ussd-initiate='*100#'"), HasSubstr("Top up"));
  EXPECT_THAT(cli("-m 0 --3gpp-ussd-respond=1"), HasSubstr("Balance 4.20 EUR"));
}

}  // namespace
}  // namespace isocket::lab
