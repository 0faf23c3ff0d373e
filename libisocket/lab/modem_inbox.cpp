#include <algorithm>
#include <array>
#include <cstdio>

#include "lab/modem_messages.h"
#include "sms/decode.h"

namespace isocket::lab {
namespace {

/// How long a modem waits for +CNMA before it stops showing messages (3GPP TS 27.005 §3.4.1 leaves the time
/// to the network's patience).
constexpr Duration kAcknowledgementTime = std::chrono::seconds{15};

constexpr std::array<std::string_view, 5> kStateWords = {"REC UNREAD", "REC READ", "STO UNSENT", "STO SENT",
                                                         "ALL"};

/// "yy/MM/dd,hh:mm:ss±zz", as text mode shows a time stamp.
std::string text_of(const sms::Timestamp& stamp) {
  const auto& o = stamp.octets();
  const auto two = [&o](std::size_t i) { return std::to_string(o[i] & 0x0F) + std::to_string(o[i] >> 4); };
  const auto quarters = static_cast<int>(stamp.zone().count() / 15);
  char zone[8];
  std::snprintf(zone, sizeof zone, "%c%02d", quarters < 0 ? '-' : '+', std::abs(quarters) % 100);
  return two(0) + "/" + two(1) + "/" + two(2) + "," + two(3) + ":" + two(4) + ":" + two(5) + zone;
}

std::string hex_with_centre(const sms::Octets& tpdu, const std::string& centre) {
  sms::Octets octets;
  const auto address = sms::Address::parse(centre);
  sms::AddressCoder::encode_service_centre(address ? std::optional{*address} : std::nullopt, octets);
  return sms::to_hex(octets) + sms::to_hex(tpdu);
}

bool is_report(const sms::Octets& tpdu) {
  return !tpdu.empty() && (tpdu.front() & 0x03) == 0x02;  // TP-MTI (3GPP TS 23.040 §9.2.3.1)
}

/// Classes of a message that decide where it goes (3GPP TS 23.038 §4).
constexpr unsigned kForTheCard = 2;
constexpr unsigned kForTheTerminal = 3;

std::optional<unsigned> class_of(const sms::Octets& tpdu) {
  const auto deliver = sms::decode_deliver(tpdu, sms::Trailing::ignore);
  return deliver ? deliver->coding.message_class() : std::nullopt;
}

}  // namespace

/// Whether it goes to the line by itself (3GPP TS 27.005 §3.4.1, the tables of <mt> and <ds>).
bool ModemMessages::is_shown(const sms::Octets& tpdu) const {
  if (is_report(tpdu)) return ds_ == 1;
  const auto message_class = class_of(tpdu);
  if (message_class == kForTheCard) return false;
  return mt_ == 2 || (mt_ == 3 && message_class == kForTheTerminal);
}

void ModemMessages::show(std::string line) {
  if (mode_ == 0)
    buffered_.push_back(std::move(line));
  else
    core_.unsolicited(line);
}

Arrival ModemMessages::arrived(const sms::Octets& tpdu) {
  if (awaiting_acknowledgement_ || !core_.sms_ready) return Arrival::busy;
  const bool report = is_report(tpdu);
  if (report && ds_ == 0) return Arrival::taken;  // not shown, and not kept
  if (!is_shown(tpdu) || mode_ == 0) return keep(tpdu, report);
  show(direct(report ? "+CDS: " : "+CMT: ", tpdu));
  if (csms_ == 1) {
    awaiting_acknowledgement_ = true;
    unacknowledged_ = tpdu;
    acknowledgement_.after(kAcknowledgementTime, [this] { acknowledgement_missing(); });
  }
  return Arrival::taken;
}

void ModemMessages::acknowledgement_missing() {
  // 3GPP TS 27.005 §3.4.1: routing to the line ends, as if +CNMI had set <mt> and <ds> to 0.
  awaiting_acknowledgement_ = false;
  mt_ = ds_ = 0;
  store(receive_store_).add({StoredMessage::State::unread, std::exchange(unacknowledged_, {})});
}

Arrival ModemMessages::keep(const sms::Octets& tpdu, bool report) {
  if (report && core_.dialect.mislaid_reports) {
    if (reports_.add({StoredMessage::State::unread, tpdu}) == 0) return Arrival::no_room;
    show("+CDSI: \"SM\",0");  // where it is not
    return Arrival::taken;
  }
  const std::string name = !report && class_of(tpdu) == kForTheCard ? "SM" : receive_store_;
  const std::size_t place = store(name).add({StoredMessage::State::unread, tpdu});
  if (place == 0) return Arrival::no_room;
  const std::string where = "\"" + name + "\"," + shown(place);
  if (report)
    show("+CDSI: " + where);
  else if (mt_ != 0)
    show("+CMTI: " + where);
  return Arrival::taken;
}

std::string ModemMessages::direct(std::string_view urc, const sms::Octets& tpdu) const {
  const StoredMessage message{StoredMessage::State::unread, tpdu};
  if (format_ == 0) {
    // A status report has no <alpha> (3GPP TS 27.005 §3.4.1).
    return std::string{urc} + (is_report(tpdu) ? "" : ",") + std::to_string(tpdu.size()) + "\r\n" +
           hex_with_centre(tpdu, centre_);
  }
  return std::string{urc} + header(message) + (is_report(tpdu) ? "" : "\r\n" + body(message));
}

std::string ModemMessages::header(const StoredMessage& message) const {
  const auto deliver = sms::decode_deliver(message.tpdu, sms::Trailing::ignore);
  if (message.state < StoredMessage::State::unsent && deliver)
    return "\"" + core_.to_line(deliver->originator.to_string()) + "\",,\"" + text_of(deliver->time_stamp) +
           "\"";
  if (const auto report = sms::decode_status_report(message.tpdu, sms::Trailing::ignore);
      report && is_report(message.tpdu))
    return "6," + std::to_string(report->reference) + ",\"" + core_.to_line(report->recipient.to_string()) +
           "\"," + std::to_string(report->recipient.type_of_address()) + ",\"" + text_of(report->time_stamp) +
           "\",\"" + text_of(report->discharge) + "\"," + std::to_string(report->status.octet());
  if (const auto submit = sms::decode_submit(message.tpdu, sms::Trailing::ignore))
    return "\"" + core_.to_line(submit->destination.to_string()) + "\",";
  return "\"\",";
}

std::string ModemMessages::body(const StoredMessage& message) const {
  std::optional<std::string> text;
  if (message.state >= StoredMessage::State::unsent) {
    if (const auto submit = sms::decode_submit(message.tpdu, sms::Trailing::ignore)) text = submit->text();
  } else if (const auto deliver = sms::decode_deliver(message.tpdu, sms::Trailing::ignore)) {
    text = deliver->text();
    if (!text) return sms::to_hex(deliver->user_data.payload);
  }
  return core_.to_line(text.value_or(""));
}

Final ModemMessages::list(const AtCommand& command) {
  if (command.form == AtCommand::Form::test) {
    core_.info(format_ == 0 ? "+CMGL: (0-4)"
                            : "+CMGL: (\"REC UNREAD\",\"REC READ\",\"STO UNSENT\",\"STO SENT\",\"ALL\")");
    return Final::ok();
  }
  int wanted = 0;
  if (command.form == AtCommand::Form::set) {
    if (format_ == 0) {
      wanted = command.number(0).value_or(-1);
    } else {
      const auto found = std::find(kStateWords.begin(), kStateWords.end(), command.parameter(0));
      wanted = found == kStateWords.end() ? -1 : static_cast<int>(found - kStateWords.begin());
    }
    if (wanted < 0 || wanted > 4) return Final::cms(kNotAllowed);
  }
  MessageStore& places = store(read_store_);
  for (std::size_t place = 1; place <= MessageStore::kPlaces; ++place) {
    StoredMessage* const message = places.at(place);
    if (!message || (wanted != 4 && static_cast<int>(message->state) != wanted)) continue;
    const auto state = static_cast<std::size_t>(message->state);
    std::string line = "+CMGL: " + shown(place) + ",";
    if (format_ == 0)
      line += std::to_string(state) + ",," + std::to_string(message->tpdu.size()) + "\r\n" +
              hex_with_centre(message->tpdu, centre_);
    else
      line += "\"" + std::string{kStateWords[state]} + "\"," + header(*message) + "\r\n" + body(*message);
    core_.info(line);
    if (message->state == StoredMessage::State::unread) message->state = StoredMessage::State::read;
  }
  return Final::ok();
}

Final ModemMessages::read(const AtCommand& command) {
  StoredMessage* const message = store(read_store_).at(place_of(command));
  if (!message) return core_.dialect.empty_place_is_ok ? Final::ok() : Final::cms(kInvalidIndex);
  const auto state = static_cast<std::size_t>(message->state);
  if (format_ == 0)
    core_.info("+CMGR: " + std::to_string(state) + (core_.dialect.quoted_alpha ? ",\"\"," : ",,") +
               std::to_string(message->tpdu.size()) + "\r\n" + hex_with_centre(message->tpdu, centre_));
  else
    core_.info("+CMGR: \"" + std::string{kStateWords[state]} + "\"," + header(*message) + "\r\n" +
               body(*message));
  if (message->state == StoredMessage::State::unread) message->state = StoredMessage::State::read;
  return Final::ok();
}

Final ModemMessages::erase(const AtCommand& command) {
  if (command.form == AtCommand::Form::test) {
    core_.info("+CMGD: (" + shown(1) + "-" + shown(MessageStore::kPlaces) + "),(0-4)");
    return Final::ok();
  }
  MessageStore& places = store(read_store_);
  Duration busy{};
  const auto erase = [&](std::size_t place) {
    if (read_store_ == "SM" && places.at(place)) busy += core_.network.directory().timing().erase;
    places.erase(place);
  };
  const int flag = command.number(1).value_or(0);
  if (flag == 0) {
    const std::size_t place = place_of(command);
    if (place < 1 || place > MessageStore::kPlaces) return Final::cms(kInvalidIndex);
    erase(place);
  }
  // 1: read ones, 2: also sent, 3: also unsent, 4: all (3GPP TS 27.005 §3.5.4)
  for (std::size_t place = 1; flag > 0 && place <= MessageStore::kPlaces; ++place) {
    const StoredMessage* const message = places.at(place);
    if (!message) continue;
    const bool goes = flag >= 4 || message->state == StoredMessage::State::read ||
                      (flag >= 2 && message->state == StoredMessage::State::sent) ||
                      (flag >= 3 && message->state == StoredMessage::State::unsent);
    if (!goes) continue;
    erase(place);
  }
  core_.network.messages().room_again(core_.account);
  if (busy == Duration{}) return Final::ok();
  erasing_.after(busy, [this] { core_.finish(Final::ok()); });
  return Final::pending();
}

}  // namespace isocket::lab
