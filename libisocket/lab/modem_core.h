#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "lab/at_line.h"
#include "lab/dialect.h"
#include "lab/network.h"
#include "lab/sim_card.h"

namespace isocket::lab {

/// How a command ends.
struct Final {
  enum class Kind : std::uint8_t {
    ok,
    error,
    cme,      ///< "+CME ERROR: code" (3GPP TS 27.007 §9.2), as +CMEE says
    cms,      ///< "+CMS ERROR: code" (3GPP TS 27.005 §3.2.5)
    text,     ///< `word` as it stands: "BUSY"
    silent,   ///< without a word
    pending,  ///< finish() will be called
    prompt,   ///< text is wanted first
  };
  Kind kind = Kind::ok;
  int code = 0;
  std::string_view word{};  ///< of Kind::text; of static storage

  static constexpr Final ok() { return {}; }
  static constexpr Final error() { return {Kind::error}; }
  static constexpr Final cme(int code) { return {Kind::cme, code}; }
  static constexpr Final cms(int code) { return {Kind::cms, code}; }
  static constexpr Final text(std::string_view word) { return {Kind::text, 0, word}; }
  static constexpr Final silent() { return {Kind::silent}; }
  static constexpr Final pending() { return {Kind::pending}; }
  static constexpr Final prompt() { return {Kind::prompt}; }
};

/// What the parts of a virtual modem (messages, calls, …) share, and how they speak to the line.
class ModemCore {
 public:
  using Handler = std::function<Final(const AtCommand&)>;

  ModemCore(Network& net, Subscriber& who, SimCard& sim, const Dialect& make)
      : network{net}, account{who}, card{sim}, dialect{make} {}
  virtual ~ModemCore() = default;

  /// A line of an answer.
  virtual void info(std::string_view line) = 0;
  /// A line that nobody asked for; it waits while text is entered.
  virtual void unsolicited(std::string_view line) = 0;
  /// Ends a command that was Final::pending().
  virtual void finish(Final final) = 0;
  /// The command under way ends when a character comes in.
  virtual void allow_interruption() = 0;

  /// `name` ("+CMGS") is answered by `handler`.
  void on(std::string name, Handler handler) {
    handlers.insert_or_assign(std::move(name), std::move(handler));
  }
  /// A setting "+X=n": read, set and test forms; `range` as the test form shows it, "(0-2)".
  /// @param provision  what the read form says behind it of the network, ",1"
  void setting(std::string name, int* value, int low, int high, std::string range,
               std::string provision = {});

  /// The card is there and open; what a command that needs it answers otherwise.
  [[nodiscard]] bool card_ready() const { return card.inserted && !locked; }
  [[nodiscard]] Final card_error() const;

  Network& network;
  Subscriber& account;
  SimCard& card;
  const Dialect& dialect;
  std::map<std::string, Handler, std::less<>> handlers;

  int cmee = 0;
  std::string charset = "GSM";  ///< +CSCS: GSM, IRA, UCS2, HEX
  bool locked = false;          ///< the PIN has not been given yet
  bool sms_ready = true;        ///< false for some seconds after power-up

  /// Text as the line carries it under +CSCS, and back. Nothing: it is no text of that set.
  [[nodiscard]] std::string to_line(std::string_view utf8) const;
  [[nodiscard]] std::optional<std::string> from_line(std::string_view text) const;
};

}  // namespace isocket::lab
