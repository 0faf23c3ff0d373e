#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/gsm/address.h"
#include "core/gsm/line_reader.h"
#include "core/gsm/pdu.h"
#include "core/types.h"
#include "hal/hal.h"

// The driver of the GSM module, in the dialect of the SIM900: a machine fed with bytes and with the time.
namespace isocket::fw {

enum class SmsResult : std::uint8_t {
  sent,     ///< the network has taken every part
  refused,  ///< the module or the network said no, or it never got as far as the network
  unknown,  ///< no answer after the message was handed over: it may have been sent
};

enum class CallState : std::uint8_t {
  ringing,  ///< the called telephone rings
  answered,
  ended,  ///< hung up, rejected, busy, unreachable, or no longer possible; nothing follows
};

enum class SimState : std::uint8_t { unknown, ready, missing, pin_required, failed };

/// What happens on the GSM side. Called from inside GsmModule::feed() and tick(); offering new work to the
/// module from inside these calls is allowed.
class GsmEvents {
 public:
  /// Whether another message can be taken now; meanwhile it waits on the SIM. Asked at every feed and tick.
  virtual bool takes_sms() const = 0;
  virtual void sms_received(const IncomingSms& sms) = 0;
  /// Once for each incoming call, when its number is known, or known to be hidden.
  virtual void incoming_call(const Address& caller) = 0;
  /// The incoming call is over: given up by the caller or the network, or rejected by us.
  virtual void incoming_ended() = 0;
  virtual void call_state(CallState state) = 0;
  virtual void sms_result(SmsResult result) = 0;
  /// @param text  device text of the operator's answer; empty when `ok` is false; gone after the call
  virtual void ussd_result(bool ok, std::string_view text) = 0;
  virtual void registration(bool registered) = 0;
  virtual void sim_state(SimState state) = 0;

 protected:
  ~GsmEvents() = default;
};

/// Signal strength in dBm when there is none.
inline constexpr std::int16_t kNoSignal = 0;

/// Asks the module to tell of messages by +CMTI; without it they are listed every few seconds. Modules refuse
/// it before "SMS Ready".
inline constexpr std::string_view kIndicate = "AT+CNMI=2,1,0,0,0";

/// Drives one SIM900. Brings it up, keeps it up, and does one piece of work at a time: whoever has
/// messages or calls to place offers the next one when ready_for_sms(), ready_for_call() or
/// ready_for_ussd() says so, and hears the result as an event.
///
/// A module that does not answer is asked again, then switched off and on; so is one that has not been
/// registered for 10 minutes (EP-16-06). Work that was under way ends with its failure event.
class GsmModule {
 public:
  GsmModule(const Hal& hal, GsmEvents& events);

  /// The device starts: supply on, messages that are stored on the SIM are deleted unread (EP-4.1-66).
  void power_up();
  /// Supply off; work under way is forgotten without an event.
  void shut_down();

  void feed(std::span<const std::byte> bytes);
  void tick();
  /// When tick() is wanted next.
  void plan(Wake& wake) const;

  [[nodiscard]] bool registered() const { return registered_; }
  [[nodiscard]] SimState sim() const { return sim_; }
  /// Whether messages that the SIM held at power-up are being deleted.
  [[nodiscard]] bool clearing_sim() const {
    return phase_ == Phase::running && stored_are_stale_ && sim_held_messages_;
  }
  /// Whether the module has kept silent for longer than a start takes: it has no supply, or is broken.
  [[nodiscard]] bool dead() const { return dead_; }
  /// -113 to -51 dBm; kNoSignal when unknown. At most 10 s old.
  [[nodiscard]] std::int16_t signal_dbm() const { return signal_dbm_; }
  /// Whether an incoming call rings, an outgoing one is being set up, or one is connected.
  [[nodiscard]] bool in_call() const { return incoming_ != Incoming::none || call_ != Call::none; }

  [[nodiscard]] bool ready_for_sms() const;
  [[nodiscard]] bool ready_for_call() const;
  [[nodiscard]] bool ready_for_ussd() const;

  /// @param text  device text, up to 255 parts; more than 160 septets become one concatenated message
  ///              (EP-4.1-65). Must stay unchanged until sms_result().
  /// @return false: not ready, or `to` is not dialable; no event follows
  bool send_sms(const Address& to, std::string_view text);
  /// Calls a number; call_state() tells what becomes of it, until `ended`. Without ringing or an answer the
  /// call lasts until hang_up() or until the network ends it.
  bool dial(const Address& to);
  /// Ends the outgoing call; call_state(ended) follows.
  void hang_up();
  /// Rejects the call that rings; incoming_ended() follows.
  void reject();
  /// Takes the call that rings: it lasts until the caller hangs up, which incoming_ended() tells.
  void answer();
  /// Whether an incoming call has been taken and lasts.
  [[nodiscard]] bool talking_to_caller() const { return incoming_ == Incoming::taken; }
  /// How loud the microphone is in calls; told to the module now and whenever it has started.
  /// @param level  0 to 15 (GS-10-02), the steps of the SIM900's AT+CMIC
  void microphone(std::uint8_t level);
  /// Asks the operator; ussd_result() follows within 60 s (EP-12-10). A menu that waits for an answer is
  /// closed (EP-12-12).
  /// @param code  up to 23 characters
  bool ussd(std::string_view code);

 private:
  enum class Phase : std::uint8_t { off, unpowered, syncing, setting_up, running };
  enum class Call : std::uint8_t { none, wanted, dialling, ringing, connected };
  enum class Incoming : std::uint8_t { none, ringing, announced, taken };
  enum class Ussd : std::uint8_t { none, wanted, waiting };
  enum class Sms : std::uint8_t { none, wanted, prompting, handed_over };
  enum class Command : std::uint8_t {
    none,
    sync,
    set_up,
    capacity,
    list,
    read,
    remove,
    remove_all,
    indicate,
    submit,
    dial,
    calls,
    hang_up,
    reject,
    answer,
    ussd,
    close_ussd,
    registration,
    signal,
    microphone,
  };
  enum class Final : std::uint8_t { ok, error, no_call, timeout };
  enum class Pdu : std::uint8_t { none, direct, stored };  // which one the next line of hexadecimals is
  /// A message on the SIM: to be read, or read and to be removed.
  struct Stored {
    std::uint8_t index = 0;
    bool used = false;
    bool handled = false;
  };
  static constexpr std::size_t kStored = 8;

  // module.cpp: the supply, the way up, commands and their deadlines
  void switch_on();
  void forget();
  void restart();
  void start_over();
  void begin(Command command, std::string_view text, Millis deadline);
  void next_command();
  void finish(Final result, std::uint16_t code = 0);
  void set_up_done(Final result, std::uint16_t code);
  void timed_out();
  void flush();
  void set_registered(bool registered);
  void set_sim(SimState state);
  void lose_work();

  // module_lines.cpp: what the module says
  void handle_line(std::string_view line);
  bool handle_final(std::string_view line);
  bool handle_answer(std::string_view line);
  void handle_unsolicited(std::string_view line);
  void handle_registration(std::string_view fields);
  void handle_sim(std::string_view state);
  void handle_signal(std::string_view fields);
  void handle_pdu();

  // module_work.cpp: messages, calls, USSD
  void next_work();
  void work_done(Command done, Final result, std::uint16_t code);
  void begin_pdu();
  void next_part();
  void note_stored(std::string_view index);
  [[nodiscard]] bool none_stored() const;
  void ring();
  void caller(std::string_view fields);
  void call_in_list(std::string_view fields);
  void call_list_done();
  void end_incoming();
  void end_call();
  void end_sms(SmsResult result);
  void handle_ussd(std::string_view fields);
  void end_ussd(bool ok, std::string_view text);
  [[nodiscard]] bool work_waits() const;

  const Hal& hal_;
  GsmEvents& events_;
  LineReader reader_;

  Phase phase_ = Phase::off;
  Command command_ = Command::none;
  Countdown deadline_;      // of the command under way
  Countdown pause_;         // nothing is sent before its end
  Countdown unregistered_;  // EP-16-06
  std::uint8_t step_ = 0;   // of the set-up
  std::uint8_t failures_ = 0;
  bool stored_are_stale_ = true;    // until the messages of the time before power-up are deleted
  bool sim_held_messages_ = false;  // at power-up, as far as is known
  bool capacity_asked_ = false;
  bool dead_ = false;
  bool indications_ = false;  // the module tells of messages by itself
  bool registered_ = false;
  bool answered_ = false;   // the command under way has had an information line that counts
  bool echoes_ = false;     // the module does not know ATE0
  bool forgetful_ = false;  // it echoes again: it has restarted by itself
  Countdown booting_;       // boot lines are no news before its end
  SimState sim_ = SimState::unknown;
  std::int16_t signal_dbm_ = kNoSignal;

  FixedString<48> out_;  // the command line being written
  std::uint16_t out_sent_ = 0;
  std::uint8_t pdu_[pdu::kMaxSubmit] = {};
  std::uint16_t pdu_size_ = 0;
  std::uint16_t pdu_sent_ = 0;  // in hexadecimal digits; then Ctrl-Z
  bool pdu_writing_ = false;

  Countdown poll_registration_, poll_signal_, poll_stored_, poll_calls_;
  Stored stored_[kStored] = {};
  bool list_again_ = false;    // there were more messages than fit in stored_
  bool remove_later_ = false;  // a removal was refused: not again before the next listing
  bool listed_stale_ = false;  // what is stored is being deleted one by one
  bool indicate_again_ = false;
  std::uint8_t indicate_tries_ = 0;
  std::uint8_t reading_ = 0;  // the index being read or removed
  Pdu pdu_follows_ = Pdu::none;

  Sms sms_ = Sms::none;
  Address sms_to_{};
  std::string_view sms_text_;
  std::uint8_t sms_part_ = 0, sms_parts_ = 0, sms_reference_ = 0;

  Call call_ = Call::none;
  bool hang_up_ = false, reject_ = false, answer_ = false, in_list_ = false;
  Address call_to_{};
  Incoming incoming_ = Incoming::none;
  Countdown ringing_;              // until the next RING is due
  Countdown ring_dead_;            // after a rejection, late RINGs belong to the call that was rejected
  bool microphone_waits_ = false;  // its level is to be told
  bool has_microphone_ = false;
  std::uint8_t microphone_level_ = 0;

  Ussd ussd_ = Ussd::none;
  bool close_ussd_ = false;
  FixedString<23> ussd_code_;
  Countdown ussd_deadline_;
  char text_[pdu::kMaxText] = {};  // of the message or answer being handed to the owner
};

}  // namespace isocket::fw
