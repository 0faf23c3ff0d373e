#pragma once

#include "sms/tpdu.h"

namespace isocket::sms {

/// What to do with octets after the end of the TPDU. Some modems pad what they store with 0xFF.
enum class Trailing : std::uint8_t { refuse, ignore };

/// Any octets give a TPDU or an error; nothing outside of them is read.
/// Errors name the field, "SMS-DELIVER.TP-OA", and the offset of the octet from the TPDU's first one.
Result<Tpdu> decode(OctetView tpdu, Direction direction, Trailing trailing = Trailing::refuse);

/// As above, where only one kind will do; another kind is bad_value of "TP-MTI".
Result<Deliver> decode_deliver(OctetView tpdu, Trailing trailing = Trailing::refuse);
Result<Submit> decode_submit(OctetView tpdu, Trailing trailing = Trailing::refuse);
Result<StatusReport> decode_status_report(OctetView tpdu, Trailing trailing = Trailing::refuse);

}  // namespace isocket::sms
