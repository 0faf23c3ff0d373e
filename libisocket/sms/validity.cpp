#include "sms/validity.h"

namespace isocket::sms {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::weeks;

constexpr minutes duration_of(std::uint8_t octet) {
  if (octet <= 143) return minutes{5} * (octet + 1);
  if (octet <= 167) return hours{12} + minutes{30} * (octet - 143);
  if (octet <= 196) return days{1} * (octet - 166);
  return weeks{1} * (octet - 192);
}

constexpr int two_digits(std::uint8_t octet) {
  return (octet & 0x0F) * 10 + (octet >> 4);
}

template <class Unit>
bool put_whole(std::string& text, seconds duration, std::string_view name) {
  if (duration % Unit{1} != seconds{0} || duration == seconds{0}) return false;
  const auto count = duration / Unit{1};
  text += std::to_string(count) + " " + std::string{name} + (count == 1 ? "" : "s");
  return true;
}

std::string in_words(seconds duration) {
  std::string text;
  if (put_whole<weeks>(text, duration, "week") || put_whole<days>(text, duration, "day") ||
      put_whole<hours>(text, duration, "hour") || put_whole<minutes>(text, duration, "minute"))
    return text;
  return std::to_string(duration.count()) + " seconds";
}

struct Words {
  std::string operator()(std::monostate) const { return "none"; }
  std::string operator()(const RelativeValidity& validity) const { return in_words(validity.duration()); }
  std::string operator()(const Timestamp& until) const { return "until " + until.to_string(); }
  std::string operator()(const EnhancedValidity& validity) const {
    std::string text = "none";
    if (const auto duration = validity.duration()) text = in_words(*duration);
    if (validity.form() == EnhancedValidity::Form::reserved) text = "reserved";
    return validity.single_shot() ? text + ", single shot" : text;
  }
};

}  // namespace

RelativeValidity RelativeValidity::at_least(minutes duration) {
  std::uint8_t octet = 0;
  while (octet < 255 && duration_of(octet) < duration) ++octet;
  return RelativeValidity{octet};
}

minutes RelativeValidity::duration() const {
  return duration_of(octet_);
}

// Octet 1: bit 7 says that another indicator octet follows, bit 6 single shot, bits 2 to 0 the form.
EnhancedValidity::Form EnhancedValidity::form() const {
  const unsigned bits = octets_[0] & 7;
  return bits > 3 || (octets_[0] & 0x80) != 0 ? Form::reserved : static_cast<Form>(bits);
}

std::optional<seconds> EnhancedValidity::duration() const {
  switch (form()) {
    case Form::relative: return duration_of(octets_[1]);
    case Form::seconds: return seconds{octets_[1]};
    case Form::hours_minutes_seconds:
      return hours{two_digits(octets_[1])} + minutes{two_digits(octets_[2])} +
             seconds{two_digits(octets_[3])};
    case Form::none:
    case Form::reserved: break;
  }
  return std::nullopt;
}

std::string describe(const Validity& validity) {
  return std::visit(Words{}, validity);
}

}  // namespace isocket::sms
