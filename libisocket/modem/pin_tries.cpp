#include "modem/pin_tries.h"

#include <string>
#include <vector>

namespace isocket::modem {

std::optional<int> tries_in(const AtReply& reply, bool puk) {
  if (!reply.ok()) return std::nullopt;
  for (const std::string& line : reply.information) {
    const std::string_view name = at_name(line);
    if (name.empty()) continue;
    const std::vector<std::string> fields = at_fields(std::string_view{line}.substr(name.size() + 1));
    std::size_t at = 0;
    if (name == "+CPINR") {  // +CPINR: SIM PIN,3,3 : a line for each code
      if (fields[0] != (puk ? "SIM PUK" : "SIM PIN")) continue;
      at = 1;
    } else if (name == "^CPIN") {  // ^CPIN: SIM PIN,,10,3,10,3 : code, times, PUK, PIN, PUK2, PIN2
      at = puk ? 2 : 3;
    } else if (name == "+SPIC") {  // +SPIC: 3,10,0,10 : PIN, PUK, PIN2, PUK2
      at = puk ? 1 : 0;
    } else if (name == "+QPINC") {  // +QPINC: "SC",3,10 : PIN, PUK
      if (fields[0] != "SC") continue;
      at = puk ? 2 : 1;
    } else if (name != "#PCT") {  // #PCT: 3 : of what is asked for
      continue;
    }
    if (at >= fields.size()) return std::nullopt;
    const int tries = at_number(fields[at]);
    return tries >= 0 && tries <= 10 ? std::optional{tries} : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace isocket::modem
