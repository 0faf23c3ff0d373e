#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sms/alphabet.h"

namespace isocket::sms {

/// TP-DCS (3GPP TS 23.038 §4): the octet as sent, and what it says.
class DataCoding {
 public:
  enum class Indication : std::uint8_t { voicemail, fax, email, other };
  struct MessageWaiting {
    Indication indication;
    bool active;
    bool store;  ///< false: the text may be discarded
    friend bool operator==(const MessageWaiting&, const MessageWaiting&) = default;
  };

  constexpr DataCoding() = default;
  constexpr explicit DataCoding(std::uint8_t octet) : octet_{octet} {}
  /// General data coding, not compressed.
  /// @param message_class  0 (shown at once, "flash") to 3
  static DataCoding of(Alphabet alphabet, std::optional<unsigned> message_class = {});

  [[nodiscard]] constexpr std::uint8_t octet() const { return octet_; }
  /// Reserved codings are taken for the default alphabet, as 3GPP TS 23.038 §4 asks.
  [[nodiscard]] Alphabet alphabet() const;
  [[nodiscard]] bool compressed() const;
  [[nodiscard]] std::optional<unsigned> message_class() const;
  [[nodiscard]] std::optional<MessageWaiting> message_waiting() const;
  [[nodiscard]] bool automatic_deletion() const { return (octet_ & 0xC0) == 0x40; }
  /// "GSM 7 bit, class 0 (immediate display)".
  [[nodiscard]] std::string to_string() const;

  friend bool operator==(const DataCoding&, const DataCoding&) = default;

 private:
  std::uint8_t octet_ = 0;
};

}  // namespace isocket::sms
