// Whole cases on a bench that a person sets and looks at: a device of the lab, in virtual time, and somebody
// at the terminal who does what is said and answers what can be seen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <map>

#include "bench/operator_bench.h"
#include "lab/lab.h"
#include "run/runner.h"
#include "suite/load.h"
#include "target.h"

namespace isocket::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

const PhoneNumber kSocket = *PhoneNumber::parse("+358401009999");
const PhoneNumber kBoss = *PhoneNumber::parse("+358401000001");

/// What is found in a prompt, and what the person types.
using Answers = std::map<std::string, std::string>;

class ByHand final : public Target {
 public:
  ByHand() : Target{EventLoop::Pace::virtual_time, lab::kLabStart}, lab_{loop_, {}} {
    bench_ = *lab_.add_device(fw::HostDeviceOptions{}, kSocket);
    add_party("boss", kBoss, lab_.add_modem(kBoss), modem::ModemOptions{"m1"});
    auto [near, far] = make_pipe(loop_);
    terminal_ = std::move(far);
    by_hand_ = std::make_unique<bench::OperatorBench>(loop_, device::Model::environment_pro, std::move(near),
                                                      "", journal_);
    set_table(*by_hand_, run::Device{device::Model::environment_pro, kSocket, {}}, {}, false);
  }
  asio::awaitable<Result<void>> start() override { return start_modems(); }
  [[nodiscard]] std::string model(std::size_t) const override { return "environment-pro"; }
  [[nodiscard]] std::string name(std::size_t) const override { return "dut1"; }
  [[nodiscard]] run::Offer offer(std::size_t) const override {
    run::Offer offer;
    offer.bench_can = [this](std::string_view what) { return by_hand_->can(what); };
    offer.party_bound = [](std::string_view party) { return party == "boss"; };
    offer.by_operator = true;
    offer.operator_missing = [this] { return by_hand_->person()->missing(); };
    return offer;
  }
  /// The person; an answer that is empty closes the terminal.
  asio::awaitable<void> person(Answers answers) {
    std::array<std::byte, 512> buffer;
    for (;;) {
      const auto n = co_await terminal_->read_some(buffer);
      if (!n) co_return;
      const std::string prompt{reinterpret_cast<const char*>(buffer.data()), *n};
      const std::string line = co_await react(prompt, answers);
      if (line.empty()) break;
      const auto written = co_await terminal_->write(std::as_bytes(std::span{line}));
      if (!written) co_return;
    }
    terminal_->close();
  }

 private:
  asio::awaitable<std::string> react(std::string prompt, const Answers& answers) {
    for (const auto& [part, line] : answers)
      if (prompt.find(part) != std::string::npos) co_return line;
    if (prompt.find("start state") != std::string::npos) {
      const auto reset = co_await bench_->reset();
      EXPECT_TRUE(reset);
      co_return std::string{"\n"};
    }
    if (prompt.find("hidden button") != std::string::npos) {
      bench::Change press = bench::Button{200ms};
      const auto pressed = co_await bench_->apply(std::move(press));
      EXPECT_TRUE(pressed);
      co_await sleep_for(loop_, 1s);
      co_return std::string{"\n"};
    }
    const bool on = bench_->history().level(bench::Output::socket);
    if (prompt.find("the socket on") != std::string::npos) co_return std::string{on ? "y\n" : "n\n"};
    if (prompt.find("the socket off") != std::string::npos) co_return std::string{on ? "n\n" : "y\n"};
    ADD_FAILURE() << "nobody can answer: " << prompt;
    co_return std::string{};
  }

  lab::Lab lab_;
  lab::LabBench* bench_ = nullptr;
  std::unique_ptr<ByteStream> terminal_;
  std::unique_ptr<bench::OperatorBench> by_hand_;
};

struct Record final : journal::Sink {
  void on_event(const journal::Event& event) override {
    const bool told = event.type == "operator.told" || event.type == "operator.asked";
    if (told || event.type == "operator.answered")
      said += event.text("what") + event.text("question") + event.text("answer") + (told ? " - " : "\n");
    if (event.type == "verdict")
      judged += event.text("verdict") + " " + event.text("reason") + ": " + event.text("what") + "\n";
    if (event.type == "case.skipped") skipped += event.text("reason") + "\n";
    if (event.type == "bench.set") set += event.text("what") + " " + event.text("value") + "\n";
    if (event.type == "bench.seen") seen += event.text("what") + "\n";
  }
  std::string said, judged, skipped, set, seen;
};

constexpr const char* kPress =
    "suite: By hand\n"
    "cases:\n"
    "  - id: the-button-switches\n"
    "    purpose: The hidden button switches the socket\n"
    "    covers: [EP-14-01]\n"
    "    steps:\n"
    "      - observe: {socket: off}\n"
    "      - bench: {button: 200ms}\n"
    "        observe: {socket: on}\n"
    "      - ask: Did it click?\n";

class OperatorRun : public ::testing::Test {
 protected:
  run::Totals run(const std::string& suite, Answers answers) {
    const suite::Loaded loaded = suite::load_text("by-hand.yaml", suite);
    for (const yaml::Diagnostic& problem : loaded.diagnostics) ADD_FAILURE() << yaml::render(problem);
    target.journal().add_sink(record);
    target.loop().spawn(target.person(std::move(answers)));
    run::Totals totals;
    const auto work = [&]() -> asio::awaitable<void> {
      const auto started = co_await target.start();
      EXPECT_TRUE(started);
      const run::RunOptions options;
      run::Runner runner{target.table(), options};
      auto order = run::plan(loaded.suites, {}, 1);
      totals = co_await runner.run(std::move(order), target.offer(0));
    };
    EXPECT_TRUE(target.loop().run_to_end(work()));
    return totals;
  }
  Record record;
  ByHand target;
};

TEST_F(OperatorRun, PassesWhenThePersonSeesWhatIsToBeSeen) {
  const run::Totals totals = run(kPress, {{"Did it click?", "y\n"}});
  EXPECT_EQ(totals.pass, 1u) << record.judged;
  EXPECT_THAT(record.said, HasSubstr("\nIs the socket off? - yes\n"
                                     "Press the hidden button, and release it after 200ms - done\n"
                                     "Is the socket on? - yes\n"
                                     "Did it click? - yes\n"));
  EXPECT_EQ(record.set, "button 200ms\n");
  EXPECT_EQ(record.seen, "socket: off\nsocket: on\n");
}

TEST_F(OperatorRun, ANoIsAFail) {
  const run::Totals totals = run(kPress, {{"Did it click?", "n\n"}});
  EXPECT_EQ(totals.fail, 1u);
  EXPECT_EQ(record.judged, "fail answered-no: the operator was asked: Did it click?\n");
}

TEST_F(OperatorRun, WhatIsNotSeenIsAFail) {
  const run::Totals totals = run(kPress, {{"Is the socket on?", "n\n"}});
  EXPECT_EQ(totals.fail, 1u);
  EXPECT_EQ(record.judged, "fail wrong-state: the operator was asked: Is the socket on?\n");
}

TEST_F(OperatorRun, TheEndOfTheInputIsAnErrorAndSkipsTheRest) {
  const std::string two = std::string{kPress} +
                          "  - id: another\n"
                          "    purpose: Another case\n"
                          "    covers: [EP-14-01]\n"
                          "    steps:\n"
                          "      - ask: Did it click?\n";
  const run::Totals totals = run(two, {{"Did it click?", ""}});
  EXPECT_EQ(totals.error, 1u);
  EXPECT_EQ(totals.skipped, 1u);
  EXPECT_EQ(record.judged, "error bench: the operator: closed: the operator's input has ended\n");
  EXPECT_EQ(record.skipped, "it needs the operator of the bench, and the operator's input has ended\n");
}

}  // namespace
}  // namespace isocket::cli
