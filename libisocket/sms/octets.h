#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace isocket::sms {

using Octets = std::vector<std::uint8_t>;
using OctetView = std::span<const std::uint8_t>;

/// At most N octets, held in place: a TPDU's parts are small, and decoding one allocates nothing for them.
template <std::size_t N>
class BoundedOctets {
 public:
  static_assert(N <= 255);
  // The array is left as it is on purpose: only the first size() octets are ever read.
  BoundedOctets() {}  // NOLINT(modernize-use-equals-default)
  /// @param octets  at most N
  explicit BoundedOctets(OctetView octets) {
    assert(octets.size() <= N);
    std::copy(octets.begin(), octets.end(), octets_.begin());
    size_ = static_cast<std::uint8_t>(octets.size());
  }
  BoundedOctets(const BoundedOctets& other) : BoundedOctets{OctetView{other}} {}
  BoundedOctets& operator=(const BoundedOctets& other) {
    std::copy_n(other.octets_.begin(), other.size_, octets_.begin());
    size_ = other.size_;
    return *this;
  }

  static constexpr std::size_t capacity() { return N; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const std::uint8_t* data() const { return octets_.data(); }
  [[nodiscard]] const std::uint8_t* begin() const { return octets_.data(); }
  [[nodiscard]] const std::uint8_t* end() const { return octets_.data() + size_; }
  operator OctetView() const { return {octets_.data(), size_}; }  // NOLINT(google-explicit-constructor)
  std::uint8_t operator[](std::size_t i) const { return octets_[i]; }

  [[nodiscard]] bool full() const { return size_ == N; }
  /// Not when full().
  void push_back(std::uint8_t octet) {
    assert(!full());
    octets_[size_++] = octet;
  }
  /// Room for `size` octets (at most N), for the caller to write.
  std::uint8_t* resize(std::size_t size) {
    assert(size <= N);
    size_ = static_cast<std::uint8_t>(size);
    return octets_.data();
  }

  friend bool operator==(const BoundedOctets& a, const BoundedOctets& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  std::uint8_t size_ = 0;
  std::array<std::uint8_t, N> octets_;
};

/// "0AFF": two capital hexadecimal digits per octet, as a modem writes a PDU.
std::string to_hex(OctetView octets);
/// The octets of hexadecimal digits of either case, without blanks. Errors: bad_digit, and underflow for half
/// an octet; both with the offset of the octet, field "hex".
Result<Octets> from_hex(std::string_view digits);

}  // namespace isocket::sms
