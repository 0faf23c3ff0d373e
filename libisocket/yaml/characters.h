#pragma once

namespace isocket::yaml {

/// Whatever the locale.
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace isocket::yaml
