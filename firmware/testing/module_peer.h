#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace isocket::fw::testing {

/// The other side of the device's GSM module driver: answers AT as a SIM900 does, and misbehaves on
/// request. Time is the caller's, in milliseconds; every answer comes after `answer_delay`.
class ModulePeer {
 public:
  using Send = std::function<void(std::string_view bytes)>;  ///< towards the device

  struct Message {
    std::string from =
        "+358401234567";  ///< "" is hidden, letters are alphanumeric, without "+" is local form
    std::string text;     ///< UTF-8
    std::string scts = "26/03/02,12:00:00+08";
    enum class Coding { gsm7, ucs2, data } coding = Coding::gsm7;
    bool part_of_several = false;
  };
  struct Sent {
    std::string to;  ///< "+…" when international
    std::string text;
    std::uint64_t at_ms = 0;
    int parts = 1;
  };
  struct Dialled {
    std::string to;
    std::uint64_t at_ms = 0;
    std::uint64_t ended_ms = 0;  ///< 0 while it lasts
  };
  /// What a called number does.
  struct Callee {
    enum class Does { answers, rejects, is_busy, rings_on, is_unreachable } does = Does::rings_on;
    std::uint64_t rings_after_ms = 2000;
    std::uint64_t then_after_ms = 5000;  ///< from ringing to answering or rejecting
  };

  explicit ModulePeer(Send send);

  // the device's side
  void write(std::span<const std::byte> bytes);
  void power(bool on);
  [[nodiscard]] bool powered() const { return powered_; }
  void advance(std::uint64_t now_ms);
  [[nodiscard]] std::optional<std::uint64_t> next() const;

  // the network's side
  void deliver(const Message& message);
  /// A PDU as it stands; in the network until the module is registered.
  void deliver_pdu(std::string hex);
  /// A message that is on the SIM already, or is stored without a word. @return its index
  int store(std::string hex);
  /// @param number  "" is a withheld one
  void call(std::string_view number);
  void caller_gives_up();
  /// The telephone that the device calls, or talks to, ends the call.
  void callee_hangs_up();
  [[nodiscard]] bool incoming_rings() const { return incoming_.has_value(); }
  [[nodiscard]] bool was_rejected() const { return rejected_; }
  [[nodiscard]] bool was_answered() const { return answered_; }
  void network(bool available);

  // what it is to do
  std::map<std::string, Callee, std::less<>> callees;    ///< by number with "+"
  std::map<std::string, std::string, std::less<>> ussd;  ///< code to the whole +CUSD line behind "+CUSD: "
  std::string sim = "READY";                             ///< as +CPIN says it; "" for no SIM
  int csq = 23;
  std::uint64_t answer_delay_ms = 20;
  std::uint64_t submit_ms = 2500;    ///< from Ctrl-Z to +CMGS
  std::uint64_t register_ms = 4000;  ///< from power-on, or from the network's return
  bool boot_lines = true;            ///< RDY, +CPIN, Call Ready, SMS Ready
  bool direct_delivery = false;      ///< +CMT instead of +CMTI, whatever CNMI says
  bool no_indications = false;       ///< CNMI is refused, and nothing is indicated
  int refuse_submissions = 0;        ///< how many of the next are answered +CMS ERROR: 38
  int swallow_submit_results = 0;    ///< how many of the next are taken without a final result
  int no_prompts = 0;                ///< how many of the next AT+CMGS get no prompt
  int silent_commands = 0;           ///< how many of the next command lines get no answer
  bool silent = false;               ///< nothing is answered until power is switched
  std::function<std::optional<std::string>(const std::string& command)> script;  ///< overrides an answer

  void say(std::string_view raw);  ///< any bytes, at once
  void reset();                    ///< restarts by itself: forgets all settings, says RDY

  // what it has seen
  std::vector<Sent> sent;
  std::vector<Dialled> dialled;
  std::vector<std::string> commands;  ///< every command line
  [[nodiscard]] std::size_t stored() const { return store_.size(); }
  int power_cycles = 0;

 private:
  void boot();
  void at(std::uint64_t when, std::function<void()> what);
  void command(const std::string& line);
  void answer(std::string text);
  void submitted(const std::string& hex);
  void dial(const std::string& number);
  void end_outgoing(const char* result);
  [[nodiscard]] bool registered() const { return powered_ && registered_; }
  void try_register();
  void ring();

  Send send_;
  std::uint64_t now_ = 0;
  std::uint64_t order_ = 0;
  std::uint32_t life_ = 0;  ///< counts power-ons and resets: what was planned in a former life is void
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::function<void()>> plans_;
  bool powered_ = false, echo_ = true, registered_ = false, network_ = true, registration_urc_ = false;
  bool clip_ = false, rejected_ = false, answered_ = false, waiting_pdu_ = false, indicate_ = false,
       pdu_mode_ = false;
  std::size_t announced_ = 0;
  std::uint32_t rings_ = 0;
  std::string line_;
  std::map<int, std::string> store_;
  std::deque<std::string> waiting_;  ///< messages in the network while the module is not registered
  std::optional<std::string> incoming_;
  int call_state_ = -1;  ///< +CLCC stat of the outgoing call
  std::string call_number_;
  std::map<int, std::pair<int, std::map<int, std::string>>> collecting_;
  int message_reference_ = 0;
};

}  // namespace isocket::fw::testing
