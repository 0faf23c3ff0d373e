#pragma once
// Degrees: rounding, conversion, and the ways a temperature is written. Where both units are shown, measured
// values have the nearest Fahrenheit degree (EP-7.1-05), thresholds the smallest even one that is not below
// (EP-7.2-15).

#include <cstdint>

namespace isocket::fw {

/// Whole degrees, which are shown and compared (EP-7.2-19): Celsius, but Fahrenheit on a unit that knows
/// nothing else (GS-7-02).
using Degrees = std::int16_t;

/// The reading while the sensor cannot be read, or has not been read yet.
constexpr Degrees kUnreadable = -0x8000;

/// What thresholds a setting takes, in Celsius; its ends have whole Fahrenheit degrees too.
struct DegreeRange {
  std::int8_t lowest;
  std::int8_t highest;
};

constexpr int floor_div(int a, int b) {
  return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}

/// @param hundredths  of a measured degree; halves are rounded away from zero
constexpr Degrees whole_degrees(int hundredths) {
  return static_cast<Degrees>(hundredths >= 0 ? (hundredths + 50) / 100 : -((50 - hundredths) / 100));
}

/// The nearest whole degree Fahrenheit of a temperature in hundredths Celsius (GS-7-04).
constexpr Degrees whole_fahrenheit(int hundredths) {
  const int fifths = 9 * hundredths + 16'000;  // 500 to the degree
  return static_cast<Degrees>(fifths >= 0 ? (fifths + 250) / 500 : -((250 - fifths) / 500));
}

/// Fahrenheit of a measured value: nearest whole degree. Fifths never fall on a half.
constexpr int measured_fahrenheit(Degrees c) {
  return floor_div(2 * (9 * c + 160) + 5, 10);
}

/// Fahrenheit of a threshold: 2 x ceil((9 c + 160) / 10).
constexpr int threshold_fahrenheit(Degrees c) {
  return -2 * floor_div(-(9 * c + 160), 10);
}

/// The threshold that a value given in Fahrenheit is kept as: floor((f - 32) x 5 / 9) (EP-7.2-16).
constexpr Degrees threshold_from_fahrenheit(int f) {
  return static_cast<Degrees>(floor_div((f - 32) * 5, 9));
}

/// The nearest whole degree Celsius; ninths never fall on a half (SR-U7-07).
constexpr Degrees nearest_celsius(int f) {
  return static_cast<Degrees>(floor_div(10 * (f - 32) + 9, 18));
}

// The pairs that the manual prints (EP-7.2-14) and the ends of the range (EP-7.2-17).
static_assert(threshold_fahrenheit(35) == 96 && threshold_from_fahrenheit(96) == 35);
static_assert(threshold_fahrenheit(15) == 60 && threshold_from_fahrenheit(60) == 15);
static_assert(threshold_fahrenheit(22) == 72 && threshold_from_fahrenheit(72) == 22);
static_assert(threshold_fahrenheit(10) == 50 && threshold_from_fahrenheit(50) == 10);
static_assert(threshold_fahrenheit(-55) == -66 && threshold_from_fahrenheit(-67) == -55);
static_assert(measured_fahrenheit(25) == 77 && measured_fahrenheit(22) == 72 &&
              measured_fahrenheit(23) == 73);
static_assert(measured_fahrenheit(-5) == 23 && measured_fahrenheit(127) == 261);
static_assert(whole_fahrenheit(2300) == 73 && whole_fahrenheit(-1800) == 0 &&
              whole_fahrenheit(-4000) == -40 && whole_fahrenheit(1000) == 50);
static_assert(nearest_celsius(96) == 36 && nearest_celsius(95) == 35 && nearest_celsius(-67) == -55 &&
              nearest_celsius(248) == 120 && nearest_celsius(31) == -1);
static_assert(whole_degrees(-50) == -1 && whole_degrees(-49) == 0 && whole_degrees(50) == 1 &&
              whole_degrees(949) == 9);

}  // namespace isocket::fw
