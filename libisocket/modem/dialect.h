#pragma once

#include <array>
#include <chrono>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "modem/identity.h"

namespace isocket::modem {

/// What a family of modems wants to be done otherwise. Every modem speaks V.250, 3GPP TS 27.005 and 27.007;
/// what all of them can be served with alike (a list of URCs, steps down where a command is refused) stands
/// in the chapters of the driver, and only the rest is here. The members begin with what suits a modem that
/// nothing is known of.
struct Dialect {
  std::string_view name;    ///< "simcom-lte": as inventory and journal name it
  std::string_view family;  ///< "SIMCom SIM7000 and later": for people

  /// Sent once the SIM is ready; a refusal is no trouble.
  std::array<std::string_view, 2> set_up{};
  Duration pause{};                                   ///< between an answer and the next command
  Duration after_pin{};                               ///< between the PIN and the next command
  Duration submit_limit = std::chrono::seconds{180};  ///< for the result of AT+CMGS, from the PDU on
  std::string_view reset_command = "AT+CFUN=1,1";     ///< starts the modem anew, as if power had been cut

  std::string_view store{};              ///< where to have messages stored ("ME"); empty: as the modem has it
  bool lists = true;                     ///< false: AT+CMGL hangs or leaves messages out, AT+CMGR has to do
  std::string_view modes = "213";        ///< values of <mode> of AT+CNMI to try, in this order
  std::string_view report_ways = "120";  ///< the same for <ds>: 1 as +CDS, 2 stored and told by +CDSI, 0 none
  bool acknowledges = true;              ///< false: AT+CNMA is refused, and then nothing is handed over

  bool packs_ussd = false;            ///< a USSD code goes packed into septets, in hexadecimal digits
  std::string_view plain_ussd{};      ///< makes the modem take a USSD code as it stands
  std::string_view before_dialing{};  ///< before ATD; a refusal is no trouble
};

/// The dialect of a modem that says this of itself; the careful one where nothing is known of it.
const Dialect& dialect_for(const Identity& identity);
/// The dialect of that name, or nullptr.
const Dialect* find_dialect(std::string_view name);
/// All names, in the order of the table, for help and errors.
std::vector<std::string_view> dialect_names();

}  // namespace isocket::modem
