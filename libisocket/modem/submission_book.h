#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>

#include "core/time.h"
#include "sms/tpdu.h"

namespace isocket::modem {

/// By recipient and time, the report may be about a message to `to` that was handed over at `at`.
bool may_be_about(const sms::StatusReport& report, const sms::Address& to, Calendar at);

/// Which submissions of one modem ended as `unknown`, and which of them a late status report belongs to.
///
/// A report names its SUBMIT by recipient and TP-MR only (3GPP TS 23.040 §9.2.2.3). It settles an unknown
/// submission when no submission whose TP-MR is known can have brought it, and one unknown submission alone
/// can. Most modems count the TP-MR up by one; where this one has been seen to, that tells several apart.
class SubmissionBook {
 public:
  /// The modem has told the TP-MR.
  void sent(const sms::Address& to, std::uint8_t reference);
  /// The modem had it and was refused: that may have taken a TP-MR, or not.
  void refused();
  /// @param intent  its place in the journal
  /// @param at      when it was handed over
  void unknown(std::uint64_t intent, const sms::Address& to, Calendar at);
  /// The modem has started anew: where its TP-MR goes on from is not known.
  void restarted();
  /// The intent that the report settles, which is then unknown no more; nothing: none, or not to be told.
  std::optional<std::uint64_t> reported(const sms::StatusReport& report);
  /// A submission whose TP-MR is known can have brought the report.
  [[nodiscard]] bool knows(const sms::StatusReport& report) const;
  /// The same for a "+CMGS" that comes when no submission waits for one: it is that of the latest that can
  /// have this TP-MR.
  std::optional<std::uint64_t> referenced(std::uint8_t reference);
  /// The TP-MR that a message taken now would have, going by the ones before; 0 where none is known.
  [[nodiscard]] std::uint8_t likely_next() const { return last_ ? static_cast<std::uint8_t>(*last_ + 1) : 0; }
  [[nodiscard]] std::size_t unsettled() const { return unknown_.size(); }

 private:
  struct Unknown {
    std::uint64_t intent = 0;
    sms::Address to;
    Calendar at{};
    std::optional<std::uint8_t> after;   ///< the last TP-MR known before it
    std::uint8_t most = 1;               ///< how far behind `after` its own can be
    std::optional<std::uint8_t> before;  ///< the first TP-MR known after it
  };
  struct Known {
    sms::Address to;
    std::uint64_t serial = 0;
  };
  [[nodiscard]] bool counts_by_one() const { return steps_ > 0 && jumps_ == 0; }
  [[nodiscard]] bool can_have(const Unknown& unknown, std::uint8_t reference) const;
  /// The submission that told this TP-MR not long ago; nullptr: none.
  [[nodiscard]] const Known* known(std::uint8_t reference) const;
  std::uint64_t settle(std::deque<Unknown>::iterator found, std::uint8_t reference);

  std::deque<Unknown> unknown_;
  std::array<std::optional<Known>, 256> known_;
  std::uint64_t serial_ = 0;
  std::optional<std::uint8_t> last_;
  std::uint8_t open_since_last_ = 0;  ///< that may have taken a TP-MR each
  std::uint32_t steps_ = 0;
  std::uint32_t jumps_ = 0;
};

}  // namespace isocket::modem
