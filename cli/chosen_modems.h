#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modem/modem.h"
#include "modem/port_source.h"

namespace isocket::cli {

/// A modem that the user named, and where it is to be found.
struct ChosenModem {
  modem::ModemOptions options;
  std::unique_ptr<modem::PortSource> source;
};

/// The modems at these ports, and those of these names in the inventory; without either, all of the
/// inventory.
/// @param inventory  its file; empty: found as git finds its repository
/// @return           at least one; nothing after a message
std::optional<std::vector<ChosenModem>> choose_modems(const std::vector<std::string>& names,
                                                      const std::vector<std::string>& ports,
                                                      const std::string& inventory, EventLoop& loop,
                                                      std::ostream& err);

}  // namespace isocket::cli
