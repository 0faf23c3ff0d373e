#pragma once

#include "sms/tpdu.h"

namespace isocket::sms {

/// The octets of a TPDU, without a service centre. Errors: overflow (user data beyond one message),
/// bad_value (TP-FCS below 0x80, user data coded unlike TP-DCS says).
Result<Octets> encode(const Tpdu& tpdu);
Result<Octets> encode(const Deliver& tpdu);
Result<Octets> encode(const Submit& tpdu);
Result<Octets> encode(const StatusReport& tpdu);
Result<Octets> encode(const SubmitReport& tpdu);
Result<Octets> encode(const DeliverReport& tpdu);

}  // namespace isocket::sms
