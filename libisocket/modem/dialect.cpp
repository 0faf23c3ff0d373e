#include "modem/dialect.h"

#include <algorithm>
#include <cctype>

namespace isocket::modem {
namespace {

using namespace std::chrono_literals;

// Where each of these was seen stands in docs/reference/modems.md, and with its test in quirks_*_test.cpp.
constexpr Dialect kDialects[] = {
    {.name = "generic", .family = "any other modem"},
    {.name = "huawei",
     .family = "Huawei sticks (E1xx, E3xx, K3xxx, E3372 in stick mode)",
     .set_up = {"AT^CURC=0"},
     .after_pin = 3s,
     .packs_ussd = true,
     .plain_ussd = "AT^USSDMODE=0"},
    {.name = "zte", .family = "ZTE sticks (MF1xx, MF6xx, K3565-Z)", .before_dialing = "AT%icscall=1,0"},
    {.name = "simcom", .family = "SIMCom SIM300, SIM800, SIM900"},
    {.name = "simcom-lte", .family = "SIMCom SIM5000, SIM7000 and SIM7600", .reset_command = "AT+CRESET"},
    {.name = "simcom-a7670",
     .family = "SIMCom A7600 to A7680, SIM7670",
     .reset_command = "AT+CRESET",
     .store = "ME"},
    // Waits no longer than the manual says that it takes (EC25 AT manual: 120 s). Stored reports go to a
    // store that +CDSI does not name: better none than those.
    {.name = "quectel",
     .family = "Quectel M35, M26, UG, EC and EG series",
     .submit_limit = 130s,
     .report_ways = "10"},
    {.name = "telit", .family = "Telit GM862, HE910, LE910", .pause = 20ms},
    {.name = "u-blox",
     .family = "u-blox LISA, SARA-G, SARA-U, TOBY",
     .set_up = {"AT+UCALLSTAT=1"},
     .pause = 20ms,
     .reset_command = "AT+CFUN=16"},
    {.name = "u-blox-r4", .family = "u-blox SARA-R4, SARA-N4", .pause = 20ms, .reset_command = "AT+CFUN=15"},
    // 2: the other side rings; 16 and 32: a call begins, a call has ended.
    {.name = "wavecom", .family = "Wavecom, iTegno, MultiTech", .set_up = {"AT+WIND=50"}},
    {.name = "cinterion",
     .family = "Cinterion and Siemens (TC35, MC35i, MC75i, BGS2)",
     .set_up = {"AT^SLCC=1"}},
    {.name = "novatel", .family = "Novatel", .report_ways = "20", .acknowledges = false},
    {.name = "qualcomm", .family = "modems that name Qualcomm as their maker", .modes = "12"},
    {.name = "sony-ericsson", .family = "Sony Ericsson", .modes = "321"},
    {.name = "samsung", .family = "Samsung phones", .lists = false},
    {.name = "nokia", .family = "Nokia phones"},
    {.name = "motorola", .family = "Motorola phones"},
};

/// How a modem is recognised: by a part of what AT+CGMI and AT+CGMM tell, in any case. The first row counts.
struct Mark {
  std::string_view manufacturer;
  std::string_view model;
  std::string_view dialect;
};
constexpr Mark kMarks[] = {
    {"huawei", "", "huawei"},
    {"brovi", "", "huawei"},
    {"zte", "", "zte"},
    {"simcom", "a76", "simcom-a7670"},
    {"simcom", "sim767", "simcom-a7670"},
    {"simcom", "sim7", "simcom-lte"},
    {"simcom", "sim5", "simcom-lte"},
    {"simcom", "", "simcom"},
    {"quectel", "", "quectel"},
    {"telit", "", "telit"},
    {"u-blox", "sara-r4", "u-blox-r4"},
    {"u-blox", "sara-n4", "u-blox-r4"},
    {"u-blox", "", "u-blox"},
    {"wavecom", "", "wavecom"},
    {"itegno", "", "wavecom"},
    {"", "multiband", "wavecom"},
    {"cinterion", "", "cinterion"},
    {"siemens", "", "cinterion"},
    {"novatel", "", "novatel"},
    {"qualcomm", "", "qualcomm"},
    {"sony ericsson", "", "sony-ericsson"},
    {"", "aab-10", "sony-ericsson"},  // its phones tell a type approval number for a model
    {"samsung", "", "samsung"},
    {"nokia", "", "nokia"},
    {"motorola", "", "motorola"},
};

constexpr const Dialect* row_of(std::string_view name) {
  for (const Dialect& dialect : kDialects)
    if (dialect.name == name) return &dialect;
  return nullptr;
}
constexpr bool every_mark_leads_to_a_dialect() {
  for (const Mark& mark : kMarks)
    if (row_of(mark.dialect) == nullptr) return false;
  return true;
}
static_assert(every_mark_leads_to_a_dialect());

bool has(std::string_view text, std::string_view part) {
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

}  // namespace

const Dialect& dialect_for(const Identity& identity) {
  for (const Mark& mark : kMarks)
    if ((mark.manufacturer.empty() || has(identity.manufacturer, mark.manufacturer)) &&
        (mark.model.empty() || has(identity.model, mark.model)))
      return *row_of(mark.dialect);
  return kDialects[0];
}

const Dialect* find_dialect(std::string_view name) {
  return row_of(name);
}

std::vector<std::string_view> dialect_names() {
  std::vector<std::string_view> names;
  for (const Dialect& dialect : kDialects) names.push_back(dialect.name);
  return names;
}

}  // namespace isocket::modem
