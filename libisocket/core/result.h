#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace isocket {

/// What kind of thing went wrong; the words for a person are made by `describe`.
enum class Errc {
  underflow,        ///< the input ends inside the field
  overflow,         ///< the value does not fit the field, or the input exceeds a limit
  bad_digit,        ///< a character that is no digit of the expected kind
  bad_value,        ///< well-formed, but not one of the admissible values
  bad_encoding,     ///< text that the alphabet cannot carry, or octets that are no text of it
  unsupported,      ///< recognised, and deliberately not handled
  trailing_octets,  ///< complete, but something follows
  timed_out,        ///< no answer before the deadline
  closed,           ///< the stream or port is gone
  refused,          ///< the other side answered with an error; `detail` holds its words
  not_found,        ///< no such file, port, device or name
  no_permission,    ///< it exists, and may not be opened
  busy,             ///< held by somebody else
  stopped,          ///< somebody has asked to end early
  io,               ///< the operating system's own error; `detail` holds it
};

/// The stable name of a code, as it stands in reports: `bad_digit`.
std::string_view name_of(Errc code);

/// An expected failure: what, where and why. It grows context on its way up (`within`).
struct Error {
  Errc code = Errc::io;
  std::string field;       ///< "SMS-DELIVER.TP-OA", outermost first
  std::size_t offset = 0;  ///< octets from the start of the outermost field
  std::string detail;      ///< what would be right, or the other side's words; may be empty

  friend bool operator==(const Error&, const Error&) = default;
};

/// "TP-OA at octet 3: bad digit: a semi-octet of 0xA to 0xE stands for no digit of a number".
std::string describe(const Error& error);

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>{std::move(error)};
}
[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::string field, std::size_t offset = 0,
                                                std::string detail = {}) {
  return tl::unexpected<Error>{Error{code, std::move(field), offset, std::move(detail)}};
}

/// The same error, seen from the field that encloses it and begins `offset` octets before.
[[nodiscard]] Error within(std::string_view field, std::size_t offset, Error error);

}  // namespace isocket
