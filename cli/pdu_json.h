#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sms/service_centre.h"

namespace isocket::cli {

using Json = nlohmann::ordered_json;

/// The `schema` of the document that decode prints and encode reads; it changes with the document's meaning.
constexpr std::string_view kPduSchema = "isocket-pdu-1";

/// One field of a PDU: its 3GPP name, its value, and what the value means, for a person.
struct PduField {
  std::string name;
  Json value;
  std::string words;
};

/// Every field, in the order in which it stands in the PDU.
std::vector<PduField> fields_of(const sms::Pdu& pdu);

/// {"kind": "SMS-DELIVER", "SCA": …, "TP-MTI": 0, …}: fields_of() as one object.
Json json_of(const sms::Pdu& pdu);

/// The reverse. Errors: bad_value, bad_digit, …; the field is the path of the JSON value ("TP-OA.value") and
/// the detail what would be right. Unknown keys are errors; what only explains (kind of number, TP-UDL) is
/// skipped.
Result<sms::Pdu> pdu_of(const Json& object);

}  // namespace isocket::cli
