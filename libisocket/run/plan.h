#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "suite/model.h"

namespace isocket::run {

/// Which cases a run is about. Empty lists choose everything.
struct Selection {
  std::string model;
  std::string device;              ///< in a run with several, each has an order of its own
  std::vector<std::string> tags;   ///< a case needs one of them
  std::vector<std::string> cases;  ///< ids, with * for any run of characters
};

/// Whether `text` fits a pattern in which * stands for any run of characters.
bool fits(std::string_view pattern, std::string_view text);

/// What a run costs: each message and call has its price, and the bench is taken as long.
struct Cost {
  std::uint64_t commands = 0;  ///< SMS to the device, fences included
  std::uint64_t replies = 0;   ///< SMS from the device
  std::uint64_t calls = 0;     ///< either way
  Duration device_time{};
  Cost& operator+=(const Cost& other);
};

/// One case in its turn.
struct Planned {
  const suite::Suite* suite = nullptr;
  const suite::Case* test_case = nullptr;
};

/// What a bench and an inventory offer to a case.
struct Offer {
  std::function<bool(std::string_view)> bench_can;    ///< "mains", "socket", "reset"
  std::function<bool(std::string_view)> party_bound;  ///< "boss"
  bool by_operator = false;                           ///< a person sets and observes the bench
  /// Why that person cannot be asked any more; empty: can be. Asked before each case.
  std::function<std::string()> operator_missing = [] { return std::string{}; };
};

/// The chosen cases of `suites` in the order of `seed`: the same seed gives the same order.
std::vector<Planned> plan(const std::vector<suite::Suite>& suites, const Selection& selection,
                          std::uint64_t seed);

/// Why this bench cannot run the case; empty when it can.
std::string obstacle(const suite::Case& test_case, const Offer& offer);

/// An estimate, from the steps alone, of one attempt without trouble.
Cost estimate(const suite::Case& test_case);

/// How long a run with several devices takes at least: a device does one case after the other, and a modem
/// submits one message after the other.
/// @param orders  of each device
Duration estimated_time(const std::vector<std::vector<Planned>>& orders, std::size_t modems);

}  // namespace isocket::run
