#pragma once

#include <vector>

#include "suite/reader.h"

namespace isocket::suite {

/// What one `expect:` may be: a text, {contains: TEXT}, {matches: EXPRESSION} or {one_of: [...]}. Only usable
/// patterns are added.
void read_patterns(const Reader& reader, const YamlNode& node, std::vector<Pattern>& result);

/// The changes of a `bench:`, those that a bench can understand.
std::vector<Setting> read_changes(const Reader& reader, const YamlNode& node);

/// The states of an `observe:`, those that an output can have.
std::vector<Setting> read_targets(const Reader& reader, const YamlNode& node);

}  // namespace isocket::suite
