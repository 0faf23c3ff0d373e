#include "core/result.h"

namespace isocket {

std::string_view name_of(Errc code) {
  switch (code) {
    case Errc::underflow: return "underflow";
    case Errc::overflow: return "overflow";
    case Errc::bad_digit: return "bad_digit";
    case Errc::bad_value: return "bad_value";
    case Errc::bad_encoding: return "bad_encoding";
    case Errc::unsupported: return "unsupported";
    case Errc::trailing_octets: return "trailing_octets";
    case Errc::timed_out: return "timed_out";
    case Errc::closed: return "closed";
    case Errc::refused: return "refused";
    case Errc::not_found: return "not_found";
    case Errc::no_permission: return "no_permission";
    case Errc::busy: return "busy";
    case Errc::stopped: return "stopped";
    case Errc::io: return "io";
  }
  return "unknown";
}

std::string describe(const Error& error) {
  std::string text = error.field;
  const bool of_octets =
      error.code <= Errc::trailing_octets;  // the others happen to something else than octets
  if (of_octets) text += (text.empty() ? "at octet " : " at octet ") + std::to_string(error.offset);
  if (!text.empty()) text += ": ";
  for (char c : name_of(error.code)) text += c == '_' ? ' ' : c;
  if (!error.detail.empty()) text += ": " + error.detail;
  return text;
}

Error within(std::string_view field, std::size_t offset, Error error) {
  error.field = error.field.empty() ? std::string{field} : std::string{field} + "." + error.field;
  error.offset += offset;
  return error;
}

}  // namespace isocket
