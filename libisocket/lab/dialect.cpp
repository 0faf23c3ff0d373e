#include "lab/dialect.h"

#include <algorithm>

namespace isocket::lab {
namespace {

using namespace std::chrono_literals;

constexpr BootLine kSim900Boot[] = {
    {"RDY"}, {"+CFUN: 1", 1}, {"+CPIN: ", 2}, {"Call Ready", 10, true}, {"SMS Ready", 4, true, true}};
constexpr BootLine kSim7600Boot[] = {
    {"RDY"}, {"+CPIN: ", 2}, {"SMS DONE", 8, true, true}, {"PB DONE", 2, true}};
constexpr BootLine kM35Boot[] = {{"RDY"}, {"+CFUN: 1", 1}, {"+CPIN: ", 2}, {"Call Ready", 8, true, true}};
constexpr BootLine kEc25Boot[] = {{"RDY"},
                                  {"+CPIN: ", 2},
                                  {"+QUSIM: 1", 1, true},
                                  {"+QIND: SMS DONE", 8, true, true},
                                  {"+QIND: PB DONE", 2, true}};
constexpr BootLine kTelitBoot[] = {{"#QSS: 1", 2, false, true}};
constexpr BootLine kUbloxBoot[] = {{"+PBREADY", 10, true, true}};
constexpr BootLine kWavecomBoot[] = {
    {"+WIND: 1", 0, false, true}, {"+WIND: 7", 8, true}, {"+WIND: 4", 20, true}};

constexpr std::string_view kHuaweiChatter[] = {"^BOOT:91409020,0,0,0,6", "^RSSI:18", "^MODE:5,4",
                                               "^DSFLOWRPT:0000001E,00000000,00000000,0000000000000000,"
                                               "0000000000000000,0000BB80,0000BB80"};
constexpr std::string_view kZteChatter[] = {"+ZDONR: \"isocket lab\",244,05,\"CS_PS\",\"ROAM_OFF\"",
                                            "+ZPASR: \"UMTS\"", "+ZUSIMR:2"};

// In the order in which help and errors name them.
constexpr Dialect kDialects[] = {
    {.name = "generic",
     .manufacturer = "isocket",
     .model = "virtual modem",
     .revision = "1.0",
     .tries_command = "+CPINR"},
    {.name = "huawei-e173",
     .manufacturer = "huawei",
     .model = "E173",
     .revision = "11.126.16.00.00",
     .chatter = kHuaweiChatter,
     .unknown_command = "COMMAND NOT SUPPORT",
     .iccid_command = "^ICCID",
     .tries_command = "^CPIN",
     .long_year = true,
     .stores = R"(("ME","MT","SM"),("ME","MT","SM"),("ME","MT","SM"))",
     .receive_store = "SM",
     .first_place = 0,
     .calls = CallLines::huawei,
     .packed_ussd = true},
    {.name = "zte-mf180",
     .manufacturer = "ZTE INCORPORATED",
     .model = "MF180",
     .revision = "BD_MF180P673A3V1.0.0B01",
     .chatter = kZteChatter,
     .receive_store = "SM",
     .csmp_clears_centre = true,
     .calls = CallLines::zte},
    {.name = "sim900",
     .manufacturer = "SIMCOM_Ltd",
     .model = "SIMCOM_SIM900",
     .revision = "Revision:1137B13SIM900M64_ST",
     .boot = kSim900Boot,
     .tries_command = "+SPIC",
     .comma_commas = true,
     .receive_store = "SM"},
    {.name = "sim800",
     .manufacturer = "SIMCOM_Ltd",
     .model = "SIMCOM_SIM800L",
     .revision = "Revision:1418B05SIM800L24",
     .boot = kSim900Boot,
     .tries_command = "+SPIC",
     .comma_commas = true,
     .receive_store = "SM"},
    {.name = "sim7600",
     .manufacturer = "SIMCOM INCORPORATED",
     .model = "SIMCOM_SIM7600E-H",
     .revision = "+CGMR: LE20B04SIM7600M22",
     .boot = kSim7600Boot,
     .iccid_command = "+CICCID",
     .tries_command = "+SPIC",
     .receive_store = "ME",
     .calls = CallLines::simcom,
     .reset_command = "+CRESET"},
    {.name = "quectel-m35",
     .manufacturer = "Quectel_Ltd",
     .model = "Quectel_M35",
     .revision = "Revision: M35FAR02A10",
     .boot = kM35Boot,
     .iccid_command = "+QCCID",
     .receive_store = "SM",
     .service_1 = false},
    {.name = "quectel-ec25",
     .manufacturer = "Quectel",
     .model = "EC25",
     .revision = "EC25EFAR06A03M4G",
     .boot = kEc25Boot,
     .iccid_command = "+QCCID",
     .tries_command = "+QPINC",
     .stores = R"(("SM","ME","SR"),("SM","ME","SR"),("SM","ME","SR"))",
     .receive_store = "ME",
     .empty_place_is_ok = true,
     .mislaid_reports = true},
    {.name = "telit-he910",
     .manufacturer = "Telit",
     .model = "HE910-D",
     .revision = "12.00.004",
     .boot = kTelitBoot,
     .rest = 20ms,
     .iccid_command = "#CCID",
     .tries_command = "#PCT",
     .quoted_alpha = true,
     .stores = R"(("ME","SM","SR"),("ME","SM","SR"),("ME","SM","SR"))",
     .receive_store = "SM"},
    {.name = "u-blox-sara",
     .manufacturer = "u-blox",
     .model = "SARA-U201",
     .revision = "23.60",
     .boot = kUbloxBoot,
     .busy_after_boot = 12,
     .busy_code = 14,
     .calls = CallLines::ublox,
     .reset_functionality = 16},
    {.name = "wavecom",
     .manufacturer = "WAVECOM MODEM",
     .model = " MULTIBAND  900E  1800 ",
     .revision = "641b09gg.Q2403A 1320676 061804 14:38",
     .boot = kWavecomBoot,
     .busy_after_boot = 40,
     .busy_code = 515,
     .pin_without_ok = true,
     .stores = R"((("SM","BM","SR"),("SM")))",
     .store_parameters = 2,
     .receive_store = "SM",
     .service_1 = false,
     .calls = CallLines::wavecom},
};

}  // namespace

const Dialect& Dialect::generic() {
  return kDialects[0];
}

const Dialect& Dialect::sim900() {
  return *find("sim900");
}

std::span<const Dialect> Dialect::all() {
  return kDialects;
}

const Dialect* Dialect::find(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kDialects), std::end(kDialects),
                                         [&](const Dialect& d) { return d.name == name; });
  return found == std::end(kDialects) ? nullptr : found;
}

std::vector<std::string_view> Dialect::names() {
  std::vector<std::string_view> all;
  for (const Dialect& dialect : kDialects) all.push_back(dialect.name);
  return all;
}

}  // namespace isocket::lab
