// Our own driver on a modem that a former program has left in the middle of something, in virtual time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "core/test_name.h"
#include "lab/lab.h"
#include "lab/test_telephone.h"
#include "modem/modem.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

constexpr std::string_view kOwn = "+358401111111";
constexpr std::string_view kOther = "+358402222222";

/// The former program has asked for +CMT with acknowledgement, and ended before a message came.
class Heritage : public ::testing::Test {
 protected:
  Heritage() {
    line = lab.add_modem(number(kOwn));
    loop.run_until(loop.now() + 15s);
    const std::string_view settings = "ATE0\rAT+CSMS=1;+CNMI=2,2,0,1,0\r";
    loop.spawn(write(*line, settings));
    loop.run_until(loop.now() + 1s);
    telephone.send(kOwn, "left", 8s);
    loop.spawn(read(*line, said));
    loop.run_until(loop.now() + 100ms);
    EXPECT_NE(said.find("+CMT: "), std::string::npos) << said;
  }
  static asio::awaitable<void> write(ByteStream& to, std::string_view text) {
    static_cast<void>(co_await to.write(std::as_bytes(std::span{text})));
  }
  static asio::awaitable<void> read(ByteStream& from, std::string& into) {
    std::array<std::byte, 4096> buffer;
    const auto n = co_await from.read_some(buffer);
    if (n) into.append(reinterpret_cast<const char*>(buffer.data()), *n);
  }
  void start(modem::ModemOptions options) {
    modem = std::make_unique<modem::Modem>(loop, std::move(line), std::move(options), journal);
    modem->on_event([this](const modem::ModemEvent& event) {
      if (const auto* message = std::get_if<modem::MessageReceived>(&event))
        texts.push_back(message->deliver.text().value());
    });
    if (awaits) modem->take_over({}, true);
    bool started = false;
    const auto work = [](modem::Modem& one, bool& done) -> asio::awaitable<void> {
      const auto identity = co_await one.start();
      done = identity.has_value();
    };
    loop.spawn(work(*modem, started));
    loop.run_until(loop.now() + 5s);
    EXPECT_TRUE(started);
  }

  EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};
  journal::Journal journal{loop};
  Lab lab{loop};
  TestTelephone telephone{loop, lab.network(), kOther};
  std::unique_ptr<ByteStream> line;
  std::string said;
  bool awaits = false;
  std::unique_ptr<modem::Modem> modem;
  std::vector<std::string> texts;
};

TEST_F(Heritage, ADriverThatDoesNotAcknowledgeHearsAtOnce) {
  modem::ModemOptions options{"m1"};
  options.acknowledge = false;
  start(std::move(options));
  telephone.send(kOwn, "new", 8s);
  EXPECT_THAT(texts, ElementsAre("new"));
}

TEST_F(Heritage, SoDoesOneThatAcknowledges) {
  start(modem::ModemOptions{"m1"});
  telephone.send(kOwn, "new", 8s);
  EXPECT_THAT(texts, ElementsAre("new"));
}

class AwaitedHeritage : public Heritage, public ::testing::WithParamInterface<modem::Reception> {};

TEST_P(AwaitedHeritage, IsReadWhenTheModemHasStoredIt) {
  modem::ModemOptions options{"m1"};
  options.reception = GetParam();
  options.acknowledge = false;
  options.keep = true;
  awaits = true;
  start(std::move(options));
  loop.run_until(loop.now() + 30s);
  EXPECT_THAT(texts, ElementsAre("left"));
  telephone.send(kOwn, "new");
  EXPECT_THAT(texts, ElementsAre("left", "new"));
}

INSTANTIATE_TEST_SUITE_P(Receptions, AwaitedHeritage,
                         ::testing::Values(modem::Reception::direct, modem::Reception::stored),
                         [](const auto& test) { return test_name(name_of(test.param)); });

}  // namespace
}  // namespace isocket::lab
