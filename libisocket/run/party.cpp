#include "run/party.h"

#include <algorithm>
#include <utility>

#include "core/duration.h"
#include "sms/segments.h"

namespace isocket::run {
namespace {

using namespace std::chrono_literals;

/// Parts of a long reply come within this time, or the missing one is lost.
constexpr Duration kReassembly = 10min;
/// A call that was rung out or taken is gone this long after our ATH at the latest.
constexpr Duration kClearing = 10s;
/// The network itself takes a submission earlier or later by more than this.
constexpr Duration kPunctual = 1s;

std::optional<sms::Alphabet> sms_alphabet(std::optional<suite::Alphabet> alphabet) {
  if (!alphabet) return std::nullopt;
  switch (*alphabet) {
    case suite::Alphabet::gsm7: return sms::Alphabet::gsm7;
    case suite::Alphabet::ucs2: return sms::Alphabet::ucs2;
    case suite::Alphabet::data8: return sms::Alphabet::octets;
  }
  return std::nullopt;
}

/// The octets of the text as 8 bit data, in one message: no text for any receiver.
Result<std::vector<sms::Submit>> as_data(sms::Submit message, std::string_view text) {
  message.coding = sms::DataCoding{0x04};  // 3GPP TS 23.038 §4: general data coding, 8 bit
  if (text.size() > sms::UserData::kMaxOctets)
    return fail(Errc::overflow, "text", sms::UserData::kMaxOctets, "at most 140 octets of data");
  for (const char c : text) message.user_data.payload.push_back(static_cast<std::uint8_t>(c));
  return std::vector<sms::Submit>{std::move(message)};
}

/// "part 2 of 3 of a long message"
std::string words_of(const sms::Incomplete& set) {
  std::string numbers;
  for (const std::uint8_t number : set.missing)
    numbers += (numbers.empty() ? "" : ", ") + std::to_string(number);
  return (set.missing.size() == 1 ? "part " : "parts ") + numbers + " of " +
         std::to_string(set.concatenation.total) + " of a long message";
}

}  // namespace

Party::Party(std::string name, Switchboard& board, EventLoop& loop, journal::Journal& journal,
             Notifier& heard)
    : name_{std::move(name)},
      board_{board},
      modem_{board.modem()},
      loop_{loop},
      journal_{journal},
      heard_{heard},
      reassembly_{kReassembly},
      parts_timer_{loop} {}

Party::~Party() {
  stand_up();
}

void Party::sit_down(std::uint64_t promised) {
  stand_up();
  seated_ = true;
  promised_ = promised;
  board_.connect(*this);
}

void Party::stand_up() {
  if (!std::exchange(seated_, false)) return;
  board_.disconnect(*this);
  board_.take_back(std::exchange(promised_, 0));
}

bool Party::talks_with(std::string_view digits) const {
  return peers_.empty() || std::any_of(peers_.begin(), peers_.end(),
                                       [&](const PhoneNumber& peer) { return peer.digits() == digits; });
}

bool Party::awaits(const sms::StatusReport& report) const {
  if (talks_with(report.recipient.value())) return true;
  // Some networks tell the recipient in another form.
  return std::any_of(pending_.begin(), pending_.end(), [&](const Pending& pending) {
    return !pending.unknown && !pending.settled && pending.reference == report.reference;
  });
}

void Party::disturbed(std::string how) {
  if (disturbance_.empty()) disturbance_ = std::move(how);
}

void Party::clear() {
  letters_.clear();
  pending_.clear();
  rings_.clear();
  talk_.reset();
  missing_parts_.clear();
}

void Party::begin_anew() {
  for (const sms::Incomplete& set : reassembly_.give_up()) note_missing(set);
  parts_timer_.cancel();
  clear();
  interrupted_.clear();
  disturbance_.clear();
}

asio::awaitable<Result<modem::Submission>> Party::send(PhoneNumber to, std::string text, SendOptions options,
                                                       std::chrono::minutes validity) {
  sms::Submit prototype;
  prototype.destination = sms::Address{to};
  prototype.status_report_request = true;
  prototype.validity = sms::RelativeValidity::at_least(validity);
  sms::Splitting splitting;
  splitting.alphabet = sms_alphabet(options.alphabet);
  splitting.reference = ++reference_;
  auto parts = options.alphabet == suite::Alphabet::data8 ? as_data(prototype, text)
                                                          : sms::split(prototype, text, splitting);
  if (!parts) co_return fail(std::move(parts.error()));
  co_await take_line(options.under_way);
  if (options.withheld) co_await hide_number(true);
  modem::Submission last;
  for (sms::Submit& part : *parts) {
    last = co_await submit(std::move(part), options);
    if (last.outcome == modem::Submission::Outcome::refused) break;
    Pending pending;
    // It may be on its way: a late status report tells, and until then nothing new is begun with the device.
    pending.unknown = last.outcome == modem::Submission::Outcome::unknown;
    pending.expected = !pending.unknown;
    pending.intent = last.intent;
    pending.text = text;
    pending.reference = last.reference;
    pending.submitted = loop_.now();
    pending.place = journal_.last();
    pending_.push_back(std::move(pending));
    if (last.outcome != modem::Submission::Outcome::sent) break;
  }
  if (options.withheld) co_await hide_number(false);
  board_.line().give_back(Sharing::alone);
  co_return last;
}

asio::awaitable<void> Party::take_line(bool ahead) {
  const Instant asked = loop_.now();
  co_await board_.line().take(Sharing::alone, ahead);
  note_wait(asked);
}

/// Submits one part as soon as the SIM's allowance lets it. While one that was refused waits, others have
/// their turn; not where the number is hidden, which is a setting of the modem.
asio::awaitable<modem::Submission> Party::submit(sms::Submit part, SendOptions options) {
  const Instant asked = loop_.now();
  const bool admitted = co_await board_.admit(promised_);
  spent_ = !admitted;
  if (admitted) {
    note_wait(asked);
    modem::SubmissionPauses pauses;
    if (!options.withheld) {
      pauses.begun = [this] { board_.line().give_back(Sharing::alone); };
      pauses.over = [this, ahead = options.under_way] { return take_line(ahead); };
    }
    co_return co_await modem_.submit(std::move(part), options.confidential, std::move(pauses));
  }
  modem::Submission none;
  none.outcome = modem::Submission::Outcome::refused;
  none.error.error_class = modem::ErrorClass::permanent;
  none.error.name = none.reason = "the quota of " + board_.name() + " is used up";
  co_return none;
}

/// What goes out later than a step wants it may meet the device in another state.
void Party::note_wait(Instant asked) {
  const Duration waited = loop_.now() - asked;
  if (waited > kPunctual)
    disturbed("a message waited " + duration_text(waited) + " for its turn at the modem " + board_.name());
}

asio::awaitable<void> Party::hide_number(bool hide) {
  modem::AtCommand command{hide ? "AT+CLIR=1" : "AT+CLIR=0"};
  co_await modem_.command(std::move(command));
}

asio::awaitable<Result<CallResult>> Party::call(PhoneNumber to, suite::Call how) {
  using Outcome = suite::Call::Outcome;
  outgoing_ = Outgoing{};
  talk_.reset();
  board_.calls(*this);
  auto dialled = co_await modem_.dial(std::move(to), how.withheld);
  if (!dialled) co_return fail(std::move(dialled.error()));
  const Instant deadline = loop_.now() + how.ring;
  while (!outgoing_.ended && !outgoing_.answered) {
    const bool heard = co_await heard_.wait_until(deadline);
    if (!heard) break;
  }
  CallResult result;
  result.rang = outgoing_.rang;
  if (outgoing_.answered) {
    result.outcome = Outcome::answered;
    co_return co_await talk_with(std::move(result), how);
  }
  if (outgoing_.ended == modem::CallEnd::rejected) {
    result.outcome = Outcome::rejected;
    if (!result.rang) result = co_await tell_busy_from_rejected(std::move(result));
  } else if (outgoing_.ended == modem::CallEnd::failed) {
    result.outcome = Outcome::unreachable;
  }
  if (outgoing_.ended) {
    result.words = name_of(*outgoing_.ended);
  } else {
    auto cleared = co_await hang_up();
    if (!cleared) co_return fail(std::move(cleared.error()));
    co_await wait_for_end(loop_.now() + kClearing);
  }
  co_return result;
}

/// The answered call goes on, or ends in its time, or at once.
asio::awaitable<Result<CallResult>> Party::talk_with(CallResult result, suite::Call how) {
  const Instant began = loop_.now();
  talk_ = Talk{began, {}};
  if (how.talks_on) co_return result;
  if (how.lasts) co_await wait_for_end(began + *how.lasts);
  if (outgoing_.ended) {
    result.words = name_of(*outgoing_.ended);
    result.cut_after = loop_.now() - began;
    talk_.reset();
    co_return result;
  }
  auto cleared = co_await hang_up();
  if (!cleared) co_return fail(std::move(cleared.error()));
  co_await wait_for_end(loop_.now() + kClearing);
  co_return result;
}

asio::awaitable<void> Party::wait_for_end(Instant deadline) {
  while (!outgoing_.ended) {
    const bool heard = co_await heard_.wait_until(deadline);
    if (!heard) break;
  }
}

/// Who is busy does not ring; but a short ringing is easily missed, and then the network's cause has to do.
asio::awaitable<CallResult> Party::tell_busy_from_rejected(CallResult result) {
  constexpr int kUserBusy = 17;
  const std::optional<int> cause = co_await modem_.release_cause();
  if (cause == kUserBusy) result.outcome = suite::Call::Outcome::busy;
  result.maybe_busy = !cause;
  co_return result;
}

asio::awaitable<Result<void>> Party::answer() {
  return modem_.answer();
}
asio::awaitable<Result<void>> Party::hang_up() {
  talk_.reset();
  return modem_.hang_up();
}

void Party::on_event(const modem::ModemEvent& event) {
  if (const auto* message = std::get_if<modem::MessageReceived>(&event)) {
    on_deliver(*message);
  } else if (const auto* report = std::get_if<modem::ReportReceived>(&event)) {
    on_report(*report);
  } else if (const auto* call = std::get_if<modem::IncomingCall>(&event)) {
    Ring ring;
    ring.from = call->number;
    ring.began = call->at;
    ring.place = journal_.last();
    rings_.push_back(std::move(ring));
  } else if (const auto* ended = std::get_if<modem::CallEnded>(&event)) {
    on_end(*ended);
  } else if (std::holds_alternative<modem::OutgoingRinging>(event)) {
    outgoing_.rang = true;
  } else if (std::holds_alternative<modem::OutgoingAnswered>(event)) {
    outgoing_.answered = true;
  } else if (const auto* settled = std::get_if<modem::SubmissionSettled>(&event)) {
    on_settled(*settled);
  } else if (const auto* recovering = std::get_if<modem::ModemRecovering>(&event)) {
    interrupted_ = recovering->reason;
  } else if (std::holds_alternative<modem::ModemRestarted>(event)) {
    interrupted_ = "it restarted by itself";
  }
  heard_.notify();
}

void Party::on_end(const modem::CallEnded& ended) {
  if (!ended.incoming) outgoing_.ended = ended.how;
  if (talk_ && !talk_->ended)
    talk_->ended = ended.at;
  else if (ended.incoming && !rings_.empty())
    rings_.back().ended = ended.at;
}

void Party::on_deliver(const modem::MessageReceived& received) {
  if (received.stored_before) return;
  auto step = reassembly_.add(received.deliver, received.at);
  for (const sms::Incomplete& set : step.abandoned) note_missing(set);
  if (const auto deadline = reassembly_.deadline())
    parts_timer_.at(*deadline, [this] { give_up_parts(); });
  else
    parts_timer_.cancel();
  if (!step.message) return;
  Letter letter;
  letter.from = step.message->originator;
  letter.text = std::move(step.message->text);
  letter.arrived = received.at;
  letter.stamped = step.message->time_stamp.utc();
  letter.place = journal_.last();
  letter.parts = step.message->parts.size();
  letters_.push_back(std::move(letter));
}

void Party::give_up_parts() {
  for (const sms::Incomplete& set : reassembly_.expire(loop_.now())) note_missing(set);
  if (const auto deadline = reassembly_.deadline()) parts_timer_.at(*deadline, [this] { give_up_parts(); });
}

void Party::note_missing(const sms::Incomplete& set) {
  const std::string missing = words_of(set);
  journal_.record("sms.incomplete",
                  {{"party", name_}, {"from", set.originator.to_string()}, {"missing", missing}});
  missing_parts_ += (missing_parts_.empty() ? "" : "; ") + missing;
}

std::string Party::missing_parts() const {
  std::string all = missing_parts_;
  for (const sms::Incomplete& set : reassembly_.waiting()) all += (all.empty() ? "" : "; ") + words_of(set);
  return all;
}

void Party::on_settled(const modem::SubmissionSettled& settled) {
  const auto found = std::find_if(pending_.begin(), pending_.end(),
                                  [&](const Pending& p) { return p.unknown && p.intent == settled.intent; });
  if (found == pending_.end()) return;
  found->unknown = false;
  found->reference = settled.reference;
}

void Party::on_report(const modem::ReportReceived& received) {
  const sms::StatusReport& report = received.report;
  // Within one attempt a modem's references do not come round: the latest of that number is meant.
  const auto found = std::find_if(pending_.rbegin(), pending_.rend(), [&](const Pending& p) {
    return !p.unknown && p.reference == report.reference;
  });
  if (found == pending_.rend()) return;
  ++found->reports;
  if (!report.status.is_final()) return;
  if (!found->settled) found->settled = received.at;
  found->delivered = report.status.delivered();
}

}  // namespace isocket::run
