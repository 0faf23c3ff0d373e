#pragma once

#include <string>
#include <vector>

#include "suite/reader.h"

namespace isocket::suite {

/// What only shows when a whole case is seen: names without a value, a case that judges nothing, a time after
/// a change that never was, numbers that are nobody's.
void check_case(Problems& problems, const Reader& reader, const Case& c,
                const std::vector<std::string>& parties);

/// Says of a key of `bench:` or an output that one of the case's models lacks; a case for no model in
/// particular is run where it fits.
void check_fitting(const Reader& reader, const Case& c, std::string_view what, const Place& place);

/// What is wrong with a text as a message to a device, because it holds a telephone number that is neither a
/// party's nor reserved; empty when nothing is.
/// @param text  a text to send, with its placeholders
/// @param vars  values that are known before the run
std::string foreign_number(std::string_view text, const std::map<std::string, std::string>& vars);

}  // namespace isocket::suite
