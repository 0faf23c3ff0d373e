#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "device/model.h"

namespace isocket::device {

/// A rule of the scheduler: "07:00,1,ONR1" (EP-10-02, GS-11-01, SR-U11-01).
struct SchedulerRule {
  std::string time;    ///< "07:00", two digits each (EP-10-04)
  std::string day;     ///< "*", or "1" Monday to "7" Sunday
  std::string action;  ///< in capitals

  /// @return  nothing where the model has no such rule
  static std::optional<SchedulerRule> parse(Model model, std::string_view text);
  [[nodiscard]] std::string to_string() const { return time + "," + day + "," + action; }

  friend bool operator==(const SchedulerRule&, const SchedulerRule&) = default;
};

}  // namespace isocket::device
