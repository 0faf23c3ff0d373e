#include "modem/at_lines.h"

#include <algorithm>
#include <cctype>

namespace isocket::modem {
namespace {

char upper(char c) {
  return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}

bool starts_with_any_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::equal(prefix.begin(), prefix.end(), text.begin(), [](char p, char t) { return p == upper(t); });
}

struct FinalText {
  std::string_view text;
  AtResult result;
  bool more;  // something may follow
};
constexpr FinalText kFinals[] = {
    {"OK", AtResult::ok, false},
    {"ERROR", AtResult::error, false},
    {"+CMS ERROR:", AtResult::cms_error, true},
    {"+CME ERROR:", AtResult::cme_error, true},
    {"NO CARRIER", AtResult::no_carrier, false},
    {"BUSY", AtResult::busy, false},
    {"NO ANSWER", AtResult::no_answer, false},
    {"NO DIALTONE", AtResult::no_dialtone, false},
    {"NO DIAL TONE", AtResult::no_dialtone, false},
    {"CONNECT", AtResult::connect, false},
    {"CONNECT ", AtResult::connect, true},
    {"COMMAND NOT SUPPORT", AtResult::not_supported, false},  // Huawei E1752, instead of ERROR
    {"TOO MANY PARAMETERS", AtResult::error, false},
    {"MODEM ERROR:", AtResult::error, true},  // Motorola
    {"ABORTED", AtResult::aborted, false},
};

// Lines without a name of the form "+NAME:" that come by themselves, or names that no command carries.
constexpr std::string_view kUnsolicited[] = {
    "+CMTI:", "+CMT:",  "+CDSI:",  "+CDS:",       "+CBM:",       "+CBMI:",   "+CRING:",  "+CSSI:",
    "+CSSU:", "+CIEV:", "+CTZV:",  "+CTZE:",      "*PSUTTZ:",    "*PSNWID:", "+QIND:",   "+QUSIM:",
    "+ZDONR", "+ZPASR", "+ZUSIMR", "+ZEND",       "+ZPSTM",      "+PBREADY", "*ATREADY", "^SYSSTART",
    "+MBAN:", "DST:",   "+PACSP",  "MISSED_CALL", "VOICE CALL:", "HANGUP:",
};
constexpr std::string_view kUnsolicitedWhole[] = {
    "RING",
    "RDY",
    "Call Ready",
    "SMS Ready",
    "SMS DONE",
    "PB DONE",
    "NORMAL POWER DOWN",
    "POWERED DOWN",
    "UNDER-VOLTAGE WARNNING",
    "OVER-VOLTAGE WARNNING",
    "UNDER-VOLTAGE POWER DOWN",
    "OVER-VOLTAGE POWER DOWN",
};

bool digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "+CREG: 2,1,..." answers AT+CREG?; "+CREG: 1", "+CREG: 1,\"8BE3\",..." and "+CREG: 1,8BE3,2BAF" come by
// themselves: there, what follows the state is a location code of four digits (3GPP TS 27.007 §7.2).
bool is_registration_answer(std::string_view parameters) {
  const std::size_t comma = parameters.find(',');
  if (comma == std::string_view::npos) return false;
  std::string_view second = parameters.substr(comma + 1);
  second = second.substr(0, second.find(','));
  while (!second.empty() && second.front() == ' ') second.remove_prefix(1);
  while (!second.empty() && second.back() == ' ') second.remove_suffix(1);
  // A Huawei without a network gives the code 00; as a state that would have one digit.
  return digits(second) && (second.size() == 1 || (second.size() == 2 && second.front() != '0'));
}

}  // namespace

std::optional<AtResult> as_final_result(std::string_view line) {
  if (line.size() < 2) return std::nullopt;
  for (const FinalText& known : kFinals) {
    if (known.more ? line.starts_with(known.text) : line == known.text) return known.result;
  }
  return std::nullopt;
}

bool is_call_result(AtResult result) {
  return result == AtResult::no_carrier || result == AtResult::busy || result == AtResult::no_answer ||
         result == AtResult::no_dialtone || result == AtResult::connect;
}

bool is_always_unsolicited(std::string_view line) {
  for (const std::string_view prefix : kUnsolicited)
    if (line.starts_with(prefix)) return true;
  for (const std::string_view whole : kUnsolicitedWhole)
    if (line == whole) return true;
  return false;
}

bool is_start_banner(std::string_view line) {
  return line == "RDY" || line.starts_with("^SYSSTART") || line.starts_with("*ATREADY");
}

bool announces_pdu(std::string_view line) {
  return line.starts_with("+CMT:") || line.starts_with("+CDS:") || line.starts_with("+CBM:");
}

bool is_hexadecimal(std::string_view line) {
  return !line.empty() && std::all_of(line.begin(), line.end(), [](char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) != 0;
  });
}

bool answers(std::string_view command, std::string_view name, std::string_view line) {
  if (name == "+GCAP" && starts_with_any_case(command, "ATI")) return true;  // among the lines of ATI
  const std::size_t at = [&] {
    const auto found = std::search(command.begin(), command.end(), name.begin(), name.end(),
                                   [](char a, char b) { return upper(a) == upper(b); });
    return static_cast<std::size_t>(found - command.begin());
  }();
  if (at == command.size()) return false;
  const std::string_view rest = command.substr(at + name.size());
  // "+CMGS" is no answer to AT+CMGSX, and "+CPIN" none to AT+CPINR?.
  if (!rest.empty() && std::isalnum(static_cast<unsigned char>(rest.front())) != 0) return false;
  std::string_view parameters = line.substr(name.size() + 1);
  while (!parameters.empty() && parameters.front() == ' ') parameters.remove_prefix(1);
  const bool test = rest.starts_with("=?");
  if (test) return true;
  if (name == "+CREG" || name == "+CGREG" || name == "+CEREG")
    return rest.starts_with('?') && is_registration_answer(parameters);
  if (name == "+CLIP") return rest.starts_with('?') && !parameters.starts_with('"');
  // The network's text comes when it comes, before or after the OK of AT+CUSD=1,"...".
  if (name == "+CUSD") return rest.starts_with('?') && parameters.find(',') == std::string_view::npos;
  if (name == "+CCWA" || name == "+COLP") return !parameters.starts_with('"');
  return true;
}

bool is_call_command(std::string_view command) {
  return starts_with_any_case(command, "ATD") || starts_with_any_case(command, "ATA") ||
         starts_with_any_case(command, "ATO");
}

}  // namespace isocket::modem
