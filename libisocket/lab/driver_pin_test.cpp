// Our own driver with a wrong PIN, on every dialect of the lab's modems: no number of starts locks the card.
#include <gtest/gtest.h>

#include "core/test_name.h"
#include "lab/lab.h"
#include "lab/test_terminal.h"
#include "modem/modem.h"

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;

class WrongPin : public ::testing::TestWithParam<std::string_view> {
 protected:
  WrongPin() {
    auto ends = make_pipe(loop);
    near = std::move(ends.first);
    ModemSpec spec;
    spec.dialect = Dialect::find(GetParam());
    spec.pin = "1234";
    far = &lab.add_modem(number("+358401111111"), std::move(ends.second), spec);
  }
  /// Why a program that has the PIN 4321 does not start.
  std::string start() {
    if (!modem) {
      modem::ModemOptions options{"m1"};
      options.pin = "4321";
      modem = std::make_unique<modem::Modem>(loop, std::move(near), std::move(options), journal);
    }
    Result<modem::Identity> identity = fail(Errc::io, "");
    const auto work = [](modem::Modem& one, Result<modem::Identity>& into) -> asio::awaitable<void> {
      into = co_await one.start();
    };
    loop.spawn(work(*modem, identity));
    loop.run_until(loop.now() + 1min);
    return identity ? "" : identity.error().detail;
  }

  EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};
  journal::Journal journal{loop};
  Lab lab{loop};
  std::unique_ptr<ByteStream> near;
  VirtualModem* far = nullptr;
  std::unique_ptr<modem::Modem> modem;
};

TEST_P(WrongPin, IsGivenOnce) {
  const std::string why = start();
  EXPECT_NE(why.find("the PIN was refused"), std::string::npos) << why;
  start();
  start();
  EXPECT_EQ(far->card.tries, 2);
}

TEST_P(WrongPin, IsNotGivenByTheNextProgramWhereTheModemCounts) {
  far->card.tries = 2;  // what the program before has left
  const std::string why = start();
  const bool counts = !Dialect::find(GetParam())->tries_command.empty();
  EXPECT_EQ(why.find("the SIM has 2 tries left") != std::string::npos, counts) << why;
  EXPECT_EQ(far->card.tries, counts ? 2 : 1);
}

INSTANTIATE_TEST_SUITE_P(Dialects, WrongPin, ::testing::ValuesIn(Dialect::names()),
                         [](const auto& test) { return test_name(test.param); });

}  // namespace
}  // namespace isocket::lab
