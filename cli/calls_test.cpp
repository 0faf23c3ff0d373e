// Calls of whole cases and of single parties, in virtual time: with the reference firmware at the other end,
// and with a telephone in its place, which can do what no model does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases_in_the_lab.h"
#include "lab/lab.h"
#include "lab/test_telephone.h"

namespace isocket::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using Outcome = suite::Call::Outcome;

constexpr std::string_view kTelephone = "+358401009999";
constexpr std::string_view kThird = "+358401000003";
const PhoneNumber kCaller = *PhoneNumber::parse("+358401000001");

suite::Call answered() {
  suite::Call call;
  call.ring = 30s;
  call.outcome = Outcome::answered;
  return call;
}

/// A party, and telephones that somebody types at.
class ToATelephone final : public Target {
 public:
  ToATelephone() : Target{EventLoop::Pace::virtual_time, lab::kLabStart}, lab_{loop_, {}} {
    add_party("boss", kCaller, lab_.add_modem(kCaller), modem::ModemOptions{"m1"});
    seats_.take_all();
    const auto work = [this]() -> asio::awaitable<void> {
      const auto started = co_await start_modems();
      EXPECT_TRUE(started);
    };
    EXPECT_TRUE(loop_.run_to_end(work()));
    telephone = std::make_unique<lab::TestTelephone>(loop_, lab_.network(), kTelephone);
    third = std::make_unique<lab::TestTelephone>(loop_, lab_.network(), kThird);
  }
  asio::awaitable<Result<void>> start() override { return start_modems(); }
  [[nodiscard]] std::string model(std::size_t) const override { return {}; }
  [[nodiscard]] std::string name(std::size_t) const override { return {}; }
  [[nodiscard]] run::Offer offer(std::size_t) const override { return {}; }

  run::Party& boss() { return *seats_.parties().front(); }
  /// Somebody types at the telephone that long from now.
  void types(Duration after, std::string command) {
    loop_.wake_at(loop_.now() + after,
                  [this, text = std::move(command)] { telephone->modem->feed(text + "\r"); });
  }
  run::CallResult call(const suite::Call& how) {
    run::CallResult result;
    const auto work = [&]() -> asio::awaitable<void> {
      const auto called = co_await boss().call(lab::number(kTelephone), how);
      EXPECT_TRUE(called);
      if (called) result = *called;
    };
    EXPECT_TRUE(loop_.run_to_end(work()));
    return result;
  }
  void hang_up() {
    const auto work = [this]() -> asio::awaitable<void> {
      const auto ended = co_await boss().hang_up();
      EXPECT_TRUE(ended);
    };
    EXPECT_TRUE(loop_.run_to_end(work()));
  }

 private:
  lab::Lab lab_;  // outlives the telephones
  Notifier heard_{loop_, loop_.executor()};
  run::Seats seats_{pool_, loop_, journal_, heard_, {}};

 public:
  std::unique_ptr<lab::TestTelephone> telephone, third;
};

TEST(PartyCall, LastsAsLongAsItShallAndIsEndedByTheParty) {
  ToATelephone line;
  line.types(8s, "ATA");
  suite::Call call = answered();
  call.lasts = 20s;
  const Instant began = line.loop().now();
  const run::CallResult result = line.call(call);
  EXPECT_EQ(result.outcome, Outcome::answered);
  EXPECT_FALSE(result.cut_after);
  EXPECT_GE(line.loop().now() - began, 28s);
  EXPECT_LT(line.loop().now() - began, 30s);
  EXPECT_THAT(line.telephone->seen, HasSubstr("NO CARRIER"));
}

TEST(PartyCall, TellsThatTheOtherSideEndedIt) {
  ToATelephone line;
  line.types(8s, "ATA");
  line.types(13s, "ATH");
  suite::Call call = answered();
  call.lasts = 20s;
  const run::CallResult result = line.call(call);
  EXPECT_EQ(result.outcome, Outcome::answered);
  ASSERT_TRUE(result.cut_after);
  EXPECT_GT(*result.cut_after, 4s);
  EXPECT_LT(*result.cut_after, 6s);
}

TEST(PartyCall, GoesOnUntilEitherSideHangsUp) {
  ToATelephone line;
  line.types(8s, "ATA");
  suite::Call call = answered();
  call.talks_on = true;
  EXPECT_EQ(line.call(call).outcome, Outcome::answered);
  line.loop().run_until(line.loop().now() + 10min);
  ASSERT_TRUE(line.boss().talk());
  EXPECT_FALSE(line.boss().talk()->ended);
  line.types(1s, "ATH");
  line.loop().run_until(line.loop().now() + 5s);
  EXPECT_TRUE(line.boss().talk()->ended) << "the telephone has hung up";
  line.hang_up();
  EXPECT_FALSE(line.boss().talk());
}

TEST(PartyCall, IsBusyWhereItDoesNotRing) {
  ToATelephone line;
  line.third->at("ATD" + std::string{kTelephone} + ";");
  line.types(4s, "ATA");
  line.loop().run_until(line.loop().now() + 6s);
  const run::CallResult result = line.call(answered());
  EXPECT_EQ(result.outcome, Outcome::busy);
  EXPECT_FALSE(result.rang);
}

TEST(PartyCall, IsRejectedAlsoWhereTheRingingWasTooShortToBeSeen) {
  ToATelephone line;
  // Between two looks at the state of the call, whenever it comes to ring.
  for (Duration at = 1s; at < 4s; at += 50ms) line.types(at, "ATH");
  const run::CallResult result = line.call(answered());
  EXPECT_EQ(result.outcome, Outcome::rejected);
  EXPECT_FALSE(result.rang);
  EXPECT_FALSE(result.maybe_busy) << "the network's cause tells";
}

constexpr const char* kAlertCall =
    "    given: {alert_numbers: [boss], alert: CALL, alarm: on}\n"
    "    ignore: alerts\n"
    "    steps:\n"
    "      - bench: {sensor: closed}\n";

TEST(CallSteps, ADeviceWithoutMicrophoneDoesNotStayInACall) {  // EP-9.2-26
  EXPECT_EQ(verdicts("environment-pro", std::string{"  - id: stays\n    purpose: It stays in the call\n"} +
                                            kAlertCall +
                                            "      - ringing: {within: 30s, then: answer, for: 15s}\n"),
            "stays: fail call-cut\n");
  EXPECT_EQ(
      verdicts("environment-pro", std::string{"  - id: talks\n    purpose: It talks on\n"} + kAlertCall +
                                      "      - ringing: {within: 30s, then: talk}\n"
                                      "      - wait: 10s\n"
                                      "      - hang_up: boss\n"),
      "talks: fail call-cut\n");
}

constexpr const char* kMicrophone =
    "    given: {seclist: [boss], ring: MIC}\n"
    "    steps:\n";

TEST(CallSteps, ADeviceWithMicrophoneStaysUntilThePartyHangsUp) {  // GS-10-04
  EXPECT_EQ(
      verdicts("gsm-707", std::string{"  - id: stays\n    purpose: It stays in the call\n"} + kMicrophone +
                              "      - call: {outcome: answered, for: 10m}\n"
                              "      - call: {outcome: answered, for: 20s}\n"),
      "stays: pass\n");
  EXPECT_EQ(verdicts("gsm-707", std::string{"  - id: talks\n    purpose: It talks while others call\n"} +
                                    kMicrophone +
                                    "      - call: {outcome: answered, then: talk}\n"
                                    "      - call: {outcome: busy}\n        from: second\n"
                                    "      - wait: 5m\n"
                                    "      - hang_up: boss\n"
                                    "      - call: {outcome: answered, then: talk}\n"),
            "talks: pass\n")
      << "and the call under way at the end of a case ends with it";
}

TEST(CallSteps, ACallThatDiesWithTheDeviceIsCut) {
  EXPECT_EQ(verdicts("gsm-706", std::string{"  - id: dies\n    purpose: Its call ends with its supply\n"} +
                                    kMicrophone +
                                    "      - call: {outcome: answered, then: talk}\n"
                                    "      - bench: {mains: off}\n"
                                    "      - wait: 10s\n"
                                    "      - hang_up: boss\n"),
            "dies: fail call-cut\n");
}

TEST(CallSteps, ADeviceThatCallsIsBusy) {
  EXPECT_EQ(verdicts("environment-pro", std::string{"  - id: busy\n    purpose: It is busy\n"} + kAlertCall +
                                            "      - ringing: {within: 30s, then: let ring}\n"
                                            "      - call: {outcome: busy}\n        from: second\n"),
            "busy: pass\n");
  EXPECT_EQ(
      verdicts("environment-pro", std::string{"  - id: rejects\n    purpose: It rejects\n"} + kAlertCall +
                                      "      - ringing: {within: 30s, then: let ring}\n"
                                      "      - call: {outcome: rejected}\n        from: second\n"),
      "rejects: fail wrong-call-outcome\n");
}

}  // namespace
}  // namespace isocket::cli
