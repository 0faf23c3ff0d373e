#pragma once

#include <cstdint>
#include <string_view>

#include "core/cable/crc16.h"
#include "core/cable/refusal.h"
#include "core/cable/setting.h"

namespace isocket::fw::cable {

/// An open write of one group (chapter P5): values are gathered beside the settings in force and take their
/// place all at once.
class Transaction {
 public:
  Transaction(const Unit& unit, Group group, bool forced) : group_{group}, forced_{forced} {
    begin_draft(unit, values_);
  }

  [[nodiscard]] Group group() const { return group_; }
  /// @param text  `NAME=value` as the host sent it
  Refusal set(const Unit& unit, std::string_view text);
  /// Makes the values permanent and lets them take effect, or changes nothing. It is the end of the write in
  /// either case (MU-P5-14).
  Refusal commit(Unit& unit, std::uint32_t count, std::uint16_t check);

 private:
  [[nodiscard]] Refusal missing(const Model& model) const;
  [[nodiscard]] Refusal conflict(const Unit& unit) const;
  [[nodiscard]] Refusal repeated_rule() const;
  [[nodiscard]] Refusal thermostat_conflict(const Unit& unit) const;
  [[nodiscard]] Refusal sensor_conflict(const Unit& unit) const;
  void exchange(Unit& unit);
  void take_effect(Unit& unit);

  Group group_;
  bool forced_;  ///< what is not set takes its factory value (MU-P5-11)
  std::uint8_t count_ = 0;
  Crc16 check_;
  std::uint64_t given_ = 0;  ///< by position in the group
  Settings values_;          ///< the new ones; once they are in force, those of before
};

}  // namespace isocket::fw::cable
