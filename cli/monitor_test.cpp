#include "monitor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli_testing.h"
#include "lab/lab.h"

namespace isocket::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

/// What goes to the modem that is watched.
struct Commands final : journal::Sink {
  void on_event(const journal::Event& event) override {
    if (event.type == "at.tx") all += event.text("data") + "\n";
  }
  std::string all;
};

/// Two modems in a virtual network; one is watched, the other writes and calls.
class Monitored : public ::testing::Test {
 protected:
  Monitored() { options.length = 60s; }

  void watch(const std::string& text = "hello") {
    Monitor monitor{loop, options, out};
    monitor.journal().add_sink(commands);
    monitor.add(modem::ModemOptions{"m1"}, world.add_modem(first));
    modem::Modem other{loop, world.add_modem(second), modem::ModemOptions{"m2"}, journal};
    loop.spawn(write(other, text));
    EXPECT_TRUE(loop.run_to_end(monitor.watch()));
    watched_all = monitor.watched_all();
  }
  asio::awaitable<void> write(modem::Modem& modem, std::string text) {
    const auto started = co_await modem.start();
    EXPECT_TRUE(started);
    sms::Submit submit;
    submit.destination = sms::Address{first};
    submit.user_data = *sms::UserData::of(text, submit.coding);
    co_await sleep_for(loop, 20s);
    const auto sent = co_await modem.submit(std::move(submit));
    EXPECT_EQ(sent.outcome, modem::Submission::Outcome::sent);
    const auto dialled = co_await modem.dial(first);
    EXPECT_TRUE(dialled);
    co_await sleep_for(loop, 8s);
    const auto hung_up = co_await modem.hang_up();
    EXPECT_TRUE(hung_up);
  }

  EventLoop loop{EventLoop::Pace::virtual_time, lab::kLabStart};
  lab::Lab world{loop};
  journal::Journal journal{loop};
  const PhoneNumber first = *PhoneNumber::parse("+358401000001");
  const PhoneNumber second = *PhoneNumber::parse("+358401000002");
  MonitorOptions options;
  std::ostringstream out;
  Commands commands;
  bool watched_all = false;
};

TEST_F(Monitored, ShowsMessagesAndCallsWithTheirTimeAndDeletesNothing) {
  watch("hello\nyou");
  EXPECT_THAT(out.str(), HasSubstr("  m1  ready: "));
  EXPECT_THAT(out.str(), HasSubstr("Z  m1  message from +358401000002: \"hello\\nyou\"\n"));
  EXPECT_THAT(out.str(), HasSubstr("m1  call from +358401000002\n"));
  EXPECT_THAT(out.str(), HasSubstr("m1  the call has ended ("));
  EXPECT_EQ(out.str().substr(0, 10), "2026-01-05");
  EXPECT_THAT(commands.all, HasSubstr("AT+CMGR="));
  EXPECT_THAT(commands.all, Not(HasSubstr("AT+CMGD")));
  EXPECT_TRUE(watched_all);
}

TEST_F(Monitored, DeletesWhatItHasShownWhenThatIsWanted) {
  options.remove = true;
  watch();
  EXPECT_THAT(out.str(), HasSubstr("message from +358401000002: \"hello\"\n"));
  EXPECT_THAT(commands.all, Not(HasSubstr("AT+CNMI=2,2")));  // straight away: it would be stored nowhere
  EXPECT_THAT(commands.all, HasSubstr("AT+CMGD="));
}

/// A disk that is full after some lines.
class FullAfter final : public std::stringbuf {
 public:
  explicit FullAfter(int lines) : lines_{lines} {}

 private:
  int sync() override { return lines_-- > 0 ? 0 : -1; }
  int lines_;
};

TEST_F(Monitored, DeletesNothingThatCouldNotBeShownAndEnds) {
  options.remove = true;
  FullAfter disk{1};  // "ready" comes out
  std::ostream full{&disk};
  Monitor monitor{loop, options, full};
  monitor.journal().add_sink(commands);
  monitor.add(modem::ModemOptions{"m1"}, world.add_modem(first));
  modem::Modem other{loop, world.add_modem(second), modem::ModemOptions{"m2"}, journal};
  loop.spawn(write(other, "hello"));
  const Instant began = loop.now();
  EXPECT_TRUE(loop.run_to_end(monitor.watch()));
  EXPECT_LT(loop.now() - began, 50s);
  loop.run_until(began + 2min);
  EXPECT_THAT(commands.all, HasSubstr("AT+CMGR="));
  EXPECT_THAT(commands.all, Not(HasSubstr("AT+CMGD")));
}

TEST_F(Monitored, TellsTheSignalAsOftenAsItIsAskedTo) {
  options.signal_every = 25s;
  watch();
  const std::string text = out.str();
  std::size_t count = 0;
  for (std::size_t at = text.find(" dBm ("); at != std::string::npos; at = text.find(" dBm (", at + 1))
    ++count;
  EXPECT_EQ(count, 3u) << text;  // at 0, 25 and 50 s
}

TEST_F(Monitored, WritesALineOfJsonForEachEvent) {
  options.json = true;
  options.signal_every = 1h;
  watch();
  std::istringstream lines{out.str()};
  std::map<std::string, nlohmann::json> events;
  for (std::string line; std::getline(lines, line);) {
    const auto event = nlohmann::json::parse(line);
    EXPECT_EQ(event["modem"], "m1");
    events[event["event"]] = event;
  }
  EXPECT_EQ(events["message"]["text"], "hello");
  EXPECT_EQ(events["message"]["from"], "+358401000002");
  EXPECT_EQ(events["message"]["stored_before"], false);
  EXPECT_EQ(events["message"]["parts"], 1);
  EXPECT_EQ(events["call"]["from"], "+358401000002");
  EXPECT_TRUE(events["signal"]["dbm"].is_number_integer());
  EXPECT_TRUE(events.contains("ready"));
}

TEST_F(Monitored, EndsWhenNoModemIsLeft) {
  Monitor monitor{loop, options, out};
  auto [near, far] = make_pipe(loop);
  monitor.add(modem::ModemOptions{"m9"}, std::move(near));
  far->close();
  EXPECT_TRUE(loop.run_to_end(monitor.watch()));
  EXPECT_FALSE(monitor.watched_all());
  EXPECT_THAT(out.str(), HasSubstr("m9  cannot be watched: "));
}

TEST(MonitorCommand, SaysWhatIsWrongWithItsArguments) {
  EXPECT_THAT(run_with({"monitor", "--for", "x", "--port", "/dev/null"}).err, HasSubstr("--for: "));
  EXPECT_THAT(run_with({"monitor", "--signal-every", "10"}).err, HasSubstr("--signal-every: "));
  const Outcome none = run_with({"monitor", "--inventory", "/nonexistent/isocket.yaml"});
  EXPECT_EQ(none.code, ExitCode::usage);
  const Outcome gone = run_with({"monitor", "--port", "/nonexistent/port"});
  EXPECT_EQ(gone.code, ExitCode::equipment);
  EXPECT_THAT(gone.out, HasSubstr("/nonexistent/port  cannot be watched: "));
}

}  // namespace
}  // namespace isocket::cli
