#pragma once

#include <cstdint>
#include <string_view>

namespace isocket::sms {

/// TP-ST: what became of a message (3GPP TS 23.040 §9.2.3.15).
class Status {
 public:
  enum class Class : std::uint8_t {
    completed,  ///< delivered, or replaced by a newer message
    trying,     ///< temporary error; the service centre tries again
    permanent,  ///< permanent error; no further attempts
    temporary,  ///< temporary error; no further attempts
    reserved,
  };
  constexpr Status() = default;
  constexpr explicit Status(std::uint8_t octet) : octet_{octet} {}
  [[nodiscard]] constexpr std::uint8_t octet() const { return octet_; }
  [[nodiscard]] constexpr Class kind() const {
    return octet_ >= 0x80 ? Class::reserved : static_cast<Class>(octet_ >> 5);
  }
  /// The destination has it: "received by the SME".
  [[nodiscard]] constexpr bool delivered() const { return octet_ == 0; }
  /// Nothing further will come about this message. (What is reserved says nothing, so it counts as final.)
  [[nodiscard]] constexpr bool is_final() const { return kind() != Class::trying; }
  /// "message received by the SME"; "reserved" or "specific to the service centre" where there is no name.
  [[nodiscard]] std::string_view name() const;
  friend bool operator==(const Status&, const Status&) = default;

 private:
  std::uint8_t octet_ = 0;
};

std::string_view name_of(Status::Class kind);

}  // namespace isocket::sms
