#pragma once
// Where the settings of the cable meet the commands of the catalogue.

#include <vector>

#include "device/catalogue.h"
#include "device/console_settings.h"

namespace isocket::device {

/// The commands of the model that bring the setting to a value; none for one that the model does not have.
std::vector<const Command*> commands_that_set(Model model, const ConsoleSetting& row);

/// What of a command's form the value is: "ON{secs}" of "RELAYTIME{n}=ON{secs}".
std::string_view value_form(const Command& command);

/// The number of a numbered setting; a number within the value, as of "RING=SWITCHR{x}", is none.
Range number_before_value(const Command& command);

}  // namespace isocket::device
