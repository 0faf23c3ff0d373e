#include "lab/sms_centre.h"

#include <algorithm>

#include "sms/decode.h"
#include "sms/encode.h"

namespace isocket::lab {
namespace {

// +CMS ERROR codes; below 128 they are RP causes (3GPP TS 24.011 §8.2.5.4, 3GPP TS 27.005 §3.2.5).
constexpr int kUnassignedNumber = 1;
constexpr int kInvalidMandatory = 96;
constexpr int kDuplicate = 197;
constexpr int kNetworkTimeout = 332;

// TP-ST (3GPP TS 23.040 §9.2.3.15).
constexpr std::uint8_t kReceived = 0x00;
constexpr std::uint8_t kNotObtainable = 0x43;
constexpr std::uint8_t kValidityExpired = 0x46;

Duration period(const sms::Validity& validity, const Directory& directory, Calendar now) {
  Duration asked = directory.timing().validity;
  if (const auto* relative = std::get_if<sms::RelativeValidity>(&validity)) {
    asked = relative->duration();
  } else if (const auto* absolute = std::get_if<sms::Timestamp>(&validity)) {
    if (const auto until = absolute->utc()) asked = *until - now;
  } else if (const auto* enhanced = std::get_if<sms::EnhancedValidity>(&validity)) {
    if (const auto length = enhanced->duration()) asked = *length;
  }
  return std::clamp(asked, Duration{0}, directory.timing().validity);
}

}  // namespace

SmsCentre::SmsCentre(Directory& directory, Cells& cells) : directory_{directory} {
  cells.on_change([this](Subscriber& who) {
    if (who.reachable()) who.earliest = directory_.clock().now() + directory_.timing().gap.draw(who.random);
    schedule(who);
  });
}

void SmsCentre::submit(Subscriber& from, const sms::Octets& tpdu, std::uint8_t reference) {
  const int before = from.submissions++;
  if (listener_) listener_(from, before);
  Handset* const sender = from.handset;
  from.submission.after(directory_.timing().submission.draw(from.random),
                        [this, &from, sender, tpdu, reference] {
                          SubmitResult result{reference, kNetworkTimeout};
                          // A module that has restarted meanwhile is not waiting for this any more, but the
                          // message was on its way.
                          if (from.registration == Registration::home || from.handset == nullptr)
                            result = take(from, tpdu, reference);
                          if (from.handset != nullptr && from.handset == sender)
                            sender->submit_finished(result);
                        });
}

SubmitResult SmsCentre::take(Subscriber& from, const sms::Octets& tpdu, std::uint8_t reference) {
  SubmitResult result{reference, 0};
  const auto submit = sms::decode_submit(tpdu);
  if (!submit) {
    result.cause = kInvalidMandatory;
    return result;
  }
  if (from.refusals > 0) {
    --from.refusals;
    result.cause = from.refusal_cause;
    return result;
  }
  const bool international = submit->destination.type() == sms::TypeOfNumber::international;
  Subscriber* const to =
      submit->destination.is_name() ? nullptr : directory_.find(submit->destination.value(), international);
  if (!to && unknown_ == UnknownNumber::refuse) {
    result.cause = kUnassignedNumber;
    return result;
  }
  const auto is_same = [&](const Transit& t) {
    const auto* other = std::get_if<sms::Deliver>(&t.tpdu);
    return other && t.sender == &from && t.reference == reference && other->user_data == submit->user_data;
  };
  if (to && submit->reject_duplicates && std::any_of(to->inbound.begin(), to->inbound.end(), is_same)) {
    result.cause = kDuplicate;
    return result;
  }
  ++statistics_.accepted;
  if (accepted_) accepted_(from.number, *submit);
  sms::Deliver deliver;
  if (from.clir != 1) deliver.originator = sms::Address{from.number};
  deliver.status_report_indication = submit->status_report_request;
  deliver.protocol = submit->protocol;
  deliver.coding = submit->coding;
  deliver.time_stamp = directory_.stamp();
  deliver.user_data = submit->user_data;
  Transit message;
  message.tpdu = deliver;
  message.reference = reference;
  if (submit->status_report_request) message.sender = &from;
  const Instant now = directory_.clock().now();
  message.expires = now + period(submit->validity, directory_, directory_.clock().calendar());
  if (to) {
    forward(*to, std::move(message));
  } else {
    report(message, submit->destination, kNotObtainable);
  }
  return result;
}

void SmsCentre::inject(const sms::Address& originator, std::string_view text, Subscriber& to) {
  sms::Deliver deliver;
  deliver.originator = originator;
  deliver.time_stamp = directory_.stamp();
  if (!sms::fits_gsm7(text)) deliver.coding = sms::DataCoding::of(sms::Alphabet::ucs2);
  const auto data = sms::UserData::of(text, deliver.coding);
  if (!data) return;  // beyond one message: the outside world would have split it
  deliver.user_data = *data;
  Transit message;
  message.tpdu = deliver;
  message.expires = directory_.clock().now() + directory_.timing().validity;
  ++statistics_.accepted;
  forward(to, std::move(message));
}

void SmsCentre::forward(Subscriber& to, Transit message) {
  const Faults& faults = directory_.faults();
  // All are drawn each time, so that one probability does not shift the others' draws.
  const bool lost = to.faults.chance(faults.loss);
  const bool late = to.faults.chance(faults.delay);
  const bool twice = to.faults.chance(faults.duplicate);
  const bool overtaken = to.faults.chance(faults.reorder);
  const Duration late_by = faults.delay_by.draw(to.faults);
  const Duration overtaken_by = faults.reorder_by.draw(to.faults);
  if (lost) {
    ++statistics_.lost;
    return;
  }
  const Duration transit = directory_.timing().delivery.draw(to.random);
  message.due = directory_.clock().now() + transit + (late ? late_by : Duration{0}) +
                (overtaken ? overtaken_by : Duration{0});
  statistics_.delayed += late;
  statistics_.reordered += overtaken;
  statistics_.doubled += twice;
  if (twice) {
    Transit copy = message;
    copy.sender = nullptr;  // the centre knows of one delivery
    copy.due += std::chrono::seconds{3};
    insert(to, std::move(copy), false);
  }
  insert(to, std::move(message), !overtaken);
  schedule(to);
}

void SmsCentre::insert(Subscriber& to, Transit message, bool keeps_order) {
  if (keeps_order) to.last_due = message.due = std::max(message.due, to.last_due);
  const auto place = std::upper_bound(to.inbound.begin(), to.inbound.end(), message.due,
                                      [](Instant due, const Transit& t) { return due < t.due; });
  to.inbound.insert(place, std::move(message));
}

void SmsCentre::report(const Transit& message, const sms::Address& to, std::uint8_t status) {
  if (!message.sender) return;
  sms::StatusReport report;
  report.reference = message.reference;
  report.recipient = to;
  report.time_stamp = std::get<sms::Deliver>(message.tpdu).time_stamp;
  report.discharge = directory_.stamp();
  report.status = sms::Status{status};
  Transit transit;
  transit.tpdu = report;
  transit.expires = directory_.clock().now() + directory_.timing().validity;
  forward(*message.sender, std::move(transit));
}

void SmsCentre::drop_expired(Subscriber& to) {
  const Instant now = directory_.clock().now();
  const auto expired = std::stable_partition(to.inbound.begin(), to.inbound.end(),
                                             [now](const Transit& t) { return t.expires > now; });
  const std::vector<Transit> gone{expired, to.inbound.end()};
  to.inbound.erase(expired, to.inbound.end());
  for (const Transit& message : gone) {
    ++statistics_.expired;
    report(message, sms::Address{to.number}, kValidityExpired);
  }
}

void SmsCentre::schedule(Subscriber& to) {
  if (to.inbound.empty()) return to.delivery.cancel();
  Instant next = Instant::max();
  for (const Transit& t : to.inbound) next = std::min(next, t.expires);
  if (to.reachable()) next = std::min(next, std::max(to.inbound.front().due, to.earliest));
  to.delivery.at(next, [this, &to] { deliver(to); });
}

void SmsCentre::deliver(Subscriber& to) {
  drop_expired(to);
  const Instant now = directory_.clock().now();
  if (to.reachable() && !to.inbound.empty() && std::max(to.inbound.front().due, to.earliest) <= now) {
    Transit message = std::move(to.inbound.front());
    to.inbound.pop_front();
    if (auto* deliver = std::get_if<sms::Deliver>(&message.tpdu))
      deliver->more_messages = !to.inbound.empty() && to.inbound.front().due <= now;
    const auto octets = sms::encode(message.tpdu);
    if (!octets) {
      ++statistics_.expired;  // cannot be: it was decoded from a SUBMIT of the same size
    } else if (const auto arrival = to.handset->message_arrived(*octets); arrival == Arrival::taken) {
      ++statistics_.delivered;
      to.earliest = now + directory_.timing().gap.draw(to.random);
      report(message, sms::Address{to.number}, kReceived);
    } else {
      const Range& pause = arrival == Arrival::busy ? directory_.timing().gap : directory_.timing().retry;
      to.earliest = now + std::max(pause.draw(to.random), Duration{std::chrono::milliseconds{50}});
      to.inbound.push_front(std::move(message));
    }
  }
  schedule(to);
}

void SmsCentre::forget(Subscriber& who) {
  who.submission.cancel();
  who.inbound.clear();
  who.last_due = who.earliest = Instant{};
  const sms::Address own{who.number};
  for (auto& [digits, other] : directory_.all()) {
    std::erase_if(other->inbound, [&own](const Transit& t) {
      const auto* deliver = std::get_if<sms::Deliver>(&t.tpdu);
      return deliver ? deliver->originator == own : std::get<sms::StatusReport>(t.tpdu).recipient == own;
    });
    schedule(*other);
  }
}

void SmsCentre::deliver_again(Subscriber& to, const sms::Octets& tpdu) {
  Transit message;
  const auto deliver = sms::decode_deliver(tpdu, sms::Trailing::ignore);
  const auto report = sms::decode_status_report(tpdu, sms::Trailing::ignore);
  const bool is_report = !tpdu.empty() && (tpdu.front() & 0x03) == 0x02;  // TP-MTI
  if (is_report ? !report : !deliver) return;
  if (is_report)
    message.tpdu = *report;
  else
    message.tpdu = *deliver;
  const Instant now = directory_.clock().now();
  message.due = now + directory_.timing().retry.draw(to.random);
  message.expires = now + directory_.timing().validity;
  insert(to, std::move(message), false);
  schedule(to);
}

void SmsCentre::room_again(Subscriber& who) {
  who.earliest = directory_.clock().now() + directory_.timing().gap.draw(who.random);
  schedule(who);
}

}  // namespace isocket::lab
