#pragma once

#include <array>
#include <optional>
#include <string>

#include "core/phone_number.h"
#include "sms/octets.h"

namespace isocket::lab {

/// One place of a message store, as +CMGL lists it (3GPP TS 27.005 §3.1, <stat>).
struct StoredMessage {
  enum class State : std::uint8_t { unread = 0, read = 1, unsent = 2, sent = 3 };
  State state = State::unread;
  sms::Octets tpdu;
};

/// Fifty places for messages; the first place has the number 1.
class MessageStore {
 public:
  static constexpr std::size_t kPlaces = 50;

  /// The number of the place taken, or 0: full.
  std::size_t add(StoredMessage message) {
    for (std::size_t i = 0; i < kPlaces; ++i) {
      if (places_[i]) continue;
      places_[i] = std::move(message);
      return i + 1;
    }
    return 0;
  }
  /// nullptr: free, or no such place.
  StoredMessage* at(std::size_t place) {
    return place >= 1 && place <= kPlaces && places_[place - 1] ? &*places_[place - 1] : nullptr;
  }
  void erase(std::size_t place) {
    if (place >= 1 && place <= kPlaces) places_[place - 1].reset();
  }
  void clear() { places_.fill(std::nullopt); }
  [[nodiscard]] std::size_t used() const {
    std::size_t n = 0;
    for (const auto& place : places_) n += place.has_value();
    return n;
  }

 private:
  std::array<std::optional<StoredMessage>, kPlaces> places_;
};

/// The card in a modem. What it holds outlasts the modem's power.
struct SimCard {
  explicit SimCard(PhoneNumber n)
      : number{std::move(n)},
        imsi{digits_from(number, "24405", 15)},
        iccid{digits_from(number, "8935805", 19)} {}

  PhoneNumber number;
  std::string imsi;
  std::string iccid;
  bool inserted = true;
  std::optional<std::string> pin;  ///< asked for after power-up
  int tries = 3;                   ///< wrong PINs that it still takes; 0: blocked
  MessageStore messages;

  /// `prefix`, zeros, and the number's last digits: as many as `size`.
  static std::string digits_from(const PhoneNumber& number, std::string prefix, std::size_t size) {
    std::string tail = number.digits();
    if (tail.size() > size - prefix.size()) tail.erase(0, tail.size() - (size - prefix.size()));
    return prefix + std::string(size - prefix.size() - tail.size(), '0') + tail;
  }
};

}  // namespace isocket::lab
