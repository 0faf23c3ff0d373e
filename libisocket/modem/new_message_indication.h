#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "modem/at_reply.h"

namespace isocket::modem {

/// What AT+CNMI=? tells: the admissible values of <mode>, <mt>, <bm>, <ds> and <bfr>, one bit for each
/// (3GPP TS 27.005 §3.4.1). A modem that does not tell admits everything.
struct IndicationRanges {
  static constexpr std::uint16_t kAny = 0xFFFF;
  std::array<std::uint16_t, 5> allowed{kAny, kAny, kAny, kAny, kAny};

  /// @param parameters  "(0-2),(0-3),(0,2),(0-2),(0,1)"; what cannot be read admits everything
  static IndicationRanges parse(std::string_view parameters);
  [[nodiscard]] bool allows(std::size_t field, unsigned value) const {
    return value < 16 && (allowed[field] >> value & 1) != 0;
  }
};

/// One AT+CNMI to try.
struct Indication {
  std::string command;   ///< "AT+CNMI=2,2,0,1,0"
  bool reports = false;  ///< status reports come as +CDS or +CDSI
  int mt = 0;            ///< its <mt> and <ds>, as AT+CNMI? tells them
  int ds = 0;
};

/// The commands that bring messages direct (<mt> 2) or tell where they are stored (<mt> 1), the best first:
/// some modems refuse what they advertise, so there is more than one (Qualcomm: <mode> 2, <ds> 1).
/// @param modes        values of <mode>, one digit each, in the order of preference
/// @param report_ways  the same for <ds>
std::vector<Indication> indication_ladder(bool direct, const IndicationRanges& ranges,
                                          std::string_view modes = "213",
                                          std::string_view report_ways = "120");

}  // namespace isocket::modem
