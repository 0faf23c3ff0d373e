#include "pdu_json.h"

#include <algorithm>
#include <set>

#include "sms/encode.h"

namespace isocket::cli {
namespace {

using namespace sms;

/// Takes known keys out of one JSON object; after the first error it takes nothing more.
class ObjectReader {
 public:
  explicit ObjectReader(const Json& object) : object_{object} {
    if (!object.is_object()) stop("", "an object");
  }
  void stop(std::string_view key, std::string wanted, Errc code = Errc::bad_value) {
    if (!error_) error_ = Error{code, std::string{key}, 0, std::move(wanted)};
  }
  void stop(std::string_view key, Error error) {
    error.offset = 0;
    if (!error_) error_ = within(key, 0, std::move(error));
  }
  /// Marks a key as known; nothing when it is absent or null.
  const Json* get(std::string_view key) {
    if (error_) return nullptr;
    const auto found = object_.find(std::string{key});
    known_.insert(std::string{key});
    return found == object_.end() || found->is_null() ? nullptr : &*found;
  }
  std::optional<std::uint8_t> optional_octet(std::string_view key, unsigned most = 255) {
    const Json* value = get(key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number_integer() || *value < 0 || *value > most) {
      stop(key, "a whole number of 0 to " + std::to_string(most));
      return std::nullopt;
    }
    return value->get<std::uint8_t>();
  }
  std::uint8_t octet(std::string_view key, unsigned most = 255) {
    return optional_octet(key, most).value_or(0);
  }
  bool bit(std::string_view key) { return octet(key, 1) == 1; }
  std::optional<std::string> optional_text(std::string_view key) {
    const Json* value = get(key);
    if (value == nullptr) return std::nullopt;
    if (value->is_string()) return value->get<std::string>();
    stop(key, "a text in quotes");
    return std::nullopt;
  }
  std::optional<Octets> optional_hex(std::string_view key) {
    const auto digits = optional_text(key);
    if (!digits) return std::nullopt;
    auto octets = from_hex(*digits);
    if (octets) return *std::move(octets);
    stop(key, octets.error().detail, octets.error().code);
    return std::nullopt;
  }
  Address address(std::string_view key) {
    const Json* value = get(key);
    if (value == nullptr) return {};
    auto address = read_address(*value);
    if (address) return *std::move(address);
    stop(key, std::move(address.error()));
    return {};
  }
  Timestamp time_stamp(std::string_view key) {
    const Json* value = get(key);
    if (value == nullptr) return {};
    auto stamp = read_time_stamp(*value);
    if (stamp) return *stamp;
    stop(key, std::move(stamp.error()));
    return {};
  }
  void explains(std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) known_.insert(std::string{key});
  }
  template <class T>
  Result<T> finish(T value) {
    if (!error_)
      for (const auto& item : object_.items())
        if (!known_.contains(item.key())) stop(item.key(), "a key that this kind has");
    if (error_) return fail(*std::move(error_));
    return value;
  }

 private:
  static Result<Address> read_address(const Json& value);
  static Result<Timestamp> read_time_stamp(const Json& value);

  const Json& object_;
  std::set<std::string, std::less<>> known_;
  std::optional<Error> error_;
};

Result<Address> ObjectReader::read_address(const Json& value) {
  if (value.is_string()) return Address::parse(value.get<std::string>());
  ObjectReader reader{value};
  const auto type = reader.optional_octet("type-of-address");
  const auto text = reader.optional_text("value");
  reader.explains({"type-of-number", "numbering-plan"});
  auto done = reader.finish(0);
  if (!done) return fail(std::move(done.error()));
  if (!text) return fail(Errc::bad_value, "value", 0, "the digits or the name");
  const bool name = type && (*type >> 4 & 7) == static_cast<unsigned>(TypeOfNumber::alphanumeric);
  auto address = name ? Address::name(*text, *type) : Address::number(*text, type.value_or(0x81));
  if (!address) address.error().field = "value";
  return address;
}

Result<Timestamp> ObjectReader::read_time_stamp(const Json& value) {
  if (value.is_string()) return Timestamp::parse(value.get<std::string>());
  ObjectReader reader{value};
  const auto octets = reader.optional_hex("octets");
  const auto text = reader.optional_text("time");
  auto done = reader.finish(0);
  if (!done) return fail(std::move(done.error()));
  if (octets && octets->size() != Timestamp::kSize) return fail(Errc::bad_value, "octets", 0, "seven octets");
  if (!octets) return Timestamp::parse(text.value_or(""));
  auto stamp = Timestamp::from_octets(*octets);
  if (stamp && text && stamp->to_string() != *text)
    return fail(Errc::bad_value, "time", 0, "what the octets say (" + stamp->to_string() + "), or no octets");
  return stamp;
}

Result<UserDataHeader> read_header(const Json& elements) {
  UserDataHeader header;
  if (!elements.is_array()) return fail(Errc::bad_value, "header", 0, "a list of elements");
  for (const Json& element : elements) {
    ObjectReader reader{element};
    const std::uint8_t id = reader.octet("id");
    const Octets data = reader.optional_hex("data").value_or(Octets{});
    reader.explains({"name"});
    auto done = reader.finish(0);
    if (!done) return fail(within("header", 0, std::move(done.error())));
    if (auto added = header.add(id, data); !added) return fail(within("header", 0, std::move(added.error())));
  }
  return header;
}

Result<UserData> read_user_data(const Json& value, DataCoding coding) {
  ObjectReader reader{value};
  UserData data;
  if (const Json* elements = reader.get("header")) {
    auto header = read_header(*elements);
    if (!header) return fail(std::move(header.error()));
    data.header = *std::move(header);
  }
  const auto text = reader.optional_text("text");
  const auto payload = reader.optional_hex("payload");
  auto done = reader.finish(0);
  if (!done) return fail(std::move(done.error()));
  if (!payload) {
    if (!text && coding.alphabet() == Alphabet::octets) return data;
    auto coded = UserData::of(text.value_or(""), coding, data.header);
    if (!coded) return fail(Error{coded.error().code, "text", 0, coded.error().detail});
    return coded;
  }
  if (payload->size() > UserData::kMaxSeptets)
    return fail(Errc::overflow, "payload", 0, "at most 140 octets, or 160 septets of one octet each");
  if (coding.alphabet() == Alphabet::gsm7 && !coding.compressed() &&
      std::any_of(payload->begin(), payload->end(), [](std::uint8_t code) { return code > 0x7F; }))
    return fail(Errc::bad_value, "payload", 0, "septets, 00 to 7F");
  data.payload = BoundedOctets<UserData::kMaxSeptets>{*payload};
  if (text && data.text(coding) != text)
    return fail(Errc::bad_value, "text", 0, "the same as in payload; to change the text, leave payload out");
  return data;
}

UserData user_data(ObjectReader& reader, DataCoding coding) {
  reader.explains({"TP-UDL", "TP-MTI"});
  const bool has_header = reader.bit("TP-UDHI");
  const Json* value = reader.get("TP-UD");
  if (value == nullptr) return {};
  auto data = read_user_data(*value, coding);
  if (!data) {
    reader.stop("TP-UD", std::move(data.error()));
    return {};
  }
  if (has_header != data->header.has_value())
    reader.stop("TP-UDHI", has_header ? "0, or a header in TP-UD" : "1, or no header in TP-UD");
  return *std::move(data);
}

template <class Report>
void optional_part(ObjectReader& reader, Report& report) {
  report.protocol = reader.optional_octet("TP-PID");
  if (const auto octet = reader.optional_octet("TP-DCS")) report.coding = DataCoding{*octet};
  const bool present = reader.get("TP-UD") != nullptr;
  UserData data = user_data(reader, report.coding.value_or(DataCoding{}));
  if (present) report.user_data = std::move(data);
}

Validity validity(ObjectReader& reader) {
  switch (reader.octet("TP-VPF", 3)) {
    case 1: {
      const Octets octets = reader.optional_hex("TP-VP").value_or(Octets{});
      std::array<std::uint8_t, 7> value{};
      if (octets.size() != value.size()) reader.stop("TP-VP", "seven octets");
      std::copy_n(octets.begin(), std::min(octets.size(), value.size()), value.begin());
      return EnhancedValidity{value};
    }
    case 2: return RelativeValidity{reader.octet("TP-VP")};
    case 3: return reader.time_stamp("TP-VP");
    default:
      if (reader.get("TP-VP") != nullptr) reader.stop("TP-VPF", "1, 2 or 3 with a TP-VP");
      return {};
  }
}

Deliver deliver(ObjectReader& reader) {
  Deliver tpdu;
  const auto none_waiting = reader.optional_octet("TP-MMS", 1);
  tpdu.more_messages = none_waiting == 0;
  tpdu.loop_prevention = reader.bit("TP-LP");
  tpdu.status_report_indication = reader.bit("TP-SRI");
  tpdu.reply_path = reader.bit("TP-RP");
  tpdu.originator = reader.address("TP-OA");
  tpdu.protocol = reader.octet("TP-PID");
  tpdu.coding = DataCoding{reader.octet("TP-DCS")};
  tpdu.time_stamp = reader.time_stamp("TP-SCTS");
  tpdu.user_data = user_data(reader, tpdu.coding);
  return tpdu;
}

Submit submit(ObjectReader& reader) {
  Submit tpdu;
  tpdu.reject_duplicates = reader.bit("TP-RD");
  tpdu.status_report_request = reader.bit("TP-SRR");
  tpdu.reply_path = reader.bit("TP-RP");
  tpdu.reference = reader.octet("TP-MR");
  tpdu.destination = reader.address("TP-DA");
  tpdu.protocol = reader.octet("TP-PID");
  tpdu.coding = DataCoding{reader.octet("TP-DCS")};
  tpdu.validity = validity(reader);
  tpdu.user_data = user_data(reader, tpdu.coding);
  return tpdu;
}

StatusReport status_report(ObjectReader& reader) {
  StatusReport tpdu;
  const auto none_waiting = reader.optional_octet("TP-MMS", 1);
  tpdu.more_messages = none_waiting == 0;
  tpdu.loop_prevention = reader.bit("TP-LP");
  tpdu.of_command = reader.bit("TP-SRQ");
  tpdu.reference = reader.octet("TP-MR");
  tpdu.recipient = reader.address("TP-RA");
  tpdu.time_stamp = reader.time_stamp("TP-SCTS");
  tpdu.discharge = reader.time_stamp("TP-DT");
  tpdu.status = Status{reader.octet("TP-ST")};
  optional_part(reader, tpdu);
  return tpdu;
}

SubmitReport submit_report(ObjectReader& reader) {
  SubmitReport tpdu;
  tpdu.failure_cause = reader.optional_octet("TP-FCS");
  tpdu.time_stamp = reader.time_stamp("TP-SCTS");
  optional_part(reader, tpdu);
  return tpdu;
}

DeliverReport deliver_report(ObjectReader& reader) {
  DeliverReport tpdu;
  tpdu.failure_cause = reader.optional_octet("TP-FCS");
  optional_part(reader, tpdu);
  return tpdu;
}

}  // namespace

Result<Pdu> pdu_of(const Json& object) {
  ObjectReader reader{object};
  Pdu pdu;
  const std::string kind = reader.optional_text("kind").value_or("");
  if (reader.get("SCA") != nullptr) pdu.service_centre = reader.address("SCA");
  if (kind == "SMS-DELIVER") {
    pdu.tpdu = deliver(reader);
  } else if (kind == "SMS-SUBMIT") {
    pdu.tpdu = submit(reader);
  } else if (kind == "SMS-STATUS-REPORT") {
    pdu.tpdu = status_report(reader);
  } else if (kind == "SMS-SUBMIT-REPORT") {
    pdu.tpdu = submit_report(reader);
  } else if (kind == "SMS-DELIVER-REPORT") {
    pdu.tpdu = deliver_report(reader);
  } else {
    reader.stop("kind",
                "SMS-DELIVER, SMS-SUBMIT, SMS-STATUS-REPORT, SMS-SUBMIT-REPORT or SMS-DELIVER-REPORT");
  }
  return reader.finish(std::move(pdu));
}

}  // namespace isocket::cli
