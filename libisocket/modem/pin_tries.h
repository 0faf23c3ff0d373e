#pragma once

#include <optional>
#include <string_view>

#include "modem/at_reply.h"

namespace isocket::modem {

/// Of a PIN, while none has been refused (3GPP TS 51.011 §8.9).
inline constexpr int kPinTries = 3;

/// What asks for the tries that a SIM leaves, to be put in this order until one tells: 3GPP TS 27.007 §8.65;
/// then Huawei, SIMCom, Telit, Quectel.
inline constexpr std::string_view kTriesQuestions[] = {"AT+CPINR", "AT^CPIN?", "AT+SPIC", "AT#PCT",
                                                       "AT+QPINC?"};

/// The tries left in an answer to one of these; for the PIN, or for the PUK.
std::optional<int> tries_in(const AtReply& reply, bool puk);

}  // namespace isocket::modem
