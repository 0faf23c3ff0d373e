#pragma once

#include <cstddef>
#include <string_view>

namespace isocket::yaml {

/// So many digits, and nothing else.
inline bool digits_only(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace isocket::yaml
