#pragma once
// Degrees: rounding, conversion, and the two ways a temperature is written. Measured values show the nearest
// Fahrenheit degree (EP-7.1-05), thresholds the smallest even one that is not below (EP-7.2-15).

#include <cstdint>

namespace isocket::fw {

/// Whole degrees Celsius; what is shown and compared (EP-7.2-19).
using Celsius = std::int16_t;

/// What is reported while the sensor cannot be read (EP-7.1-07).
constexpr Celsius kUnreadable = 127;

constexpr Celsius kThresholdLowest = -55;
constexpr Celsius kThresholdHighest = 120;

constexpr int floor_div(int a, int b) {
  return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}

/// @param hundredths  of a measured degree; halves are rounded away from zero
constexpr Celsius whole_degrees(int hundredths) {
  return static_cast<Celsius>(hundredths >= 0 ? (hundredths + 50) / 100 : -((50 - hundredths) / 100));
}

/// Fahrenheit of a measured value: nearest whole degree. Fifths never fall on a half.
constexpr int measured_fahrenheit(Celsius c) {
  return floor_div(2 * (9 * c + 160) + 5, 10);
}

/// Fahrenheit of a threshold: 2 x ceil((9 c + 160) / 10).
constexpr int threshold_fahrenheit(Celsius c) {
  return -2 * floor_div(-(9 * c + 160), 10);
}

/// The threshold that a value given in Fahrenheit is kept as: floor((f - 32) x 5 / 9) (EP-7.2-16).
constexpr Celsius threshold_from_fahrenheit(int f) {
  return static_cast<Celsius>(floor_div((f - 32) * 5, 9));
}

// The pairs that the manual prints (EP-7.2-14) and the ends of the range (EP-7.2-17).
static_assert(threshold_fahrenheit(35) == 96 && threshold_from_fahrenheit(96) == 35);
static_assert(threshold_fahrenheit(15) == 60 && threshold_from_fahrenheit(60) == 15);
static_assert(threshold_fahrenheit(22) == 72 && threshold_from_fahrenheit(72) == 22);
static_assert(threshold_fahrenheit(10) == 50 && threshold_from_fahrenheit(50) == 10);
static_assert(threshold_fahrenheit(-55) == -66 && threshold_from_fahrenheit(-67) == -55);
static_assert(measured_fahrenheit(25) == 77 && measured_fahrenheit(22) == 72 &&
              measured_fahrenheit(23) == 73);
static_assert(measured_fahrenheit(-5) == 23 && measured_fahrenheit(kUnreadable) == 261);
static_assert(whole_degrees(-50) == -1 && whole_degrees(-49) == 0 && whole_degrees(50) == 1 &&
              whole_degrees(949) == 9);

}  // namespace isocket::fw
