#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace isocket::device {

/// Whole numbers from `least` to `most`, both allowed.
struct Range {
  int least = 0;
  int most = -1;          ///< below `least`: there is no such range
  std::string_view unit;  ///< "s", "min", "C", "F"; empty: a plain number
  [[nodiscard]] constexpr bool exists() const { return most >= least; }
};

/// What a command takes in place of its {name}, and what its setting is from the factory.
struct Parameter {
  enum class Type : unsigned char {
    none,
    number,       ///< digits alone, leading zeros allowed, in `range`
    degrees,      ///< a number that may be negative, in `range`, or in `fahrenheit` on "US" models (GS-7-02)
    temperature,  ///< the same with its unit letter: "10C" in `range`, "50F" in `fahrenheit`
    numbers,      ///< different numbers in `range`, separated by commas, at most `most`
    choice,       ///< one of `text`: values separated by commas, the factory's first
    phone,        ///< 1 to 15 digits, international, no plus sign
    password,     ///< `range.least` letters or digits
    alias,        ///< `range` characters, of those that SR-U4.3-02 names
    ussd,         ///< "*100#"
    clock,        ///< "yy/mm/dd,hh:mm:ss+zz"
    time,         ///< "hh:mm"
    rule,         ///< "hh:mm,day,action"
  };
  Type type = Type::none;
  Range range{};
  Range fahrenheit{};
  /// The values of a choice; of another type: in words, what is allowed.
  std::string_view text{};
  /// The factory value of the setting; empty: none is stated.
  std::string_view factory{};
  int most = 1;

  /// Whether a value that is known before anything is sent can be right. Of a phone number, a clock, a time
  /// and a rule only that there is one: they may still hold the name of a party.
  [[nodiscard]] bool accepts(std::string_view value) const;
  /// "1 to 600", "OFF, ON", "5 letters or digits"; empty for Type::none.
  [[nodiscard]] std::string range_text() const;
  /// "s", "C or F"; empty where there is none.
  [[nodiscard]] std::string unit_text() const;
  /// The values of a choice.
  [[nodiscard]] std::vector<std::string_view> values() const;
};

/// "number", "choice": the type's name in documents.
std::string_view name_of(Parameter::Type type);

}  // namespace isocket::device
