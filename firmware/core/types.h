#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>

// The small vocabulary of the firmware: time that wraps, strings of fixed capacity, text without printf.
// Freestanding: nothing here allocates, throws, or touches the locale.
namespace isocket::fw {

/// A length of time in milliseconds; at most 24.8 days, so that instants can be compared.
using Millis = std::uint32_t;

inline constexpr Millis kSecond = 1000;
inline constexpr Millis kMinute = 60 * kSecond;
inline constexpr Millis kLongestWait = 0x7fff'ffff;

/// A point on the board's millisecond counter, which wraps after 49.7 days: there is no order between
/// instants, only the difference of two that lie within 24.8 days of each other.
struct Instant {
  std::uint32_t ticks = 0;
  friend constexpr bool operator==(Instant, Instant) = default;
};
constexpr Instant operator+(Instant at, Millis later) {
  return {at.ticks + later};
}
/// How long after `from` the instant `to` is; meaningful only when it is.
constexpr Millis operator-(Instant to, Instant from) {
  return to.ticks - from.ticks;
}
/// Whether `at` has come by `now`.
constexpr bool reached(Instant now, Instant at) {
  return now.ticks - at.ticks < 0x8000'0000u;
}
/// How long from `now` to `at`; 0 when it has passed.
constexpr Millis until(Instant now, Instant at) {
  return reached(now, at) ? 0 : at - now;
}

/// One running time. Whoever starts it asks it at every tick, so that it never grows older than the wrap
/// allows.
class Countdown {
 public:
  /// @param length  at most kLongestWait
  constexpr void start(Instant now, Millis length) {
    end_ = now + length;
    running_ = true;
  }
  constexpr void stop() { running_ = false; }
  [[nodiscard]] constexpr bool running() const { return running_; }
  [[nodiscard]] constexpr Instant end() const { return end_; }
  [[nodiscard]] constexpr Millis left(Instant now) const { return running_ ? until(now, end_) : 0; }
  /// True once, when the time is over; it has stopped then.
  [[nodiscard]] constexpr bool over(Instant now) {
    if (!running_ || !reached(now, end_)) return false;
    running_ = false;
    return true;
  }

 private:
  Instant end_{};
  bool running_ = false;
};

/// Collects the earliest of several wake-ups.
class Wake {
 public:
  constexpr explicit Wake(Instant now, Millis at_most = kLongestWait) : now_{now}, in_{at_most} {}
  constexpr void in(Millis wait) {
    if (wait < in_) in_ = wait;
  }
  constexpr void at(Instant when) { in(until(now_, when)); }
  constexpr void at(const Countdown& time) {
    if (time.running()) at(time.end());
  }
  [[nodiscard]] constexpr Millis wait() const { return in_; }
  [[nodiscard]] constexpr Instant when() const { return now_ + in_; }

 private:
  Instant now_;
  Millis in_;
};

/// Text of at most N characters, in place. What does not fit is cut, and `truncated()` remembers it.
/// Trivially copyable, so it can be part of a stored record.
template <std::size_t N>
class FixedString {
  static_assert(N < 0xffff);
  using Size = std::conditional_t<(N < 256), std::uint8_t, std::uint16_t>;

 public:
  constexpr FixedString() = default;
  constexpr FixedString(std::string_view text) { append(text); }  // NOLINT: text is what it is

  constexpr void clear() {
    size_ = 0;
    truncated_ = false;
  }
  constexpr FixedString& append(char c) {
    if (size_ < N) {
      text_[size_] = c;
      size_ = static_cast<Size>(size_ + 1);
    } else {
      truncated_ = true;
    }
    return *this;
  }
  constexpr FixedString& append(std::string_view text) {
    for (const char c : text) append(c);
    return *this;
  }
  /// A decimal number, with leading zeros up to `width` digits.
  constexpr FixedString& append_number(std::int32_t value, int width = 0) {
    std::uint32_t rest = static_cast<std::uint32_t>(value);
    if (value < 0) {
      append('-');
      rest = 0 - rest;
    }
    char digits[10] = {};
    int n = 0;
    do {
      digits[n++] = static_cast<char>('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
    for (int i = n; i < width; ++i) append('0');
    while (n > 0) append(digits[--n]);
    return *this;
  }
  constexpr void resize_down(std::size_t size) {
    if (size < size_) size_ = static_cast<Size>(size);
  }

  [[nodiscard]] constexpr std::string_view view() const { return {text_, size_}; }
  [[nodiscard]] constexpr operator std::string_view() const { return view(); }  // NOLINT
  [[nodiscard]] constexpr std::size_t size() const { return size_; }
  [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
  [[nodiscard]] constexpr bool truncated() const { return truncated_; }
  [[nodiscard]] static constexpr std::size_t capacity() { return N; }
  [[nodiscard]] constexpr char operator[](std::size_t i) const { return text_[i]; }
  [[nodiscard]] constexpr char back() const { return text_[size_ - 1]; }
  friend constexpr bool operator==(const FixedString& a, const FixedString& b) {
    return a.view() == b.view();
  }

 private:
  char text_[N] = {};
  Size size_ = 0;
  bool truncated_ = false;
};

/// A set of numbers from 0 to 7: relays, inputs.
class SmallSet {
 public:
  static constexpr std::uint8_t kSize = 8;

  constexpr SmallSet() = default;
  static constexpr SmallSet of(std::uint8_t number) {
    SmallSet one;
    one.set(number, true);
    return one;
  }
  /// The numbers from 0 to before `count`.
  static constexpr SmallSet below(std::uint8_t count) {
    SmallSet all;
    for (std::uint8_t i = 0; i < count; ++i) all.set(i, true);
    return all;
  }
  constexpr void set(std::uint8_t number, bool in = true) {
    const auto bit = static_cast<std::uint8_t>(1U << number);
    bits_ = static_cast<std::uint8_t>(in ? bits_ | bit : bits_ & ~bit);
  }
  [[nodiscard]] constexpr bool has(std::uint8_t number) const { return (bits_ >> number & 1U) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(SmallSet, SmallSet) = default;

 private:
  std::uint8_t bits_ = 0;
};

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr char to_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
constexpr bool is_letter(char c) {
  return to_upper(c) >= 'A' && to_upper(c) <= 'Z';
}

/// Equal but for capitals, which only differ in A to Z.
constexpr bool same_word(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (to_upper(a[i]) != to_upper(b[i])) return false;
  return true;
}

/// The whole of `text` as a decimal number.
/// @return false: empty, another character than a digit, or more than `max`; `value` is untouched then
constexpr bool parse_number(std::string_view text, std::uint32_t max, std::uint32_t& value) {
  if (text.empty()) return false;
  std::uint32_t sum = 0;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    const auto digit = static_cast<std::uint32_t>(c - '0');
    if (sum > (std::numeric_limits<std::uint32_t>::max() - digit) / 10) return false;
    sum = sum * 10 + digit;
  }
  if (sum > max) return false;
  value = sum;
  return true;
}

/// Cuts off and returns what stands before the first `separator`, or everything.
constexpr std::string_view take_until(std::string_view& text, char separator) {
  const auto at = text.find(separator);
  const auto head = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
  return head;
}

inline std::span<const std::byte> as_octets(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

}  // namespace isocket::fw
