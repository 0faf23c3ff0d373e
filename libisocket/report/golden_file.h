#pragma once

#include <string>

namespace isocket::report {

/// For tests of what people read: empty when `text` is what stands in `golden/NAME` beside the tests,
/// otherwise both texts in words. With ISOCKET_APPROVE=1 in the environment the file is written instead; its
/// change is then reviewed like code.
std::string differs_from_golden(const std::string& name, const std::string& text);

}  // namespace isocket::report
