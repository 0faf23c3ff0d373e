#pragma once

#include <string_view>

#include "device/model.h"

namespace isocket::device {

/// Whether a message is the success reply to just this command: with its number, and with its value where the
/// reply repeats it. Blanks and capitals do not count; of several lines the first decides.
/// @param command  in its canonical form, without password
bool confirms(Model model, std::string_view command, std::string_view reply);

}  // namespace isocket::device
