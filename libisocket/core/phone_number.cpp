#include "core/phone_number.h"

namespace isocket {

Result<PhoneNumber> PhoneNumber::parse(std::string_view text) {
  const std::size_t first = text.starts_with('+') ? 1 : 0;
  if (text.size() == first) return fail(Errc::underflow, "number", first, "at least one digit");
  for (std::size_t i = first; i < text.size(); ++i)
    if (text[i] < '0' || text[i] > '9')
      return fail(Errc::bad_digit, "number", i, "digits only, after an optional leading +");
  if (text.size() - first > 20) return fail(Errc::overflow, "number", first + 20, "at most 20 digits");
  return PhoneNumber{std::string{text.substr(first)}, first == 1};
}

}  // namespace isocket
