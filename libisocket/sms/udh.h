#pragma once

#include <cstdint>
#include <optional>

#include "sms/alphabet.h"
#include "sms/octets.h"

namespace isocket::sms {

/// One information element of a user data header (3GPP TS 23.040 §9.2.3.24); a view into its header.
struct InformationElement {
  std::uint8_t id;
  OctetView data;
};

/// Which part of which message (3GPP TS 23.040 §9.2.3.24.1 and .8).
struct Concatenation {
  std::uint16_t reference = 0;
  std::uint8_t total = 1;   ///< 1 to 255
  std::uint8_t number = 1;  ///< 1 to total
  bool wide = false;        ///< the reference has 16 bits
  friend auto operator<=>(const Concatenation&, const Concatenation&) = default;
};

/// The information elements ahead of the text, without UDHL; well-formed by construction.
class UserDataHeader {
 public:
  static constexpr std::size_t kMaxSize = 139;  // 140 octets of TP-UD less UDHL

  class Iterator {
   public:
    explicit Iterator(const std::uint8_t* at) : at_{at} {}
    InformationElement operator*() const { return {at_[0], {at_ + 2, at_[1]}}; }
    Iterator& operator++() {
      at_ += 2 + at_[1];
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const std::uint8_t* at_;
  };

  UserDataHeader() = default;
  /// @param octets  what follows UDHL. Errors: underflow (an element ends beyond the header), overflow;
  ///                offsets from the first octet after UDHL
  static Result<UserDataHeader> from_octets(OctetView octets);
  static UserDataHeader with(const Concatenation& part);
  /// Errors: overflow.
  [[nodiscard]] Result<void> add(std::uint8_t id, OctetView data);

  [[nodiscard]] Iterator begin() const { return Iterator{octets_.begin()}; }
  [[nodiscard]] Iterator end() const { return Iterator{octets_.end()}; }
  [[nodiscard]] bool empty() const { return octets_.empty(); }
  [[nodiscard]] const BoundedOctets<kMaxSize>& octets() const { return octets_; }

  /// The data of the last element with this id: where one is repeated, the last counts (§9.2.3.24).
  [[nodiscard]] std::optional<OctetView> find(std::uint8_t id) const;
  /// Nothing also for an element whose part number or total is 0, or number is above total: it is ignored.
  [[nodiscard]] std::optional<Concatenation> concatenation() const;
  [[nodiscard]] Shifts shifts() const;

  friend bool operator==(const UserDataHeader&, const UserDataHeader&) = default;

 private:
  BoundedOctets<kMaxSize> octets_;
};

/// "concatenated, 8 bit reference" for 0x00, …; empty for one without a name here.
std::string_view name_of_element(std::uint8_t id);

}  // namespace isocket::sms
