#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sms/tpdu.h"

namespace isocket::sms {

/// How a text is spread over messages.
struct Splitting {
  std::uint16_t reference = 0;       ///< of the concatenation; the same for all parts
  bool wide = false;                 ///< a 16 bit reference, at the cost of one character per part
  std::optional<Alphabet> alphabet;  ///< nothing: GSM 7 bit where it can carry the text, else UCS-2
  std::optional<unsigned> message_class;
};

/// What one text takes on the air.
struct Segment {
  DataCoding coding;
  UserData user_data;
};

/// The text in as few messages as it takes; one without a header where one will do. No part ends inside an
/// escape sequence or a surrogate pair. An empty text is one empty message.
/// Errors: bad_encoding (text is no UTF-8, or not in the alphabet asked for), overflow (beyond 255 parts),
/// unsupported (text as 8 bit data).
Result<std::vector<Segment>> split(std::string_view utf8, const Splitting& splitting = {});

/// The same, as copies of `prototype` with TP-DCS, TP-UD, and TP-MR counting up from the prototype's.
Result<std::vector<Submit>> split(const Submit& prototype, std::string_view utf8,
                                  const Splitting& splitting = {});

}  // namespace isocket::sms
