#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "modem/port_holder.h"
#include "modem/port_roles.h"
#include "modem/survey.h"

namespace isocket::modem {

/// Opens a port; open_serial_port() in the end, and whatever records it.
using PortOpener = std::function<Result<std::unique_ptr<ByteStream>>(const std::string& path)>;

/// One port, and what came of asking it.
struct FoundPort {
  enum class State : std::uint8_t {
    modem,          ///< a modem answers
    silent,         ///< nobody answers AT
    busy,           ///< another program has it: it was not touched
    no_permission,  ///< this user may not open it
    failed,         ///< it cannot be opened, or went away meanwhile
    not_asked,      ///< what is known of it says that there is no modem to be found
  };
  SerialPort port;
  PortRole role = PortRole::unknown;
  State state = State::not_asked;
  std::string reason;  ///< for a person, of every state but `modem`
  std::optional<Survey> survey;
  std::vector<PortHolder> holders;  ///< of `busy`, as far as they can be seen
  bool preferred = false;           ///< of a modem's ports, the one to use
  std::string preference;           ///< why, where there are several; of the others, which one instead
};
std::string_view name_of(FoundPort::State state);

struct DiscoveryOptions {
  DiscoveryOptions() = default;
  Duration limit = std::chrono::seconds{5};  ///< for each port; all are asked at the same time
  PortOpener open;                           ///< as open_serial_port() if left out
  /// Who has the port open; holders_of() if left out.
  std::function<std::vector<PortHolder>(const std::string& path)> holders;
};

/// Asks each port whether a modem is there, and it about itself. Nothing is changed at any of them, and none
/// is held open afterwards. Ports of the table that are no AT ports are not opened.
asio::awaitable<std::vector<FoundPort>> discover(EventLoop& loop, std::vector<SerialPort> ports,
                                                 DiscoveryOptions options, journal::Journal& journal);

/// Says of ports with the same IMEI, or at the same USB device, which one to use: one that answers before one
/// that does not, then one at which the modem was heard to say something by itself, then the control port of
/// the table, then the first.
void choose_ports(std::vector<FoundPort>& ports);

}  // namespace isocket::modem
