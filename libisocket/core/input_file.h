#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "core/result.h"

namespace isocket {

/// What a program holds of a file at the most: of a journal or a trace, years.
inline constexpr std::size_t kMostOctetsOfAFile = std::size_t{1} << 30;

/// The whole of a file; a pipe or a device is read to its end.
/// @param most  octets, so that what never ends is an error too
/// @return errors: not_found, no_permission, bad_value (a folder), overflow (more than `most`), io; the path
/// is
///         the field, the detail says what is wrong in words that need no path
Result<std::string> read_file(const std::filesystem::path& path, std::size_t most = kMostOctetsOfAFile);

/// Takes the byte order mark away that some programs put in front of UTF-8; it is no part of the text.
void drop_byte_order_mark(std::string& text);

}  // namespace isocket
