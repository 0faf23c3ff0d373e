#include "bench/operator_bench.h"

#include <gtest/gtest.h>

#include <array>
#include <deque>

namespace isocket::bench {
namespace {

using device::Model;

/// A person who reads to the end of each prompt, and types the next of some lines; then the terminal closes.
asio::awaitable<void> person(ByteStream& terminal, std::deque<std::string> lines, std::string& read) {
  std::array<std::byte, 256> buffer;
  for (;;) {
    const auto n = co_await terminal.read_some(buffer);
    if (!n) break;
    read.append(reinterpret_cast<const char*>(buffer.data()), *n);
    if (!read.ends_with(' ')) continue;
    if (lines.empty()) break;
    const std::string line = lines.front();
    lines.pop_front();
    const auto written = co_await terminal.write(std::as_bytes(std::span{line}));
    if (!written) break;
  }
  terminal.close();
}

/// The journal, one word or text for each event.
struct Record final : journal::Sink {
  void on_event(const journal::Event& event) override {
    text += (text.empty() ? "" : "; ") + std::string{event.type} + " " + event.text("what") +
            event.text("question") + event.text("answer");
  }
  std::string text;
};

struct Person {
  explicit Person(std::deque<std::string> lines) {
    auto [near, other] = make_pipe(loop);
    far = std::move(other);
    journal.add_sink(record);
    bench = std::make_unique<OperatorBench>(loop, Model::environment_pro, std::move(near), "", journal);
    loop.spawn(person(*far, std::move(lines), read));
  }
  Result<bool> ask(std::string question) {
    Result<bool> answer = false;
    const auto work = [&]() -> asio::awaitable<void> { answer = co_await bench->person()->ask(question); };
    loop.run_to_end(work());
    return answer;
  }
  Result<void> apply(Change change) {
    Result<void> applied;
    const auto work = [&]() -> asio::awaitable<void> { applied = co_await bench->apply(change); };
    loop.run_to_end(work());
    return applied;
  }
  EventLoop loop{EventLoop::Pace::virtual_time};
  journal::Journal journal{loop};
  Record record;
  std::unique_ptr<ByteStream> far;
  std::unique_ptr<OperatorBench> bench;
  std::string read;
};

TEST(OperatorBench, TellsWhatToDoAndWaitsForEnter) {
  Person rig{{"\n"}};
  EXPECT_TRUE(rig.apply(Mains{false}));
  EXPECT_EQ(rig.read, "\nSwitch the mains off, then press Enter: ");
  EXPECT_EQ(rig.record.text, "operator.told Switch the mains off; operator.answered done");
}

TEST(OperatorBench, TakesYesAndNoAndAsksAgainOtherwise) {
  Person rig{{"Y\n", "\n", "perhaps\n", " no \n"}};
  EXPECT_EQ(rig.ask("Is it lit?"), Result<bool>{true});
  EXPECT_EQ(rig.ask("Is it dark?"), Result<bool>{false});
  EXPECT_EQ(
      rig.read,
      "\nIs it lit? [y/n] \nIs it dark? [y/n] Please answer y (yes) or n (no): Please answer y (yes) or "
      "n (no): ");
  EXPECT_EQ(rig.record.text,
            "operator.asked Is it lit?; operator.answered yes; operator.asked Is it dark?; "
            "operator.answered no");
}

TEST(OperatorBench, TheEndOfTheInputIsAnErrorNowAndLater) {
  Person rig{{}};
  EXPECT_EQ(rig.bench->person()->missing(), "");
  const auto answer = rig.ask("Is it lit?");
  ASSERT_FALSE(answer);
  EXPECT_EQ(describe(answer.error()), "the operator: closed: the operator's input has ended");
  EXPECT_EQ(rig.bench->person()->missing(), "the operator's input has ended");
  EXPECT_FALSE(rig.apply(Mains{true}));
  EXPECT_EQ(rig.record.text,
            "operator.asked Is it lit?; operator.answered end of input; operator.told Switch the mains on; "
            "operator.answered end of input");
}

TEST(OperatorBench, WithoutATerminalNobodyIsAsked) {
  EventLoop loop{EventLoop::Pace::virtual_time};
  journal::Journal journal{loop};
  OperatorBench bench{loop, Model::environment_pro, nullptr, "the standard input is no terminal", journal};
  EXPECT_EQ(bench.person()->missing(), "the standard input is no terminal");
  Result<void> applied;
  const auto work = [&]() -> asio::awaitable<void> { applied = co_await bench.reset(); };
  loop.run_to_end(work());
  EXPECT_FALSE(applied);
}

TEST(OperatorBench, CanDoWhatHandsAndEyesCan) {
  EventLoop loop{EventLoop::Pace::virtual_time};
  journal::Journal journal{loop};
  const OperatorBench bench{loop, Model::environment_pro, nullptr, "", journal};
  for (const char* what : {"reset", "mains", "sensor", "button", "sim", "socket", "led.out", "device"})
    EXPECT_TRUE(bench.can(what)) << what;
  for (const char* what :
       {"network", "ussd", "signal", "refuse_submissions", "humidity", "relay.2", "sensor.2"})
    EXPECT_FALSE(bench.can(what)) << what;
  const OperatorBench relays{loop, Model::smart_relay, nullptr, "", journal};
  for (const char* what : {"relay.7", "sensor.6", "temperature.5", "ac", "battery", "variant"})
    EXPECT_TRUE(relays.can(what)) << what;
}

}  // namespace
}  // namespace isocket::bench
