#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace isocket::lab {

/// A line that a modem says while it starts.
struct BootLine {
  std::string_view line;    ///< "+CPIN: " is ended by the card's state
  int after = 0;            ///< in tenths of the time to boot, from the line before
  bool needs_card = false;  ///< waits for the card to be there and open
  bool messages = false;    ///< from here on the message service answers
};

/// How a modem tells what becomes of a call, besides RING and the words of V.250.
enum class CallLines : std::uint8_t {
  standard,  ///< not at all
  huawei,    ///< ^ORIG:1,0 ^CONF:1 ^CONN:1,0 ^CEND:1,5,29,16 in place of the words
  zte,       ///< CONNECT and HANGUP: 1 in place of the words
  simcom,    ///< VOICE CALL: BEGIN, VOICE CALL: END: 000041, MISSED_CALL: 11:01AM 040…
  ublox,     ///< +UCALLSTAT: 1,6 once it is asked for, and the words
  wavecom,   ///< +WIND: 5,1 +WIND: 2 +WIND: 6,1, and the words; the OK of ATD when the call is taken
};

/// What one make of modem says of itself and does by itself. The differences are those that users of the
/// makes have reported in public; a row is not the whole of a modem.
struct Dialect {
  std::string_view name;  ///< in the lab's file: "huawei-e173"
  std::string_view manufacturer;
  std::string_view model;
  std::string_view revision;

  std::span<const BootLine> boot{};  ///< none: silent, and messages from the start
  int busy_after_boot = 0;           ///< tenths of the time to boot in which every command is refused
  int busy_code = 14;                ///< the +CME ERROR of that time
  std::span<const std::string_view> chatter{};  ///< said in turn every 30 s, until AT^CURC=0
  Duration rest{};                              ///< what comes earlier after an answer is lost
  std::string_view unknown_command{};  ///< the word for a command that it does not know; empty: an error
  std::string_view iccid_command = "+CCID";
  std::string_view tries_command{};  ///< tells how many PINs the card still takes; empty: it has none

  bool comma_commas = false;    ///< "+CSQ: 22,0" and "+CLIP: …,\"\",,\"\",0" as SIMCom writes them
  bool quoted_alpha = false;    ///< "+CMGR: 0,\"\",50"
  bool long_year = false;       ///< "2026/01/05,…" in +CCLK
  bool pin_without_ok = false;  ///< "+CPIN: READY", and nothing after it

  std::string_view stores = R"(("SM","ME","MT"),("SM","ME","MT"),("SM","ME","MT"))";  ///< of +CPMS=?
  int store_parameters = 3;               ///< how many stores +CPMS has
  std::string_view receive_store = "ME";  ///< <mem3> after power-up
  int first_place = 1;                    ///< the number of a store's first place
  bool empty_place_is_ok = false;         ///< AT+CMGR of a free place: OK without a line
  bool mislaid_reports = false;           ///< a stored report lies in SR, and +CDSI says "SM",0
  bool service_1 = true;                  ///< AT+CSMS=1 is taken
  bool csmp_clears_centre = false;        ///< AT+CSMP=… forgets +CSCA

  CallLines calls = CallLines::standard;
  int reset_functionality = -1;      ///< the level of +CFUN that restarts it
  std::string_view reset_command{};  ///< a command that restarts it, besides AT+CFUN=1,1
  bool packed_ussd = false;  ///< codes and answers as packed 7-bit codes in hexadecimal, until AT^USSDMODE=0

  static const Dialect& generic();
  static const Dialect& sim900();
  /// nullptr: there is none of that name.
  static const Dialect* find(std::string_view name);
  static std::span<const Dialect> all();
  static std::vector<std::string_view> names();
};

}  // namespace isocket::lab
