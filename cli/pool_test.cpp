// What a pool of modems does for a case: which modem, how much it may send, and what becomes of the case when
// the modem goes away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab/lab.h"
#include "many_devices.h"

namespace isocket::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

/// A port that is there once, and does not come back.
class PassingPort final : public modem::PortSource {
 public:
  explicit PassingPort(std::unique_ptr<ByteStream> stream) : stream_{std::move(stream)} {}
  asio::awaitable<Result<modem::OpenedPort>> open() override {
    if (stream_ == nullptr) co_return fail(Errc::not_found, "port", 0, "it is not there");
    modem::OpenedPort port;
    port.stream = std::move(stream_);
    co_return port;
  }

 private:
  std::unique_ptr<ByteStream> stream_;
};

/// Two devices or more, and modems with what each may send.
class World final : public Target {
 public:
  World(std::size_t devices, const std::vector<run::Allowance>& modems)
      : Target{EventLoop::Pace::virtual_time, lab::kLabStart}, lab_{loop_, {}} {
    share_modems([](std::string_view) { return std::string{}; });
    std::vector<run::Switchboard*> all;
    for (std::size_t i = 0; i < modems.size(); ++i) {
      const PhoneNumber number = *PhoneNumber::parse("+35840100000" + std::to_string(i + 1));
      auto [near, far] = make_pipe(loop_);
      cables.push_back(near.get());
      lab_.add_modem(number, std::move(near));
      all.push_back(&add_modem(number, std::make_unique<PassingPort>(std::move(far)),
                               modem::ModemOptions{"m" + std::to_string(i + 1)}, modems[i]));
    }
    for (const char* party : {"boss", "second"}) pool_.bind(party, all);
    for (std::size_t i = 0; i < devices; ++i) {
      numbers_.push_back(*PhoneNumber::parse("+35840200000" + std::to_string(i + 1)));
      benches_.push_back(*lab_.add_device(fw::HostDeviceOptions{}, numbers_.back()));
      run::Device dut{device::Model::environment_pro, numbers_.back(), {}};
      set_table(*benches_.back(), std::move(dut), {}, true, name(i));
    }
  }
  asio::awaitable<Result<void>> start() override { return start_modems(); }
  [[nodiscard]] std::size_t devices() const override { return numbers_.size(); }
  [[nodiscard]] std::string model(std::size_t) const override { return "environment-pro"; }
  [[nodiscard]] std::string name(std::size_t i) const override { return "dut" + std::to_string(i + 1); }
  [[nodiscard]] run::Offer offer(std::size_t i) const override {
    run::Offer offer;
    offer.bench_can = [bench = benches_[i]](std::string_view what) { return bench->can(what); };
    offer.party_bound = [this](std::string_view party) { return pool_.is_bound(party); };
    return offer;
  }
  lab::Lab& lab() { return lab_; }

 private:
  lab::Lab lab_;
  std::vector<PhoneNumber> numbers_;
  std::vector<bench::Bench*> benches_;

 public:
  std::vector<ByteStream*> cables;  ///< of each modem
};

constexpr const char* kCases = R"(suite: Cases
models: [environment-pro]
cases:
  - {id: one, purpose: a, covers: [EP-4.1-18], steps: [{send: ON, expect: Power socket ON}]}
  - {id: two, purpose: b, covers: [EP-4.1-18], steps: [{send: OFF, expect: Power socket OFF}]}
  - {id: three, purpose: c, covers: [EP-4.1-18], steps: [{send: ON, expect: Power socket ON}]}
)";

void play(World& world, ManyDevices& done) {
  const suite::Loaded loaded = suite::load_text("cases.yaml", kCases);
  for (const yaml::Diagnostic& problem : loaded.diagnostics) ADD_FAILURE() << yaml::render(problem);
  run_devices(world, loaded.suites, {}, done);
}

run::Allowance quota(std::uint64_t messages) {
  run::Allowance allowance;
  allowance.quota = messages;
  return allowance;
}

TEST(Pool, GivesEachConversationTheLeastBusyModem) {
  World world{4, {{}, {}}};
  ManyDevices done;
  play(world, done);
  EXPECT_EQ(done.totals.pass, 12u);
  EXPECT_NEAR(static_cast<double>(world.pool().modems()[0]->used()), 12, 2);
  EXPECT_NEAR(static_cast<double>(world.pool().modems()[1]->used()), 12, 2);
}

TEST(Pool, SendsNoMoreThanTheQuotaAndSaysWhatIsNotRun) {
  World world{2, {quota(4), quota(3)}};
  ManyDevices done;
  play(world, done);
  // A case takes its command and its fence: the third message of m2 has nothing to go with.
  EXPECT_EQ(world.pool().modems()[0]->used(), 4u);
  EXPECT_EQ(world.pool().modems()[1]->used(), 2u);
  EXPECT_EQ(done.totals.pass, 3u);
  EXPECT_EQ(done.totals.skipped, 3u);
  EXPECT_EQ(done.totals.unaffordable, 3u);
  EXPECT_THAT(done.skipped, HasSubstr("not run: the quota of m1, m2 is used up"));
}

TEST(Pool, LetsASubmissionWaitUntilTheRateAllowsIt) {
  run::Allowance slow;
  slow.rate = run::Allowance::Rate{2, 1min};
  World world{1, {slow}};
  ManyDevices done;
  play(world, done);
  EXPECT_EQ(done.totals.pass, 3u) << done.trouble;
  EXPECT_GT(done.took(), 2min);  // six messages, two in any minute
  EXPECT_EQ(done.trouble, "") << "a case waits before it begins, not in its middle";
}

TEST(Pool, RepeatsACaseOnAnotherModemWhenItsOwnIsGone) {
  World world{2, {{}, {}}};
  ManyDevices done;
  // The modems are ready after some 20 s, the first commands on their way after 40 s.
  world.loop().wake_at(Instant{45s}, [&world] { world.cables[0]->close(); });
  play(world, done);
  EXPECT_THAT(done.trouble, HasSubstr("modem\n"));
  EXPECT_EQ(done.totals.pass, 6u) << done.trouble;
  EXPECT_NE(world.pool().modems()[0]->lost(), "");
}

TEST(Pool, WithoutAnyModemLeftCasesAreErrors) {
  World world{2, {{}}};
  ManyDevices done;
  world.loop().wake_at(Instant{45s}, [&world] { world.cables[0]->close(); });
  play(world, done);
  EXPECT_EQ(done.totals.pass + done.totals.error, 6u);
  EXPECT_GT(done.totals.error, 0u);
  EXPECT_EQ(done.totals.inconc, 0u) << done.trouble;
}

TEST(Pool, RecordsWhatBelongsToNobodysConversation) {
  World world{2, {{}}};
  ManyDevices done;
  world.loop().wake_at(Instant{30s}, [&world] {
    lab::Network& network = world.lab().network();
    lab::Subscriber& modem = network.directory().add(*PhoneNumber::parse("+358401000001"));
    network.messages().inject(*sms::Address::parse("+358409999999"), "HELLO", modem);
  });
  play(world, done);
  EXPECT_EQ(done.totals.pass, 6u) << done.trouble;
  EXPECT_EQ(done.foreign, 1u);
  EXPECT_THAT(done.events, HasSubstr("\"type\":\"sms.foreign\",\"modem\":\"m1\",\"from\":\"+358409999999\","
                                     "\"text\":\"HELLO\""));
}

}  // namespace
}  // namespace isocket::cli
