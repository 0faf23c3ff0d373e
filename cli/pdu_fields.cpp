#include "pdu_json.h"

namespace isocket::cli {
namespace {

using namespace sms;

std::string hexadecimal(std::uint8_t octet) {
  return "0x" + to_hex(Octets{octet});
}

Json value_of(const Address& address) {
  return Json{{"type-of-address", address.type_of_address()},
              {"type-of-number", name_of(address.type())},
              {"numbering-plan", address.numbering_plan()},
              {"value", address.value()}};
}

std::string words_of(const Address& address) {
  return address.to_string() + " (" + std::string{name_of(address.type())} + ", type " +
         hexadecimal(address.type_of_address()) + ")";
}

Json value_of(const Timestamp& stamp) {
  Json json{{"octets", to_hex(stamp.octets())}};
  if (stamp.utc()) json["time"] = stamp.to_string();
  return json;
}

std::string words_of(const Timestamp& stamp) {
  return stamp.utc() ? stamp.to_string() : to_hex(stamp.octets()) + " (no date)";
}

/// A text for a terminal: one line, control characters as the escapes of JSON.
std::string quoted(const std::string& text) {
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Collects the fields of one PDU.
class Fields {
 public:
  void add(std::string name, Json value, std::string words) {
    fields_.push_back({std::move(name), std::move(value), std::move(words)});
  }
  void bit(std::string name, bool set, std::string_view words) {
    add(std::move(name), set ? 1 : 0, std::string{set ? "1" : "0"} + " (" + std::string{words} + ")");
  }
  void octet(std::string name, std::uint8_t value) { add(std::move(name), value, hexadecimal(value)); }
  void address(std::string name, const Address& value) {
    add(std::move(name), value_of(value), words_of(value));
  }
  void time_stamp(std::string name, const Timestamp& value) {
    add(std::move(name), value_of(value), words_of(value));
  }
  void coding(DataCoding value) {
    add("TP-DCS", value.octet(), hexadecimal(value.octet()) + " (" + value.to_string() + ")");
  }
  void more_messages(bool more) {
    bit("TP-MMS", !more, more ? "more messages are waiting" : "no more messages are waiting");
  }
  void loop_prevention(bool set) {
    bit("TP-LP", set, set ? "not to be forwarded automatically" : "may be forwarded");
  }
  void reply_path(bool set) { bit("TP-RP", set, set ? "reply path set" : "no reply path"); }
  void has_header(bool set) { bit("TP-UDHI", set, set ? "user data begins with a header" : "no header"); }
  void validity(const Validity& value) {
    constexpr std::string_view kFormats[] = {"absent", "relative", "absolute", "enhanced"};
    constexpr int kBits[] = {0, 2, 3, 1};
    add("TP-VPF", kBits[value.index()],
        std::to_string(kBits[value.index()]) + " (" + std::string{kFormats[value.index()]} + ")");
    if (const auto* relative = std::get_if<RelativeValidity>(&value))
      add("TP-VP", relative->octet(), hexadecimal(relative->octet()) + " (" + describe(value) + ")");
    if (const auto* until = std::get_if<Timestamp>(&value)) time_stamp("TP-VP", *until);
    if (const auto* enhanced = std::get_if<EnhancedValidity>(&value))
      add("TP-VP", to_hex(enhanced->octets()), to_hex(enhanced->octets()) + " (" + describe(value) + ")");
  }
  void user_data(const UserData& data, DataCoding coding);
  template <class Report>
  void optional_part(const Report& report) {
    if (report.protocol) octet("TP-PID", *report.protocol);
    if (report.coding) this->coding(*report.coding);
    if (report.user_data) user_data(*report.user_data, report.coding.value_or(DataCoding{}));
  }
  [[nodiscard]] std::vector<PduField> take() { return std::move(fields_); }

 private:
  std::vector<PduField> fields_;
};

void Fields::user_data(const UserData& data, DataCoding coding) {
  Json json = Json::object();
  std::string words;
  if (data.header) {
    Json elements = Json::array();
    for (const InformationElement element : *data.header) {
      const std::string name{name_of_element(element.id)};
      Json one{{"id", element.id}, {"data", to_hex(element.data)}};
      if (!name.empty()) one["name"] = name;
      elements.push_back(std::move(one));
      words += "header " + hexadecimal(element.id) + " " + to_hex(element.data);
      words += name.empty() ? "\n" : " (" + name + ")\n";
    }
    json["header"] = std::move(elements);
    if (const auto part = data.concatenation())
      words += "part " + std::to_string(part->number) + " of " + std::to_string(part->total) +
               ", reference " + std::to_string(part->reference) + "\n";
  }
  if (const auto text = data.text(coding)) {
    json["text"] = *text;
    words += quoted(*text);
  } else {
    words += to_hex(data.payload);
  }
  json["payload"] = to_hex(data.payload);
  Octets coded;
  if (UserDataCoder::encode(data, coding, coded))
    add("TP-UDL", coded[0],
        std::to_string(coded[0]) +
            (coding.alphabet() == Alphabet::gsm7 && !coding.compressed() ? " septets" : " octets"));
  add("TP-UD", std::move(json), std::move(words));
}

struct AddFields {
  Fields& fields;

  void operator()(const Deliver& tpdu) const {
    fields.add("TP-MTI", 0, "0 (SMS-DELIVER)");
    fields.more_messages(tpdu.more_messages);
    fields.loop_prevention(tpdu.loop_prevention);
    fields.bit("TP-SRI", tpdu.status_report_indication,
               tpdu.status_report_indication ? "a status report will be returned" : "no status report");
    fields.has_header(tpdu.user_data.header.has_value());
    fields.reply_path(tpdu.reply_path);
    fields.address("TP-OA", tpdu.originator);
    fields.octet("TP-PID", tpdu.protocol);
    fields.coding(tpdu.coding);
    fields.time_stamp("TP-SCTS", tpdu.time_stamp);
    fields.user_data(tpdu.user_data, tpdu.coding);
  }
  void operator()(const Submit& tpdu) const {
    fields.add("TP-MTI", 1, "1 (SMS-SUBMIT)");
    fields.bit("TP-RD", tpdu.reject_duplicates,
               tpdu.reject_duplicates ? "duplicates are rejected" : "duplicates are accepted");
    fields.bit("TP-SRR", tpdu.status_report_request,
               tpdu.status_report_request ? "a status report is requested" : "no status report requested");
    fields.has_header(tpdu.user_data.header.has_value());
    fields.reply_path(tpdu.reply_path);
    fields.add("TP-MR", tpdu.reference, std::to_string(tpdu.reference));
    fields.address("TP-DA", tpdu.destination);
    fields.octet("TP-PID", tpdu.protocol);
    fields.coding(tpdu.coding);
    fields.validity(tpdu.validity);
    fields.user_data(tpdu.user_data, tpdu.coding);
  }
  void operator()(const StatusReport& tpdu) const {
    fields.add("TP-MTI", 2, "2 (SMS-STATUS-REPORT)");
    fields.more_messages(tpdu.more_messages);
    fields.loop_prevention(tpdu.loop_prevention);
    fields.bit("TP-SRQ", tpdu.of_command,
               tpdu.of_command ? "result of an SMS-COMMAND" : "result of an SMS-SUBMIT");
    fields.has_header(tpdu.user_data && tpdu.user_data->header);
    fields.add("TP-MR", tpdu.reference, std::to_string(tpdu.reference));
    fields.address("TP-RA", tpdu.recipient);
    fields.time_stamp("TP-SCTS", tpdu.time_stamp);
    fields.time_stamp("TP-DT", tpdu.discharge);
    fields.add("TP-ST", tpdu.status.octet(),
               hexadecimal(tpdu.status.octet()) + " (" + std::string{name_of(tpdu.status.kind())} + ": " +
                   std::string{tpdu.status.name()} + ")");
    fields.optional_part(tpdu);
  }
  void operator()(const SubmitReport& tpdu) const {
    fields.add("TP-MTI", 1, "1 (SMS-SUBMIT-REPORT)");
    fields.has_header(tpdu.user_data && tpdu.user_data->header);
    if (tpdu.failure_cause) fields.octet("TP-FCS", *tpdu.failure_cause);
    fields.time_stamp("TP-SCTS", tpdu.time_stamp);
    fields.optional_part(tpdu);
  }
  void operator()(const DeliverReport& tpdu) const {
    fields.add("TP-MTI", 0, "0 (SMS-DELIVER-REPORT)");
    fields.has_header(tpdu.user_data && tpdu.user_data->header);
    if (tpdu.failure_cause) fields.octet("TP-FCS", *tpdu.failure_cause);
    fields.optional_part(tpdu);
  }
};

}  // namespace

std::vector<PduField> fields_of(const Pdu& pdu) {
  Fields fields;
  if (pdu.service_centre) {
    fields.address("SCA", *pdu.service_centre);
  } else {
    fields.add("SCA", nullptr, "none (the one that the modem has set)");
  }
  std::visit(AddFields{fields}, pdu.tpdu);
  return fields.take();
}

Json json_of(const Pdu& pdu) {
  Json object{{"kind", name_of(pdu.tpdu)}};
  for (PduField& field : fields_of(pdu)) object[field.name] = std::move(field.value);
  return object;
}

}  // namespace isocket::cli
