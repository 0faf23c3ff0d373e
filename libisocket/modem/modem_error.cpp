#include "modem/modem_error.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace isocket::modem {
namespace {

using enum ErrorClass;

struct Row {
  int code;
  std::string_view name;
  ErrorClass error_class;
};

// Names up to 127: RP causes, 3GPP TS 24.011 §8.2.5.4. 128 to 255: TP-FCS, 3GPP TS 23.040 §9.2.3.22.
// 300 and above: 3GPP TS 27.005 §3.2.5; from 512 on the makers' own, as far as they are known.
constexpr Row kCms[] = {
    {1, "unassigned (unallocated) number", permanent},
    {8, "operator determined barring", configuration},
    {10, "call barred", configuration},
    {17, "network failure", network},
    {21, "short message transfer rejected", permanent},
    {22, "memory capacity exceeded", transient},
    {27, "destination out of service", transient},
    {28, "unidentified subscriber", permanent},
    {29, "facility rejected", permanent},
    {30, "unknown subscriber", permanent},
    {38, "network out of order", network},
    {41, "temporary failure", transient},
    {42, "congestion", transient},
    {47, "resources unavailable, unspecified", transient},
    {50, "requested facility not subscribed", configuration},
    {69, "requested facility not implemented", permanent},
    {81, "invalid short message transfer reference value", permanent},
    {95, "invalid message, unspecified", permanent},
    {96, "invalid mandatory information", permanent},
    {97, "message type non-existent or not implemented", permanent},
    {98, "message not compatible with short message protocol state", permanent},
    {99, "information element non-existent or not implemented", permanent},
    {111, "protocol error, unspecified", permanent},
    {127, "interworking, unspecified", transient},
    {128, "telematic interworking not supported", permanent},
    {129, "short message type 0 not supported", permanent},
    {130, "cannot replace short message", permanent},
    {143, "unspecified TP-PID error", permanent},
    {144, "data coding scheme (alphabet) not supported", permanent},
    {145, "message class not supported", permanent},
    {159, "unspecified TP-DCS error", permanent},
    {160, "command cannot be actioned", permanent},
    {161, "command unsupported", permanent},
    {175, "unspecified TP-Command error", permanent},
    {176, "TPDU not supported", permanent},
    {192, "SC busy", transient},
    {193, "no SC subscription", configuration},
    {194, "SC system failure", transient},
    {195, "invalid SME address", permanent},
    {196, "destination SME barred", permanent},
    {197, "SM rejected-duplicate SM", permanent},
    {198, "TP-VPF not supported", permanent},
    {199, "TP-VP not supported", permanent},
    {208, "SIM SMS storage full", storage},
    {209, "no SMS storage capability in SIM", storage},
    {210, "error in MS", transient},
    {211, "memory capacity exceeded", transient},
    {212, "SIM application toolkit busy", transient},
    {213, "SIM data download error", transient},
    {255, "unspecified error cause", unknown},
    {300, "ME failure", unknown},
    {301, "SMS service of ME reserved", busy},
    {302, "operation not allowed", configuration},
    {303, "operation not supported", permanent},
    {304, "invalid PDU mode parameter", permanent},
    {305, "invalid text mode parameter", permanent},
    {310, "SIM not inserted", configuration},
    {311, "SIM PIN required", configuration},
    {312, "PH-SIM PIN required", configuration},
    {313, "SIM failure", configuration},
    {314, "SIM busy", busy},
    {315, "SIM wrong", configuration},
    {316, "SIM PUK required", configuration},
    {317, "SIM PIN2 required", configuration},
    {318, "SIM PUK2 required", configuration},
    {320, "memory failure", storage},
    {321, "invalid memory index", storage},
    {322, "memory full", storage},
    {330, "SMSC address unknown", configuration},
    {331, "no network service", network},
    {332, "network timeout", network},
    {340, "no +CNMA acknowledgement expected", permanent},
    {500, "unknown error", unknown},
    {512, "MM establishment failure", network},
    {513, "lower layer failure", network},
    {514, "congestion", transient},
    {515, "please wait, initialization in progress", busy},
    {517, "SIM not ready", busy},
    {604, "answer of another command still under way", unknown},  // Quectel
    {615, "network failure", network},
    {616, "network failure", network},
};

constexpr Row kCme[] = {
    {0, "phone failure", unknown},
    {1, "no connection to phone", unknown},
    {2, "phone-adaptor link reserved", busy},
    {3, "operation not allowed", permanent},
    {4, "operation not supported", permanent},
    {5, "PH-SIM PIN required", configuration},
    {6, "PH-FSIM PIN required", configuration},
    {7, "PH-FSIM PUK required", configuration},
    {10, "SIM not inserted", configuration},
    {11, "SIM PIN required", configuration},
    {12, "SIM PUK required", configuration},
    {13, "SIM failure", configuration},
    {14, "SIM busy", busy},
    {15, "SIM wrong", configuration},
    {16, "incorrect password", configuration},
    {17, "SIM PIN2 required", configuration},
    {18, "SIM PUK2 required", configuration},
    {20, "memory full", storage},
    {21, "invalid index", permanent},
    {22, "not found", permanent},
    {23, "memory failure", storage},
    {24, "text string too long", storage},
    {25, "invalid characters in text string", storage},
    {26, "dial string too long", storage},
    {27, "invalid characters in dial string", storage},
    {30, "no network service", network},
    {31, "network timeout", network},
    {32, "network not allowed - emergency calls only", network},
    {40, "network personalization PIN required", configuration},
    {41, "network personalization PUK required", configuration},
    {42, "network subset personalization PIN required", configuration},
    {43, "network subset personalization PUK required", configuration},
    {44, "service provider personalization PIN required", configuration},
    {45, "service provider personalization PUK required", configuration},
    {46, "corporate personalization PIN required", configuration},
    {47, "corporate personalization PUK required", configuration},
    {50, "incorrect parameters", permanent},
    {100, "unknown", unknown},
    {103, "illegal MS", network},
    {106, "illegal ME", network},
    {107, "GPRS services not allowed", network},
    {108, "GPRS and non-GPRS services not allowed", network},
    {109, "MS identity cannot be derived by the network", network},
    {110, "implicitly detached", network},
    {111, "PLMN not allowed", network},
    {112, "location area not allowed", network},
    {113, "roaming not allowed in this location area", network},
    {132, "service option not supported", permanent},
    {133, "requested service option not subscribed", permanent},
    {134, "service option temporarily out of order", transient},
    {148, "unspecified GPRS error", network},
    {515, "please wait, initialization in progress", busy},
};

template <std::size_t N>
constexpr bool is_sorted_by_code(const Row (&rows)[N]) {
  for (std::size_t i = 1; i < N; ++i)
    if (rows[i - 1].code >= rows[i].code) return false;
  return true;
}
static_assert(is_sorted_by_code(kCms) && is_sorted_by_code(kCme));

template <std::size_t N>
ModemError from_code(const Row (&rows)[N], AtResult result, int code) {
  const Row* row = std::lower_bound(std::begin(rows), std::end(rows), code,
                                    [](const Row& r, int c) { return r.code < c; });
  if (row == std::end(rows) || row->code != code) return {result, code, "unlisted error", unknown};
  return {result, code, std::string{row->name}, row->error_class};
}

// "SIM PIN required", "sim pin required." and "SIM_PIN_REQUIRED" are one: letters and digits count.
bool same_words(std::string_view a, std::string_view b) {
  const auto skip = [](std::string_view& text) {
    while (!text.empty() && std::isalnum(static_cast<unsigned char>(text.front())) == 0)
      text.remove_prefix(1);
  };
  for (;;) {
    skip(a);
    skip(b);
    if (a.empty() || b.empty()) return a.empty() && b.empty();
    if (std::tolower(static_cast<unsigned char>(a.front())) !=
        std::tolower(static_cast<unsigned char>(b.front())))
      return false;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
}

template <std::size_t N>
ModemError from_words(const Row (&rows)[N], AtResult result, std::string_view words) {
  for (const Row& row : rows)
    if (same_words(row.name, words)) return {result, row.code, std::string{row.name}, row.error_class};
  return {result, std::nullopt, std::string{words}, unknown};
}

template <std::size_t N>
ModemError from_cause(const Row (&rows)[N], AtResult result, std::string_view cause) {
  int code = 0;
  const auto [end, ec] = std::from_chars(cause.data(), cause.data() + cause.size(), code);
  if (ec == std::errc{} && end == cause.data() + cause.size()) return from_code(rows, result, code);
  return from_words(rows, result, cause);
}

}  // namespace

std::string_view name_of(ErrorClass error_class) {
  constexpr std::string_view kNames[] = {"none",      "transient",     "network", "busy",
                                         "permanent", "configuration", "storage", "unknown"};
  return kNames[static_cast<std::size_t>(error_class)];
}

ModemError cms_error(int code) {
  return from_code(kCms, AtResult::cms_error, code);
}
ModemError cme_error(int code) {
  return from_code(kCme, AtResult::cme_error, code);
}

ModemError error_of(const AtReply& reply) {
  if (reply.result == AtResult::cms_error) return from_cause(kCms, reply.result, reply.cause());
  if (reply.result == AtResult::cme_error) return from_cause(kCme, reply.result, reply.cause());
  if (reply.ok()) return {reply.result, std::nullopt, {}, none};
  return {reply.result, std::nullopt, reply.text.empty() ? std::string{name_of(reply.result)} : reply.text,
          unknown};
}

std::string ModemError::to_string() const {
  if (result != AtResult::cms_error && result != AtResult::cme_error) return name;
  std::string text = result == AtResult::cms_error ? "+CMS ERROR: " : "+CME ERROR: ";
  return code ? text + std::to_string(*code) + " (" + name + ")" : text + name;
}

}  // namespace isocket::modem
