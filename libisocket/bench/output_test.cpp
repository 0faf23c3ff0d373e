#include "bench/output.h"

#include <gtest/gtest.h>

namespace isocket::bench {
namespace {

using namespace std::chrono_literals;

/// A light that is lit for `lit` out of every `period`, from `from` to `to`.
void flash(History& history, Output led, Duration period, Duration lit, Instant from, Instant to) {
  for (Instant t = from; t < to; t += period) {
    history.add({led, true, t});
    history.add({led, false, t + lit});
  }
}

struct Rate {
  Pattern pattern;
  Duration period, lit;
};
class Flashing : public ::testing::TestWithParam<Rate> {};

TEST_P(Flashing, IsToldFromEveryOtherPattern) {
  for (const Duration shift : {0ms, 37ms, 111ms, 490ms, 777ms}) {
    History history;
    flash(history, Output::led_gsm, GetParam().period, GetParam().lit, Instant{} + shift, Instant{40s});
    for (const Pattern pattern : {Pattern::on, Pattern::off, Pattern::flash_1hz, Pattern::flash_4hz,
                                  Pattern::flash_3s, Pattern::flash_4hz_lit_2s}) {
      const Target target{Output::led_gsm, pattern};
      const bool seen = shows(history, target, Instant{20s} - watch_time(target), Instant{20s});
      EXPECT_EQ(seen, pattern == GetParam().pattern)
          << name_of(pattern) << " at shift " << shift.count() << ", it looks like "
          << describe(history, Output::led_gsm, Instant{10s}, Instant{20s});
    }
  }
}
INSTANTIATE_TEST_SUITE_P(
    Rates, Flashing,
    ::testing::Values(Rate{Pattern::flash_1hz, 1000ms, 500ms}, Rate{Pattern::flash_1hz, 1000ms, 100ms},
                      Rate{Pattern::flash_1hz, 1150ms, 400ms}, Rate{Pattern::flash_4hz, 250ms, 125ms},
                      Rate{Pattern::flash_3s, 3000ms, 100ms}, Rate{Pattern::flash_3s, 3300ms, 400ms}));

TEST(Shows, RefusesARateThatIsOffByMoreThanAFifth) {
  for (const Duration period : {700ms, 1400ms}) {
    History history;
    flash(history, Output::led_power, period, 300ms, Instant{}, Instant{30s});
    EXPECT_FALSE(shows(history, {Output::led_power, Pattern::flash_1hz}, Instant{10s}, Instant{14s}));
  }
}

TEST(Shows, FlashingIsAnySteadyRate) {
  for (const Duration period : {250ms, 500ms, 1000ms, 1600ms}) {
    History history;
    flash(history, Output::led_power, period, period / 2, Instant{}, Instant{30s});
    EXPECT_TRUE(shows(history, {Output::led_power, Pattern::flashing}, Instant{10s}, Instant{15s}));
    EXPECT_FALSE(shows(history, {Output::led_power, Pattern::flashing}, Instant{32s}, Instant{37s}));
  }
  History history;
  flash(history, Output::led_power, 500ms, 250ms, Instant{}, Instant{12s});
  flash(history, Output::led_power, 1000ms, 500ms, Instant{12s}, Instant{30s});
  EXPECT_FALSE(shows(history, {Output::led_power, Pattern::flashing}, Instant{10s}, Instant{15s}));
}

TEST(Shows, TellsASteadyLightFromOneThatBlinkedOnce) {
  History history;
  history.add({Output::led_out, true, Instant{1s}});
  EXPECT_TRUE(shows(history, {Output::led_out, Pattern::on}, Instant{1s}, Instant{5s}));
  history.add({Output::led_out, false, Instant{6s}});
  history.add({Output::led_out, true, Instant{6100ms}});
  EXPECT_FALSE(shows(history, {Output::led_out, Pattern::on}, Instant{5s}, Instant{9s}));
  EXPECT_TRUE(shows(history, {Output::led_out, Pattern::on}, Instant{7s}, Instant{11s}));
}

TEST(Shows, TheSimFaultSignal) {
  History history;
  for (Instant t{}; t < Instant{30s}; t += 3s) {
    for (int i = 0; i < 4; ++i) {
      history.add({Output::led_power, true, t + i * 250ms});
      history.add({Output::led_power, false, t + i * 250ms + 125ms});
    }
    history.add({Output::led_power, true, t + 1s});
    history.add({Output::led_power, false, t + 3s - 1ms});
  }
  const Target target{Output::led_power, Pattern::flash_4hz_lit_2s};
  EXPECT_TRUE(shows(history, target, Instant{12s}, Instant{22s}));
  EXPECT_FALSE(shows(history, {Output::led_power, Pattern::flash_4hz}, Instant{12s}, Instant{22s}));
}

TEST(Shows, ThreeFlashesAreNeitherTwoNorFour) {
  for (int flashes = 2; flashes <= 4; ++flashes) {
    History history;
    for (int i = 0; i < flashes; ++i) {
      history.add({Output::led_out, true, Instant{1s} + i * 600ms});
      history.add({Output::led_out, false, Instant{1s} + i * 600ms + 300ms});
    }
    EXPECT_EQ(shows(history, {Output::led_out, Pattern::three_flashes}, Instant{}, Instant{6s}),
              flashes == 3);
  }
}

TEST(History, KnowsTheLevelAtAnEarlierMoment) {
  History history;
  history.add({Output::socket, true, Instant{10s}});
  history.add({Output::socket, false, Instant{40s}});
  EXPECT_FALSE(history.level_at(Output::socket, Instant{9s}));
  EXPECT_TRUE(history.level_at(Output::socket, Instant{10s}));
  EXPECT_FALSE(history.level_at(Output::socket, Instant{40s}));
  EXPECT_FALSE(history.level(Output::socket));
}

TEST(Outputs, AreNamedAsTheModelsPeopleCallThem) {
  using device::Model;
  EXPECT_EQ(name_of(Output::relay_1, Model::environment_pro), "socket");
  EXPECT_EQ(name_of(Output::relay_1, Model::gsm_706_light), "socket");
  EXPECT_EQ(name_of(Output::relay_2, Model::gsm_707), "microrelay");
  EXPECT_EQ(name_of(Output::relay_1, Model::smart_relay), "relay.1");
  EXPECT_EQ(name_of(Output::relay_7, Model::smart_relay), "relay.7");
  EXPECT_EQ(name_of(Output::led_mic, Model::gsm_707), "led.mic");
  EXPECT_EQ(name_of(Output::device, Model::smart_relay), "device");
  EXPECT_EQ(*parse_output("relay.1"), *parse_output("socket"));
  EXPECT_EQ(*parse_output("relay.2"), *parse_output("microrelay"));
  EXPECT_FALSE(parse_output("relay.8"));
  for (const std::string_view name : output_names()) EXPECT_TRUE(parse_output(name)) << name;
  for (std::size_t i = 0; i < kOutputs; ++i) {
    const auto output = static_cast<Output>(i);
    EXPECT_EQ(*parse_output(name_of(output, Model::gsm_706)), output);
    EXPECT_EQ(*parse_output(name_of(output, Model::smart_relay)), output);
  }
}

TEST(ParseTarget, KnowsOutputsAndTheirStates) {
  EXPECT_EQ(to_string(*parse_target("led.power", "1 Hz"), device::Model::gsm_706), "led.power: 1 Hz");
  EXPECT_EQ(parse_target("relay.3", "3 flashes").error().code, Errc::bad_value);
  EXPECT_TRUE(parse_target("led.mic", "1 Hz"));
  EXPECT_EQ(parse_target("led.red", "on").error().code, Errc::not_found);
  EXPECT_EQ(parse_target("led.out", "blinking").error().code, Errc::bad_value);
  EXPECT_EQ(parse_target("socket", "1 Hz").error().code, Errc::bad_value);
}

}  // namespace
}  // namespace isocket::bench
