#include "modem/submission_book.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace isocket::modem {
namespace {

/// So many submissions later a TP-MR, of which there are 256, may stand for another one.
constexpr std::uint64_t kRemembered = 200;
/// A report of a message that the centre has stamped before ours went out is another program's. Clocks
/// differ.
constexpr Duration kStampSlack = std::chrono::minutes{2};
constexpr std::size_t kMostUnsettled = 64;

/// "+358401234567" and "0401234567" are one: a centre may report the recipient in another form.
bool same_recipient(const sms::Address& a, const sms::Address& b) {
  if (a == b) return true;
  constexpr std::size_t kSubscriberDigits = 7;
  const std::string one = a.value();
  const std::string other = b.value();
  if (one.size() < kSubscriberDigits || other.size() < kSubscriberDigits) return false;
  return a.type() != b.type() &&
         one.substr(one.size() - kSubscriberDigits) == other.substr(other.size() - kSubscriberDigits);
}

std::uint8_t distance(std::uint8_t from, std::uint8_t to) {
  return static_cast<std::uint8_t>(to - from);
}

}  // namespace

bool may_be_about(const sms::StatusReport& report, const sms::Address& to, Calendar at) {
  if (!same_recipient(to, report.recipient)) return false;
  const auto stamped = report.time_stamp.utc();
  return !stamped || *stamped + kStampSlack >= at;
}

void SubmissionBook::sent(const sms::Address& to, std::uint8_t reference) {
  if (last_ && open_since_last_ == 0) ++(distance(*last_, reference) == 1 ? steps_ : jumps_);
  for (Unknown& unknown : unknown_)
    if (unknown.after == last_ && !unknown.before) unknown.before = reference;
  known_[reference] = Known{to, ++serial_};
  last_ = reference;
  open_since_last_ = 0;
}

void SubmissionBook::refused() {
  if (open_since_last_ < 255) ++open_since_last_;
}

void SubmissionBook::unknown(std::uint64_t intent, const sms::Address& to, Calendar at) {
  ++serial_;
  refused();
  Unknown unknown;
  unknown.intent = intent;
  unknown.to = to;
  unknown.at = at;
  unknown.after = last_;
  unknown.most = open_since_last_;
  unknown_.push_back(std::move(unknown));
  if (unknown_.size() > kMostUnsettled) unknown_.pop_front();
}

void SubmissionBook::restarted() {
  last_.reset();
  open_since_last_ = 0;
  for (Unknown& unknown : unknown_)
    if (!unknown.before) unknown.after.reset();
}

bool SubmissionBook::can_have(const Unknown& unknown, std::uint8_t reference) const {
  if (!unknown.after || !counts_by_one()) return true;
  const std::uint8_t behind = distance(*unknown.after, reference);
  if (behind == 0 || behind > unknown.most) return false;
  return !unknown.before || behind < distance(*unknown.after, *unknown.before);
}

const SubmissionBook::Known* SubmissionBook::known(std::uint8_t reference) const {
  const auto& one = known_[reference];
  return one && serial_ - one->serial < kRemembered ? &*one : nullptr;
}

std::uint64_t SubmissionBook::settle(std::deque<Unknown>::iterator found, std::uint8_t reference) {
  const std::uint64_t intent = found->intent;
  known_[reference] = Known{found->to, ++serial_};
  unknown_.erase(found);
  return intent;
}

std::optional<std::uint64_t> SubmissionBook::referenced(std::uint8_t reference) {
  if (known(reference) != nullptr) return std::nullopt;  // told before: the line has come twice
  const auto latest = std::find_if(unknown_.rbegin(), unknown_.rend(),
                                   [&](const Unknown& one) { return can_have(one, reference); });
  if (latest == unknown_.rend()) return std::nullopt;
  return settle(std::prev(latest.base()), reference);
}

bool SubmissionBook::knows(const sms::StatusReport& report) const {
  const Known* const told = known(report.reference);
  return told != nullptr && same_recipient(told->to, report.recipient);
}

std::optional<std::uint64_t> SubmissionBook::reported(const sms::StatusReport& report) {
  if (knows(report)) return std::nullopt;
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < unknown_.size(); ++i) {
    const Unknown& one = unknown_[i];
    if (may_be_about(report, one.to, one.at) && can_have(one, report.reference)) candidates.push_back(i);
  }
  if (candidates.size() != 1) return std::nullopt;
  return settle(unknown_.begin() + static_cast<std::ptrdiff_t>(candidates.front()), report.reference);
}

}  // namespace isocket::modem
