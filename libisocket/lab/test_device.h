#pragma once

#include <gtest/gtest.h>

#include "lab/lab.h"
#include "lab/test_telephone.h"

namespace isocket::lab {

inline constexpr std::string_view kDevice = "+358403333333";
inline constexpr std::string_view kBoss = "+358401111111";

inline fw::HostDeviceOptions of_model(std::string model) {
  fw::HostDeviceOptions options;
  options.model = std::move(model);
  return options;
}

/// A device of a model, fresh from the factory, and its owner's telephone, in virtual time: test support.
class ADevice : public ::testing::Test {
 protected:
  explicit ADevice(std::string model)
      : bench{**lab.add_device(of_model(std::move(model)), number(kDevice))},
        boss{loop, lab.network(), kBoss} {
    reset();
  }
  bool reset() {
    bool registered = false;
    bool done = false;
    bench.rig().reset([&](bool yes) {
      registered = yes;
      done = true;
    });
    for (int i = 0; i < 200 && !done; ++i) pass(std::chrono::seconds{1});
    boss.clear();
    return registered;
  }
  void set(const bench::Change& change) {
    std::optional<Result<void>> done;
    bench.apply(change, [&](Result<void> result) { done = std::move(result); });
    for (int i = 0; i < 200 && !done; ++i) pass(std::chrono::seconds{1});
    ASSERT_TRUE(done && *done) << bench::spell(change).key;
  }
  void pass(Duration time) { loop.run_until(loop.now() + time); }
  [[nodiscard]] bool on(bench::Output output) const { return bench.history().level(output); }
  /// The reply to one command; empty: none.
  std::string ask(std::string_view command) {
    boss.clear();
    boss.send(kDevice, command);
    const auto texts = boss.texts();
    return texts.empty() ? std::string{} : texts.back();
  }

  EventLoop loop{EventLoop::Pace::virtual_time, kLabStart};
  Lab lab{loop};
  LabBench& bench;
  TestTelephone boss;
};

}  // namespace isocket::lab
