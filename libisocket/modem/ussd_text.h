#pragma once

#include <string>
#include <string_view>

namespace isocket::modem {

/// A +CUSD line taken apart: what stands between its first and its last quote is the text, quotes and all.
struct UssdLine {
  int how = -1;      ///< <m>: 0 done, 1 a menu, 2 ended by the network, ...
  std::string text;  ///< as it came
  int coding = -1;   ///< <dcs>; -1: none
};
/// @param line  with "+CUSD:" in front
UssdLine parse_ussd(std::string_view line);

/// The text of a +CUSD (3GPP TS 27.007 §7.15) as UTF-8. Modems send it as it is, as UCS-2 in hexadecimal or
/// as packed 7-bit codes in hexadecimal, and what they say of the coding is not always true: the shape of the
/// text counts before `coding`.
/// @param coding  <dcs>, 3GPP TS 23.038 §5; -1 when the modem gave none
std::string ussd_text(std::string_view text, int coding);

/// A code as Huawei sticks want it: packed 7-bit codes in hexadecimal, "*100#" as "AA180C3602".
/// @param code  digits, * and #
std::string packed_ussd_code(std::string_view code);

}  // namespace isocket::modem
