// Our own driver on every dialect of the lab's modems, in virtual time: it starts, sends with a report,
// receives, calls, is called, and asks by USSD.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/test_name.h"
#include "lab/lab.h"
#include "lab/test_telephone.h"
#include "modem/modem.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

constexpr std::string_view kOurs = "+358401111111";
constexpr std::string_view kTheirs = "+358402222222";

class Driver : public ::testing::TestWithParam<std::string_view> {
 protected:
  Driver() {
    modem.on_event([this](const modem::ModemEvent& event) { events.push_back(event); });
  }
  /// Runs work on the driver to its end, in virtual time.
  void run(asio::awaitable<void> work) {
    bool done = false;
    const auto whole = [](asio::awaitable<void> inner, bool& flag) -> asio::awaitable<void> {
      co_await std::move(inner);
      flag = true;
    };
    loop.spawn(whole(std::move(work), done));
    for (int i = 0; i < 3000 && !done; ++i) loop.run_until(loop.now() + 100ms);
    EXPECT_TRUE(done);
  }
  void start() {
    Result<modem::Identity> identity = fail(Errc::io, "");
    const auto work = [this, &identity]() -> asio::awaitable<void> { identity = co_await modem.start(); };
    run(work());
    ASSERT_TRUE(identity) << describe(identity.error());
    const std::string_view told = identity->manufacturer;
    EXPECT_EQ(told, Dialect::find(GetParam())->manufacturer);
  }
  template <class Event>
  [[nodiscard]] int count() const {
    int n = 0;
    for (const auto& event : events) n += std::holds_alternative<Event>(event);
    return n;
  }
  template <class Event>
  bool comes() {
    for (int i = 0; i < 1200 && count<Event>() == 0; ++i) loop.run_until(loop.now() + 100ms);
    return count<Event>() > 0;
  }

  static ModemSpec spec() {
    ModemSpec made;
    made.dialect = Dialect::find(GetParam());
    made.pin = "1234";
    return made;
  }
  static modem::ModemOptions options() {
    modem::ModemOptions made{"m1"};
    made.pin = "1234";
    return made;
  }

  EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};
  journal::Journal journal{loop};
  Lab lab{loop};
  modem::Modem modem{loop, lab.add_modem(number(kOurs), spec()), options(), journal};
  TestTelephone telephone{loop, lab.network(), kTheirs};
  std::vector<modem::ModemEvent> events;
};

TEST_P(Driver, SendsWithAReportAndReceives) {
  start();
  modem::Submission submission;
  const auto work = [this, &submission]() -> asio::awaitable<void> {
    sms::Submit submit;
    submit.destination = sms::Address{number(kTheirs)};
    submit.status_report_request = true;
    submit.user_data = sms::UserData::of("hello", submit.coding).value();
    submission = co_await modem.submit(std::move(submit));
  };
  run(work());
  EXPECT_EQ(submission.outcome, modem::Submission::Outcome::sent) << submission.reason;
  if (modem.reports()) {
    EXPECT_TRUE(comes<modem::ReportReceived>());
  }
  loop.run_until(loop.now() + 30s);
  EXPECT_THAT(telephone.texts(), ElementsAre("hello"));

  telephone.send(kOurs, "well received");
  telephone.send(kOurs, "and again");
  std::vector<std::string> texts;
  for (const auto& event : events)
    if (const auto* message = std::get_if<modem::MessageReceived>(&event))
      texts.push_back(message->deliver.text().value());
  EXPECT_THAT(texts, ElementsAre("well received", "and again"));
}

TEST_P(Driver, CallsAndIsCalled) {
  start();
  Result<void> dialled = fail(Errc::io, "");
  const auto call = [this, &dialled]() -> asio::awaitable<void> {
    dialled = co_await modem.dial(number(kTheirs));
  };
  const auto take = [this]() -> asio::awaitable<void> {
    co_await sleep_for(loop, 15s);
    telephone.modem->feed("ATA\r");
  };
  loop.spawn(take());
  run(call());
  ASSERT_TRUE(dialled) << describe(dialled.error());
  EXPECT_TRUE(comes<modem::OutgoingRinging>());
  EXPECT_TRUE(comes<modem::OutgoingAnswered>());
  telephone.at("ATH");
  ASSERT_TRUE(comes<modem::CallEnded>());
  EXPECT_EQ(std::get<modem::CallEnded>(events.back()).how, modem::CallEnd::hung_up);

  events.clear();
  telephone.at("ATD" + std::string{kOurs} + ";");
  ASSERT_TRUE(comes<modem::IncomingCall>());
  EXPECT_EQ(std::get<modem::IncomingCall>(events.front()).number, number(kTheirs));
  Result<void> answered = fail(Errc::io, "");
  const auto answer = [this, &answered]() -> asio::awaitable<void> { answered = co_await modem.answer(); };
  run(answer());
  EXPECT_TRUE(answered);
  Result<void> hung_up = fail(Errc::io, "");
  const auto hang_up = [this, &hung_up]() -> asio::awaitable<void> { hung_up = co_await modem.hang_up(); };
  run(hang_up());
  EXPECT_TRUE(hung_up);
  EXPECT_EQ(count<modem::CallEnded>(), 1);
}

TEST_P(Driver, AsksByUssd) {
  start();
  UssdReply menu{UssdReply::Kind::menu, "1 Balance\n2 Top up", {}};
  menu.choices["1"] = {UssdReply::Kind::text, "Balance 4.20 EUR", {}};
  lab.network().ussd().set(lab.network().directory().add(number(kOurs)), "*100#", menu);
  std::vector<std::string> said;
  const auto work = [this, &said]() -> asio::awaitable<void> {
    for (const char* code : {"*100#", "1"}) {
      const auto reply = co_await modem.ussd(code);
      said.push_back(reply ? reply->text : describe(reply.error()));
    }
  };
  run(work());
  EXPECT_THAT(said, ElementsAre("1 Balance\n2 Top up", "Balance 4.20 EUR"));
}

INSTANTIATE_TEST_SUITE_P(Dialects, Driver, ::testing::ValuesIn(Dialect::names()),
                         [](const auto& test) { return test_name(test.param); });

}  // namespace
}  // namespace isocket::lab
