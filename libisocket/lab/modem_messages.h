#pragma once

#include <deque>

#include "lab/modem_core.h"

namespace isocket::lab {

// +CMS ERROR codes (3GPP TS 27.005 §3.2.5) that both halves of the message part give.
inline constexpr int kNotAllowed = 302;
inline constexpr int kInvalidIndex = 321;

/// The message part of a modem: two stores (the card's SM, its own ME), sending, and how arrivals are shown
/// (3GPP TS 27.005). MT, in the measure of what programs ask, is ME.
class ModemMessages {
 public:
  explicit ModemMessages(ModemCore& core);
  void reset();

  /// What was typed at the prompt of +CMGS or +CMGW.
  Final text_entered(const std::string& text);
  void text_cancelled() { writing_ = Writing::nothing; }
  void submit_finished(const SubmitResult& result);
  Arrival arrived(const sms::Octets& tpdu);

 private:
  enum class Writing : std::uint8_t { nothing, submission, storage };

  // modem_messages.cpp: settings, sending
  Final store_selection(const AtCommand& command);
  Final indications(const AtCommand& command);
  Final service(const AtCommand& command);
  Final write(const AtCommand& command, Writing what);
  Final send_stored(const AtCommand& command);
  Final acknowledge(const AtCommand& command);
  Final submit(sms::Octets tpdu);
  /// <da> and <toda> of a command, its n-th and next parameter. False: no number.
  bool take_destination(const AtCommand& command, std::size_t n);
  Result<sms::Octets> entered_tpdu(const std::string& text) const;

  // modem_inbox.cpp: arrivals, reading, deleting
  Arrival keep(const sms::Octets& tpdu, bool report);
  [[nodiscard]] bool is_shown(const sms::Octets& tpdu) const;
  void show(std::string line);
  void acknowledgement_missing();
  Final list(const AtCommand& command);
  Final read(const AtCommand& command);
  Final erase(const AtCommand& command);
  [[nodiscard]] std::string header(const StoredMessage& message) const;
  [[nodiscard]] std::string body(const StoredMessage& message) const;
  [[nodiscard]] std::string direct(std::string_view urc, const sms::Octets& tpdu) const;
  [[nodiscard]] std::string capacity(const std::string& name, bool named);
  [[nodiscard]] MessageStore& store(const std::string& name) {
    return name == "SM" ? core_.card.messages : name == "SR" ? reports_ : own_;
  }
  /// The number of a place as commands have it, and back.
  [[nodiscard]] std::string shown(std::size_t place) const;
  [[nodiscard]] std::size_t place_of(const AtCommand& command) const;
  [[nodiscard]] bool usable() const { return core_.card_ready() && core_.sms_ready; }

  ModemCore& core_;
  MessageStore own_;
  MessageStore reports_;              ///< SR
  std::string read_store_ = "ME";     ///< <mem1>
  std::string write_store_ = "ME";    ///< <mem2>
  std::string receive_store_ = "ME";  ///< <mem3>

  int format_ = 0;  ///< +CMGF: 0 PDU, 1 text
  int csms_ = 0;
  int mode_ = 0, mt_ = 0, bm_ = 0, ds_ = 0, bfr_ = 0;                  ///< +CNMI
  int first_octet_ = 17, validity_ = 167, protocol_ = 0, coding_ = 0;  ///< +CSMP
  int more_ = 0;                                                       ///< +CMMS
  std::string centre_ = "+358405202000";                               ///< +CSCA
  std::deque<std::string> buffered_;                                   ///< indications while +CNMI says so

  Writing writing_ = Writing::nothing;
  std::size_t announced_ = 0;                                       ///< octets of the TPDU, as +CMGS=… said
  std::string destination_;                                         ///< of text mode
  StoredMessage::State written_as_ = StoredMessage::State::unsent;  ///< <stat> of +CMGW
  std::string_view submitted_by_ = "+CMGS";
  std::uint8_t reference_ = 0;
  bool awaiting_acknowledgement_ = false;
  sms::Octets unacknowledged_;
  Timer acknowledgement_;
  Timer erasing_;
};

}  // namespace isocket::lab
