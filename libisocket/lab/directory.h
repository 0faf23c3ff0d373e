#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "lab/faults.h"
#include "lab/subscriber.h"

namespace isocket::lab {

/// What the parts of the network share: who is who, the network's clock, and its habits.
class Directory {
 public:
  Directory(Clock& clock, std::uint64_t seed, Timing timing, Faults faults)
      : clock_{clock}, random_{seed}, timing_{timing}, faults_{std::move(faults)} {}

  /// A new account; a number has at most one, so the same number gives the same account.
  Subscriber& add(const PhoneNumber& number);
  /// By number as dialled: "+358…", "00358…" or, with the trunk digit, "040…". nullptr: nobody's.
  Subscriber* find(std::string_view digits, bool international);
  /// How a callee sees a caller.
  [[nodiscard]] PhoneNumber presented(const Subscriber& caller, const Subscriber& callee) const;

  [[nodiscard]] Clock& clock() { return clock_; }
  [[nodiscard]] const Timing& timing() const { return timing_; }
  Timing& timing() { return timing_; }
  [[nodiscard]] const Faults& faults() const { return faults_; }
  [[nodiscard]] Random fork(std::string_view subject) const { return random_.fork(subject); }
  std::map<std::string, std::unique_ptr<Subscriber>>& all() { return accounts_; }

  /// Local time minus UTC, of the time stamps and of network time.
  [[nodiscard]] std::chrono::minutes zone() const { return zone_; }
  void set_zone(std::chrono::minutes zone) { zone_ = zone; }
  [[nodiscard]] sms::Timestamp stamp() const { return sms::Timestamp::of(clock_.calendar(), zone_); }

 private:
  Clock& clock_;
  Random random_;
  Timing timing_;
  Faults faults_;
  std::chrono::minutes zone_{120};
  std::string country_ = "358";
  std::map<std::string, std::unique_ptr<Subscriber>> accounts_;  // by international digits
};

}  // namespace isocket::lab
